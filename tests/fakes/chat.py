"""The world around the chat channel, by hand."""

from typing import NamedTuple

from channels.chat.ports import Parties
from channels.chat.values import Chat, ChatId, Locale, Message, Party, VisitorId
from channels.contract import Letter, RowWork
from router.ids import QueueId


class Pushed(NamedTuple):
    """One push: what kind, to whom, with what."""

    kind: str
    visitor_id: VisitorId
    agent_id: str | None
    content: object


class FakePush:
    """Remembers every push in order."""

    def __init__(self) -> None:
        self.all: list[Pushed] = []

    def message(self, parties: Parties, message: Message) -> None:
        self.all.append(Pushed("message", parties.visitor_id, parties.holder, message))

    def chat_changed(self, chat: Chat) -> None:
        self.all.append(Pushed("chat", chat.visitor_id, chat.holder, chat))

    def typing(self, parties: Parties, chat_id: ChatId, sender: Party, *, typing: bool) -> None:
        content = (chat_id, sender, typing)
        self.all.append(Pushed("typing", parties.visitor_id, parties.holder, content))

    def read(self, parties: Parties, chat_id: ChatId, seq: int, by: Party) -> None:
        self.all.append(Pushed("read", parties.visitor_id, parties.holder, (chat_id, seq, by)))

    def close_visitor(self, visitor_id: VisitorId) -> None:
        self.all.append(Pushed("closed", visitor_id, None, None))

    def messages(self) -> list[Message]:
        return [each.content for each in self.all if isinstance(each.content, Message)]

    def chats(self) -> list[Chat]:
        return [each.content for each in self.all if isinstance(each.content, Chat)]

    def of_kind(self, kind: str) -> list[Pushed]:
        return [each for each in self.all if each.kind == kind]

    def clear(self) -> None:
        self.all.clear()


class FakeTimetable:
    """Knows the hours a test tells it; always open at first."""

    def __init__(self) -> None:
        self.hours: str | None = None
        self.next: str | None = None

    def week(self, queue: QueueId, locale: Locale) -> str | None:
        return self.hours

    def opens(self, queue: QueueId, locale: Locale) -> str | None:
        return self.next


class FakeMail:
    """Remembers the letters whose rows were written."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []

    def post(self, letter: Letter) -> RowWork:
        def rows(_: object) -> None:
            self.letters.append(letter)

        return rows


class CountingMint:
    """Makes ids that a reader of a failed test can follow."""

    def __init__(self, prefix: str = "") -> None:
        self._prefix = prefix
        self._made = 0

    def id(self) -> str:
        self._made += 1
        return f"{self._prefix}i{self._made}"

    def token(self) -> str:
        self._made += 1
        return f"{self._prefix}token-{self._made}"
