"""The store held against everything that anybody was told."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from sqlalchemy import func, select

from storage.database import Database
from storage.schema import chats, interactions, journal, messages
from storage.sql import Statement
from storage.transaction import Transaction
from tests.kit.gateway import GatewayProcess
from tests.soak.crowd import Crowd
from tests.soak.ledger import Acknowledged, Seen

OVER = ("closed", "abandoned", "discarded")
LIVE = ("waiting", "offered", "active", "wrap_up")

_MESSAGES = Statement(
    select(
        messages.c.chat_id,
        messages.c.seq,
        messages.c.sender,
        messages.c.client_id,
        messages.c.text,
    ).order_by(messages.c.chat_id, messages.c.seq)
)
_CHATS = Statement(select(chats.c.id, chats.c.visitor_id, chats.c.state, chats.c.last_seq))
_INTERACTIONS = Statement(select(interactions.c.id, interactions.c.state))
_ENTRIES = Statement(select(func.count()).select_from(journal))


@dataclass(slots=True)
class Reckoning:
    """What was found, and everything that is wrong about it."""

    chats: int = 0
    messages: int = 0
    acknowledged: int = 0
    refused: int = 0
    repeated: int = 0
    entries: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    cuts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Row:
    seq: int
    sender: str
    client_id: str | None
    text: str


@dataclass(frozen=True, slots=True)
class _Store:
    messages: dict[str, list[_Row]]
    chats: dict[str, tuple[str, str, int]]
    interactions: dict[str, str]
    entries: int


def _read(tx: Transaction) -> _Store:
    said: dict[str, list[_Row]] = defaultdict(list)
    for chat, seq, sender, client_id, text in tx.all(_MESSAGES):
        said[chat].append(_Row(seq, sender, client_id, text))
    row = tx.one(_ENTRIES)
    return _Store(
        messages=said,
        chats={chat: tuple(rest) for chat, *rest in tx.all(_CHATS)},
        interactions=dict(tx.all(_INTERACTIONS)),
        entries=0 if row is None else row[0],
    )


async def reckon(crowd: Crowd, gateway: GatewayProcess) -> Reckoning:
    """Compare, and let ``parley audit --replay`` have its say; the gateway may run beside."""
    database = await Database.open(gateway.database_url, exclusive=False)
    store = await database.read(_read)
    await database.close()
    ledger = crowd.ledger
    found = Reckoning(
        chats=len(store.chats),
        messages=sum(len(rows) for rows in store.messages.values()),
        acknowledged=len(ledger.acknowledged),
        refused=len(ledger.refused),
        repeated=ledger.repeated,
        entries=store.entries,
        outcomes=Counter(store.interactions.values()),
        cuts=crowd.cuts,
        faults=[*ledger.disagreements],
    )
    _check_numbering(store, found.faults)
    _check_acknowledged(ledger.acknowledged, store, found.faults)
    _check_refused(ledger.refused, store, found.faults)
    _check_states(crowd, store, found.faults)
    _check_views(crowd, store, found.faults)
    audit = gateway.run("audit", "--replay")
    if audit.returncode:
        found.faults.append(f"the audit: {audit.stdout}{audit.stderr}")
    return found


def _check_numbering(store: _Store, faults: list[str]) -> None:
    """Every chat is numbered from 1 without a gap, up to what its own row says."""
    for chat, (_, _, last_seq) in store.chats.items():
        numbers = [row.seq for row in store.messages.get(chat, [])]
        if numbers != list(range(1, last_seq + 1)):
            faults.append(f"chat {chat} is numbered {numbers}, and its row says {last_seq}")


def _check_acknowledged(acknowledged: list[Acknowledged], store: _Store, faults: list[str]) -> None:
    """Every message whose sender was told so is there once, as told, in the order of sending."""
    by_author: dict[tuple[str, str], list[Acknowledged]] = defaultdict(list)
    for told in acknowledged:
        by_author[told.chat, told.author].append(told)
        rows = [row for row in store.messages.get(told.chat, []) if row.text == told.text]
        if [(row.seq, row.sender, row.client_id) for row in rows] != [
            (told.seq, told.sender, told.client_id)
        ]:
            faults.append(f"{told} was acknowledged, and {rows} is stored")
    for (chat, author), told_in_order in by_author.items():
        numbers = [told.seq for told in told_in_order]
        if numbers != sorted(set(numbers)):
            faults.append(f"what {author} said in {chat} was numbered {numbers}")


def _check_refused(refused: set[tuple[str, str, str]], store: _Store, faults: list[str]) -> None:
    """Nothing that was refused is there."""
    for chat, author, client_id in refused:
        # Customers' ids repeat from one to the other, but each chat has one customer.
        if any(row.client_id == client_id for row in store.messages.get(chat, [])):
            faults.append(f"{client_id} of {author} was refused in {chat}, and is stored")


def _check_states(crowd: Crowd, store: _Store, faults: list[str]) -> None:
    """Every chat that was opened is there, once, in one state on both sides."""
    if store.chats.keys() != store.interactions.keys():
        faults.append(f"not both: {store.chats.keys() ^ store.interactions.keys()}")
    for chat, visitor in crowd.ledger.started.items():
        if store.chats.get(chat, ("",))[0] != visitor:
            faults.append(f"chat {chat} of {visitor} was opened, and is {store.chats.get(chat)}")
    unknown = store.chats.keys() - crowd.ledger.started.keys()
    if unknown:
        faults.append(f"nobody was told of {unknown}")
    for chat, state in store.interactions.items():
        told = store.chats.get(chat, ("", "", 0))[1]
        if state not in OVER + LIVE or (state in (*OVER, "wrap_up")) != (told == "ended"):
            faults.append(f"interaction {chat} is {state}, and its chat {told}")
    for chat in crowd.ledger.ended:
        if store.chats.get(chat, ("", "", 0))[1] != "ended":
            faults.append(f"the end of {chat} was confirmed, and it goes on")  # noqa: PERF401


def _check_views(crowd: Crowd, store: _Store, faults: list[str]) -> None:
    """What people were shown live and what they read again is what is stored."""
    stored: dict[str, dict[int, Seen]] = {
        chat: {row.seq: (row.sender, row.text) for row in rows}
        for chat, rows in store.messages.items()
    }
    for (person, chat), view in crowd.ledger.views.items():
        wrong = {seq: seen for seq, seen in view.items() if stored.get(chat, {}).get(seq) != seen}
        if wrong:
            faults.append(f"{person} was shown {wrong} in {chat}")
    for customer in crowd.customers:
        for chat in customer.chats:
            view = crowd.ledger.views.get((customer.name, chat), {})
            if sorted(view) != list(range(1, max(view, default=0) + 1)):
                faults.append(f"{customer.name} was shown only {sorted(view)} of {chat}")
    for (person, chat), lines in crowd.read_again.items():
        expected = [(seq, *seen) for seq, seen in sorted(stored.get(chat, {}).items())]
        if lines != expected:
            faults.append(f"{person} reads {lines} in {chat}, and {expected} is stored")
