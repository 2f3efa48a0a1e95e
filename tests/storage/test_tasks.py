"""Tasks are listed by who owns them, when they are due, what they are about."""

import pytest

from crm.refusal import Refusal
from storage.database import Database
from storage.tasks import Tasks, Wanted, last_number
from tests.kit.customer_rows import NOW, case, customer, keep, task

HOUR = 3_600_000_000


FOUND = (
    ({}, [102, 101, 103, 104]),
    ({"owner": "alice", "status": "open"}, [102, 101]),
    ({"overdue_at": NOW}, [102]),
    ({"status": "done"}, [104]),
    ({"case_id": "k1"}, [102]),
    ({"customer_id": "c1"}, [102]),
    ({"priority": "high"}, [102]),
    ({"due_from": NOW}, [101]),
    ({"due_until": NOW, "status": "open"}, [102]),
    ({"words": "call zoé"}, [101]),
    ({"words": "martin"}, [102]),
    ({"words": "SHOP"}, [103]),
    ({"words": "#104"}, [104]),
    ({"words": "%"}, []),
)


async def numbers(tasks: Tasks, **wanted) -> list[int]:
    return [each.task.number for each in await tasks.find(Wanted(**wanted))]


@pytest.fixture
async def tasks(database: Database) -> Tasks:
    """Keep four tasks of two agents, about one case."""
    await keep(database, customer(1, name="Zoé Martin"), case(1, "c1"))
    tasks = Tasks(database)
    for each in (
        task(1, owner="alice", due_at=NOW + HOUR, title="Call Zoé"),
        task(2, owner="alice", due_at=NOW - HOUR, case_id="k1", priority="high"),
        task(3, owner="bruno", description="Ask the shop"),
        task(4, owner="alice", status="done", done_at=NOW, due_at=NOW - HOUR),
    ):
        await tasks.create(each)
    return tasks


async def test_tasks_are_found(tasks: Tasks):
    """CRM-005: open ones first, what is due first in front."""
    for wanted, found in FOUND:
        assert await numbers(tasks, **wanted) == found, wanted


async def test_a_task_of_a_case_names_case_and_customer(tasks: Tasks):
    line = await tasks.line("t2")
    assert (line.case_number, line.customer, line.task.customer_id) == (1_001, "Zoé Martin", "c1")


async def test_a_task_is_finished_and_opened_again(tasks: Tasks):
    """CRM-005, CRM-024: every change raises the revision; the reminder stays set."""
    await tasks.change("t1", 1, NOW, {"reminder": True})
    done = (await tasks.change("t1", 2, NOW + 5, {"status": "done"})).task
    assert (done.status, done.done_at, done.rev, done.reminder) == ("done", NOW + 5, 3, True)
    again = (await tasks.change("t1", 3, NOW + 6, {"status": "open"})).task
    assert (again.status, again.done_at) == ("open", None)


async def test_the_slower_of_two_agents_is_refused(tasks: Tasks):
    await tasks.change("t1", 1, NOW, {"title": "first"})
    with pytest.raises(Refusal, match="conflict"):
        await tasks.change("t1", 1, NOW, {"title": "second"})


async def test_a_task_is_about_what_there_is(tasks: Tasks):
    for facts in ({"case_id": "k9"}, {"customer_id": "c9"}):
        with pytest.raises(Refusal, match="not_found"):
            await tasks.create(task(9, **facts))


async def test_numbers_go_on_where_they_ended(tasks: Tasks, database: Database):
    """CRM-025: no number is given twice."""
    assert await database.read(last_number) == 104
