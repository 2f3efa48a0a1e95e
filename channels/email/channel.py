"""Email as a channel: its parts joined, the router's records followed."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from msgspec.structs import replace

from channels.contract import Health
from channels.email.filing import Filing
from channels.email.imap.watcher import Watcher
from channels.email.intake import Intakes
from channels.email.ports import LiveMail, MailboxStanding, Ports
from channels.email.smtp_in import TRACE_BYTES, SmtpIn
from channels.email.values import MailId
from crm.erasing import Erasure
from crm.numbering import Numbers
from crm.records import Case, CaseId, Customer, CustomerId
from router.decisions import InteractionAbandoned, InteractionClosed, InteractionDiscarded
from router.history import Record
from router.ids import Instant, InteractionId
from router.lifecycle import Medium

RECALLED_TOGETHER: Final = 500
"""Live mails read from the store at once: a queue may hold years of mail."""


class EmailChannel:
    """Takes mail in and follows it to its end (`channels.contract.Channel`)."""

    medium: Final = Medium.EMAIL

    def __init__(
        self,
        ports: Ports,
        *,
        numbers: Numbers,
        max_bytes: int,
        reception: Callable[[Intakes], SmtpIn | None],
        fetching: Callable[[Intakes], Sequence[Watcher]],
    ) -> None:
        """Build the parts; `numbers` counts the records. Nothing happens before `start`."""
        self._ports = ports
        self._numbers = numbers
        self._max_bytes = max_bytes
        self._reception = reception
        self._fetching = fetching
        self._live = ports.live
        self._intakes: Intakes | None = None
        self._smtp: SmtpIn | None = None
        self._watchers: Sequence[Watcher] = ()

    # --- The contract of a channel ---------------------------------------------------------------

    async def recall(self) -> None:
        """Take up the live mails; call before any socket is open."""
        last = ""
        while page := await self._ports.store.live(last, RECALLED_TOGETHER):
            for live in page:
                self._live.put(live)
                last = live.mail.interaction_id or last

    async def start(self) -> None:
        """File what the last process left, and listen; the router must have started."""
        filing = Filing(self._ports, self._numbers, self._enter)
        self._intakes = Intakes(self._ports, filing, max_bytes=self._max_bytes + TRACE_BYTES)
        if not self._ports.mailboxes:
            return
        self._intakes.start()
        self._smtp = self._reception(self._intakes)
        if self._smtp is not None:
            await self._smtp.start()
        self._watchers = self._fetching(self._intakes)
        for watcher in self._watchers:
            watcher.start()

    async def stop(self) -> None:
        """Listen and fetch no more, and finish the message in hand."""
        for watcher in self._watchers:
            await watcher.stop()
        if self._smtp is not None:
            await self._smtp.stop()
        if self._intakes is not None:
            await self._intakes.stop()

    def look(self, now: Instant) -> None:
        """Do the second's work."""
        if self._intakes is not None:
            self._intakes.look(now)

    @property
    def smtp_port(self) -> int | None:
        """The port that mail is received on, None where none is."""
        return None if self._smtp is None else self._smtp.port

    def health(self) -> Health:
        """Say how many mails are live, and of each mailbox when it was last looked through."""
        now = self._ports.clock.now()
        parts = [f"{len(self._live)} live mails", *(each.describe(now) for each in self._watchers)]
        return Health(ok=all(each.ok(now) for each in self._watchers), detail="\n".join(parts))

    def mailboxes(self) -> list[MailboxStanding]:
        """Say of each mailbox whether mail comes in; of one that is handed in nothing is known."""
        now = self._ports.clock.now()
        watchers = {each.mailbox: each for each in self._watchers}
        standings = []
        for box in self._ports.mailboxes:
            watcher = watchers.get(box.name)
            standings.append(
                MailboxStanding(
                    name=box.name,
                    address=box.address,
                    queue=box.queue,
                    ok=watcher is None or watcher.ok(now),
                    scan_age_seconds=None if watcher is None else watcher.scan_age_seconds(now),
                    trouble="" if watcher is None else watcher.trouble,
                    set_aside=0 if watcher is None else watcher.set_aside,
                )
            )
        return standings

    def scan_age_seconds(self, mailbox: str) -> float:
        """Give the time since a mailbox that is fetched was last looked through; 0 before any."""
        now = self._ports.clock.now()
        ages = [e.scan_age_seconds(now) for e in self._watchers if e.mailbox == mailbox]
        return max(ages, default=0.0)

    async def view(self, interaction: InteractionId) -> Mapping[str, Any]:
        """Give the mail with its case and customer; empty without such a mail."""
        live = self._live.get(interaction)
        if live is None:
            return {}
        return {"mail": live.mail, "case": live.case, "customer": live.customer}

    def details(self, interaction: InteractionId) -> LiveMail | None:
        """Give what is known of a live mail."""
        return self._live.get(interaction)

    def case_changed(self, case: Case) -> None:
        """Show what an agent has changed of a case."""
        for live in self._live.shown_in(case.id):
            self._live.put(replace(live, case=case))
        self._ports.push.case_changed(case.id)

    def belong(self, case_ids: frozenset[CaseId], case: Case, customer: Customer) -> None:
        """Show the mails of some cases as those of `case`."""
        for live in self._live.of_cases(case_ids):
            self._live.put(replace(live, case=case, customer=customer))
        for changed in {*case_ids, case.id}:
            self._ports.push.case_changed(changed)

    def mail_moved(self, mail_id: MailId, case: Case, customer: Customer) -> None:
        """Show a mail as one of `case`."""
        for live in self._live.of_mail(mail_id):
            mail = replace(live.mail, case_id=case.id)
            self._live.put(replace(live, mail=mail, case=case, customer=customer))

    def of_case(self, case_id: CaseId) -> tuple[InteractionId, ...]:
        """Give the interactions of a case that are live."""
        return tuple(map(_interaction, self._live.shown_in(case_id)))

    async def customers_changed(self, customers: frozenset[CustomerId]) -> None:
        """Show what agents have changed of customers, and whose a case is now."""
        for live in self._live.of_customers(customers):
            customer = await self._ports.store.owner(live.case.id)
            known = self._live.get(_interaction(live))
            if known is not None:
                case = replace(known.case, customer_id=customer.id)
                self._live.put(replace(known, case=case, customer=customer))

    def forget(self, erasure: Erasure) -> None:
        """Forget their mails, and have whoever reads one of them among others' read anew."""
        for interaction in erasure.contacts:
            self._live.drop(interaction)
        for case_id in erasure.others:
            self._ports.push.case_changed(case_id)

    async def intakes(self) -> int:
        """Count the mails that ever got a place in a queue."""
        return await self._ports.store.count_intakes()

    # --- Following the router --------------------------------------------------------------------

    def on_record(self, record: Record) -> None:
        """Forget mails whose work is over."""
        for decision in record.decisions:
            if isinstance(
                decision, InteractionClosed | InteractionAbandoned | InteractionDiscarded
            ):
                self._live.drop(decision.interaction)

    def _enter(self, live: LiveMail) -> Callable[[], None]:
        self._live.put(live)
        return partial(self._live.drop, _interaction(live))


def _interaction(live: LiveMail) -> InteractionId:
    assert live.mail.interaction_id is not None
    return live.mail.interaction_id
