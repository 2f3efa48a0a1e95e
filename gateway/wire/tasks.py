"""Tasks: what somebody has promised to do."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from gateway.wire.cases import Level
from gateway.wire.interaction import AgentName
from gateway.wire.scalars import Id, Note, Ok, Payload

TaskStatus = Literal["open", "done"]
Title = Annotated[str, Meta(min_length=1, max_length=500)]
Moment = Annotated[str, Meta(max_length=40)]


class TaskCase(Payload, frozen=True, kw_only=True):
    """The case a task is about."""

    id: str
    number: str


class TaskCustomer(Payload, frozen=True, kw_only=True):
    """The customer a task is about."""

    id: str
    name: str


class Task(Payload, frozen=True, kw_only=True):
    """A task; `rev` rises with every change."""

    id: str
    number: str
    rev: int
    title: str
    description: str
    status: TaskStatus
    priority: Level
    due_at: str | None
    overdue: bool
    reminder: bool
    owner: AgentName | None
    case: TaskCase | None
    customer: TaskCustomer | None
    created_by: AgentName | None
    created_at: str
    changed_at: str
    done_at: str | None


class TaskList(Ok, frozen=True, kw_only=True):
    """Tasks found: open ones first, those due first in front."""

    tasks: tuple[Task, ...]
    more: bool


class KeptTask(Ok, frozen=True, kw_only=True):
    """A task as it is kept."""

    task: Task


class CreateTask(Payload, frozen=True, kw_only=True):
    """Promise something; the same `id` again finds what was promised. Without `owner`: oneself."""

    id: Id
    title: Title
    description: Note = ""
    priority: Level = "normal"
    due_at: Moment | None = None
    reminder: bool = False
    owner: Id | UnsetType | None = UNSET
    case_id: Id | None = None
    customer_id: Id | None = None


class ChangeTask(Payload, frozen=True, kw_only=True):
    """Change what is named of a task; `rev` is the one last seen."""

    rev: Annotated[int, Meta(ge=1)]
    title: Title | UnsetType = UNSET
    description: Note | UnsetType = UNSET
    status: TaskStatus | UnsetType = UNSET
    priority: Level | UnsetType = UNSET
    due_at: Moment | UnsetType | None = UNSET
    reminder: bool | UnsetType = UNSET
    owner: Id | UnsetType | None = UNSET
