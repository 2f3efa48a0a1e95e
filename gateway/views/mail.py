"""Mails and cases as the wire shows them to agents."""

from collections.abc import Callable, Iterable
from typing import Protocol

from msgspec.structs import replace

from accounts.directory import Directory
from channels.email import values
from channels.email.parse.parsed import ParsedAddress
from channels.email.ports import PREVIEW_CHARS, LiveMail
from crm.records import Case, Customer
from gateway.wire import interaction as interactions
from gateway.wire import mail as wire
from gateway.wire.times import to_wire


class Signer(Protocol):
    """Makes addresses that open one thing for some minutes."""

    def signed(self, path: str, subject: str) -> str:
        """Give the signed address of `path`, good for `subject` alone."""
        ...


class MailViews:
    """Writes the mail channel's values as wire structs."""

    def __init__(self, directory: Callable[[], Directory], signer: Signer) -> None:
        """Name agents from `directory`; sign the addresses of files."""
        self._directory = directory
        self._signer = signer

    def email(self, live: LiveMail) -> wire.Email:
        """Write the mail behind an interaction, with an excerpt of its text."""
        mail = live.mail
        return wire.Email(
            id=mail.id,
            mailbox=mail.mailbox,
            sender=mailbox(mail.sender),
            to=mailboxes(mail.recipients.to),
            cc=mailboxes(mail.recipients.cc),
            subject=mail.subject,
            received_at=to_wire(mail.at),
            message_id=mail.message_id,
            text=mail.text[:PREVIEW_CHARS],
            quoted="",
            html_url=self.html_url(mail),
            size_bytes=mail.size_bytes,
            attachments=self.files(mail.files),
            flags=mail.flags,
            mail_kind=mail.kind.value,
            kind="follow_up" if live.follow_up else "new_case",
        )

    def html_url(self, mail: values.Mail) -> str | None:
        """Give where a mail's HTML is shown, None if it has none."""
        if mail.html is None:
            return None
        return self._signer.signed(f"/api/v1/mails/{mail.id}/html", f"mail_html:{mail.id}")

    def files(
        self, files: Iterable[values.MailFile], *, sent: bool = False
    ) -> tuple[wire.MailFile, ...]:
        """Write files with fresh addresses; in a mail of ours that was `sent` all are attached."""
        written = (self.file(each) for each in files)
        return tuple(replace(each, inline=each.inline and not sent) for each in written)

    def file(self, file: values.MailFile) -> wire.MailFile:
        """Write a file with a fresh address."""
        return wire.MailFile(
            id=file.id,
            name=file.name,
            type=file.type,
            size_bytes=file.size_bytes,
            url=self._signer.signed(f"/api/v1/mail-files/{file.id}", f"mail_file:{file.id}"),
            inline=file.inline,
            damaged=file.damaged,
        )

    def agent(self, agent_id: str | None) -> interactions.AgentName | None:
        """Name an agent to colleagues."""
        if agent_id is None:
            return None
        agent = self._directory().agents.get(agent_id)
        return interactions.AgentName(id=agent_id, name=agent_id if agent is None else agent.name)


def summary(case: Case) -> interactions.CaseSummary:
    """Write what stands in the line of a case."""
    return interactions.CaseSummary(
        id=case.id, number=str(case.number), subject=case.subject, status=case.status
    )


def mailbox(address: ParsedAddress) -> wire.Mailbox:
    """Write an address with its name."""
    return wire.Mailbox(name=address.name, address=address.address)


def mailboxes(addresses: Iterable[ParsedAddress]) -> tuple[wire.Mailbox, ...]:
    """Write addresses with their names."""
    return tuple(mailbox(each) for each in addresses)


def pop_customer(customer: Customer) -> interactions.PopCustomer:
    """Write who a customer is, as far as one recognises them by it."""
    return interactions.PopCustomer(
        id=customer.id,
        number=str(customer.number),
        name=customer.name,
        company=customer.company,
        address=customer.addresses[0] if customer.addresses else "",
    )
