"""What the bot asks for before a person comes: the fields of the form that are still empty.

An answer goes where the form before the chat would have put it, so that the agent's screen pop
finds the customer by it. It is read out of a sentence: "my order is 4711" gives 4711.
"""

import re
from collections.abc import Container
from typing import Final

from msgspec.structs import replace

from accounts.directory import PRECHAT_FIELDS, PrechatField, Site
from channels.chat.content import one_line
from channels.chat.prechat import MAX_ANSWER, MAX_LINE, is_email, is_number
from channels.chat.refusal import Refusal
from channels.chat.values import Answers

MOST_TRIES: Final = 2
"""How often one field is asked for."""

_NUMBERED: Final = ("account_number", "case_number")
_ADDRESS: Final = re.compile(r"[^\s<>()\[\]:;,\"]+@[^\s<>()\[\]:;,\"]+")
_NUMBER_RUN: Final = re.compile(r"(?:(?<!\S)[A-Z]{1,4} )?(?:\S*\d\S*)(?: \S*\d\S*)*")
_LEAD_IN: Final = re.compile(
    r"\W*(?:hello|hi|bonjour)?\W*(?:my name is|my name['’]s|i am|i['’]m|it['’]s|it is|this is"
    r"|je m['’]appelle|mon nom est|je suis|c['’]est)\s+",
    re.IGNORECASE,
)
_SKIP: Final = re.compile(
    r"\W*(?:skip|no|none|i don['’]t know|i do not know|i don['’]t have (?:it|one|any)|passer|non"
    r"|aucune?|je ne sais pas|je n['’]en ai pas)\W*",
    re.IGNORECASE,
)


def next_field(site: Site, answers: Answers, asked: Container[str]) -> str | None:
    """Give the first field to ask for that is empty and not among the `asked`."""
    for field in site.bot_asks:
        known = (
            getattr(answers, field) if field in PRECHAT_FIELDS else answers.fields.get(field, "")
        )
        may = field in PRECHAT_FIELDS or own_field(site, field) is not None
        if may and known in ("", None) and field not in asked:
            return field
    return None


def own_field(site: Site, key: str) -> PrechatField | None:
    """Find one of the site's own fields."""
    return next((each for each in site.prechat_fields if each.key == key), None)


def is_skipped(text: str) -> bool:
    """Tell whether somebody does not want to say it, or has nothing to say."""
    return _SKIP.fullmatch(text) is not None


def with_answer(site: Site, answers: Answers, field: str, text: str) -> Answers | None:
    """Give the answers with the one in `text`; None: there is none in it."""
    own = own_field(site, field)
    numbered = field in _NUMBERED or (own is not None and own.kind == "number")
    try:
        line = one_line(text, field, MAX_LINE if own is None else MAX_ANSWER)
    except Refusal:
        return None
    value = _read(line, is_address=field == "email", numbered=numbered)
    if not value or (own is not None and own.kind == "number" and not is_number(value)):
        return None
    if own is not None:
        return replace(answers, fields={**answers.fields, field: value})
    return replace(answers, **{field: value})


def _read(line: str, *, is_address: bool, numbered: bool) -> str:
    """Take what was asked for out of the sentence around it."""
    if is_address:
        found = _ADDRESS.search(line)
        address = "" if found is None else found[0].rstrip(".!?")
        return address if is_email(address) else ""
    if numbered:
        runs = _NUMBER_RUN.findall(line)
        return runs[-1].strip(".,;:!?()#") if runs else ""
    return _LEAD_IN.sub("", line, count=1).rstrip(".!")
