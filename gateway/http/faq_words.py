"""What the knowledge base's public pages say beside its entries."""

from collections.abc import Mapping
from typing import Final

import msgspec

from gateway.wire.scalars import Locale


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """Every sentence of the pages, in one language."""

    title: str
    search: str
    placeholder: str
    found: str
    nothing: str
    everything: str
    empty: str
    gone: str
    gone_more: str
    other_language: str
    other_name: str


WORDS: Final[Mapping[Locale, Words]] = {
    "en": Words(
        title="Questions and answers",
        search="Search",
        placeholder="What would you like to know?",
        found="Answers to “{query}”",
        nothing="Nothing was found for “{query}”. Try other words.",
        everything="All questions",
        empty="There are no answers here yet.",
        gone="This answer is not here",
        gone_more="It was moved or taken away. Search for it, or look through all questions.",
        other_language="fr",
        other_name="Français",
    ),
    "fr": Words(
        title="Questions et réponses",
        search="Rechercher",
        placeholder="Que souhaitez-vous savoir ?",
        found="Réponses à «\u00a0{query}\u00a0»",
        nothing="Rien n’a été trouvé pour «\u00a0{query}\u00a0». Essayez d’autres mots.",
        everything="Toutes les questions",
        empty="Il n’y a pas encore de réponses ici.",
        gone="Cette réponse n’est pas ici",
        gone_more=(
            "Elle a été déplacée ou retirée. Recherchez-la, ou parcourez toutes les questions."
        ),
        other_language="en",
        other_name="English",
    ),
}
