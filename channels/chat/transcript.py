"""A conversation as a letter, in the customer's language."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from channels.chat.values import Chat, ChatId, Locale, Message
from channels.chat.words import transcript_word
from channels.contract import Letter
from router.ids import Instant

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def letter_key(chat_id: ChatId) -> str:
    """Name the letter with a chat: however often it is asked for, it is one."""
    return f"transcript:{chat_id}"


def letter_of(chat: Chat, messages: Iterable[Message], address: str, locale: Locale) -> Letter:
    """Write the whole conversation as plain text; its key makes it one letter a chat."""
    date = _moment(chat.started_at).strftime("%Y-%m-%d")
    subject = transcript_word("subject", locale).format(date=date)
    lines = [subject, transcript_word("times", locale), ""]
    for message in messages:
        lines.extend(_told(message, locale))
    return Letter(key=letter_key(chat.id), to=(address,), subject=subject, text="\n".join(lines))


def _told(message: Message, locale: Locale) -> Iterator[str]:
    time = _moment(message.at).strftime("%H:%M")
    agent = message.sender == "agent"
    name = message.name if agent else transcript_word(message.sender, locale)
    yield f"[{time}] {name}:"
    yield from message.text.splitlines()
    if message.attachments:
        names = ", ".join(file.name for file in message.attachments)
        yield transcript_word("files", locale).format(names=names)
    yield ""


def _moment(instant: Instant) -> datetime:
    return _EPOCH + timedelta(microseconds=instant)
