"""Tasks over HTTP: promised, listed, finished, opened again."""

from typing import Any

import pytest

from tests.gateway.house import House
from tests.kit.clients import Refused
from tests.kit.desk_http import CaseDesk

LONG_AGO = "2001-02-03T04:05:06.000Z"


NO_SENSE: tuple[tuple[dict[str, Any], str], ...] = (
    ({"title": " "}, "invalid"),
    ({"due_at": "tomorrow"}, "invalid"),
    ({"due_at": "2026-11-21T10:00:00"}, "invalid"),
    ({"owner": "nobody"}, "not_found"),
    ({"case_id": "none"}, "not_found"),
    ({"priority": "whenever"}, "invalid"),
)


async def promise(desk: CaseDesk, **facts: Any) -> dict[str, Any]:
    answer = await desk.ask("POST", "/api/v1/tasks", json={"title": "Call back", **facts})
    return answer["task"]


async def listed(desk: CaseDesk, **query: str) -> list[str]:
    answer = await desk.ask("GET", "/api/v1/tasks", params=query)
    return [each["id"] for each in answer["tasks"]]


async def test_tasks_are_listed_by_whose_they_are_and_when_they_are_due(house: House):
    """CRM-005, CRM-024, CRM-025: mine, overdue, all; a reminder with a due date."""
    desk = CaseDesk(await house.agent())
    directory = house.gateway.foundation.directory
    bruno = directory.agent_by_login("bruno")
    assert bruno is not None
    late = await promise(desk, id="late", due_at=LONG_AGO, reminder=True)
    assert (late["number"], late["owner"]["name"], late["overdue"]) == ("101", "Alice Martin", True)
    assert (late["due_at"], late["reminder"]) == (LONG_AGO, True)
    assert await promise(desk, id="late", due_at=LONG_AGO) == late
    await promise(desk, id="theirs", owner=bruno.id)
    await promise(desk, id="anybody", owner=None, due_at="2999-01-01T00:00:00Z", priority="high")

    assert await listed(desk) == ["late", "anybody", "theirs"]
    assert await listed(desk, mine="1") == ["late"]
    assert await listed(desk, overdue="1") == ["late"]
    assert await listed(desk, owner=bruno.id) == ["theirs"]
    assert await listed(desk, priority="high", due_from="2998-01-01T00:00:00Z") == ["anybody"]
    assert await listed(desk, q="#101") == ["late"]


async def test_a_task_is_finished_and_opened_again(house: House):
    """CRM-005: by whoever has seen it as it is."""
    desk = CaseDesk(await house.agent())
    await promise(desk, id="t")

    async def change(**said: Any) -> dict[str, Any]:
        return (await desk.ask("PATCH", "/api/v1/tasks/t", json=said))["task"]

    done = await change(rev=1, status="done")
    assert done["done_at"] is not None
    assert await listed(desk, status="open") == []
    with pytest.raises(Refused, match="conflict"):
        await change(rev=1, status="open")
    again = await change(rev=2, status="open", due_at=LONG_AGO, owner=None, title=" Call \n now ")
    assert (again["done_at"], again["owner"], again["title"]) == (None, None, "Call now")
    assert (await change(rev=3, due_at=None, description="Soon"))["due_at"] is None


async def test_a_task_that_makes_no_sense_is_not_kept(house: House):
    desk = CaseDesk(await house.agent())
    for said, code in NO_SENSE:
        with pytest.raises(Refused, match=code):
            await promise(desk, id="t", **said)
    assert await listed(desk) == []
