"""Tasks over HTTP: promised, listed, finished, opened again."""

from collections.abc import Callable, Iterable
from typing import Any, Final, cast, get_args

from aiohttp import web
from msgspec import UNSET, UnsetType

from accounts.directory import Directory
from channels.contract import Clock
from crm.numbering import Numbers
from crm.records import Level
from crm.tasks import Task, TaskStatus
from gateway.http.answers import HttpRefusal, answer, read_body
from gateway.http.case_access import CaseAccess
from gateway.http.paging import limit_of
from gateway.http.words import one_line, paragraphs
from gateway.views.tasks import TaskViews
from gateway.wire import tasks as wire
from gateway.wire.errors import Code
from gateway.wire.times import from_wire
from router.ids import AgentId, Instant
from storage.tasks import TaskLine, Tasks, Wanted

_USUALLY_LISTED: Final = 100
_KINDS: Final = {"status": TaskStatus, "priority": Level}


class TaskRoutes:
    """What agents do with tasks."""

    def __init__(
        self,
        *,
        access: CaseAccess,
        directory: Callable[[], Directory],
        tasks: Tasks,
        views: TaskViews,
        numbers: Numbers,
        clock: Clock,
    ) -> None:
        """Join the collaborators."""
        self._access = access
        self._directory = directory
        self._tasks = tasks
        self._views = views
        self._numbers = numbers
        self._clock = clock

    def routes(self) -> Iterable[web.RouteDef]:
        """Give the routes."""
        return (
            web.get("/api/v1/tasks", self.find),
            web.post("/api/v1/tasks", self.create),
            web.get("/api/v1/tasks/{task_id}", self.read),
            web.patch("/api/v1/tasks/{task_id}", self.change),
        )

    async def find(self, request: web.Request) -> web.Response:
        """List tasks: one's own, those overdue, all, or those with certain words (CRM-005)."""
        agent = await self._access.agent(request)
        query = request.query
        limit = limit_of(request, _USUALLY_LISTED)
        words = query.get("q", "").strip()
        if len(words) > 200 or "\0" in words:
            raise HttpRefusal(Code.INVALID, "q")
        owner = agent.id if query.get("mine") == "1" else query.get("owner")
        found = await self._tasks.find(
            Wanted(
                status=cast("TaskStatus | None", _one_of(request, "status")),
                priority=_one_of(request, "priority"),
                owner=owner or None,
                overdue_at=self._clock.now() if query.get("overdue") == "1" else None,
                due_from=_moment(query.get("due_from"), "due_from"),
                due_until=_moment(query.get("due_until"), "due_until"),
                case_id=query.get("case") or None,
                customer_id=query.get("customer") or None,
                words=words,
                limit=limit,
            )
        )
        return answer(
            wire.TaskList(
                tasks=tuple(self._views.line(each) for each in found[:limit]),
                more=len(found) > limit,
            )
        )

    async def read(self, request: web.Request) -> web.Response:
        """Give a task."""
        await self._access.agent(request)
        return self._kept(await self._tasks.line(request.match_info["task_id"]))

    async def create(self, request: web.Request) -> web.Response:
        """Promise something, for oneself or for a colleague, of a case or of no case."""
        agent = await self._access.agent(request)
        wanted = await read_body(request, wire.CreateTask)
        now = self._clock.now()
        line = await self._tasks.create(
            Task(
                id=wanted.id,
                number=self._numbers.task(),
                title=_title(wanted.title),
                description=paragraphs(wanted.description),
                priority=wanted.priority,
                due_at=_moment(wanted.due_at, "due_at"),
                reminder=wanted.reminder,
                owner=agent.id if wanted.owner is UNSET else self._owner(wanted.owner),
                case_id=wanted.case_id,
                customer_id=wanted.customer_id,
                created_by=agent.id,
                created_at=now,
                changed_at=now,
            )
        )
        return self._kept(line, status=201)

    async def change(self, request: web.Request) -> web.Response:
        """Change, finish or open a task again, unless somebody was faster."""
        await self._access.agent(request)
        wanted = await read_body(request, wire.ChangeTask)
        changes: dict[str, Any] = {
            name: value
            for name in ("status", "priority", "reminder")
            if (value := getattr(wanted, name)) is not UNSET
        }
        if wanted.title is not UNSET:
            changes["title"] = _title(wanted.title)
        if wanted.description is not UNSET:
            changes["description"] = paragraphs(wanted.description)
        if wanted.due_at is not UNSET:
            changes["due_at"] = _moment(wanted.due_at, "due_at")
        if wanted.owner is not UNSET:
            changes["owner"] = self._owner(wanted.owner)
        task_id = request.match_info["task_id"]
        line = await self._tasks.change(task_id, wanted.rev, self._clock.now(), changes)
        return self._kept(line)

    def _kept(self, line: TaskLine, *, status: int = 200) -> web.Response:
        return answer(wire.KeptTask(task=self._views.line(line)), status=status)

    def _owner(self, owner: AgentId | UnsetType | None) -> AgentId | None:
        if owner is None or owner is UNSET:
            return None
        agent = self._directory().agents.get(owner)
        if agent is None or agent.disabled:
            raise HttpRefusal(Code.NOT_FOUND, "owner")
        return agent.id


def _title(text: str) -> str:
    title = one_line(text)
    if not title:
        raise HttpRefusal(Code.INVALID, "title")
    return title


def _moment(text: str | None, field: str) -> Instant | None:
    if not text:
        return None
    try:
        return from_wire(text)
    except (ValueError, OverflowError):
        raise HttpRefusal(Code.INVALID, field) from None


def _one_of(request: web.Request, name: str) -> str | None:
    value = request.query.get(name) or None
    if value is not None and value not in get_args(_KINDS[name]):
        raise HttpRefusal(Code.INVALID, name)
    return value
