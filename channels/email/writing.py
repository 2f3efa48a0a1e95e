"""What a draft becomes when it is sent: a mail with its place in the thread."""

from datetime import UTC, datetime
from html import escape
from typing import Final

from channels.email.loops import Kind
from channels.email.mail_body import MailBody
from channels.email.parse.parsed import ParsedAddress
from channels.email.threading import with_number
from channels.email.values import Delivery, Draft, Mail, MailFile, Recipients
from crm.records import Case, folded
from router.ids import SECOND, Instant

MOST_REFERENCES: Final = 40
"""The first one and the last ones: the middle of a long thread helps nobody (RFC 5322)."""
MOST_QUOTED_CHARS: Final = 100_000
_PREFIXES: Final = {"reply": "Re:", "reply_all": "Re:", "forward": "Fwd:"}
_QUOTING: Final = frozenset({"reply", "reply_all", "forward"})


def write(
    draft: Draft,
    body: MailBody,
    *,
    case: Case,
    original: Mail | None,
    sender: ParsedAddress,
    message_id: str,
    mail_id: str,
    files: tuple[MailFile, ...],
    at: Instant,
) -> Mail:
    """Give the mail that a draft becomes; `original` is the mail it answers (ERP-002 to ERP-004).

    `body` is what has been made of its words.

    A follow-up does not repeat the original (ERP-019); an answer names its sender, its recipients,
    its subject, its date and time (ERP-003).
    """
    html, quoted = body.html, ""
    if original is not None and draft.kind in _QUOTING:
        words = _repeated(original, draft.kind)
        html += _quoted_html(original, words)
        quoted = _quoted_text(original, words)
    return Mail(
        id=mail_id,
        case_id=case.id,
        interaction_id=None,
        direction="out",
        mailbox=case.mailbox,
        message_id=message_id,
        in_reply_to=None if original is None else original.message_id,
        references=() if original is None else _references(original),
        sender=sender,
        recipients=draft.recipients,
        subject=with_number(
            draft.subject or case.subject, case.number, prefix=_PREFIXES.get(draft.kind, "")
        ),
        text=body.text,
        quoted=quoted,
        html=html,
        kind=Kind.CUSTOMER,
        at=at,
        agent_id=draft.agent_id,
        state="queued",
        deliveries=tuple(
            Delivery(address=address, state="queued") for address in draft.recipients.addresses
        ),
        files=files,
    )


def _references(original: Mail) -> tuple[str, ...]:
    # A program that keeps no chain names the one mail it answers (RFC 5322 section 3.6.4).
    before = original.references or tuple(filter(None, (original.in_reply_to,)))
    chain = (*before, original.message_id)
    if len(chain) <= MOST_REFERENCES:
        return chain
    return (chain[0], *chain[-(MOST_REFERENCES - 1) :])


def _header(original: Mail) -> list[tuple[str, str]]:
    when = datetime.fromtimestamp(original.at / SECOND, UTC)
    to, cc = (
        ", ".join(map(_named, some)) for some in (original.recipients.to, original.recipients.cc)
    )
    return [
        ("From", _named(original.sender)),
        ("To", to),
        *([("Cc", cc)] if cc else []),
        ("Date", f"{when:%Y-%m-%d %H:%M} UTC"),
        ("Subject", original.subject),
    ]


def _named(address: ParsedAddress) -> str:
    return f"{address.name} <{address.address}>" if address.name else address.address


def _repeated(original: Mail, kind: str) -> str:
    """Give the words of the original that are repeated, as many as are bearable.

    Whoever answers has been in the conversation, so what their correspondent quoted is left out;
    whoever is drawn into it by a mail passed on has not, and what matters is often in there.
    """
    folded_away = original.quoted if kind == "forward" else ""
    words = "\n\n".join(part for part in (original.text.rstrip(), folded_away) if part.strip())
    return words[:MOST_QUOTED_CHARS]


def _quoted_text(original: Mail, words: str) -> str:
    lines = [f"{name}: {value}" for name, value in _header(original)]
    lines += ["", *(f"> {line}" for line in words.splitlines())]
    return "\n".join(lines) + "\n"


def _quoted_html(original: Mail, words: str) -> str:
    body = escape(words).replace("\n", "<br>")
    header = "<br>".join(f"<b>{name}:</b> {escape(value)}" for name, value in _header(original))
    return f"<p>{header}</p><blockquote dir='auto'>{body}</blockquote>"


def recipients(to: tuple[str, ...], cc: tuple[str, ...], bcc: tuple[str, ...]) -> Recipients:
    """Give whom a draft goes to, each address once."""
    seen: set[str] = set()

    def once(addresses: tuple[str, ...]) -> tuple[ParsedAddress, ...]:
        # Of two spellings the first one.
        spelled = {folded(each): each for each in reversed(addresses)}
        fresh = [key for key in dict.fromkeys(map(folded, addresses)) if key not in seen]
        seen.update(fresh)
        return tuple(ParsedAddress("", spelled[key]) for key in fresh)

    return Recipients(to=once(to), cc=once(cc), bcc=once(bcc))
