"""Chats and messages as the wire shows them to one of the two parties."""

from collections.abc import Callable
from typing import Final, Literal, Protocol

from accounts.directory import Directory
from accounts.wording import Locale, worded
from channels.chat import values
from channels.chat.bot_turns import TurnKind, turn_of, why_of
from gateway.wire import chat as wire
from gateway.wire.interaction import PrechatAnswer
from gateway.wire.times import to_wire, to_wire_or_none

_ASKS: Final[dict[TurnKind, Literal["helped", "contact"]]] = {
    "answer": "helped",
    "closed": "contact",
}


class Signer(Protocol):
    """Makes addresses that open one file for some minutes."""

    def attachment_url(self, attachment_id: str) -> str:
        """Give the signed address of an attachment."""
        ...


class ChatViews:
    """Writes the chat channel's values as wire structs."""

    def __init__(self, directory: Callable[[], Directory], signer: Signer) -> None:
        """Name queues from `directory`; sign the addresses of attachments."""
        self._directory = directory
        self._signer = signer

    def chat(self, chat: values.Chat, party: values.Party) -> wire.Chat:
        """Write a chat as `party` sees it: the count of unread messages is its own."""
        queue = self._directory().queues.get(chat.queue_id)
        return wire.Chat(
            id=chat.id,
            rev=chat.rev,
            state=chat.state,
            queue=None if queue is None else queue.name,
            position=chat.position,
            estimated_wait_seconds=chat.estimated_wait_seconds,
            agent=None if chat.agent_name is None else wire.ChatAgent(name=chat.agent_name),
            started_at=to_wire(chat.started_at),
            ended_at=to_wire_or_none(chat.ended_at),
            end_reason=chat.end_reason,
            last_seq=chat.last_seq,
            read=wire.ReadMarks(customer=chat.customer_read, agent=chat.agent_read),
            unread=chat.unread(party),
            last_customer_message_at=to_wire_or_none(chat.last_customer_message_at),
            customer_connected=chat.customer_connected,
            left_message=chat.left_message,
            offer_form=chat.offer_form,
            rating=chat.rating,
            transcript_sent=chat.transcript_sent,
        )

    def message(self, message: values.Message, *, to_sender: bool) -> wire.Message:
        """Write a message; its `client_id` is shown to its sender alone."""
        turn = turn_of(message)
        return wire.Message(
            id=message.id,
            chat_id=message.chat_id,
            seq=message.seq,
            sender=message.sender,
            name=message.name,
            html=message.html,
            text=message.text,
            at=to_wire(message.at),
            client_id=message.client_id if to_sender else None,
            notice=message.notice,
            asks=None if turn is None else _ASKS.get(turn.kind),
            did=None if turn is None else turn.kind,
            because=None if turn is None else why_of(turn),
            attachments=tuple(self.attachment(each) for each in message.attachments),
        )

    def message_for(self, message: values.Message, author: values.Author) -> wire.Message:
        """Write a message as this customer or agent sees it."""
        return self.message(message, to_sender=message.sender_id == author.id)

    def attachment(self, attachment: values.Attachment) -> wire.Attachment:
        """Write an attachment with a fresh address."""
        return wire.Attachment(
            id=attachment.id,
            name=attachment.name,
            type=attachment.type,
            size_bytes=attachment.size_bytes,
            url=self._signer.attachment_url(attachment.id),
        )


def introduced(answers: values.Answers, visitor: values.Visitor) -> tuple[str, str]:
    """Give the name and the address of a visitor; the word of a site that vouches comes first."""
    if visitor.subject:
        return visitor.name or answers.name, visitor.email or answers.email
    return answers.name or visitor.name, answers.email or visitor.email


def prechat(
    directory: Directory, site_id: str, answers: values.Answers, locale: Locale
) -> tuple[PrechatAnswer, ...]:
    """Give the answers of the form before the chat, labelled in `locale` by the site's owner."""
    site = directory.sites.get(site_id)
    questions = () if site is None else site.prechat_fields
    labels = {each.key: worded(each.label, locale) for each in questions}
    given = {"account_number": answers.account_number, "case_number": answers.case_number}
    given |= {key: _text(value) for key, value in answers.fields.items()}
    return tuple(
        PrechatAnswer(key=key, label=labels.get(key, key), value=value)
        for key, value in given.items()
        if value
    )


def _text(value: str | float | bool | None) -> str:  # noqa: FBT001 - an answer of any kind
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
