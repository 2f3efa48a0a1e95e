"""Queues, agents and codes over HTTP are those that a desk is told of."""

import aiohttp
import pytest

from tests.gateway.house import House
from tests.kit.desk_http import CaseDesk


async def test_a_program_reads_what_a_desk_shows(house: House):
    """Protocol, HTTP: JSON for queues, agents and codes; only one's own queues and colleagues."""
    agent = await house.agent()
    (snapshot,) = agent.heard["snapshot"]
    desk = CaseDesk(agent)

    listed = (await desk.ask("GET", "/api/v1/queues"))["queues"]
    assert listed == snapshot["queues"]
    assert [(each["name"], each["waiting"]) for each in listed] == [("billing", 0), ("web", 0)]

    colleagues = (await desk.ask("GET", "/api/v1/agents"))["agents"]
    assert {each["group"] for each in colleagues} == {"Support"}
    (me,) = (each for each in colleagues if each["id"] == snapshot["agent"]["id"])
    assert (me["name"], me["status"]) == ("Alice Martin", snapshot["agent"]["status"])

    lists = (await desk.ask("GET", "/api/v1/codes"))["code_lists"]
    assert [each for each in lists if each["kind"] == "status"] == snapshot["status_codes"]
    (outcome,) = (each for each in lists if each["name"] == "outcome")
    assert [each["name"] for each in outcome["codes"]] == ["Solved", "Not ours"]


@pytest.mark.parametrize("path", ["queues", "agents", "codes"])
async def test_strangers_read_nothing(house: House, http: aiohttp.ClientSession, path: str):
    async with http.get(f"{house.url}/api/v1/{path}") as refused:
        assert refused.status == 401
