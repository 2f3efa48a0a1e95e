"""Where a mail belongs: into a known case, beside one, or into a case of its own."""

import re
from collections.abc import Collection, Iterable
from typing import Final

import msgspec

from channels.email.parse.parsed import ParsedMail
from crm.records import Case, CaseId, folded
from router.ids import Instant

_NUMBER: Final = re.compile(r"\[#(\d{1,12})\]")
_PREFIX: Final = re.compile(r"(?i)(?:(?:re|aw|sv|tr|fwd?|wg|rép)(?:\[\d{1,3}\])?\s?:\s?)+")
MOST_NUMBERS: Final = 5


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """A case that a mail may belong to, and how that was found out."""

    case: Case
    participants: frozenset[str]
    proven: bool = False
    """The mail answers one of ours: only who got that one can know its Message-ID."""
    mailboxes: frozenset[str] = frozenset()
    """The mailboxes of what led here, where that was merged or moved into the case."""


class Placement(msgspec.Struct, frozen=True, kw_only=True):
    """What is decided about a mail."""

    case: Case | None = None
    """The case it is added to; None: it begins a new one."""
    linked_to: CaseId | None = None
    """The case that a new one may belong to."""
    reopens: bool = False
    stranger: bool = False
    """It came from somebody who has had no part in the case so far."""


def place(
    mail: ParsedMail,
    matches: Iterable[Match],
    *,
    mailbox: str,
    at: Instant,
    automatic: bool,
    blocked: bool = False,
) -> Placement:
    """Decide where a mail belongs; `matches` come in order, the surest first (EIN-007 to EIN-011).

    A match proves knowledge, not identity: with an identifier or a number a stranger begins a case
    that is linked (EIN-009 and CRM-012, section 6), for a mail of ours can be passed on. Only what
    a program answers to a mail of ours belongs to that, whatever address it has, and is marked. A
    case belongs to one mailbox. What a program writes does not open a closed case again. Who is
    `blocked` gets into no case but one of their own.
    """
    sender = folded(mail.sender.address) if mail.sender else ""
    linked: CaseId | None = None
    for match in matches:
        known = sender in match.participants
        here = mailbox == match.case.mailbox or mailbox in match.mailboxes
        fits = here and (known or (match.proven and automatic))
        if fits and not blocked and (match.case.takes_replies(at) or automatic):
            closed = match.case.status == "closed"
            return Placement(case=match.case, reopens=closed and not automatic, stranger=not known)
        linked = linked or match.case.id
    return Placement(linked_to=linked)


def numbers_in(subject: str) -> tuple[int, ...]:
    """Give the case numbers that a subject names, each once, in order."""
    return tuple(dict.fromkeys(int(each) for each in _NUMBER.findall(subject)))[:MOST_NUMBERS]


def with_number(subject: str, number: int, *, prefix: str = "") -> str:
    """Give the subject of a mail of ours: one prefix, and the case's number once (ERP-004)."""
    unnumbered = " ".join(_NUMBER.sub(" ", subject).split())
    bare = unnumbered[found.end() :] if (found := _PREFIX.match(unnumbered)) else unnumbered
    return " ".join(part for part in (prefix, bare, f"[#{number}]") if part)


def participants_of(mail: ParsedMail, own: Collection[str]) -> frozenset[str]:
    """Give the addresses that may write into the case from now on: sender and copies."""
    everybody = (*((mail.sender,) if mail.sender else ()), *mail.to, *mail.cc)
    return frozenset(folded(each.address) for each in everybody) - frozenset(map(folded, own))
