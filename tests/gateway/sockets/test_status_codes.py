"""The code that goes with a status is named as people know it."""

from types import SimpleNamespace
from typing import Any

import pytest

from accounts.directory import Code, CodeList, Directory
from gateway.sockets.agent.status import StatusEvents
from gateway.wire.agent import SetStatus

LISTS = (
    CodeList(
        id="l1",
        name="why",
        kind="status",
        statuses=("on_break",),
        codes=(Code(id="c1", name="Lunch"),),
    ),
    CodeList(id="l2", name="outcome", codes=(Code(id="c2", name="Solved"),)),
)


@pytest.mark.parametrize(
    ("said", "meant"),
    [("Lunch", "c1"), ("c1", "c1"), ("Solved", "Solved"), ("Tea", "Tea"), ("", ""), (None, None)],
)
async def test_a_code_of_the_status_may_be_named_by_its_name(said: str | None, meant: str | None):
    """protocol.md, `status.set`; any other is left for the router to refuse."""
    submitted: list[Any] = []

    async def submit(command: object) -> None:
        submitted.append(command)

    fakes: Any = SimpleNamespace(submit=submit, status=lambda _: SimpleNamespace(status="on_break"))
    connection: Any = SimpleNamespace(caller=SimpleNamespace(agent_id="a1"))
    events = StatusEvents(
        engine=fakes,
        directory=lambda: Directory(LISTS),
        revocation=fakes,
        background=submitted.append,
        agents=fakes,
        queues=fakes,
        preferences=fakes,
    )
    await events.set_status(connection, SetStatus(status="on_break", code=said))
    assert [command.code for command in submitted] == [meant]
