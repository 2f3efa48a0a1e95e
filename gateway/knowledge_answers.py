"""The knowledge base as the answer bot's source (`channels.chat.answering.AnswerSource`)."""

from channels.chat.answering import BotEvent, FoundAnswer
from channels.chat.values import Locale
from gateway.knowledge_base import KnowledgeBase


class KnowledgeAnswers:
    """Answers with the nearest entry, in the customer's language; no outside service is asked."""

    def __init__(self, base: KnowledgeBase) -> None:
        """Look into `base`."""
        self._base = base

    async def answer(self, question: str, locale: Locale, threshold: float) -> FoundAnswer | None:
        """Give the nearest entry if it speaks of at least `threshold` of the question."""
        best = (await self._base.shelf()).best(question, locale)
        if best is None or best[1] < threshold:
            return None
        article, url = best[0], self._base.url(best[0])
        whole = not article.reasons
        return FoundAnswer(
            id=article.entry.id,
            # What cannot stand in a message is only named: its page says it (FAQ-015).
            html=article.message_html if whole else "",
            text=article.message_text if whole else "",
            title=article.entry.question,
            url=url,
        )

    def note(self, event: BotEvent, answer_id: str | None) -> None:
        """Count it beside the uses of the entry."""
        self._base.count(answer_id or "", event)
