"""What the answer bot says, and what it takes for a wish, for a yes or for a no."""

import re
from html import escape
from typing import Final, Literal, TypeAlias

from channels.chat.answering import FoundAnswer
from channels.chat.bot_turns import Why
from channels.chat.values import Locale
from markup.rich_text import RichText, from_text

Line: TypeAlias = Literal["greeting", "question", "miss", "helped", "bye", "idle"]

_LINES: Final[dict[Locale, dict[Line, str]]] = {
    "en": {
        "greeting": "I am an automatic assistant. Ask your question in a sentence, or write"
        " “person” to talk to one of us.",
        "miss": "I have found no answer to that. Try it in other words, or write “person” to talk"
        " to one of us.",
        "question": "What is your question?",
        "helped": "Good. Is there anything else?",
        "bye": "Very well. Write to us again whenever you like.",
        "idle": "I have heard nothing for a while, so I am closing this chat. Write to us again"
        " whenever you like.",
    },
    "fr": {
        "greeting": "Je suis un assistant automatique. Posez votre question en une phrase, ou"
        " écrivez « conseiller » pour parler à l’un de nous.",
        "miss": "Je n’ai pas trouvé de réponse. Essayez avec d’autres mots, ou écrivez"
        " « conseiller » pour parler à l’un de nous.",
        "question": "Quelle est votre question ?",
        "helped": "Très bien. Y a-t-il autre chose ?",
        "bye": "Très bien. Écrivez-nous à nouveau quand vous voulez.",
        "idle": "Sans nouvelles de vous, je ferme cette conversation. Écrivez-nous à nouveau quand"
        " vous voulez.",
    },
}
_MORE: Final = ("More about it:", "En savoir plus :")
_HELP: Final = (
    "Did this help? Write “yes” or “no”.",
    "Cela vous a-t-il aidé ? Écrivez « oui » ou « non ».",
)
_HANDED_OVER: Final = (
    "I am passing you on to one of us, who will read everything above.",
    "Je vous passe l’un de nous, qui lira tout ce qui précède.",
)
_LEFT: Final = (
    "One of us will read your message with everything above.",
    "L’un de nous lira votre message et tout ce qui précède.",
)
_CLOSED: Final[dict[Locale, str]] = {
    "en": "We are closed now{opens}. Leave a message and we will answer by email, or write “person”"
    " again to wait all the same.",
    "fr": "Nous sommes fermés{opens}. Laissez un message, nous répondrons par courriel ; ou écrivez"
    " encore « conseiller » pour attendre malgré tout.",
}
_OPENS: Final = (" and open again {when}", " et rouvrons {when}")
_HOURS: Final = ("Our opening hours: {week}.", "Nos horaires : {week}.")
_OPENS_AGAIN: Final = (
    " We are closed now and open again {when}.",
    " Nous sommes fermés et rouvrons {when}.",
)
_NEXT: Final = ("You are next.", "Vous êtes le prochain.")
_PLACE: Final = ("You are number {n} in the queue.", "Vous êtes numéro {n} dans la file.")
_AHEAD: Final = (
    ("Nobody is waiting just now.", "Personne n’attend en ce moment."),
    ("One person is waiting just now.", "Une personne attend en ce moment."),
    ("{n} people are waiting just now.", "{n} personnes attendent en ce moment."),
)
_JOIN: Final = (
    " You are not in the queue yet: write “person” to talk to one of us.",
    " Vous n’êtes pas encore dans la file : écrivez « conseiller » pour parler à l’un de nous.",
)
_BEFORE: Final = (
    "Before I pass you on, I need to ask. Write “skip” if you would rather not say. ",
    "Avant de vous passer quelqu’un, une question. Écrivez « passer » pour ne pas répondre. ",
)
_AGAIN: Final = (
    "I could not read that. ",
    "Je n’ai pas pu lire cela. ",
)
_ASK: Final[dict[str, tuple[str, str]]] = {
    "name": ("What is your name?", "Quel est votre nom ?"),
    "email": ("What is your email address?", "Quelle est votre adresse e-mail ?"),
    "account_number": ("What is your account number?", "Quel est votre numéro de client ?"),
    "case_number": ("What is your case number?", "Quel est votre numéro de dossier ?"),
}
_ASK_OWN: Final = ("Please give: {label}", "Veuillez indiquer : {label}")

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
_THANKS: Final = (
    r"(?:many )?thanks(?: a lot)?|thank you(?: (?:very|so) much)?|merci(?: (?:beaucoup|bien))?"
)
_YES: Final = re.compile(
    rf"\W*(?:yes it did|it did|it helped|(?:yes|yeah|yep|oui)(?:\W+(?:{_THANKS}))?|{_THANKS})\W*",
    re.IGNORECASE,
)
_NO: Final = re.compile(
    r"\W*(?:no|nope|not really|it did not|it didn['’]t|no it did not|non|pas vraiment|pas du tout)"
    r"\W*",
    re.IGNORECASE,
)
_HELLO: Final = (
    r"hello(?: there)?|hi|hey|good (?:morning|afternoon|evening)|bonjour|bonsoir|salut|coucou"
    r"|madame|monsieur|messieurs|à tous"
)
_SATISFIED: Final = (
    rf"{_THANKS}|ok|okay|all right|great|perfect|super|parfait|d['’]accord|très bien|\U0001f44d"
    r"|\U0001f64f|\U0001f642|\U0001f60a"
)
_DONE: Final = (
    r"no|nope|no,? (?:thanks|thank you)|that['’]s (?:all|it)|that is all|bye|goodbye|non"
    r"|non,? merci|c['’]est (?:bon|tout)|ce sera tout|au revoir|bonne (?:journée|soirée)|à bientôt"
)


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


_COURTESIES: Final[dict[Line, re.Pattern[str]]] = {
    "question": _whole(rf"{_HELLO}|(?:yes|yeah|yep|oui)(?:\W+(?:{_THANKS}))?"),
    "helped": _whole(rf"{_SATISFIED}|{_HELLO}"),
    "bye": _whole(rf"{_DONE}|{_SATISFIED}|{_HELLO}"),
}
"""What asks nothing, by what is said to it; the first that is all of a message counts.

Taken out one by one: a pattern of them in any number may be matched in as many ways as there are
to part a row of thumbs, and a stranger would have the gateway try them all.
"""
_LETTER: Final = re.compile(r"\w")
_LONGEST_COURTESY: Final = 80

_PLACE_ASKED: Final = re.compile(
    r"\b(?:my (?:place|position|turn)|place in (?:the )?(?:queue|line)|how (?:long|many).{0,25}\b"
    r"(?:queue|line|wait|waiting|ahead|before me)|ma (?:place|position)|mon tour"
    r"|(?:place|position|rang) dans la file|combien.{0,30}\b(?:attente|attendre|avant moi"
    r"|devant moi|file))\b",
    re.IGNORECASE,
)
_HOURS_ASKED: Final = re.compile(
    r"\b(?:opening hours|business hours|what hours|when.{0,20}\b(?:open|close)"
    r"|are you (?:still )?(?:open|closed)|open (?:now|today|tomorrow|on \w+)"
    r"|horaires?|heures d['’]ouverture|quand.{0,20}\b(?:ouvr\w+|ferm\w+)"
    r"|(?:êtes|etes)[ -]vous (?:ouverts?|fermés?)|ouverts? (?:aujourd['’]hui|demain|le \w+))\b",
    re.IGNORECASE,
)
_LOOKED_AT: Final = 500
"""Characters in which a request is looked for."""


def line(which: Line, locale: Locale) -> RichText:
    """Say one of the bot's own sentences."""
    return from_text(_LINES[locale][which], masked=False)


def handed_over_line(place: int | None, why: Why, locale: Locale) -> RichText:
    """Say that a person comes, and as which one in the queue; None: nobody can know."""
    french = locale == "fr"
    if why == "message":
        return from_text(_LEFT[french], masked=False)
    where = "" if place is None else f" {_place(place, french=french)}"
    return from_text(_HANDED_OVER[french] + where, masked=False)


def closed_line(opens: str | None, locale: Locale) -> RichText:
    """Say that nobody is there, until when, and what can be done instead."""
    french = locale == "fr"
    when = "" if opens is None else _OPENS[french].format(when=opens)
    return from_text(_CLOSED[locale].format(opens=when), masked=False)


def hours_line(week: str, opens: str | None, locale: Locale) -> RichText:
    """Say when the queue is open; `opens`: it is closed now and opens then."""
    french = locale == "fr"
    again = "" if opens is None else _OPENS_AGAIN[french].format(when=opens)
    return from_text(_HOURS[french].format(week=week) + again, masked=False)


def place_line(number: int, locale: Locale, *, waits: bool) -> RichText:
    """Say the customer's place in the queue, or how many wait in it whom they have not joined."""
    french = locale == "fr"
    if waits:
        return from_text(_place(number, french=french), masked=False)
    ahead = _AHEAD[min(number, 2)][french].format(n=number)
    return from_text(ahead + _JOIN[french], masked=False)


def ask_line(
    field: str, locale: Locale, *, label: str | None, first: bool, again: bool
) -> RichText:
    """Ask for a field of the form; `label` names one of the site's own."""
    french = locale == "fr"
    question = _ASK[field][french] if label is None else _ASK_OWN[french].format(label=label)
    before = _AGAIN[french] if again else _BEFORE[french] if first else ""
    return from_text(before + question, masked=False)


def _place(number: int, *, french: bool) -> str:
    return _NEXT[french] if number == 1 else _PLACE[french].format(n=number)


def answer_line(found: FoundAnswer, locale: Locale) -> RichText:
    """Say an answer with its source, and ask whether it helped."""
    french = locale == "fr"
    link = f'<a href="{escape(found.url)}">{escape(found.title, quote=False)}</a>'
    more = f"<p>{_MORE[french]} {link}</p>" if found.url else ""
    html = f"{found.html}{more}<p>{_HELP[french]}</p>"
    said = f"\n\n{_MORE[french]} {found.title} ({found.url})" if found.url else ""
    text = f"{found.text}{said}\n\n{_HELP[french]}"
    return RichText(html, text, len(text))


def asks_for_person(text: str) -> bool:
    """Tell whether somebody wants no machine."""
    return _ASKS_FOR_PERSON.search(text[:_LOOKED_AT]) is not None


def asks_for_place(text: str) -> bool:
    """Tell whether somebody wants to know how long the queue is, or where they stand in it."""
    return _PLACE_ASKED.search(text[:_LOOKED_AT]) is not None


def asks_for_hours(text: str) -> bool:
    """Tell whether somebody wants to know the opening hours."""
    return _HOURS_ASKED.search(text[:_LOOKED_AT]) is not None


def verdict(text: str) -> bool | None:
    """Tell whether `text` is a yes or a no; None: neither."""
    if _YES.fullmatch(text):
        return True
    return False if _NO.fullmatch(text) else None


def courtesy(text: str) -> Line | None:
    """Give what is said to a greeting, to thanks, or to a farewell; None: it is none."""
    if len(text) > _LONGEST_COURTESY:
        return None
    for answer, form in _COURTESIES.items():
        rest, times = form.subn("", text)
        if times and not _LETTER.search(rest):
            return answer
    return None
