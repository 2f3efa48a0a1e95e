"""The rows of a chat that somebody opens, for those who drive the router without the channel."""

from channels.chat.ports import StoredChat
from channels.chat.values import Answers, Chat, Visitor
from channels.contract import RowWork
from router.ids import Instant, InteractionId, QueueId
from storage import visitors
from storage.chats import Chats
from storage.database import Database
from storage.transaction import Transaction


def opened_chat(
    database: Database, interaction: InteractionId, queue: QueueId, at: Instant
) -> RowWork:
    """Give the rows of a new visitor and of the chat they open, without a word in it."""
    visitor = Visitor(
        id=f"visitor-{interaction}",
        site_id="site-shop",
        created_at=at,
        locale="en",
        address="192.0.2.1",
        name="",
        email="",
        blocked_until=0,
    )
    chat = Chat(
        id=interaction,
        rev=0,
        visitor_id=visitor.id,
        site_id=visitor.site_id,
        state="waiting",
        queue_id=queue,
        started_at=at,
    )
    row = Chats(database).open_chat(
        StoredChat(
            chat=chat,
            answers=Answers(),
            visitor=visitor,
            awaiting_customer_since=None,
            wait_limit_reached=False,
        ),
        "start",
        None,
    )

    def work(tx: Transaction) -> None:
        visitors.add(tx, visitor, f"hash of {visitor.id}")
        row(tx)

    return work
