"""The way from the bytes of a message to what is understood of it."""

import re
from typing import Final

from channels.email.parse import dates, identifiers, limits, notices
from channels.email.parse.addresses import Addresses, address_in, addresses
from channels.email.parse.automatic import auto_facts
from channels.email.parse.bodies import Bodies, Body
from channels.email.parse.files import Files
from channels.email.parse.flags import Flag
from channels.email.parse.headers import Headers
from channels.email.parse.parsed import (
    AutoFacts,
    DeliveryReport,
    ParsedAddress,
    ParsedAttachment,
    ParsedMail,
)
from channels.email.parse.printable import clean_line, shorten
from channels.email.parse.report import delivery_report, failure_notice
from channels.email.parse.tree import Part, Tree
from channels.email.parse.words import ENCODED_WORD, header_text
from router.ids import Instant

_BEFORE: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:[ \t]{0,80}\r?\n){0,20}[ \t]{0,80}"
    rb"(?=[\x21-\x39\x3b-\x7e]{1,100}:|>?From )"
)
"""Blanks, blank lines and a byte order mark before the first field, which some scanners send."""


_BROKEN: Final = frozenset(
    {Flag.TRUNCATED, Flag.BROKEN_MULTIPART, Flag.TEXT_OUTSIDE_PARTS, Flag.DAMAGED_TEXT}
)
"""What makes an empty message suspicious."""
MESSAGE: Final = "message.eml"
"""The name of a whole message that is attached because nothing could be made of it."""


def parse(raw: bytes, *, received_at: Instant) -> ParsedMail:
    """Read a message. Never raises, for any bytes; what is odd about them is in the flags.

    `received_at` bounds the time that the message says it was sent. A message that nothing can be
    made of says so in its text and has itself as an attachment, so that somebody can look at it.
    """
    try:
        return _parse(raw, received_at)
    except Exception:  # noqa: BLE001 - mail is never lost; the flag tells, and nothing is logged
        return unread(raw)


def _parse(raw: bytes, received_at: Instant) -> ParsedMail:
    source = _with_line_feeds(raw)
    start = _BEFORE.match(source)
    tree = Tree(source, start.end() if start else 0)
    headers, flags = tree.block.headers, tree.flags
    if tree.block.body == (start.end() if start else 0):
        flags.add(Flag.MISSING_HEADERS)
        if b"\0" in source[:4096]:
            return unread(raw)
    files = Files(flags)
    bodies = Bodies(tree, files)
    body = bodies.read()
    if tree.block.oversize:
        flags.add(Flag.OVERSIZE_HEADER)
        block = source[tree.root.start : tree.root.body]
        files.add_file(tree.root, "headers.txt", "text/plain", block)
        body = Body(f"{body.text}\n\n{notices.OVERSIZE_HEADER}".strip("\n"), body.html)
    if tree.outside:
        flags.add(Flag.TEXT_OUTSIDE_PARTS)
    if not body.text and body.html is None and not files and not flags.isdisjoint(_BROKEN):
        flags.add(Flag.NOTHING_READABLE)
        files.add_file(tree.root, MESSAGE, "message/rfc822", bytes(raw))
        body = Body(notices.UNPARSED, None)
    return _understood(raw, headers, tree, bodies, body, files, received_at)


def _understood(
    raw: bytes,
    headers: Headers,
    tree: Tree,
    bodies: Bodies,
    body: Body,
    files: Files,
    received_at: Instant,
) -> ParsedMail:
    flags = tree.flags
    hint = _charset(tree.root)
    sender = _sender(headers, flags, hint)
    reply_to = _addresses(headers, "reply-to", flags, hint)
    if sender and reply_to and sender.domain not in {each.domain for each in reply_to}:
        flags.add(Flag.REPLY_ELSEWHERE)
    if len(headers.all("message-id")) > 1:
        flags.add(Flag.TWO_MESSAGE_IDS)
    given = identifiers.message_id(headers.first("message-id"))
    identifier = given or identifiers.made_up(raw)
    date_text = shorten(_line(headers, "date", hint), 200)
    sent_at = dates.sent_at(date_text, received_at=received_at)
    if sent_at is None:
        flags.add(Flag.NO_DATE)
    subject = _subject(headers, flags, hint)
    report = _report(headers, bodies, body.text)
    return ParsedMail(
        message_id=identifier,
        synthetic=not given,
        in_reply_to=_others(identifier, headers.all("in-reply-to")),
        references=_others(identifier, headers.all("references")),
        subject=subject,
        sender=sender,
        reply_to=reply_to,
        to=_addresses(headers, "to", flags, hint),
        cc=_addresses(headers, "cc", flags, hint),
        sent_at=sent_at,
        date_text=date_text,
        text=body.text,
        html=body.html,
        attachments=files.finish(body.html),
        auto=auto_facts(headers),
        report=report,
        authentication_results=tuple(
            clean_line(header_text(raw_line)) for raw_line in headers.all("authentication-results")
        ),
        flags=tuple(sorted(map(str, flags))),
        charsets=tuple(bodies.charsets),
    )


def _with_line_feeds(raw: bytes) -> bytes:
    """Give `raw` with line feeds, if all it has is carriage returns."""
    beginning = raw[: limits.HEADER_BYTES]
    if b"\n" in beginning or b"\r" not in beginning:
        return raw
    return raw.replace(b"\r", b"\n")


def _charset(root: Part) -> str:
    """Give the first character set that any part declares, for headers that declare none."""
    waiting = [root]
    while waiting:
        part = waiting.pop()
        if charset := part.type.parameters.get("charset"):
            return charset
        waiting.extend(reversed(part.children))
    return ""


def _line(headers: Headers, name: str, hint: str) -> str:
    return clean_line(header_text(headers.first(name), hint=hint))


def _subject(headers: Headers, flags: set[Flag], hint: str) -> str:
    if len(headers.all("subject")) > 1:
        flags.add(Flag.TWO_SUBJECTS)
    subject = _line(headers, "subject", hint)
    if ENCODED_WORD.search(subject):
        flags.add(Flag.BAD_ENCODED_WORD)
    if len(subject) > limits.SUBJECT_CHARS:
        flags.add(Flag.LONG_SUBJECT)
    return shorten(subject, limits.SUBJECT_CHARS)


def _sender(headers: Headers, flags: set[Flag], hint: str) -> ParsedAddress | None:
    """Give the sender, noting what speaks against believing it."""
    senders = addresses(headers.all("from"), hint=hint).mailboxes
    if len(headers.all("from")) > 1 or len(senders) > 1:
        flags.add(Flag.TWO_SENDERS)
    if senders:
        shown = address_in(senders[0].name)
        if shown and shown.lower() != senders[0].address.lower():
            flags.add(Flag.NAME_HOLDS_ADDRESS)
        return senders[0]
    for name in ("reply-to", "sender", "return-path"):
        found = addresses(headers.all(name), hint=hint).mailboxes
        if found:
            flags.add(Flag.SENDER_NOT_FROM)
            return found[0]
    flags.add(Flag.NO_SENDER)
    return None


def _addresses(
    headers: Headers, name: str, flags: set[Flag], hint: str
) -> tuple[ParsedAddress, ...]:
    found: Addresses = addresses(headers.all(name), hint=hint)
    if found.capped:
        flags.add(Flag.ADDRESSES_CAPPED)
    return found.mailboxes


def _others(identifier: str, raws: list[bytes]) -> tuple[str, ...]:
    """Give the identifiers in `raws` but the message's own, which would make it its own parent."""
    return tuple(each for each in identifiers.message_ids(*raws) if each != identifier)


def _report(headers: Headers, bodies: Bodies, text: str) -> DeliveryReport | None:
    status = bodies.delivery_status
    if status is None:
        return failure_notice(headers, text, bodies.original)
    return delivery_report(status.data, bodies.original)


def unread(raw: bytes) -> ParsedMail:
    """Give a message that nothing can be made of: it says so, and has itself attached."""
    whole = ParsedAttachment(
        MESSAGE, "message/rfc822", bytes(raw), None, inline=False, damaged=False
    )
    return ParsedMail(
        message_id=identifiers.made_up(raw),
        synthetic=True,
        in_reply_to=(),
        references=(),
        subject="",
        sender=None,
        reply_to=(),
        to=(),
        cc=(),
        sent_at=None,
        date_text="",
        text=notices.UNPARSED,
        html=None,
        attachments=(whole,),
        auto=AutoFacts(),
        report=None,
        authentication_results=(),
        flags=(str(Flag.UNPARSED),),
        charsets=(),
    )
