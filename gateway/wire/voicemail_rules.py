"""What the rules for voicemail by mail make of a mail that is tried on them."""

from typing import Annotated, Literal

from msgspec import Meta

from gateway.wire.scalars import Payload

RuleField = Literal["number", "name", "duration", "time", "queue", "file", "box", "id"]
RuleSource = Literal["subject", "text", "date", "attachment", "rule"]
RuleMiss = Literal["mailbox", "sender", "earlier_rule", "no_recording"]


class TryVoicemailRules(Payload, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mail that nobody takes in."""

    mail: Annotated[str, Meta(min_length=1)]
    """The whole message as it travels, or its headers, an empty line, its text."""
    mailbox: str | None = None
    """The name of the mailbox it is for; null: of any."""


class RuleReading(Payload, frozen=True, kw_only=True):
    """One thing that was read."""

    field: RuleField
    value: str
    """As it was understood: a duration in seconds, a time as RFC 3339."""
    source: RuleSource
    quote: str
    """What it was read from; empty where that is the value itself."""


class TriedVoicemailRule(Payload, frozen=True, kw_only=True):
    """What one rule makes of the mail."""

    name: str
    mailbox: str
    miss: RuleMiss | None
    """Why it does not take the mail; null: it does."""
    senders: tuple[str, ...]
    """Whom it covers; none: everybody."""
    readings: tuple[RuleReading, ...]
    """What is not among them was not found."""


class TriedVoicemailRules(Payload, frozen=True, kw_only=True):
    """What all rules make of the mail."""

    sender: str
    """Empty where the mail names none."""
    subject: str
    rules: tuple[TriedVoicemailRule, ...]
    """In the order in which they are asked."""
