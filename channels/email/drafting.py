"""Drafts: kept while they are written, sent once."""

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

import msgspec
from msgspec.structs import replace

from channels.contract import Clock
from channels.email.loops import Kind
from channels.email.mail_body import MailBody
from channels.email.message_ids import MessageIds
from channels.email.parse.parsed import ParsedAddress
from channels.email.ports import MailboxInForce, MailPush, Mint
from channels.email.refusal import Refusal
from channels.email.values import DeliveryState, Draft, Mail, MailFile, MailId
from channels.email.writing import write
from crm.records import Case, CaseId, Customer
from router.ids import AgentId, Instant

BASE64: Final = 1.37
"""What a file's bytes become on the way, with the line ends."""


class CaseFile(msgspec.Struct, frozen=True, kw_only=True):
    """A case with everything in it."""

    case: Case
    customer: Customer
    linked_to: Case | None
    merged_into: Case | None = None
    """The case that goes on with this one."""
    merged: tuple[Case, ...] = ()
    """Those that were merged into this one itself, the earliest first."""
    members: frozenset[CaseId]
    """This case with everything that was merged into it, and into that."""
    mails: tuple[Mail, ...]
    drafts: tuple[Draft, ...]
    files: tuple[MailFile, ...]
    """What was uploaded for drafts and has not gone out yet."""


class DraftStore(Protocol):
    """Keeps cases with their drafts."""

    async def case_file(self, case_id: str) -> CaseFile | None:
        """Give a case with everything in it."""
        ...

    async def draft(self, draft_id: str) -> Draft | None:
        """Give a draft."""
        ...

    async def save_draft(self, draft: Draft, *, seen_rev: int) -> Draft | None:
        """Keep a draft whose `rev` is still the one seen; None: it was changed meanwhile."""
        ...

    async def discard_draft(self, draft_id: str, at: Instant) -> None:
        """Throw a draft away, unless it was sent."""
        ...

    async def add_file(self, file: MailFile, at: Instant) -> None:
        """Keep a file for a draft."""
        ...

    async def send(self, draft: Draft, mail: Mail, task: str) -> Mail | None:
        """Put the mail into the outbox and give it; a draft sent before gives that mail again.

        None: the draft was changed or thrown away meanwhile, and nothing is sent.
        """
        ...

    async def mail(self, mail_id: str) -> Mail | None:
        """Give a mail."""
        ...

    async def settle(self, mail: Mail, *, task: str | None, at: Instant) -> None:
        """Keep how a mail stands; with a `task` it goes out once more."""
        ...


class BodyMaker(Protocol):
    """Makes what a mail says of what an agent wrote."""

    async def body(self, html: str) -> MailBody:
        """Clean it without holding the event loop. Raises `Refusal` (`unavailable`)."""
        ...


class Drafting:
    """Everything an agent does with mails that are not out yet."""

    def __init__(
        self,
        *,
        store: DraftStore,
        clock: Clock,
        mint: Mint,
        message_ids: MessageIds,
        mailboxes: Sequence[MailboxInForce],
        push: MailPush,
        bodies: BodyMaker,
        most_file_bytes: int,
    ) -> None:
        """Send in the name of the mailboxes; `most_file_bytes` bounds a mail's files (ERP-013)."""
        self._store = store
        self._clock = clock
        self._mint = mint
        self._message_ids = message_ids
        self._mailboxes = mailboxes
        self._push = push
        self._bodies = bodies
        self._most_file_bytes = most_file_bytes

    def senders(self, case: Case) -> tuple[str, ...]:
        """Give the addresses a mail may leave from, the one it came to first (ERP-008, ERP-009)."""
        own = [box.address for box in self._mailboxes if box.name == case.mailbox]
        return tuple(dict.fromkeys((*own, *(box.address for box in self._mailboxes))))

    @property
    def signatures(self) -> Mapping[str, str]:
        """The signatures of the mailboxes that have one, by their addresses (ERP-006)."""
        return {box.address: box.signature for box in self._mailboxes if box.signature}

    async def case_file(self, case_id: str) -> CaseFile:
        """Give a case with everything in it.

        Raises:
            Refusal: there is none (`not_found`).

        """
        found = await self._store.case_file(case_id)
        if found is None:
            raise Refusal("not_found", "case_id")
        return found

    async def save(self, draft: Draft, *, seen_rev: int) -> Draft:
        """Keep a draft.

        Raises:
            Refusal: no such case (`not_found`), a file of another (`invalid`), somebody else's or
                changed since (`conflict`), already sent (`conflict`), files too large.

        """
        file = await self.case_file(draft.case_id)
        if draft.sender is not None and draft.sender not in self.senders(file.case):
            raise Refusal("invalid", "from")
        self._files(file, draft)
        before = await self._store.draft(draft.id)
        if before is not None:
            if before.agent_id != draft.agent_id or before.case_id not in file.members:
                raise Refusal("not_found", "draft_id")
            if before.sent_as is not None:
                raise Refusal("conflict", "draft_id")
            # Begun in a case that was merged since, it goes back with that one.
            draft = replace(draft, case_id=before.case_id)
        # What it has answered so far may have been moved to another case.
        known = {mail.id for mail in file.mails} | {before and before.answers, None}
        if draft.answers not in known:
            raise Refusal("invalid", "answers")
        kept = await self._store.save_draft(draft, seen_rev=seen_rev)
        if kept is None:
            raise Refusal("conflict", "rev")
        return kept

    async def discard(self, agent: AgentId, case_id: str, draft_id: str) -> None:
        """Throw a draft away.

        Raises:
            Refusal: there is none of the agent's (`not_found`), or it was sent (`conflict`).

        """
        draft = await self._own(agent, case_id, draft_id)
        if draft.sent_as is not None:
            raise Refusal("conflict", "draft_id")
        await self._store.discard_draft(draft_id, self._clock.now())

    async def send(self, agent: AgentId, case_id: str, draft_id: str, *, name: str) -> Mail:
        """Send a draft in the name of an agent, once: asked again, give what became of it.

        Raises:
            Refusal: there is none of the agent's (`not_found`), nobody to send it to (`invalid`),
                it was changed in this moment (`conflict`), its words could not be cleaned
                (`unavailable`).

        """
        draft = await self._own(agent, case_id, draft_id)
        if draft.sent_as is not None:
            sent = await self._store.mail(draft.sent_as)
            if sent is not None:
                return sent
        if not draft.recipients.addresses:
            raise Refusal("invalid", "to")
        # Seconds may pass here: everything else is read afterwards, and the store sends nothing of
        # which the draft was changed, sent or thrown away meanwhile.
        body = await self._bodies.body(draft.html)
        file = await self.case_file(case_id)
        sender = draft.sender or next(iter(self.senders(file.case)), None)
        if sender is None:
            raise Refusal("invalid", "from")
        mail_id = self._mint.id()
        domain = sender.rpartition("@")[2]
        mail = write(
            draft,
            body,
            case=file.case,
            original=_answered(file.mails, draft.answers),
            sender=ParsedAddress(name, sender),
            message_id=self._message_ids.make(file.case.number, mail_id, domain),
            mail_id=mail_id,
            files=self._files(file, draft),
            at=self._clock.now(),
        )
        sent = await self._store.send(draft, mail, task_of(mail))
        if sent is None:
            raise Refusal("conflict", "rev")
        return sent

    async def was_sent(self, agent: AgentId, draft_id: str) -> bool:
        """Tell whether a draft of the agent's has become a mail."""
        draft = await self._store.draft(draft_id)
        return draft is not None and draft.agent_id == agent and draft.sent_as is not None

    async def resolve_draft(
        self, agent: AgentId, case_id: str, draft_id: str, *, resend: bool
    ) -> Mail:
        """Settle the mail that a draft of the agent's has become, as ``resolve`` does.

        Raises:
            Refusal: there is none in that case (`not_found`), or its state is known (`conflict`).

        """
        draft = await self._store.draft(draft_id)
        own = draft is not None and (draft.agent_id, draft.case_id) == (agent, case_id)
        if draft is None or not own or draft.sent_as is None:
            raise Refusal("not_found", "draft_id")
        return await self.resolve(draft.sent_as, resend=resend)

    async def resolve(self, mail_id: str, *, resend: bool) -> Mail:
        """Settle a mail of which nobody knows whether it arrived.

        Raises:
            Refusal: there is none (`not_found`), or its state is known (`conflict`).

        """
        mail = await self._store.mail(mail_id)
        if mail is None or mail.direction != "out":
            raise Refusal("not_found", "mail_id")
        if mail.state not in ("possibly_sent", "failed") or (mail.state == "failed" and not resend):
            raise Refusal("conflict", "action")
        # Whoever has it for certain does not get it twice.
        state: DeliveryState = "queued" if resend else "accepted"
        open_ones = {"possibly_sent", "failed"} if resend else {"possibly_sent"}
        deliveries = tuple(
            replace(each, state=state, detail="") if each.state in open_ones else each
            for each in mail.deliveries
        )
        if not resend and any(each.state == "failed" for each in deliveries):
            state = "failed"
        settled = replace(mail, state=state, deliveries=deliveries)
        task = f"{task_of(mail)}:{self._mint.id()}" if resend else None
        await self._store.settle(settled, task=task, at=self._clock.now())
        self._push.mail_changed(settled)
        return settled

    def _files(self, file: CaseFile, draft: Draft) -> tuple[MailFile, ...]:
        """Give the draft's files: uploaded into the case, or taken from its mails (ERP-012)."""
        known = {each.id: each for each in file.files}
        known |= {each.id: each for mail in file.mails for each in mail.files}
        if not set(draft.files) <= known.keys():
            raise Refusal("invalid", "attachments")
        files = tuple(known[each] for each in dict.fromkeys(draft.files))
        if sum(each.size_bytes for each in files) > self._most_file_bytes:
            raise Refusal("too_large", "attachments")
        return files

    async def _own(self, agent: AgentId, case_id: str, draft_id: str) -> Draft:
        draft = await self._store.draft(draft_id)
        if draft is None or draft.agent_id != agent:
            raise Refusal("not_found", "draft_id")
        if draft.case_id != case_id:
            file = await self._store.case_file(case_id)
            if file is None or draft.case_id not in file.members:
                raise Refusal("not_found", "draft_id")
        return draft


def _answered(mails: Sequence[Mail], chosen: MailId | None) -> Mail | None:
    """Give the mail that was chosen, else the customer's last one, whatever programs said since."""
    incoming = [mail for mail in reversed(mails) if mail.direction == "in"]
    in_order = (
        *(mail for mail in mails if mail.id == chosen),
        *(mail for mail in incoming if mail.kind is Kind.CUSTOMER),
        *incoming,
    )
    return in_order[0] if in_order else None


def task_of(mail: Mail) -> str:
    """Name the work of sending a mail; the same name is done once."""
    return f"mail:{mail.id}"
