"""Reports about the delivery of a message sent before (RFC 3464, RFC 6522)."""

import re
from typing import Final

from channels.email.parse import limits
from channels.email.parse.headers import Headers, read_block
from channels.email.parse.identifiers import message_id
from channels.email.parse.parsed import DeliveryReport, FailedRecipient
from channels.email.parse.printable import clean_line, shorten
from channels.email.parse.words import header_text

MOST_RECIPIENTS: Final = 100
"""Of one report."""
MOST_BLOCKS: Final = 1_000
"""Of one report; a line that is no field counts as one."""

_STATUS: Final = re.compile(r"\b([245]\.[0-9]{1,3}\.[0-9]{1,3})\b")
_BLANK_LINES: Final = re.compile(rb"\n[ \t\r\n]*\n")
_MESSAGE_ID: Final = re.compile(rb"(?im)^message-id:[ \t]*(<[^<>\r\n]{1,900}>)")
_WORST: Final = ("failed", "delayed", "expanded", "relayed", "delivered")


def delivery_report(status: bytes, original: bytes) -> DeliveryReport | None:
    """Read the machine's part of a report and the headers of the message it is about.

    Gives None if it names no recipient and no result. Of several recipients the one with the
    worst result comes first.
    """
    recipients: list[FailedRecipient] = []
    status = _BLANK_LINES.sub(b"\n\n", status[: limits.HEADER_BYTES])
    wanted = b""
    position = 0
    for _ in range(MOST_BLOCKS):
        if position >= len(status) or len(recipients) == MOST_RECIPIENTS:
            break
        block = read_block(status, position, len(status))
        headers = block.headers
        wanted = wanted or headers.first("original-message-id")
        if "final-recipient" in headers or "action" in headers or "status" in headers:
            recipients.append(_recipient(headers))
        if block.body <= position:
            line_end = status.find(b"\n", position)
            position = line_end + 1 if line_end >= 0 else len(status)
        else:
            position = block.body
    if not recipients:
        return None
    recipients.sort(key=lambda each: _WORST.index(each.action) if each.action in _WORST else 9)
    identifier = message_id(wanted) or _original_id(original)
    worst = recipients[0]
    return DeliveryReport(
        worst.recipient,
        worst.action,
        worst.status,
        worst.diagnostic,
        identifier or None,
        tuple(recipients),
    )


def failure_notice(headers: Headers, text: str, original: bytes) -> DeliveryReport | None:
    """Read a bounce of a program that knows no RFC 3464 but names whom it could not reach."""
    failed = _line(headers, "x-failed-recipients")
    if not failed:
        return None
    status = _STATUS.search(text)
    recipients = tuple(
        FailedRecipient(each.strip(), "failed", status[1] if status else "", "")
        for each in failed.split(",")[:MOST_RECIPIENTS]
        if each.strip()
    )
    identifier = _original_id(original) or _original_id(text.encode("utf-8", "replace"))
    first = recipients[0].recipient if recipients else ""
    return DeliveryReport(
        first, "failed", status[1] if status else "", "", identifier or None, recipients
    )


def _recipient(headers: Headers) -> FailedRecipient:
    final = _line(headers, "final-recipient") or _line(headers, "original-recipient")
    status = _STATUS.search(_line(headers, "status"))
    return FailedRecipient(
        final.partition(";")[2].strip() or final,
        _line(headers, "action").lower().split(" ")[0],
        status[1] if status else "",
        shorten(_line(headers, "diagnostic-code"), 1_000),
    )


def _original_id(original: bytes) -> str:
    match = _MESSAGE_ID.search(original[: 64 * 1024])
    return message_id(match[1]) if match else ""


def _line(headers: Headers, name: str) -> str:
    return clean_line(header_text(headers.first(name)))
