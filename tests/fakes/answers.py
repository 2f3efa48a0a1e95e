"""A source of answers that knows what a test tells it."""

from channels.chat.answering import BotEvent, FoundAnswer
from channels.chat.values import Locale

HOURS = FoundAnswer(
    id="a1:x",
    html="<p>8 to <b>7</b></p>",
    text="8 to 7",
    title="Opening <hours>",
    url="https://shop.example/faq/hours?a=1&b=2",
)


class FakeAnswers:
    """Answers whatever holds the word "open" or "ouvert"; fails where it is asked to."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Locale, float]] = []
        self.noted: list[tuple[BotEvent, str | None]] = []

    async def answer(self, question: str, locale: Locale, threshold: float) -> FoundAnswer | None:
        self.asked.append((question, locale, threshold))
        if "fail" in question:
            raise RuntimeError("the model is gone")
        return HOURS if "open" in question or "ouvert" in question else None

    def note(self, event: BotEvent, answer_id: str | None) -> None:
        self.noted.append((event, answer_id))
