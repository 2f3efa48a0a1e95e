"""Beginning: a case that an agent opens by writing first."""

import hashlib
from collections.abc import Callable, Sequence
from typing import Protocol

from accounts.directory import Directory
from channels.contract import Clock
from channels.email.ports import MailboxInForce, Mint
from channels.email.refusal import Refusal
from crm.numbering import Numbers
from crm.records import Case, CaseId, Customer, folded
from router.ids import AgentId


class BeginningStore(Protocol):
    """Keeps cases that agents open."""

    async def find(self, case_id: CaseId) -> Case | None:
        """Give a case."""
        ...

    async def begin(self, case: Case, customer: Customer) -> Case:
        """Keep a case of whoever has the address of `customer`, a new record unless one has it."""
        ...


class Beginning:
    """Opens cases for mails that answer none."""

    def __init__(
        self,
        *,
        store: BeginningStore,
        clock: Clock,
        mint: Mint,
        numbers: Numbers,
        mailboxes: Sequence[MailboxInForce],
        directory: Callable[[], Directory],
    ) -> None:
        """Number new records by `numbers`."""
        self._store = store
        self._clock = clock
        self._mint = mint
        self._numbers = numbers
        self._mailboxes = mailboxes
        self._directory = directory

    async def begin(
        self, agent: AgentId, client_id: str, *, to: str, subject: str, sender: str | None
    ) -> Case:
        """Open a case for somebody, theirs if they are known, and assign it to the agent.

        The same `client_id` again gives the case that is there. `sender` is the address of the
        mailbox it belongs to, None the first one's.

        Raises:
            Refusal: no such mailbox (`invalid`), or one whose queue takes no mail (`conflict`).

        """
        case_id = hashlib.sha256(f"{agent}:{client_id}".encode()).hexdigest()[:32]
        before = await self._store.find(case_id)
        if before is not None:
            return before
        box = next((each for each in self._mailboxes if sender in (None, each.address)), None)
        if box is None:
            raise Refusal("invalid", "from")
        queue = self._directory().queue_by_name(box.queue)
        if queue is None:
            raise Refusal("conflict", "from")
        now = self._clock.now()
        customer = Customer(
            id=self._mint.id(),
            number=self._numbers.customer(),
            name=to,
            created_at=now,
            addresses=(folded(to),),
        )
        case = Case(
            id=case_id,
            number=self._numbers.case(),
            subject=subject,
            customer_id=customer.id,
            queue_id=queue.id,
            mailbox=box.name,
            assignee=agent,
            opened_at=now,
            changed_at=now,
        )
        return await self._store.begin(case, customer)
