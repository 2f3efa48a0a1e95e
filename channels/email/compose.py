"""Letters and mails as the bytes that leave: RFC 5322 headers, text with its HTML twin, files."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from types import MappingProxyType
from typing import Final

from channels.contract import Letter
from channels.email.parse.parsed import ParsedAddress
from channels.email.parse.printable import clean_line
from channels.email.values import Mail
from markup.own_images import shown_in, with_sources
from router.ids import Instant

_ID: Final = re.compile(r"<[\x21-\x3b\x3d\x3f-\x7e]{1,996}>")
_TYPE: Final = re.compile(r"[a-z0-9.+-]{1,100}/[a-z0-9.+-]{1,100}")
_DOTS: Final = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]*(?:\.[\w!#$%&'*+/=?^`{|}~-]*)+", re.ASCII)
"""A local part with dots anywhere, also at its ends or side by side."""
_UNTELLABLE: Final = re.compile(r"[\x00-\x1f\x7f<>]")
"""What would end an address, or the command that it stands in."""
_NOT_AN_ADDRESS: Final = (ValueError, IndexError, HeaderParseError)
"""What the library raises for one."""


_PNG: Final = b"\x89PNG"
_IMAGE_STYLE: Final = "<head><style>img{max-width:100%;height:auto}</style></head>"
_NO_PICTURES: Final[Mapping[str, bytes]] = MappingProxyType({})


class BadAddressError(ValueError):
    """The address cannot stand in a header; say so to whoever typed it."""


class _Identifiers(UnstructuredHeader, BaseHeader):
    """Identifiers of mails, each on a line of its own.

    The library takes one that is longer than a line for words to encode, and no reader of the
    result finds the mail that it names.
    """

    max_count = 1

    def fold(self, *, policy: Policy) -> str:
        """Give the header with its line ends."""
        return f"{self.name}: {f'{policy.linesep} '.join(self.split())}{policy.linesep}"


_HEADERS: Final = HeaderRegistry()
for _name in ("message-id", "in-reply-to", "references"):
    _HEADERS.map_to_type(_name, _Identifiers)
# Seven bits: not every server on the way takes eight (RFC 6152).
_POLICY: Final = SMTP.clone(header_factory=_HEADERS, cte_type="7bit")


def compose(
    letter: Letter,
    *,
    sender: str,
    sender_name: str,
    message_id: str,
    at: Instant,
    files: Sequence[bytes] = (),
) -> bytes:
    """Give the message, ready to be sent or kept; `files` are the bytes of its files.

    The Message-ID is fixed before the first try (RFC 5322 section 3.6.4), so a letter that was
    possibly sent can be recognised.

    Raises:
        BadAddressError: an address is none.

    """
    message = EmailMessage(policy=_POLICY)
    try:
        message["From"] = Address(display_name=_line(sender_name), addr_spec=sender)
        message["To"] = [Address(addr_spec=each) for each in letter.to]
    except _NOT_AN_ADDRESS as error:
        raise BadAddressError(f"not an address: {', '.join(letter.to)}") from error
    message["Subject"] = _line(letter.subject)
    message["Date"] = datetime.fromtimestamp(at / 1_000_000, UTC)
    message["Message-ID"] = message_id
    # RFC 3834: no vacation notice answers it, and no gateway like this one either.
    message["Auto-Submitted"] = "auto-generated" if letter.answers is None else "auto-replied"
    message["X-Auto-Response-Suppress"] = "All"
    message["X-Parley-Loop"] = "1"
    if letter.answers is not None and _ID.fullmatch(letter.answers):
        message["In-Reply-To"] = message["References"] = letter.answers
    message.set_content(letter.text)
    if letter.html is not None:
        message.add_alternative(letter.html, subtype="html")
    for file, content in zip(letter.files, files, strict=True):
        _attach(message, content, name=file.name, media_type=file.type)
    return message.as_bytes()


def compose_mail(
    mail: Mail, files: Sequence[bytes], pictures: Mapping[str, bytes] = _NO_PICTURES
) -> bytes:
    """Give a mail of an agent's, ready to be sent or kept; `files` are the bytes of its files.

    The `pictures` that its text shows, by their ids, come inside the mail (RFC 2387, RFC 2392):
    nothing has to be fetched, which would tell that it was read. Any other of ours is left out.

    Blind copies stand in no header. What others wrote into identifiers is left out where it
    could not stand in a header.

    Raises:
        BadAddressError: an address is none.

    """
    message = EmailMessage(policy=_POLICY)
    message["From"] = _address(mail.sender)
    if mail.recipients.to:
        message["To"] = [_address(each) for each in mail.recipients.to]
    if mail.recipients.cc:
        message["Cc"] = [_address(each) for each in mail.recipients.cc]
    message["Subject"] = _line(mail.subject)
    message["Date"] = datetime.fromtimestamp(mail.at / 1_000_000, UTC)
    message["Message-ID"] = mail.message_id
    if mail.in_reply_to is not None and _ID.fullmatch(mail.in_reply_to):
        message["In-Reply-To"] = mail.in_reply_to
    references = [each for each in mail.references if _ID.fullmatch(each)]
    if references:
        message["References"] = " ".join(references)
    message.set_content("\n\n".join(part for part in (mail.text, mail.quoted) if part))
    if mail.html is not None:
        _add_html(message, mail.html, mail.sender.address, pictures)
    for file, content in zip(mail.files, files, strict=True):
        _attach(message, content, name=file.name, media_type=file.type)
    return message.as_bytes()


def _add_html(message: EmailMessage, html: str, sender: str, pictures: Mapping[str, bytes]) -> None:
    # The right half of a Content-ID is a domain of whoever makes it.
    domain = on_the_way(sender).rpartition("@")[2]
    names = {each: f"{each}@{domain}" for each in shown_in(html) if each in pictures}
    page = _page(with_sources(html, names), style=_IMAGE_STYLE if names else "")
    message.add_alternative(page, subtype="html")
    # A message of two alternatives; the HTML is the last of them.
    *_, twin = message.iter_parts()
    assert isinstance(twin, EmailMessage)
    for number, (each, name) in enumerate(names.items(), start=1):
        subtype = "png" if pictures[each].startswith(_PNG) else "jpeg"
        twin.add_related(
            pictures[each],
            maintype="image",
            subtype=subtype,
            cid=f"<{name}>",
            disposition="inline",
            filename=f"image-{number}.{subtype}",
        )
    if names:
        twin.set_param("type", "text/html")  # which RFC 2387 section 3.1 asks for


def _attach(message: EmailMessage, content: bytes, *, name: str, media_type: str) -> None:
    kind, _, subtype = media_type.partition("/")
    if not _TYPE.fullmatch(media_type) or kind in {"multipart", "message"}:
        kind, subtype = "application", "octet-stream"
    message.add_attachment(content, maintype=kind, subtype=subtype, filename=_line(name))


def on_the_way(address: str) -> str:
    """Give an address as servers without SMTPUTF8 take it: the domain in ASCII (RFC 5890).

    Raises:
        BadAddressError: it is none.

    """
    if _UNTELLABLE.search(address):
        raise BadAddressError(f"not an address: {address}")
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{domain if domain.isascii() else domain.encode('idna').decode()}"
    except UnicodeError as error:
        raise BadAddressError(f"not an address: {address}") from error


def _address(mailbox: ParsedAddress) -> Address:
    local, _, domain = on_the_way(mailbox.address).rpartition("@")
    name = _line(mailbox.name)
    try:
        if _DOTS.fullmatch(local):
            # Against the grammar, and in use all the same: the library takes it for a quoted one.
            return Address(display_name=name, addr_spec=f'"{local}"@{domain}')
        return Address(display_name=name, addr_spec=f"{local}@{domain}")
    except _NOT_AN_ADDRESS as error:
        raise BadAddressError(f"not an address: {mailbox.address}") from error


def _line(text: str) -> str:
    """Give text for a header: one line, and nothing in it that reads as an encoded word.

    The library decodes such words even in text that it is given as it is, and the line breaks
    hidden in one of them would begin another header.
    """
    return clean_line(text).replace("=?", "= ?")


def _page(html: str, *, style: str = "") -> str:
    return f"<!doctype html><html>{style}<body dir='auto'>{html}</body></html>\n"
