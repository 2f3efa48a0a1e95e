"""The form before a chat, held against what its site asks for."""

import re
from typing import Final

from accounts.directory import PRECHAT_FIELDS, FieldMode, Site
from channels.chat.content import one_line, require_storable
from channels.chat.refusal import Refusal
from channels.chat.values import Answer, Answers

MAX_LINE: Final = 254
MAX_ANSWER: Final = 500
MAX_FIELDS: Final = 50

_WHOLE: Final = 2**53
"""Larger whole numbers do not survive a browser."""

# Without what would be quoted or would part addresses in a header (RFC 5322, section 3.2.3).
_EMAIL: Final = re.compile(r"""[^@\s\x00-\x1f()<>\[\]:;,\\"]+@[^@\s\x00-\x1f()<>\[\]:;,\\"]+""")
_NUMBER: Final = re.compile(r"[+-]?(\d+([.,]\d+)?|[.,]\d+)")


def checked(site: Site, answers: Answers) -> Answers:
    """Give the answers trimmed, without those to questions the site does not ask.

    Fields of no configured key are kept: the page passes them by `identify`. Raises `Refusal`
    (`invalid`) with the field that is missing, is no number or no address (CHT-003, CHT-004).
    """
    standard: dict[str, str] = {}
    for field in PRECHAT_FIELDS:
        mode: FieldMode = getattr(site.prechat, field)
        standard[field] = _line(getattr(answers, field), field, mode)
    email = standard["email"]
    if email and not is_email(email):
        raise Refusal("invalid", "email")
    return Answers(**standard, fields=_fields(site, answers.fields))


def is_email(text: str) -> bool:
    """Tell whether the text can be an address at all; only a mail can tell more."""
    return len(text) <= 254 and _EMAIL.fullmatch(text) is not None


def _line(value: str, field: str, mode: FieldMode) -> str:
    if mode == "off":
        return ""
    line = one_line(value, field, MAX_LINE)
    if mode == "require" and not line:
        raise Refusal("invalid", field)
    return line


def _fields(site: Site, given: dict[str, Answer]) -> dict[str, Answer]:
    if len(given) > MAX_FIELDS:
        raise Refusal("invalid", "fields")
    kept = {key: _answer(value, key) for key, value in given.items()}
    for question in site.prechat_fields:
        path = f"fields.{question.key}"
        value = kept.get(question.key)
        if question.mode == "off":
            kept.pop(question.key, None)
        elif value is None or value == "":
            kept.pop(question.key, None)
            if question.mode == "require":
                raise Refusal("invalid", path)
        elif question.kind == "number" and not is_number(value):
            raise Refusal("invalid", path)
    return kept


def _answer(value: Answer, key: str) -> Answer:
    path = f"fields.{key}"
    require_storable(key, "fields")
    if isinstance(value, str):
        return one_line(value, path, MAX_ANSWER)
    if isinstance(value, int) and not -_WHOLE <= value <= _WHOLE:
        raise Refusal("invalid", path)
    return value


def is_number(value: Answer) -> bool:
    """Tell whether an answer is a number, or text that can be read as one."""
    if isinstance(value, str):
        return _NUMBER.fullmatch(value.replace(" ", "").replace("\u00a0", "")) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)
