"""Cases as the wire shows them to agents."""

from collections.abc import Mapping, Sequence

from channels.email.blocking import BlockedSender
from channels.email.drafting import CaseFile
from channels.email.values import Draft, Mail
from crm.records import MERGE_UNDONE_WITHIN, Case
from gateway.views.chat_logs import ChatLogViews
from gateway.views.contacts import ContactViews
from gateway.views.mail import MailViews, mailbox, mailboxes, summary
from gateway.wire import cases as wire
from gateway.wire.times import to_wire, to_wire_or_none
from router.ids import AgentId
from storage.case_search import CaseLine
from storage.chat_logs import ChatLogFile
from storage.interaction_log import PastContact


class CaseViews:
    """Writes cases as wire structs."""

    def __init__(self, mails: MailViews, chats: ChatLogViews, contacts: ContactViews) -> None:
        """Write what is in them as the other views do."""
        self._mails = mails
        self._chats = chats
        self._contacts = contacts

    def case(
        self,
        file: CaseFile,
        agent_id: AgentId,
        senders: tuple[str, ...],
        signatures: Mapping[str, str],
        chats: Sequence[ChatLogFile],
        contacts: Sequence[PastContact],
    ) -> wire.Case:
        """Write a case with what was written in it, and the drafts of the agent who reads it."""
        case, customer = file.case, file.customer
        return wire.Case(
            id=case.id,
            number=str(case.number),
            subject=case.subject,
            status=case.status,
            priority=case.priority,
            severity=case.severity,
            medium=case.medium,
            customer=wire.CaseCustomer(
                id=customer.id,
                number=str(customer.number),
                name=customer.name,
                company=customer.company,
                addresses=customer.addresses,
            ),
            assignee=self._mails.agent(case.assignee),
            mailbox=case.mailbox,
            opened_at=to_wire(case.opened_at),
            changed_at=to_wire(case.changed_at),
            spam=case.spam_at is not None,
            linked_to=None if file.linked_to is None else summary(file.linked_to),
            merged_into=None if file.merged_into is None else summary(file.merged_into),
            undo_until=_undo_until(case),
            merged=tuple(
                wire.MergedCase(
                    id=each.id,
                    number=str(each.number),
                    subject=each.subject,
                    undo_until=_undo_until(each),
                )
                for each in file.merged
            ),
            mails=tuple(self.mail(each) for each in file.mails),
            chats=tuple(self._chats.log(each) for each in chats),
            contacts=tuple(self._contacts.contact(each) for each in contacts),
            drafts=tuple(
                self.draft(each, file) for each in file.drafts if each.agent_id == agent_id
            ),
            senders=senders,
            signatures=tuple(
                wire.Signature(sender=each, text=signatures[each])
                for each in senders
                if each in signatures
            ),
        )

    def mail(self, mail: Mail) -> wire.CaseMail:
        """Write one mail of a case."""
        return wire.CaseMail(
            id=mail.id,
            direction=mail.direction,
            sender=mailbox(mail.sender),
            to=mailboxes(mail.recipients.to),
            cc=mailboxes(mail.recipients.cc),
            reply_to=mailboxes(mail.reply_to),
            subject=mail.subject,
            at=to_wire(mail.at),
            text=mail.text,
            quoted=mail.quoted,
            html_url=self._mails.html_url(mail),
            attachments=self._mails.files(mail.files, sent=mail.direction == "out"),
            flags=mail.flags,
            mail_kind=mail.kind.value,
            agent=self._mails.agent(mail.agent_id),
            state=mail.state,
            recipients=tuple(
                wire.Delivery(address=each.address, state=each.state, detail=each.detail)
                for each in mail.deliveries
            ),
        )

    def draft(self, draft: Draft, file: CaseFile) -> wire.Draft:
        """Write a draft with its files."""
        known = {each.id: each for each in file.files}
        known |= {each.id: each for mail in file.mails for each in mail.files}
        return wire.Draft(
            id=draft.id,
            case_id=file.case.id,
            kind=draft.kind,
            sender=draft.sender or "",
            to=tuple(each.address for each in draft.recipients.to),
            cc=tuple(each.address for each in draft.recipients.cc),
            bcc=tuple(each.address for each in draft.recipients.bcc),
            subject=draft.subject,
            html=draft.html,
            attachments=self._mails.files(known[each] for each in draft.files if each in known),
            answers=draft.answers,
            rev=draft.rev,
            saved_at=to_wire(draft.saved_at),
        )

    def line(self, found: CaseLine) -> wire.CaseRow:
        """Write a case in a list."""
        case = found.case
        return wire.CaseRow(
            id=case.id,
            number=str(case.number),
            subject=case.subject,
            status=case.status,
            medium=case.medium,
            customer=found.customer,
            assignee=self._mails.agent(case.assignee),
            opened_at=to_wire(case.opened_at),
            changed_at=to_wire(case.changed_at),
            spam=case.spam_at is not None,
        )

    def blocked(self, sender: BlockedSender) -> wire.BlockedSender:
        """Write an address that is blocked."""
        return wire.BlockedSender(
            address=sender.address,
            blocked_at=to_wire(sender.blocked_at),
            blocked_by=self._mails.agent(sender.blocked_by),
            case=summary(sender.case),
        )


def _undo_until(case: Case) -> str | None:
    return to_wire_or_none(case.merged_at and case.merged_at + MERGE_UNDONE_WITHIN)
