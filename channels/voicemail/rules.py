"""What the company has decided about voicemail and about calling back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from channels.voicemail.telephone import Numbering
from router.ids import Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicemailRules:
    """The dials of voicemail."""

    numbering: Numbering
    max_bytes: int
    """Of one recording."""
    delete_after: Duration
    """From the end of the wrap-up."""
    company: str
    """The name that notifications carry (VMN-006)."""
    cluster: str
    """What notifications carry where the telephone system names none (VMN-007)."""
    date_format: str = "%Y-%m-%d %H:%M %Z"
    """As `strftime` takes it, in every notification (VMN-015)."""
    time_zone: str = "UTC"
    attaches_audio: bool = False
    """Whether a queue's notification carries the recording."""
    max_attempts: int = 0
    """How often a caller is put off before the last word; 0: as often as it takes."""
    most_transcribed: Duration = 0
    """How long a recording may be to be written down."""
    preferred: Mapping[str, str] = field(default_factory=dict)
    """User names of agents by the numbers of the callers who are theirs (ADM-027)."""
