"""Customers as the wire shows them to agents."""

from collections.abc import Callable

from crm.merging import UNDOABLE_FOR, Merge
from crm.names import last_name
from crm.records import Customer
from gateway.views.cases import CaseViews
from gateway.views.contacts import ContactViews
from gateway.views.mail import MailViews
from gateway.views.tasks import TaskViews
from gateway.wire import customers as wire
from gateway.wire.tasks import TaskCase
from gateway.wire.times import to_wire
from router.ids import Instant
from storage.case_search import CaseLine
from storage.customers import CustomerFile, CustomerLine


class CustomerViews:
    """Writes customers as wire structs."""

    def __init__(
        self,
        *,
        mails: MailViews,
        cases: CaseViews,
        tasks: TaskViews,
        contacts: ContactViews,
        now: Callable[[], Instant],
    ) -> None:
        """Write what belongs to them as the other views do."""
        self._mails = mails
        self._cases = cases
        self._tasks = tasks
        self._contacts = contacts
        self._now = now

    def line(self, line: CustomerLine) -> wire.CustomerRow:
        """Write a customer in a list."""
        return wire.CustomerRow(
            id=line.id,
            number=str(line.number),
            name=line.name,
            last_name=last_name(line.name),
            company=line.company,
            phone=line.phone,
            account_number=line.account_number,
            address=line.address,
            open_cases=line.open_cases,
        )

    def record(self, file: CustomerFile) -> wire.CustomerRecord:
        """Write a customer with the history (CRM-008)."""
        customer = file.customer
        numbers = {case.id: str(case.number) for case in file.cases}
        return wire.CustomerRecord(
            id=customer.id,
            number=str(customer.number),
            rev=customer.rev,
            name=customer.name,
            company=customer.company,
            account_number=customer.account_number,
            phone=customer.phone,
            addresses=customer.addresses,
            notes=customer.notes,
            fields=tuple(
                wire.CustomField(name=name, value=value) for name, value in customer.fields.items()
            ),
            created_at=to_wire(customer.created_at),
            changed_at=to_wire(file.changed_at),
            cases=tuple(
                self._cases.line(CaseLine(case=case, customer=customer.name)) for case in file.cases
            ),
            contacts=tuple(self._contacts.contact(each) for each in file.contacts),
            tasks=tuple(
                self._tasks.task(
                    task,
                    TaskCase(id=task.case_id, number=numbers[task.case_id])
                    if task.case_id in numbers
                    else None,
                    customer.name,
                )
                for task in file.tasks
            ),
            merged=tuple(self._merged(merge, other) for merge, other in file.merges),
        )

    def _merged(self, merge: Merge, other: Customer) -> wire.MergedCustomer:
        undoable = merge.is_undoable(self._now())
        return wire.MergedCustomer(
            merge_id=merge.id,
            number=str(other.number),
            name=other.name,
            at=to_wire(merge.at),
            by=self._mails.agent(merge.by),
            undo_until=to_wire(merge.at + UNDOABLE_FOR) if undoable else None,
        )
