"""The tables of the provisioning file (protocol.md, Provisioning file).

A key that is left out is left as it is, or takes its default in a new record; that is what lets
two lines switch an agent off. A nested table or a list is one value and is replaced as a whole.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, ClassVar, Final, Literal

import msgspec
from msgspec import UNSET, UnsetType

from accounts.directory import (
    MAX_CHATS,
    MOST_SIGNATURE_CHARS,
    CodedStatus,
    Medium,
    Prechat,
    PrechatField,
)
from accounts.discreet import Discreet
from accounts.permissions import Permission
from accounts.roles import Role
from accounts.wording import Line, Locale, Wording
from gateway.hours import parse_hours
from gateway.toml_tables import Checked, Mistakes, read_table

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
Username = Annotated[
    str, msgspec.Meta(pattern=r"^[^\s@]{1,64}$", description="a name without spaces and @")
]
Email = Annotated[
    str,
    msgspec.Meta(pattern=r"^([^\s@]+@[^\s@]+)?$", max_length=254, description="an email address"),
]
"""Empty: none."""
Key = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[A-Za-z0-9_.-]{1,64}$", description="letters, digits, points and dashes"
    ),
]
Shortcut = Annotated[
    str,
    msgspec.Meta(pattern=r"^[^\s\\<>]{1,40}$", description="one word without \\, < and >"),
]
Colour = Annotated[
    str, msgspec.Meta(pattern=r"^#[0-9a-fA-F]{6}$", description="a colour like #1d4ed8")
]
Seconds = Annotated[int, msgspec.Meta(ge=0, le=7 * 24 * 3600)]
Ring = Annotated[int, msgspec.Meta(ge=1, le=3600)]

_ORIGIN: Final = re.compile(r"https?://[^\s/?#@]+")


class ProvisioningError(Exception):
    """The file cannot be loaded; `mistakes` says everything there is to correct."""

    def __init__(self, source: str, mistakes: Iterable[str]) -> None:
        """Gather what is wrong with `source`."""
        self.source = source
        self.mistakes = tuple(mistakes)
        super().__init__(f"{source}: " + "; ".join(self.mistakes))


class GroupTable(msgspec.Struct, frozen=True, kw_only=True):
    """One of `[[groups]]`."""

    name: Name
    disabled: bool | UnsetType = UNSET


class QueueTable(Checked, frozen=True, kw_only=True):
    """One of `[[queues]]`."""

    name: Name
    medium: Medium | UnsetType = UNSET
    media: tuple[Medium, ...] | UnsetType = UNSET
    accept_timeout_seconds: Ring | UnsetType = UNSET
    wrap_up_seconds: Seconds | UnsetType = UNSET
    priority: int | UnsetType = UNSET
    codes: tuple[Name, ...] | UnsetType = UNSET
    automatic_code: str | UnsetType = UNSET
    """Empty: none."""
    hours: Line | UnsetType = UNSET
    """Empty: always open."""
    time_zone: Name | UnsetType = UNSET
    holidays: tuple[str, ...] | UnsetType = UNSET
    max_wait_seconds: Seconds | UnsetType = UNSET
    auto_log: Literal["off", "by_customer", "view", "edit", "none"] | UnsetType = UNSET
    screen_pop: Literal["before_accept", "after_accept", "on_completion"] | UnsetType = UNSET
    overflow_to: str | UnsetType = UNSET
    """Empty: nowhere."""
    overflow_after_seconds: Seconds | UnsetType = UNSET
    notify: Email | UnsetType = UNSET
    on_reject: CodedStatus | UnsetType = UNSET
    on_time_out: CodedStatus | UnsetType = UNSET
    transfer_position: Literal["tail", "original"] | UnsetType = UNSET
    unattended: Literal["warn", "block"] | UnsetType = UNSET
    disabled: bool | UnsetType = UNSET

    def faults(self) -> Iterator[tuple[str, str]]:
        """Check the media and whatever says when the queue is open."""
        if self.medium is not UNSET and self.media is not UNSET:
            yield "media", "stands beside medium; keep one of the two"
        if self.media == ():
            yield "media", "must name at least one medium"
        zone = self.time_zone if self.time_zone is not UNSET else "UTC"
        hours = self.hours if self.hours is not UNSET and self.hours else "Mo 08:00-09:00"
        try:
            parse_hours(hours, zone, self.holidays if self.holidays is not UNSET else ())
        except ValueError as error:
            yield "hours", str(error)


class CodeListTable(Checked, frozen=True, kw_only=True):
    """One of `[[code_lists]]`."""

    name: Name
    kind: Literal["transaction", "status"] | UnsetType = UNSET
    statuses: tuple[CodedStatus, ...] | UnsetType = UNSET
    mandatory: bool | UnsetType = UNSET
    multiple: bool | UnsetType = UNSET
    codes: tuple[Name, ...] | UnsetType = UNSET
    disabled: bool | UnsetType = UNSET

    def faults(self) -> Iterator[tuple[str, str]]:
        """Check that codes can be told apart and statuses fit the kind."""
        yield from _repeated("codes", self.codes)
        if self.kind == "transaction" and self.statuses not in (UNSET, ()):
            yield "statuses", 'goes with kind = "status"; remove it or change the kind'


class TagTable(msgspec.Struct, frozen=True, kw_only=True):
    """One of `[[tags]]`."""

    name: Name
    disabled: bool | UnsetType = UNSET


class MembershipTable(msgspec.Struct, frozen=True, kw_only=True):
    """A queue of an agent, where its name alone does not say everything."""

    name: Name
    enabled: bool = True
    callback: bool = False
    wrap_up_seconds: Seconds | None = None


class AgentTable(Checked, Discreet, frozen=True, kw_only=True):
    """One of `[[agents]]`."""

    hidden: ClassVar[frozenset[str]] = frozenset({"password", "password_hash"})

    username: Username
    password: Annotated[str, msgspec.Meta(min_length=1, max_length=128)] | UnsetType = UNSET
    """As given, however short: who writes it into a file has decided."""
    password_hash: str | UnsetType = UNSET
    name: Name | UnsetType = UNSET
    display_name: Name | UnsetType = UNSET
    locale: Locale | UnsetType = UNSET
    email: Email | UnsetType = UNSET
    group: str | UnsetType = UNSET
    """Empty: none."""
    role: Role | UnsetType = UNSET
    max_chats: Annotated[int, msgspec.Meta(ge=1, le=MAX_CHATS)] | UnsetType = UNSET
    queues: tuple[Name | MembershipTable, ...] | UnsetType = UNSET
    permissions: tuple[Permission, ...] | UnsetType = UNSET
    signature: Annotated[str, msgspec.Meta(max_length=MOST_SIGNATURE_CHARS)] | UnsetType = UNSET
    disabled: bool | UnsetType = UNSET

    def faults(self) -> Iterator[tuple[str, str]]:
        """Check the password's two forms and that no queue stands twice."""
        if self.password is not UNSET and self.password_hash is not UNSET:
            yield "password_hash", "stands beside password; keep one of the two"
        if self.password_hash is not UNSET and not self.password_hash.startswith("$argon2id$"):
            yield "password_hash", "must be an Argon2id hash, beginning with $argon2id$"
        if self.queues is not UNSET:
            yield from _repeated("queues", tuple(entry.name for entry in self.memberships()))

    def memberships(self) -> tuple[MembershipTable, ...]:
        """Give the queues in their full form, none where the key is left out."""
        entries = () if self.queues is UNSET else self.queues
        return tuple(
            MembershipTable(name=entry) if isinstance(entry, str) else entry for entry in entries
        )


class SiteTable(Checked, Discreet, frozen=True, kw_only=True):
    """One of `[[sites]]`."""

    hidden: ClassVar[frozenset[str]] = frozenset({"identity_keys"})

    key: Key
    origins: tuple[str, ...] | UnsetType = UNSET
    queue: Name | UnsetType = UNSET
    voice_queue: str | UnsetType = UNSET
    """Empty: the widget takes no voice messages."""
    prechat: Prechat | UnsetType = UNSET
    prechat_fields: tuple[PrechatField, ...] | UnsetType = UNSET
    bot: bool | UnsetType = UNSET
    bot_threshold: Annotated[float, msgspec.Meta(ge=0, le=1)] | UnsetType = UNSET
    bot_asks: tuple[str, ...] | UnsetType = UNSET
    bot_idle_minutes: Annotated[int, msgspec.Meta(ge=0, le=24 * 60)] | UnsetType = UNSET
    idle_minutes: Annotated[int, msgspec.Meta(ge=0, le=24 * 60)] | UnsetType = UNSET
    name: Line | UnsetType = UNSET
    greeting: Wording | UnsetType = UNSET
    colour: Colour | UnsetType = UNSET
    consent: Wording | UnsetType = UNSET
    languages: tuple[Locale, ...] | UnsetType = UNSET
    mask_cards: bool | UnsetType = UNSET
    identity_keys: (
        Annotated[
            tuple[Annotated[str, msgspec.Meta(min_length=32)], ...], msgspec.Meta(max_length=2)
        ]
        | UnsetType
    ) = UNSET
    disabled: bool | UnsetType = UNSET

    def faults(self) -> Iterator[tuple[str, str]]:
        """Check the origins, the site's own fields and the languages."""
        for index, origin in enumerate(() if self.origins is UNSET else self.origins):
            if not _ORIGIN.fullmatch(origin):
                advice = "must be like https://shop.example.org, without a path or a final slash"
                yield f"origins[{index}]", advice
        if self.prechat_fields is not UNSET:
            keys = tuple(field.key for field in self.prechat_fields)
            yield from _repeated("prechat_fields", keys)
        if self.bot_asks is not UNSET:
            yield from _repeated("bot_asks", self.bot_asks)
        if self.languages == ():
            yield "languages", "must name at least one language"


class FaqTable(Checked, frozen=True, kw_only=True):
    """One of `[[faq]]`, known by its shortcut or else by its question."""

    shortcut: Shortcut | UnsetType = UNSET
    category: Name | UnsetType = UNSET
    question: Line | UnsetType = UNSET
    answer: Annotated[str, msgspec.Meta(max_length=65_536)] | UnsetType = UNSET
    language: Locale | UnsetType = UNSET
    disabled: bool | UnsetType = UNSET

    def faults(self) -> Iterator[tuple[str, str]]:
        """Check that the entry is known by something."""
        if self.shortcut is UNSET and self.question is UNSET:
            yield "question", "is missing; add it"

    @property
    def name(self) -> str:
        """What the entry is known by."""
        return self.shortcut or self.question or ""


class ProvisioningFile(msgspec.Struct, frozen=True, kw_only=True):
    """Everything one file wants."""

    groups: tuple[GroupTable, ...] = ()
    queues: tuple[QueueTable, ...] = ()
    code_lists: tuple[CodeListTable, ...] = ()
    tags: tuple[TagTable, ...] = ()
    agents: tuple[AgentTable, ...] = ()
    sites: tuple[SiteTable, ...] = ()
    faq: tuple[FaqTable, ...] = ()


def read_file(path: Path) -> tuple[ProvisioningFile, Mistakes]:
    """Read the file as far as it can be read, with the mistakes found so far.

    Raises ProvisioningError if it is no TOML file at all.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ProvisioningError(str(path), [error.strerror or "cannot be read"]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProvisioningError(str(path), [f"is not TOML: {error}"]) from error
    mistakes = Mistakes()
    return read_table(ProvisioningFile, raw, "", mistakes) or ProvisioningFile(), mistakes


def _repeated(key: str, names: tuple[str, ...] | UnsetType) -> Iterator[tuple[str, str]]:
    """Note each name that stood before."""
    listed = () if names is UNSET else names
    for index, name in enumerate(listed):
        if name in listed[:index]:
            yield f"{key}[{index}]", f'"{name}" stands here twice; keep one of the two'
