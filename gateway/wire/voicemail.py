"""A recording left by a caller, and the call that is owed to them."""

from typing import Annotated, Literal

from msgspec import Meta

from gateway.wire.scalars import Id, Payload

VoicemailFlag = Literal[
    "silent", "clipped", "empty", "truncated", "repaired", "shortened", "undecoded"
]
CopyState = Literal["queued", "accepted", "failed"]
CallbackOutcome = Literal["reached", "not_reached"]


class VoicemailCopy(Payload, frozen=True, kw_only=True):
    """The copy that this agent has asked for, as it stands at the mail server."""

    state: CopyState
    address: str
    detail: str = ""
    """What the mail server said, where it refused the copy."""


class Voicemail(Payload, frozen=True, kw_only=True):
    """The recording behind an interaction; addresses are signed and last ten minutes."""

    id: str
    caller: str
    """The number; empty where it is unknown or withheld."""
    caller_name: str
    called_at: str
    duration_seconds: float | None
    """Null where it cannot be played."""
    audio_url: str | None
    """PCM in a WAV, by ranges; null where it cannot be played, or not by this agent."""
    peaks_url: str | None
    """`VoicemailPeaks`; null where there is nothing to hear, or not for this agent."""
    download_url: str | None
    """The original, where this agent may keep it; null otherwise (section 6b on VML-010)."""
    file_name: str
    flags: tuple[VoicemailFlag, ...]
    reason: str
    """Why it cannot be played; empty where it can."""
    transcript: str | None
    """What a program has understood, roughly and unchecked; null where there is none."""
    copy: VoicemailCopy | None
    deletes_at: str | None
    """When the recording is removed; null as long as nobody has ended and wrapped it up."""
    deleted: bool


class VoicemailPeaks(Payload, frozen=True, kw_only=True):
    """A waveform: how loud each share of the recording is at most, from 0 to 1."""

    peaks: tuple[float, ...]


class EarlierCall(Payload, frozen=True, kw_only=True):
    """What the same number has left before, and what came of it."""

    interaction_id: str
    medium: Literal["voicemail", "callback"]
    queue: str
    called_at: str
    duration_seconds: float | None
    state: Literal[
        "waiting", "offered", "active", "wrap_up", "scheduled", "closed", "abandoned", "discarded"
    ]
    attempts: int
    outcome: CallbackOutcome | None
    """Of a callback that is over."""
    agent: str | None
    """Who worked on it last."""


class CallerHistory(Payload, frozen=True, kw_only=True):
    """The ten newest of them."""

    calls: tuple[EarlierCall, ...]


class PreferredAgent(Payload, frozen=True, kw_only=True):
    """The agent whom the caller is kept for while they are available."""

    id: str
    name: str


class Callback(Payload, frozen=True, kw_only=True):
    """A caller who waits to be called, with what they have said."""

    number: str
    """To be dialled; empty where nobody knows one."""
    preferred_agent: PreferredAgent | None
    attempts: int
    """How often somebody called and did not reach them."""
    attempts_left: int | None
    """How often they may still be put off; null: as often as it takes."""
    voicemail: Voicemail | None


class FinishCallback(Payload, frozen=True, kw_only=True):
    """The caller was reached, or the last attempt was made (CBK-004)."""

    interaction_id: Id
    outcome: CallbackOutcome = "reached"


class RescheduleCallback(Payload, frozen=True, kw_only=True):
    """The caller was not reached: call again at a time (RFC 3339, with its zone; CBK-005)."""

    interaction_id: Id
    at: Annotated[str, Meta(max_length=40)]
