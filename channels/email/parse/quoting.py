"""The quotation at the end of an answer, folded away but never deleted."""

import re
from typing import Final, NamedTuple

from mailparser_reply.constants import MAIL_LANGUAGES

MARKER: Final = "--- reply above this line ---"
"""What our own mail begins its quotable part with."""

WINDOW: Final = 3
"""Over how many lines a sentence such as `On Monday, somebody wrote:` may be wrapped."""
WINDOW_CHARS: Final = 300
ATTEMPTS: Final = 50
"""How many lines are tried for such a sentence; the patterns of the library backtrack."""

_QUOTED: Final = re.compile(r"[ \t]{0,3}>")
_WROTE: Final = tuple(
    re.compile(language["wrote_header"], re.IGNORECASE)
    for language in MAIL_LANGUAGES.values()
    if "wrote_header" in language
)
_ALSO_WROTE: Final = re.compile(
    r".{0,250}\d.{0,250}(?:\b(?:wrote|schrieb.{0,120}|a écrit|escribió|escreveu|ha scritto|"
    r"schreef.{0,120}|napsal|skrev.{0,120}|kirjoitti|yazdı|написал(?:а|\(а\))?|пишет)|写道)"
    r"[ \u00a0]?[:：]",
    re.IGNORECASE,
)
"""Languages and spellings that the library does not know, recognised by a number and a verb."""
_ENDS: Final = (":", "：")
_SEPARATOR: Final = re.compile(
    r"[ \t>*]{0,6}-{2,20} {0,3}(?:Original Message|Original Appointment|Ursprüngliche Nachricht|"
    r"Message d'origine|Message original|Mensaje original|Mensagem original|Messaggio originale|"
    r"Oorspronkelijk bericht|Oprindelig meddelelse|Ursprungligt meddelande|"
    r"Исходное сообщение|原始邮件) {0,3}-{2,20}[ \t]*",
    re.IGNORECASE,
)
_RULE: Final = re.compile(r"[ \t]{0,3}[_-]{3,}[ \t]*")
"""What a rule of HTML is in text; three signs are enough where a header follows."""
_SIGNATURE: Final = re.compile(r"-- ?[\r\n]*")
_MOST_SIGNED: Final = 12
"""Lines below the mark of a signature (RFC 3676 section 4.3), beyond which it is taken for none."""
_LABEL: Final = re.compile(r"[ \t*]{0,4}([^\s:*][^:*\n]{0,24}?)[ \u00a0]?\*?[:：]\*?\s?\S")
_FROM: Final = frozenset(
    {"from", "von", "de", "da", "van", "fra", "från", "od", "от", "发件人", "差出人", "보낸 사람"}
)
_OTHERS: Final = frozenset(
    {
        *("sent", "date", "to", "subject", "cc", "gesendet", "datum", "an", "betreff"),
        *("envoyé", "à", "objet", "enviado", "fecha", "para", "asunto", "assunto", "data"),
        *("inviato", "a", "oggetto", "verzonden", "aan", "onderwerp", "sendt", "til", "emne"),
        *("skickat", "till", "ämne", "wysłano", "do", "temat", "odesláno", "komu", "předmět"),
        *("отправлено", "кому", "тема", "дата", "发送时间", "收件人", "主题", "宛先", "件名"),
    }
)


class Folded(NamedTuple):
    """A text in two: one after the other they are the text again, to the last character."""

    visible: str
    quoted: str
    """Empty if there is no quotation, or nothing but one."""


def fold(text: str) -> Folded:
    """Split `text` where the quotation of what it answers begins.

    An answer below or between quoted lines is shown whole: cutting it would hide the answer. A
    signature below the quotation is none.
    """
    lines = text.splitlines(keepends=True)
    cut = _cut(lines)
    if cut is None:
        return Folded(text, "")
    visible = "".join(lines[:cut])
    return Folded(visible, "".join(lines[cut:])) if visible.strip() else Folded(text, "")


def _cut(lines: list[str]) -> int | None:
    """Give the number of the first line of the quotation."""
    own = max(
        (
            i
            for i, line in enumerate(lines[: _unsigned(lines)])
            if line.strip() and not _is_quoted(line)
        ),
        default=-1,
    )
    attempts = 0
    for number, line in enumerate(lines):
        if MARKER in line or _SEPARATOR.fullmatch(line.rstrip("\r\n")):
            return number
        if _is_quoted(line):
            if number > own:
                return number
            continue
        if line.rstrip().endswith(_ENDS) and attempts < ATTEMPTS:
            attempts += 1
            first = _attribution(lines, number)
            if first is not None and _is_all_quoted(lines, number + 1, own):
                return first
        if _is_header_block(lines, number):
            return _rule_above(lines, _top(lines, number))
    return None


def _unsigned(lines: list[str]) -> int:
    """Give how many lines stand above the signature."""
    for number in range(len(lines) - 1, max(-1, len(lines) - 2 - _MOST_SIGNED), -1):
        if _is_quoted(lines[number]):
            break
        if _SIGNATURE.fullmatch(lines[number]):
            return number
    return len(lines)


def _top(lines: list[str], number: int) -> int:
    """Give the first line of the header block in which `number` names the sender."""
    while number > 0 and _label(lines[number - 1]) in _OTHERS:
        number -= 1
    return number


def _rule_above(lines: list[str], number: int) -> int:
    """Give the line of the rule above `number`, if there is one, else `number`."""
    above = number - 1
    while above >= 0 and not lines[above].strip():
        above -= 1
    ruled = above >= 0 and _RULE.fullmatch(lines[above].rstrip("\r\n"))
    return above if ruled else number


def _is_quoted(line: str) -> bool:
    return _QUOTED.match(line) is not None


def _is_all_quoted(lines: list[str], start: int, own: int) -> bool:
    """Tell whether what follows is a quotation: marked to its end, or not marked at all."""
    following = next((line for line in lines[start:] if line.strip()), "")
    return bool(following) and (own < start or not _is_quoted(following))


def _attribution(lines: list[str], last: int) -> int | None:
    """Give the first line of the sentence that ends on line `last` with who wrote when."""
    for first in range(last, max(-1, last - WINDOW), -1):
        sentence = " ".join(line.strip() for line in lines[first : last + 1])
        if len(sentence) > WINDOW_CHARS or not lines[first].strip():
            return None
        if any(pattern.fullmatch(sentence) for pattern in (*_WROTE, _ALSO_WROTE)):
            return first
    return None


def _is_header_block(lines: list[str], number: int) -> bool:
    """Tell whether a block such as `From: … Sent: … To: …` begins here."""
    if _label(lines[number]) not in _FROM:
        return False
    following = [_label(line) for line in lines[number + 1 : number + 6]]
    return sum(label in _OTHERS for label in following) >= 2


def _label(line: str) -> str:
    match = _LABEL.match(line[:60])
    return match[1].strip().lower() if match else ""
