"""What everybody was told, kept to be held against the store at the end."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A message whose sender was told that it is stored."""

    chat: str
    sender: str
    author: str
    client_id: str
    seq: int
    text: str


Seen = tuple[str, str]
"""Who said it, and what."""


@dataclass(slots=True)
class Ledger:
    """Everything that the gateway has promised, in the order in which it was promised."""

    acknowledged: list[Acknowledged] = field(default_factory=list)
    refused: set[tuple[str, str, str]] = field(default_factory=set)
    """Chat, author and client_id of messages that were not taken."""
    started: dict[str, str] = field(default_factory=dict)
    """The chats that were opened, with their visitors."""
    ended: set[str] = field(default_factory=set)
    """The chats whose end was confirmed to whoever ended them."""
    views: dict[tuple[str, str], dict[int, Seen]] = field(default_factory=lambda: defaultdict(dict))
    """What each person was shown of each chat, by seq."""
    disagreements: list[str] = field(default_factory=list)
    """What one person was told twice in different words."""
    repeated: int = 0
    """Commands that were asked again, because the link had gone before the answer came."""
    refusals: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def heard(self, person: str, message: dict[str, Any]) -> None:
        """Note a message that somebody was shown."""
        seen = (message["from"], message["text"])
        view = self.views[person, message["chat_id"]]
        if view.setdefault(message["seq"], seen) != seen:
            self.disagreements.append(f"{person} saw {view[message['seq']]} and then {seen}")

    def took(self, author: str, sender: str, message: dict[str, Any]) -> None:
        """Note an acknowledgement."""
        self.acknowledged.append(
            Acknowledged(
                chat=message["chat_id"],
                sender=sender,
                author=author,
                client_id=message["client_id"],
                seq=message["seq"],
                text=message["text"],
            )
        )
