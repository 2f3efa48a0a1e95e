"""What the system itself says in a chat, in the customer's language."""

from typing import Final

from channels.chat.values import Locale, Notice

_NOTICES: Final[dict[Notice, tuple[str, str]]] = {
    "closed": (
        "We are closed right now. You can leave a message, and we will answer by email.",
        "Nous sommes fermés. Vous pouvez laisser un message ; nous répondrons par courriel.",
    ),
    "unstaffed": (
        "Nobody is here to chat right now. You can wait, or leave a message.",
        "Personne n’est disponible pour le moment. Vous pouvez attendre ou laisser un message.",
    ),
    "max_wait": (
        "Thank you for your patience. If you would rather not wait, leave a message instead.",
        "Merci de votre patience. Si vous préférez ne plus attendre, laissez un message.",
    ),
    "idle_warning": (
        "Are you still there? Without an answer this chat will end soon.",
        "Êtes-vous toujours là ? Sans réponse, cette conversation prendra bientôt fin.",
    ),
}

_TRANSCRIPT: Final[dict[str, tuple[str, str]]] = {
    "subject": ("Your chat of {date}", "Votre conversation du {date}"),
    "customer": ("You", "Vous"),
    "bot": ("Assistant", "Assistant"),
    "system": ("Notice", "Avis"),
    "files": ("Attached: {names}", "Joint : {names}"),
    "times": ("All times are in UTC.", "Toutes les heures sont en UTC."),
}


def notice(which: Notice, locale: Locale) -> str:
    """Say a notice."""
    return _NOTICES[which][locale == "fr"]


def transcript_word(which: str, locale: Locale) -> str:
    """Give a word of the transcript."""
    return _TRANSCRIPT[which][locale == "fr"]
