"""Who may be answered by a machine, which is another question than where a message belongs."""

import re
from collections.abc import Collection
from enum import StrEnum
from typing import Final

from channels.email.parse.parsed import ParsedMail

_NOBODY: Final = re.compile(
    r"mailer-daemon|postmaster|(?:.*[._-])?no-?_?reply(?:[._+-].*)?|do-?_?not-?_?reply.*"
    r"|bounces?(?:[._+=-].*)?|.*-bounces?|.*-request|owner-.*|.*-owner",
    re.IGNORECASE,
)
"""Local parts behind which nobody reads (RFC 3834 section 2, RFC 5230 section 4.6)."""

_BULK: Final = frozenset({"bulk", "junk", "list", "auto_reply"})
_UNWANTED: Final = frozenset({"all", "autoreply", "oof", "dr", "ndr", "rn", "nrn"})


class Kind(StrEnum):
    """How a message is filed; every one of them is."""

    CUSTOMER = "customer"
    """Somebody wrote, or a program on behalf of somebody."""
    AUTO_REPLY = "auto_reply"
    """A program answered: it stops no clock and opens no closed case."""
    BOUNCE = "bounce"
    """A report about a message that was sent; it belongs to that one."""
    LIST = "list"
    """It went to many."""


class Refusal(StrEnum):
    """Why a message gets no automatic answer."""

    NO_SENDER = "no_sender"
    OWN_ADDRESS = "own_address"
    """It comes from one of our own mailboxes."""
    OWN_LOOP = "own_loop"
    """It carries the mark of an automatic message, perhaps our own."""
    NULL_RETURN_PATH = "null_return_path"
    AUTO_SUBMITTED = "auto_submitted"
    REPORT = "report"
    LIST = "list"
    PRECEDENCE = "precedence"
    AUTOREPLY = "autoreply"
    SUPPRESSED = "suppressed"
    """The sender asked for no automatic answer, and is a customer all the same."""
    NOBODY_READS = "nobody_reads"
    NOT_ADDRESSED = "not_addressed"
    """None of our addresses is in To or Cc (RFC 5230 section 4.5)."""


def may_answer(mail: ParsedMail, *, own_addresses: Collection[str]) -> bool:
    """Tell whether `mail` may be answered by a machine, as far as its headers say."""
    return refusal(mail, own_addresses=own_addresses) is None


def refusal(mail: ParsedMail, *, own_addresses: Collection[str]) -> Refusal | None:
    """Give the first reason why a machine must not answer `mail` (RFC 3834 section 2).

    `own_addresses` are all our mailboxes, aliases included. Headers alone do not stop every loop:
    whoever sends answers must count them as well. An answer goes to the sender, not to Reply-To
    (RFC 3834 section 4).
    """
    if mail.sender is None:
        return Refusal.NO_SENDER
    auto = mail.auto
    own = {_plain(address) for address in own_addresses}
    recipients = {_plain(each.address) for each in (*mail.to, *mail.cc)}
    reasons = (
        (Refusal.OWN_ADDRESS, _plain(mail.sender.address) in own),
        (Refusal.OWN_LOOP, auto.loop),
        (Refusal.NULL_RETURN_PATH, auto.null_return_path),
        (Refusal.AUTO_SUBMITTED, auto.auto_submitted not in {"", "no"}),
        (Refusal.REPORT, bool(auto.report_type) or mail.report is not None),
        (Refusal.LIST, auto.list_headers),
        (Refusal.PRECEDENCE, auto.precedence in _BULK),
        (Refusal.AUTOREPLY, auto.autoreply),
        (Refusal.SUPPRESSED, not _UNWANTED.isdisjoint(auto.suppress)),
        (Refusal.NOBODY_READS, _NOBODY.fullmatch(mail.sender.local) is not None),
        (Refusal.NOT_ADDRESSED, own.isdisjoint(recipients)),
    )
    return next((reason for reason, holds in reasons if holds), None)


def kind(mail: ParsedMail) -> Kind:
    """Say how `mail` is filed.

    A wish for no answer is not a confession to be an answer: X-Auto-Response-Suppress decides
    nothing here, nor does `auto-generated` on a message that answers nothing, such as a web form's.
    """
    auto = mail.auto
    answers = bool(mail.in_reply_to or mail.references)
    if _is_bounce(mail):
        return Kind.BOUNCE
    if (
        auto.report_type
        or auto.autoreply
        or auto.precedence == "auto_reply"
        or auto.null_return_path
        or auto.auto_submitted in {"auto-replied", "auto-notified"}
        or (answers and auto.auto_submitted not in {"", "no"})
        or (answers and auto.precedence in {"bulk", "junk"} and not auto.list_headers)
    ):
        return Kind.AUTO_REPLY
    if auto.list_headers or auto.precedence in {"bulk", "junk", "list"}:
        return Kind.LIST
    return Kind.CUSTOMER


def _is_bounce(mail: ParsedMail) -> bool:
    """Tell whether `mail` reports about the delivery of another message."""
    if mail.report is not None or mail.auto.report_type == "delivery-status":
        return True
    local = mail.sender.local.lower() if mail.sender else mail.auto.from_text.lower().strip("<> ")
    if local == "mailer-daemon":
        return mail.auto.return_path in {None, ""}
    return local == "postmaster" and mail.auto.null_return_path


def _plain(address: str) -> str:
    """Give an address for comparison: in lower case, without what is after a plus."""
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0] or local}@{domain}"
