"""The router's memory as one canonical document.

Everything derived (lines, tallies, deadlines) is left out and built again on reading, so a
snapshot holds facts only and two equal states give equal bytes.
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

import msgspec

from router.entities import Agent, Handling, Interaction, Offer, Queue
from router.ids import Instant
from router.lifecycle import HandlingState, InteractionState, Medium, Presence, Status, Wish
from router.policy import Policy
from router.state import World

FORMAT: Final = 1

_AT_ONCE: Final = 1_000
"""Things written down together; a hundred thousand letters that wait are 20 MB of text."""


class UnknownFormatError(Exception):
    """The snapshot was written by a release this build cannot read."""

    def __init__(self, found: int) -> None:
        """Name the format so that the message can say what to do."""
        super().__init__(
            f"snapshot format {found} is not one this build reads (it reads {FORMAT}): "
            f"use the release that wrote it or a later one"
        )


class _AgentDoc(msgspec.Struct, array_like=True):
    id: str
    enabled: tuple[str, ...]
    wish: Wish
    status: Status
    stop_new: bool
    code: str | None
    since: Instant
    idle_since: Instant
    presence: Presence
    until: Instant | None
    unreachable_since: Instant
    last_rejected: str | None
    paced_until: Instant | None = None


class _InteractionDoc(msgspec.Struct, array_like=True):
    id: str
    medium: Medium
    queue: str
    place: tuple[int, Instant, int, str]
    state: InteractionState
    offer: str | None
    handling: str | None
    excluded: str | None
    wait_limit_at: Instant | None
    overflow_at: Instant | None = None
    kept_for: str | None = None
    kept_until: Instant | None = None
    kept_order: int = 0
    preferred: bool = False
    wants: str | None = None


class _OfferDoc(msgspec.Struct, array_like=True):
    id: str
    interaction: str
    agent: str
    expires_at: Instant


class _HandlingDoc(msgspec.Struct, array_like=True):
    id: str
    offer: str
    interaction: str
    agent: str
    queue: str
    medium: Medium
    wrap_up: int
    state: HandlingState
    wrap_up_ends_at: Instant | None
    overdue: bool
    codes: tuple[str, ...]
    to_queue: str | None
    to_agent: str | None = None
    offline: bool = False


class _Head(msgspec.Struct, kw_only=True):
    format: int
    n: int
    at: Instant
    policy: Policy
    closed_queues: tuple[str, ...]
    agents: tuple[_AgentDoc, ...]


class _Document(_Head, kw_only=True):
    interactions: tuple[msgspec.Raw, ...]
    """Each an `_InteractionDoc`, read one after the other: there may be very many."""
    offers: tuple[_OfferDoc, ...]
    handlings: tuple[_HandlingDoc, ...]


class _Format(msgspec.Struct):
    format: int


def _fields(source: object, document: type[msgspec.Struct]) -> list[object]:
    return [getattr(source, name) for name in document.__struct_fields__]


_read_interaction = msgspec.json.Decoder(_InteractionDoc).decode


def write(world: World) -> Iterator[bytes]:
    """Write the world down: the pieces, one behind the other, are the document."""
    head = _Head(
        format=FORMAT,
        n=world.n,
        at=world.at,
        policy=world.policy,
        closed_queues=tuple(sorted(each.id for each in world.queues.values() if not each.open)),
        agents=tuple(
            _AgentDoc(*_agent_fields(agent))  # type: ignore[arg-type]
            for _, agent in sorted(world.agents.items())
        ),
    )
    yield msgspec.json.encode(head)[:-1]
    yield b',"interactions":['
    yield from _written(world.interactions, _InteractionDoc)
    yield b'],"offers":['
    yield from _written(world.offers, _OfferDoc)
    yield b'],"handlings":['
    yield from _written(world.handlings, _HandlingDoc)
    yield b"]}"


def _written(things: Mapping[str, Any], document: type[msgspec.Struct]) -> Iterator[bytes]:
    """Give what stands between the brackets, by id, some at a time."""
    ids, comma = iter(sorted(things)), b""
    while some := [document(*_fields(things[each], document)) for each in islice(ids, _AT_ONCE)]:
        yield comma + msgspec.json.encode(some)[1:-1]
        comma = b","


def _agent_fields(agent: Agent) -> list[object]:
    values = _fields(agent, _AgentDoc)
    values[1] = tuple(agent.enabled)
    return values


def read(data: bytes, world: World) -> None:
    """Fill an empty world.

    Raises:
        UnknownFormatError: the document is of another format.

    """
    found = msgspec.json.decode(data, type=_Format).format
    if found != FORMAT:
        raise UnknownFormatError(found)
    document = msgspec.json.decode(data, type=_Document)
    world.n, world.at = document.n, document.at
    world.adopt(document.policy)
    for queue in document.closed_queues:
        world.queue_of(queue).open = False
    for agent_doc in document.agents:
        agent = world.agents.setdefault(agent_doc.id, Agent(agent_doc.id))
        _fill(agent, agent_doc)
        agent.enabled = dict.fromkeys(agent_doc.enabled)
    queues: dict[str, str] = {}
    for raw in document.interactions:
        interaction_doc = _read_interaction(raw)
        interaction = Interaction(interaction_doc.id, interaction_doc.medium)
        _fill(interaction, interaction_doc)
        # One text for each queue, and one for each id: as many again would be a third of it all.
        interaction.queue = queues.setdefault(interaction.queue, interaction.queue)
        interaction.place = (*interaction.place[:3], interaction.id)
        world.interactions[interaction.id] = interaction
    for offer_doc in sorted(document.offers, key=_made):
        offer = Offer.__new__(Offer)
        _fill(offer, offer_doc)
        world.offers[offer.id] = offer
        world.agents[offer.agent].offer = offer.id
    for handling_doc in sorted(document.handlings, key=_made):
        handling = Handling.__new__(Handling)
        _fill(handling, handling_doc)
        world.handlings[handling.id] = handling
        agent = world.agents[handling.agent]
        agent.handlings[handling.id] = handling
        agent.active += handling.state is HandlingState.ACTIVE
        agent.exclusive += world.rules[handling.medium].exclusive
    world.rebuild()


def _fill(target: Agent | Interaction | Offer | Handling | Queue, document: msgspec.Struct) -> None:
    for name in document.__struct_fields__:
        setattr(target, name, getattr(document, name))


def _made(made: _OfferDoc | _HandlingDoc) -> tuple[int, int]:
    """Order offers and handlings as they were made, as the router had them that wrote them down."""
    n, _, k = made.id.partition(".")
    return int(n), int(k)
