"""A model of the site's own as the answer bot's source, asked over HTTP before another source.

It gets the question and its language, nothing of who asks. Whatever goes wrong - no answer in time,
one that is unsure, one that cannot be read - the other source answers, and the log says so.
"""

import hashlib
from typing import Annotated, Final

import aiohttp
import msgspec
import structlog

from channels.chat.answering import AnswerSource, BotEvent, FoundAnswer
from channels.chat.values import Locale
from markup.plain import fewest_visible_chars
from markup.rich_text import from_html, from_text
from markup.sanitize import normalise

_log = structlog.get_logger(__name__)

_PREFIX: Final = "model:"
_MOST_BYTES: Final = 262_144
_MOST_CHARS: Final = 5_000
_MOST_HTML_CHARS: Final = 65_536
"""With all its tags, as a message of the chat has at most."""


class _Said(msgspec.Struct, frozen=True, kw_only=True):
    """What the model says: HTML or text, with the page it was taken from."""

    text: str = ""
    html: str = ""
    title: str = ""
    url: str = ""
    sure: Annotated[float, msgspec.Meta(ge=0, le=1)] = 1.0
    """How sure it is, held against the site's `bot_threshold`."""


class _Reply(msgspec.Struct, frozen=True, kw_only=True):
    """The body of its response."""

    answer: _Said | None = None


class ModelAnswers:
    """Asks the model, then `otherwise`."""

    def __init__(
        self, url: str, *, key: str, timeout_seconds: float, otherwise: AnswerSource
    ) -> None:
        """Post questions to `url`, with `key` as a bearer token unless it is empty."""
        self._url = url
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._timeout = aiohttp.ClientTimeout(total=timeout_seconds)
        self._otherwise = otherwise

    async def answer(self, question: str, locale: Locale, threshold: float) -> FoundAnswer | None:
        """Give the model's answer, or else the other source's."""
        try:
            said = await self._ask(question, locale)
            found = None if said is None or said.sure < threshold else _found(said)
        except (aiohttp.ClientError, TimeoutError, msgspec.MsgspecError, ValueError) as error:
            _log.warning("chat.model_failed", url=self._url, error=str(error) or repr(error))
            found = None
        if found is None:
            return await self._otherwise.answer(question, locale, threshold)
        return found

    def note(self, event: BotEvent, answer_id: str | None) -> None:
        """Count an answer of the model's as one of no entry."""
        entry = None if answer_id is None or answer_id.startswith(_PREFIX) else answer_id
        self._otherwise.note(event, entry)

    async def _ask(self, question: str, locale: Locale) -> _Said | None:
        asked = {"question": question, "locale": locale}
        async with (
            aiohttp.ClientSession(timeout=self._timeout, headers=self._headers) as session,
            session.post(self._url, json=asked, allow_redirects=False) as response,
        ):
            if response.status != 200:
                raise ValueError(f"status {response.status}")
            body = b""
            async for part in response.content.iter_chunked(65_536):
                body += part
                if len(body) > _MOST_BYTES:
                    raise ValueError("the response is too long")
        said = msgspec.json.decode(body, type=_Reply).answer
        if said is None or not (said.text.strip() or said.html.strip()):
            return None
        return said


def _found(said: _Said) -> FoundAnswer:
    """Clean what the model says: nobody vouches for it."""
    # What is too long is refused before it is cleaned, which would hold the event loop.
    html = normalise(said.html)
    if len(html) > _MOST_HTML_CHARS or len(said.text) > _MOST_CHARS:
        raise ValueError("the answer is too long")
    if html.count("<") > _MOST_CHARS or fewest_visible_chars(html) > _MOST_CHARS:
        raise ValueError("the answer is too long")
    content = (
        from_html(said.html, masked=False) if said.html else from_text(said.text, masked=False)
    )
    if content.visible_chars > _MOST_CHARS:
        raise ValueError("the answer is too long")
    url = said.url if said.url.startswith(("https://", "http://")) else ""
    digest = hashlib.sha256(content.html.encode()).hexdigest()[:16]
    return FoundAnswer(
        id=f"{_PREFIX}{digest}",
        html=content.html,
        text=content.text,
        title=said.title or url,
        url=url,
    )
