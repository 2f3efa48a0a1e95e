"""The part of the configuration that is about voicemail: its doors, its rules, its callers."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal
from zoneinfo import available_timezones

import msgspec

from accounts.discreet import Discreet
from channels.voicemail.mail_rule import Pattern, PatternError
from gateway.toml_tables import Checked, Count, Named

_Positive = Annotated[int, msgspec.Meta(ge=1)]


class Pbx(Discreet, frozen=True, kw_only=True):
    """A telephone system that may hand in voicemails."""

    hidden: ClassVar[frozenset[str]] = frozenset({"key"})

    name: Named
    key: Annotated[str, msgspec.Meta(min_length=32)]


class VoicemailSpool(msgspec.Struct, frozen=True, kw_only=True):
    """A folder in which a telephone system leaves recordings."""

    path: Named
    queue: Named
    callback: bool = False
    when_taken: Literal["leave", "move"] = "leave"
    """`move` puts what was taken into the folder `taken` below; `leave` touches nothing."""
    boxes: dict[str, str] = {}
    """Agents' user names by the number of their own mailbox; other boxes are the queue's."""
    phone_queue: str = ""
    """Where callers came from, as notifications tell it."""
    cluster: str = ""
    """Which of several telephone systems it was."""


class VoicemailMail(Checked, frozen=True, kw_only=True):
    """Mails in which a telephone system sends recordings."""

    name: Named
    mailbox: Named
    """The mailbox they come to, which also takes other mail."""
    senders: tuple[str, ...] = ()
    """Addresses, or domains such as `@pbx.example.org`; none: whoever writes to the mailbox."""
    queue: Named
    callback: bool = False
    patterns: tuple[str, ...] = ()
    """What finds the caller in a subject or text; none: what most telephone systems write."""
    boxes: dict[str, str] = msgspec.field(default_factory=dict)
    """Agents' user names by the number of their own mailbox."""
    phone_queue: str = ""
    cluster: str = ""

    def faults(self) -> Iterator[tuple[str, str]]:
        """Check addresses and patterns."""
        for index, sender in enumerate(self.senders):
            if sender.count("@") != 1 or sender.endswith("@"):
                advice = "must be an address, or a domain such as @pbx.example.org"
                yield f"senders[{index}]", advice
        for index, pattern in enumerate(self.patterns):
            try:
                Pattern(pattern)
            except PatternError as error:
                yield f"patterns[{index}]", str(error)


class VoicemailTranscript(Checked, frozen=True, kw_only=True):
    """Who writes down what is said in recordings: a program, a service, or nobody."""

    command: tuple[Named, ...] = ()
    """A program with its arguments; `{file}` is the recording. It prints the words."""
    url: str = ""
    """A service that takes the recording as the field `file` of a form."""
    key: str = ""
    """What the service is shown as a bearer token."""
    fields: dict[str, str] = msgspec.field(default_factory=dict)
    """Further fields of that form."""
    most_seconds: _Positive = 300
    """Longer recordings are not written down."""
    timeout_seconds: _Positive = 300
    memory_megabytes: _Positive = 2_048
    """Of the program."""

    def faults(self) -> Iterator[tuple[str, str]]:
        """Check that there is one way at most, and that it leads somewhere."""
        if self.command and self.url:
            yield "url", "stands beside a command; choose one of them"
        if self.url and not self.url.startswith(("http://", "https://")):
            yield "url", "must begin with http:// or https://"


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """A caller whom the company knows."""

    number: Named
    preferred_agent: Named
    """The user name of the agent who is tried first (ADM-027)."""


class Voicemail(Checked, frozen=True, kw_only=True):
    """How voicemail and calling back are handled."""

    country: str = ""
    """ISO 3166 code of the country whose numbers come without a country code; empty: none."""
    own_numbers: tuple[str, ...] = ()
    """Numbers of the voicemail system itself, on which nobody is called back."""
    most_attempts: Count = 0
    """How often a caller is called before nobody puts them off again; 0: as often as it takes."""
    company: str = "Parley"
    """The name of the tenant in notifications (VMN-006)."""
    cluster: str = "parley"
    """The cluster in notifications where the telephone system names none (VMN-007)."""
    attach_audio: bool = False
    """Whether notifications carry the recording; the copy an agent asks for always does."""
    date_format: Named = "%Y-%m-%d %H:%M %Z"
    """Of every date in notifications, as strftime takes it (VMN-015)."""
    time_zone: Named = "UTC"

    def faults(self) -> Iterator[tuple[str, str]]:
        """Check the country and the time zone."""
        if self.country and not (len(self.country) == 2 and self.country.isalpha()):
            yield "country", 'must be an ISO 3166 code such as "DE"'
        if self.time_zone not in available_timezones():
            yield "time_zone", 'must be a time zone such as "Europe/Berlin"'
