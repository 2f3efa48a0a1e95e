"""Letters and mails as the bytes that leave: RFC 5322 headers, text with its HTML twin, files."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from channels.contract import Letter
from channels.email.parse.parsed import ParsedAddress
from channels.email.values import Mail
from router.ids import Instant

_ID: Final = re.compile(r"<[\x21-\x3b\x3d\x3f-\x7e]{1,250}>")
_TYPE: Final = re.compile(r"[a-z0-9.+-]{1,100}/[a-z0-9.+-]{1,100}")


class BadAddressError(ValueError):
    """The address cannot stand in a header; say so to whoever typed it."""


def compose(
    letter: Letter, *, sender: str, sender_name: str, message_id: str, at: Instant
) -> bytes:
    """Give the message, ready to be sent or kept.

    The Message-ID is fixed before the first try (RFC 5322 section 3.6.4), so a letter that was
    possibly sent can be recognised. A line break in a subject would begin another header: the
    library folds or refuses it, and so does this.

    Raises:
        BadAddressError: an address is none.

    """
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = Address(display_name=sender_name, addr_spec=sender)
        message["To"] = [Address(addr_spec=each) for each in letter.to]
    except (ValueError, IndexError) as error:
        raise BadAddressError(f"not an address: {', '.join(letter.to)}") from error
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = datetime.fromtimestamp(at / 1_000_000, UTC)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no vacation notice answers it
    message.set_content(letter.text)
    if letter.html is not None:
        message.add_alternative(letter.html, subtype="html")
    return message.as_bytes()


def compose_mail(mail: Mail, files: Sequence[bytes]) -> bytes:
    """Give a mail of an agent's, ready to be sent or kept; `files` are the bytes of its files.

    Blind copies stand in no header. What others wrote into identifiers is left out where it
    could not stand in a header.

    Raises:
        BadAddressError: an address is none.

    """
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(mail.sender)
    if mail.recipients.to:
        message["To"] = [_address(each) for each in mail.recipients.to]
    if mail.recipients.cc:
        message["Cc"] = [_address(each) for each in mail.recipients.cc]
    message["Subject"] = " ".join(mail.subject.split())
    message["Date"] = datetime.fromtimestamp(mail.at / 1_000_000, UTC)
    message["Message-ID"] = mail.message_id
    if mail.in_reply_to is not None and _ID.fullmatch(mail.in_reply_to):
        message["In-Reply-To"] = mail.in_reply_to
    references = [each for each in mail.references if _ID.fullmatch(each)]
    if references:
        message["References"] = " ".join(references)
    message.set_content("\n\n".join(part for part in (mail.text, mail.quoted) if part))
    if mail.html is not None:
        message.add_alternative(_page(mail.html), subtype="html")
    for file, content in zip(mail.files, files, strict=True):
        kind, _, subtype = file.type.partition("/")
        if not _TYPE.fullmatch(file.type) or kind in {"multipart", "message"}:
            kind, subtype = "application", "octet-stream"
        message.add_attachment(content, maintype=kind, subtype=subtype, filename=file.name)
    return message.as_bytes()


def _address(mailbox: ParsedAddress) -> Address:
    try:
        return Address(display_name=mailbox.name, addr_spec=mailbox.address)
    except (ValueError, IndexError) as error:
        raise BadAddressError(f"not an address: {mailbox.address}") from error


def _page(html: str) -> str:
    return f"<!doctype html><html><body>{html}</body></html>\n"
