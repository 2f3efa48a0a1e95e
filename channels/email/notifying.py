"""Notifying: a colleague or the customer is told where a case stands (CRM-017)."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Protocol

from accounts.directory import Agent, Directory
from channels.contract import Clock, Letter, OutgoingMail, RowWork
from channels.email import case_words
from channels.email.drafting import CaseFile, Drafting
from channels.email.refusal import Refusal
from channels.email.values import Draft, Mail
from channels.email.writing import recipients
from crm.notices import Notice
from crm.records import folded
from router.ids import AgentId


class NoticeStore(Protocol):
    """Keeps what agents are told."""

    async def keep(
        self, told: Sequence[Notice], letters: Sequence[RowWork]
    ) -> tuple[Notice, ...] | None:
        """Keep notices with the letters that say the same; gives those that are new.

        None: the case was deleted meanwhile, and nothing is kept.
        """
        ...


class Notifying:
    """Tells people of a case: colleagues at their desks, the customer by mail."""

    def __init__(
        self,
        *,
        store: NoticeStore,
        letters: OutgoingMail,
        drafting: Drafting,
        directory: Callable[[], Directory],
        clock: Clock,
    ) -> None:
        """Join the collaborators."""
        self._store = store
        self._letters = letters
        self._drafting = drafting
        self._directory = directory
        self._clock = clock

    async def colleagues(
        self, file: CaseFile, by: Agent, to: Sequence[AgentId], note: str, key: str
    ) -> tuple[Notice, ...]:
        """Tell agents of a case, and by mail those who have an address; gives the new notices.

        The same `key` again tells nobody twice.

        Raises:
            Refusal: one of them is nobody who works here (`invalid`), or the case was deleted
                meanwhile (`not_found`).

        """
        agents = self._directory().agents
        told = [agents.get(each) for each in dict.fromkeys(to)]
        if any(each is None or each.disabled for each in told):
            raise Refusal("invalid", "agent_ids")
        notices, letters = [], []
        for agent in told:
            assert agent is not None
            notice = Notice(
                id=f"{key}.{agent.id}",
                agent_id=agent.id,
                case_id=file.case.id,
                sent_by=by.id,
                text=note,
                at=self._clock.now(),
            )
            notices.append(notice)
            if agent.email:
                letters.append(self._letter(file, by, agent, notice))
        kept = await self._store.keep(notices, letters)
        if kept is None:
            raise Refusal("not_found", "case_id")
        return kept

    async def customer(self, file: CaseFile, by: Agent, note: str, key: str) -> Mail:
        """Write to the customer where the case stands; the mail is one of the case's own.

        The same `key` again gives the mail that has become of it.

        Raises:
            Refusal: the customer has no address, or no mailbox can send (`invalid`).

        """
        address = address_of(file)
        if address is None:
            raise Refusal("invalid", "customer")
        case = file.case
        lines = case_words.to_customer(case, note, by.locale)
        sender = next(iter(self._drafting.senders(case)), None)
        signature = self._drafting.signatures.get(sender or "", "").splitlines()
        if signature:
            lines += ["", *signature]
        known = next((each for each in file.drafts if each.id == key), None)
        draft = Draft(
            id=key,
            case_id=case.id,
            agent_id=by.id,
            kind="follow_up",
            sender=sender,
            recipients=recipients((address,), (), ()),
            subject="",
            html="<br>".join(map(escape, lines)),
            files=(),
            rev=0,
            saved_at=self._clock.now(),
        )
        if not await self._drafting.was_sent(by.id, key):
            await self._drafting.save(draft, seen_rev=0 if known is None else known.rev)
        return await self._drafting.send(by.id, case.id, key, name=by.display_name)

    def _letter(self, file: CaseFile, by: Agent, agent: Agent, notice: Notice) -> RowWork:
        case = file.case
        assignee = None if case.assignee is None else self._directory().agents.get(case.assignee)
        lines = case_words.to_colleague(
            case,
            notice.text,
            agent.locale,
            by=by.name,
            customer=file.customer,
            assignee=None if assignee is None else assignee.name,
        )
        assert agent.email is not None
        return self._letters.post(
            Letter(
                key=f"notice:{notice.id}",
                to=(agent.email,),
                subject=case_words.subject(case, agent.locale),
                text="\n".join(lines),
            )
        )


def address_of(file: CaseFile) -> str | None:
    """Give the address by which the customer wrote last, else the first that is known."""
    own = frozenset(file.customer.addresses)
    wrote = (mail.sender.address for mail in reversed(file.mails) if mail.direction == "in")
    theirs = (each for each in wrote if folded(each) in own)
    return next(theirs, None) or next(iter(file.customer.addresses), None)
