"""Recordings as they are kept, from the moment they are taken over until they are removed."""

from typing import Literal, TypeAlias

import msgspec

from channels.voicemail.audio.analysis import Flag
from channels.voicemail.ports import Source
from router.ids import AgentId, Duration, Instant, InteractionId, QueueId
from router.lifecycle import Medium

VoicemailId: TypeAlias = str
VoicemailState: TypeAlias = Literal["received", "filed", "removed"]
CopyState: TypeAlias = Literal["queued", "accepted", "failed"]
Outcome: TypeAlias = Literal["reached", "not_reached"]


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """What the telephone system knew about the call, for whoever has to trace it."""

    phone_queue: str = ""
    interaction_guid: str = ""
    transaction_id: str = ""
    start_offset_seconds: float | None = None
    cluster: str = ""
    truncated: bool = False
    """Whether the door gave up waiting for the rest of the recording."""


class Voicemail(msgspec.Struct, frozen=True, kw_only=True):
    """A recording with its place in a queue."""

    id: VoicemailId
    interaction_id: InteractionId
    medium: Medium
    """Voicemail, or callback where the caller is owed a call."""
    queue_id: QueueId
    state: VoicemailState
    source: Source
    file_name: str
    sha256: str
    """Of the original; kept when the recording is removed. Empty: there never was one."""
    size_bytes: int
    blob: str | None
    """The original's bytes; None once removed."""
    received_at: Instant
    called_at: Instant
    caller: str
    """The number as it can be dialled, or as it came; empty where nobody knows it."""
    caller_name: str
    call: Call
    agent_box: AgentId | None = None
    """Whose own box it was left in; None: the queue's."""
    preferred: AgentId | None = None
    """Whom the caller is kept for while they are available (CBK-008)."""
    tries: int = 0
    """How often filing it went wrong."""
    playable: str | None = None
    """The bytes that browsers play; None where there are none."""
    duration: Duration | None = None
    flags: tuple[Flag, ...] = ()
    reason: str = ""
    """Why it cannot be played; empty where it can."""
    format: str = ""
    transcript: str | None = None
    """What a program has understood, roughly; None where none was asked."""
    attempts: int = 0
    """How often the caller was called and not reached."""
    outcome: Outcome | None = None
    delete_at: Instant | None = None
    """When it is to be removed; None before an agent has ended it and wrapped it up."""

    @property
    def spoken(self) -> bool:
        """Whether the caller has said something; otherwise they only want to be called."""
        return bool(self.sha256)


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """A copy of a recording on its way to an agent."""

    id: str
    """Also names the letter that carries it."""
    voicemail_id: VoicemailId
    interaction_id: InteractionId
    agent_id: AgentId
    address: str
    asked_at: Instant
    state: CopyState = "queued"
    detail: str = ""
    """What the mail server said, where it refused."""


class EarlierCall(msgspec.Struct, frozen=True, kw_only=True):
    """What the same caller has left before, and what came of it."""

    interaction_id: InteractionId
    medium: str
    queue_id: QueueId
    state: str
    called_at: Instant
    duration: Duration | None
    attempts: int
    outcome: Outcome | None
    agent_id: AgentId | None
    """Who worked on it last."""


class LiveVoicemail(msgspec.Struct, frozen=True, kw_only=True):
    """A recording that waits or is worked on, with the copies asked for."""

    voicemail: Voicemail
    copies: tuple[Copy, ...] = ()

    def copy_of(self, agent_id: AgentId) -> Copy | None:
        """Give the copy that the agent asked for last."""
        return next((each for each in reversed(self.copies) if each.agent_id == agent_id), None)
