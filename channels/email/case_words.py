"""What a mail says about a case when somebody is told of it."""

from datetime import UTC, datetime
from typing import Final

from accounts.wording import Locale
from crm.records import Case, CaseStatus, Customer, Level
from router.ids import SECOND, Instant

_LABELS: Final[dict[Locale, tuple[str, ...]]] = {
    "en": ("Case", "Subject", "Status", "Priority", "Severity", "Opened", "Last change"),
    "fr": ("Dossier", "Objet", "État", "Priorité", "Gravité", "Ouvert", "Dernière modification"),
}
_INSIDE: Final[dict[Locale, tuple[str, ...]]] = {
    "en": ("Customer", "Assigned to"),
    "fr": ("Client", "Attribué à"),
}
_STATUS: Final[dict[Locale, dict[CaseStatus, str]]] = {
    "en": {"open": "Open", "pending": "Pending", "closed": "Closed"},
    "fr": {"open": "Ouvert", "pending": "En attente", "closed": "Clos"},
}
_LEVEL: Final[dict[Locale, dict[Level, str]]] = {
    "en": {"low": "Low", "normal": "Normal", "high": "High", "urgent": "Urgent"},
    "fr": {"low": "Basse", "normal": "Normale", "high": "Haute", "urgent": "Urgente"},
}
_SUBJECT: Final[dict[Locale, str]] = {"en": "Case {}: {}", "fr": "Dossier {} : {}"}
_TELLS: Final[dict[Locale, str]] = {
    "en": "{} tells you about a case.",
    "fr": "{} vous informe d’un dossier.",
}
_NOBODY: Final[dict[Locale, str]] = {"en": "Nobody", "fr": "Personne"}
_COLON: Final[dict[Locale, str]] = {"en": ": ", "fr": " : "}


def subject(case: Case, locale: Locale) -> str:
    """Give the subject of a mail to a colleague."""
    return _SUBJECT[locale].format(case.number, case.subject)


def to_customer(case: Case, note: str, locale: Locale) -> list[str]:
    """Give the lines for the customer: the note, then where the case stands."""
    return [*_paragraph(note), *_lines(_LABELS[locale], _facts(case, locale), locale)]


def to_colleague(
    case: Case,
    note: str,
    locale: Locale,
    *,
    by: str,
    customer: Customer,
    assignee: str | None,
) -> list[str]:
    """Give the lines for a colleague: who tells, the note, everything about the case."""
    who = ", ".join((customer.name, *customer.addresses))
    inside = (who, assignee or _NOBODY[locale])
    return [
        _TELLS[locale].format(by),
        "",
        *_paragraph(note),
        *_lines(_LABELS[locale], _facts(case, locale), locale),
        *_lines(_INSIDE[locale], inside, locale),
    ]


def _facts(case: Case, locale: Locale) -> tuple[str, ...]:
    levels = _LEVEL[locale]
    return (
        str(case.number),
        case.subject,
        _STATUS[locale][case.status],
        levels[case.priority],
        levels[case.severity],
        _moment(case.opened_at),
        _moment(case.changed_at),
    )


def _lines(labels: tuple[str, ...], values: tuple[str, ...], locale: Locale) -> list[str]:
    pairs = zip(labels, values, strict=True)
    return [f"{label}{_COLON[locale]}{value}" for label, value in pairs]


def _paragraph(note: str) -> list[str]:
    return [*note.splitlines(), ""] if note else []


def _moment(at: Instant) -> str:
    return f"{datetime.fromtimestamp(at / SECOND, UTC):%Y-%m-%d %H:%M} UTC"
