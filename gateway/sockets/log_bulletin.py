"""What becomes of the logs of chats, told to the desks of those who served them."""

from typing import Protocol

from gateway.sockets.feed import DeskFeed
from gateway.views.book import Book
from gateway.views.chat_logs import auto_log
from gateway.wire.interaction import LoggedChat
from router.ids import AgentId, InteractionId
from storage.chat_logs import Logged


class Desks(Protocol):
    """Reaches the agents' desks."""

    def to_agent(self, agent_id: AgentId, event: str, payload: object) -> None:
        """Push to every desk of the agent."""
        ...


class LogBulletin:
    """Tells an agent of a log once it is decided, and whenever it is another."""

    def __init__(self, *, book: Book, feed: DeskFeed, desks: Desks) -> None:
        """Tell `desks`; whoever still has the contact in hand sees it change as well."""
        self._book = book
        self._feed = feed
        self._desks = desks

    def tell(self, interaction: InteractionId, logged: Logged | None) -> None:
        """Tell of a log; None: it was thrown away."""
        contact = self._book.contact(interaction)
        if contact is not None:
            contact.rev += 1
            self._feed.tell(contact)
        log = auto_log(logged)
        if logged is not None and log is not None:
            told = LoggedChat(
                interaction_id=interaction, mode=log.mode, case_id=log.case_id, draft=log.draft
            )
            self._desks.to_agent(logged.log.agent_id, "auto_log", told)
