"""Saying something: the hot path of the whole gateway.

Everything before the store is synchronous, so messages are numbered in the order in which they
came in; everything after it happens in one callback on the loop. No task or future is made for a
message (measured: each costs about 10 us).
"""

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from channels.chat.content import Contents
from channels.chat.conversation import Conversation, Conversations
from channels.chat.idle import IdleWatch
from channels.chat.limits import Rate
from channels.chat.ports import Appended, Entry, Ports
from channels.chat.refusal import Refusal
from channels.chat.values import Author, Draft, Message, Notice
from channels.chat.words import notice as words_of

SendAnswer: TypeAlias = Callable[[Message | Refusal], None]


class Messages:
    """Takes messages in, has them numbered, hands them to both parties."""

    def __init__(
        self,
        ports: Ports,
        *,
        conversations: Conversations,
        contents: Contents,
        rate: Rate | None,
        idle: IdleWatch,
        asked: Callable[[Conversation], None],
    ) -> None:
        """Join the collaborators; `rate` is per visitor, None switches it off.

        `asked` hears of each conversation in which its customer has said something.
        """
        self._conversations = conversations
        self._contents = contents
        self._store = ports.store
        self._push = ports.push
        self._clock = ports.clock
        self._ports = ports
        self._rate = rate
        self._idle = idle
        self._asked = asked
        self._background = ports.background

    def send(self, author: Author, draft: Draft, answer: SendAnswer) -> None:
        """Take a message from one of the parties; `answer` is called once, on the loop."""
        try:
            self._limit(author)
            conversation = self._conversations.get(draft.chat_id)
            if conversation is None:
                # Not live: only the row can tell a repetition from a late or a foreign message.
                self._background(self._send_late(author, draft, answer))
                return
            entry = self._entry(author, draft, conversation.site_id, conversation)
        except Refusal as refusal:
            answer(refusal)
            return
        self._store.append(entry, partial(self._appended, answer))

    def notify(self, conversation: Conversation, notice: Notice, key: str) -> None:
        """Let the system say something once; `key` names the occasion within the chat."""
        text = words_of(notice, conversation.visitor.locale)
        content = self._contents.of_text(text, masked=False)
        entry = Entry(
            chat_id=conversation.id,
            sender="system",
            sender_id="system",
            name="",
            html=content.html,
            text=content.text,
            at=self._clock.now(),
            client_id=f"{notice}:{key}",
            notice=notice,
        )
        self._store.append(entry, partial(self._appended, _nobody_asked))

    def announce(self, appended: Appended) -> None:
        """Tell both parties of a message that is new in the store."""
        message = appended.message
        conversation = self._conversations.get(message.chat_id)
        if conversation is None or not appended.new:
            return
        conversation.heard(message, appended.rev)
        self._push.message(conversation, message)
        if message.sender in {"agent", "bot"}:
            self._idle.watch(conversation)
        elif message.sender == "customer":
            self._asked(conversation)

    def _limit(self, author: Author) -> None:
        if self._rate is None or author.party != "customer":
            return
        wait = self._rate.take(author.id, self._clock.now())
        if wait:
            raise Refusal("rate_limited", retry_after_seconds=wait / 1_000_000)

    def _entry(
        self, author: Author, draft: Draft, site_id: str, conversation: Conversation | None
    ) -> Entry:
        site = self._ports.directory().sites.get(site_id)
        content = self._contents.of_draft(draft, masked=site is None or site.mask_cards)
        if author.party == "agent":
            name = self._ports.display_name(author.id) or ""
        else:
            name = "" if conversation is None else conversation.answers.name
        return Entry(
            chat_id=draft.chat_id,
            sender=author.party,
            sender_id=author.id,
            name=name,
            html=content.html,
            text=content.text,
            at=self._clock.now(),
            client_id=draft.client_id,
            attachments=draft.attachments,
        )

    async def _send_late(self, author: Author, draft: Draft, answer: SendAnswer) -> None:
        try:
            stored = await self._store.chat(draft.chat_id)
            if stored is None:
                raise Refusal("not_found", "chat_id")
            entry = self._entry(author, draft, stored.chat.site_id, None)
        except Refusal as refusal:
            answer(refusal)
            return
        except Exception:
            answer(Refusal("unavailable"))
            raise
        self._store.append(entry, partial(self._appended, answer))

    def _appended(self, answer: SendAnswer, outcome: Appended | Refusal | BaseException) -> None:
        if isinstance(outcome, Appended):
            self.announce(outcome)
            answer(outcome.message)
        elif isinstance(outcome, Refusal):
            answer(outcome)
        else:
            answer(Refusal("unavailable"))


def _nobody_asked(_: Message | Refusal) -> None:
    """The system's own words were refused because the chat has ended: nothing to tell."""
