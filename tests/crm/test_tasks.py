"""Tasks: due, finished, opened again."""

import pytest

from crm.tasks import Task, with_status

NOON = 1_795_000_000_000_000


def task(**changes) -> Task:
    return Task(
        **{
            "id": "t1",
            "number": 101,
            "title": "Call back",
            "created_by": "alice",
            "created_at": NOON,
            "changed_at": NOON,
            **changes,
        }
    )


@pytest.mark.parametrize(
    ("changes", "overdue"),
    [
        ({}, False),
        ({"due_at": NOON - 1}, True),
        ({"due_at": NOON}, False),
        ({"due_at": NOON - 1, "status": "done"}, False),
    ],
)
def test_what_is_open_and_was_due_is_overdue(changes, overdue: bool):
    """CRM-005: nothing without a due date is ever late, nothing that is done either."""
    assert task(**changes).is_overdue(NOON) is overdue


def test_finishing_twice_keeps_the_first_instant():
    """CRM-005: what is done is done; opening it again forgets when."""
    done = with_status(task(), "done", NOON + 5)
    assert with_status(done, "done", NOON + 9).done_at == NOON + 5
    assert with_status(done, "open", NOON + 9) == task()
