"""Where the answer bot's answers come from: the port that a knowledge base or a model fills."""

from typing import Literal, Protocol, TypeAlias

import msgspec

from channels.chat.values import Locale

BotEvent: TypeAlias = Literal["bot_answered", "bot_helped", "bot_not_helped", "bot_handed_over"]


class FoundAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An answer, clean, with where it stands."""

    id: str
    """Names the answer when it is judged."""
    html: str
    text: str
    title: str
    url: str
    """The page of the answer: the customer sees where it comes from. Empty: it has none."""


class AnswerSource(Protocol):
    """Answers questions; asks nobody who is not there."""

    async def answer(self, question: str, locale: Locale, threshold: float) -> FoundAnswer | None:
        """Give the one answer that is at least as sure as `threshold` (0 to 1), if there is one."""
        ...

    def note(self, event: BotEvent, answer_id: str | None) -> None:
        """Count what became of an answer; None: of the conversation as a whole."""
        ...
