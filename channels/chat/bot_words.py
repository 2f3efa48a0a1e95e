"""What the answer bot says, what it takes for a request for a person, for a yes or for a no."""

import re
from html import escape
from typing import Final, Literal, TypeAlias

from channels.chat.answering import FoundAnswer
from channels.chat.values import Locale
from markup.rich_text import RichText, from_text

Line: TypeAlias = Literal["greeting", "miss", "helped", "handed_over"]

_LINES: Final[dict[Locale, dict[Line, str]]] = {
    "en": {
        "greeting": "I am an automatic assistant. Ask your question in a sentence, or write"
        " “person” to talk to one of us.",
        "miss": "I have found no answer to that. Try it in other words, or write “person” to talk"
        " to one of us.",
        "helped": "Good. Is there anything else?",
        "handed_over": "I am passing you on to one of us, who will read everything above.",
    },
    "fr": {
        "greeting": "Je suis un assistant automatique. Posez votre question en une phrase, ou"
        " écrivez « conseiller » pour parler à l’un de nous.",
        "miss": "Je n’ai pas trouvé de réponse. Essayez avec d’autres mots, ou écrivez"
        " « conseiller » pour parler à l’un de nous.",
        "helped": "Très bien. Y a-t-il autre chose ?",
        "handed_over": "Je vous passe l’un de nous, qui lira tout ce qui précède.",
    },
}
_MORE: Final = ("More about it:", "En savoir plus :")
_HELP: Final = (
    "Did this help? Write “yes” or “no”.",
    "Cela vous a-t-il aidé ? Écrivez « oui » ou « non ».",
)

_PERSON: Final = (
    r"(?:person|human|agent|adviser|advisor|representative|operator|conseill\w+|humain)"
)
_PLEASE: Final = r"(?:please|svp|s['’]il vous pla[iî]t)"
_ASKS_FOR_PERSON: Final = re.compile(
    rf"^\W*(?:(?:a|an|real|un|une|vrai|vraie)\s+)*{_PERSON}(?:\W+{_PLEASE})?\W*$"
    rf"|\b(?:talk|speak|chat|parler|discuter|connect)\b.{{0,40}}\b(?:{_PERSON}|someone|somebody"
    r"|personne|quelqu['’]un)\b",
    re.IGNORECASE,
)
_YES: Final = re.compile(
    r"\W*(?:yes|yeah|yep|yes it did|it did|it helped|thanks|thank you|oui|merci|oui merci)\W*",
    re.IGNORECASE,
)
_NO: Final = re.compile(
    r"\W*(?:no|nope|not really|it did not|it didn['’]t|no it did not|non|pas vraiment|pas du tout)"
    r"\W*",
    re.IGNORECASE,
)
_LOOKED_AT: Final = 500
"""Characters in which a request for a person is looked for."""


def line(which: Line, locale: Locale) -> RichText:
    """Say one of the bot's own sentences."""
    return from_text(_LINES[locale][which], masked=False)


def answer_line(found: FoundAnswer, locale: Locale) -> RichText:
    """Say an answer with its source, and ask whether it helped."""
    french = locale == "fr"
    link = f'<a href="{escape(found.url)}">{escape(found.title, quote=False)}</a>'
    html = f"{found.html}<p>{_MORE[french]} {link}</p><p>{_HELP[french]}</p>"
    text = f"{found.text}\n\n{_MORE[french]} {found.title} ({found.url})\n\n{_HELP[french]}"
    return RichText(html, text, len(text))


def asks_for_person(text: str) -> bool:
    """Tell whether somebody wants no machine."""
    return _ASKS_FOR_PERSON.search(text[:_LOOKED_AT]) is not None


def verdict(text: str) -> bool | None:
    """Tell whether `text` is a yes or a no; None: neither."""
    if _YES.fullmatch(text):
        return True
    return False if _NO.fullmatch(text) else None
