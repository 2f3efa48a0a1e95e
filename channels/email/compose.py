"""A letter as the bytes that leave: RFC 5322 headers, and an HTML twin where there is one."""

from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from channels.contract import Letter
from router.ids import Instant


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
