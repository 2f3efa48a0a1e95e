"""Tasks: what somebody has promised to do, until when."""

from typing import Literal, TypeAlias

import msgspec

from crm.records import CaseId, CustomerId, Level
from router.ids import AgentId, Instant

TaskId: TypeAlias = str
TaskStatus = Literal["open", "done"]


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """Something to be done, by one agent or by whoever finds the time (CRM-005)."""

    id: TaskId
    number: int
    """What agents call it by (CRM-025)."""
    rev: int = 1
    title: str
    description: str = ""
    status: TaskStatus = "open"
    priority: Level = "normal"
    due_at: Instant | None = None
    reminder: bool = False
    """Whether its owner is reminded when it is due (CRM-024)."""
    owner: AgentId | None = None
    case_id: CaseId | None = None
    customer_id: CustomerId | None = None
    created_by: AgentId
    created_at: Instant
    changed_at: Instant
    done_at: Instant | None = None

    def is_overdue(self, at: Instant) -> bool:
        """Tell whether it should have been done by now."""
        return self.status == "open" and self.due_at is not None and self.due_at < at


def with_status(task: Task, status: TaskStatus, at: Instant) -> Task:
    """Give the task finished or opened again; one that is so already keeps its instant."""
    if task.status == status:
        return task
    done_at = at if status == "done" else None
    return msgspec.structs.replace(task, status=status, done_at=done_at)
