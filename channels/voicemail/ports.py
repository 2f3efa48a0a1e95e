"""What the doors of voicemail hand in, and who takes it."""

from typing import Literal, Protocol, TypeAlias

import msgspec

from router.ids import Instant, InteractionId

Door: TypeAlias = Literal["spool", "mail", "http", "widget"]


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where a recording came from; the same source twice is one voicemail."""

    door: Door
    name: str
    """Which of the doors of that kind: the spool's path, the rule's name, the PBX's name."""
    key: str
    """What names the message there and stays the same however often it is handed in."""


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """A recording that a door has put where they are kept before it hands it in."""

    id: str
    """Its name there."""
    sha256: str
    size_bytes: int


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """A recording as a door hands it in, with everything that the door knows about the call."""

    audio: bytes | Stored | None
    """As it came, never changed: neither recognised nor decoded yet.

    None: nothing was said, and the caller waits to be called all the same.
    """
    sha256: str = ""
    """Of `audio`, as hexadecimal, where the door knows it already; empty: it does not."""
    file_name: str
    """As its sender named it, without any folder."""
    queue: str
    """The queue's name in the provisioning file."""
    source: Source
    also: str = ""
    """Another key of the same message there, for when only a part of it is left; empty: none."""
    caller: str = ""
    """The number as it was given; empty: unknown or withheld."""
    caller_name: str = ""
    called_at: Instant | None = None
    """When the caller left it, as others say; None: nobody does."""
    callback: bool = False
    """Whether the caller waits to be called, and does so in their original place."""
    agent_box: str | None = None
    """The user name of the agent whose own box this is; None: it is the queue's."""
    phone_queue: str = ""
    interaction_guid: str = ""
    transaction_id: str = ""
    start_offset_seconds: float | None = None
    """Where in the call the message begins."""
    cluster: str = ""
    truncated: bool = False
    """Whether the door gave up waiting for the rest of it."""


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a recording that was handed in."""

    interaction_id: InteractionId
    fresh: bool
    """False: the same source was taken before, and this is its interaction."""
    sha256: str
    """Of what is kept; empty without a recording."""


class Intake(Protocol):
    """Takes recordings over."""

    async def take(self, received: Received) -> Taken:
        """Take a recording over: when this returns it is ours, and nothing can lose it.

        Raises:
            channels.voicemail.refusal.Refusal: `invalid` with the field to blame, such as a queue
                that takes no voicemail; trying again without a change is of no use.
            Exception: what the disk and the store raise; it is not ours, and may be handed in
                again.

        """
        ...

    async def known(self, source: Source) -> InteractionId | None:
        """Give the interaction of a source that was taken before, None for a new one."""
        ...
