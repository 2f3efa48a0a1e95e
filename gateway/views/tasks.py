"""Tasks as the wire shows them to agents."""

from collections.abc import Callable

from crm.tasks import Task
from gateway.views.mail import MailViews
from gateway.wire import tasks as wire
from gateway.wire.times import to_wire, to_wire_or_none
from router.ids import Instant
from storage.tasks import TaskLine


class TaskViews:
    """Writes tasks as wire structs."""

    def __init__(self, mails: MailViews, now: Callable[[], Instant]) -> None:
        """Name agents as `mails` does."""
        self._mails = mails
        self._now = now

    def line(self, line: TaskLine) -> wire.Task:
        """Write a task with what it is about."""
        case = None
        if line.task.case_id is not None and line.case_number is not None:
            case = wire.TaskCase(id=line.task.case_id, number=str(line.case_number))
        return self.task(line.task, case, line.customer)

    def task(self, task: Task, case: wire.TaskCase | None, customer: str) -> wire.Task:
        """Write a task; its customer is called `customer`."""
        return wire.Task(
            id=task.id,
            number=str(task.number),
            rev=task.rev,
            title=task.title,
            description=task.description,
            status=task.status,
            priority=task.priority,
            due_at=to_wire_or_none(task.due_at),
            overdue=task.is_overdue(self._now()),
            reminder=task.reminder,
            owner=self._mails.agent(task.owner),
            case=case,
            customer=None
            if task.customer_id is None
            else wire.TaskCustomer(id=task.customer_id, name=customer),
            created_by=self._mails.agent(task.created_by),
            created_at=to_wire(task.created_at),
            changed_at=to_wire(task.changed_at),
            done_at=to_wire_or_none(task.done_at),
        )
