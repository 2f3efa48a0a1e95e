"""The provisioned world: who works here, on which queues, under which codes.

One frozen struct per table of the provisioning file. References between records are ids, which
never change; names are for people and may. Records are added and changed, never deleted:
`disabled` switches one off, so that whatever an old interaction refers to can still be named.
"""

from collections.abc import Iterable, Mapping
from typing import ClassVar, Final, Literal

import msgspec

from accounts.discreet import Discreet
from accounts.roles import Role
from accounts.wording import Locale, Wording

Medium = Literal["chat", "email", "voicemail", "callback"]
FieldMode = Literal["off", "allow", "require"]
CodedStatus = Literal["offline", "on_break"]

MOST_SIGNATURE_CHARS: Final = 2_000
MAX_CHATS: Final = 6
"""The most chats one agent may ever hold at once (CON-36)."""


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """A functional or organisational set of agents."""

    id: str
    name: str
    disabled: bool = False

    @property
    def natural_key(self) -> str:
        """What the provisioning file knows this record by."""
        return self.name


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """A line in which interactions of its media wait for a member (protocol.md, queues)."""

    id: str
    name: str
    media: tuple[Medium, ...]
    accept_timeout_seconds: int = 30
    wrap_up_seconds: int = 60
    priority: int = 0
    """Larger is served first; equal everywhere means pure first come, first served."""
    code_list_ids: tuple[str, ...] = ()
    """The transaction code lists shown at wrap-up."""
    hours: str | None = None
    """Opening hours such as `Mo-Fr 08:00-19:00`; None: always open."""
    time_zone: str = "UTC"
    holidays: tuple[str, ...] = ()
    """ISO dates, in the queue's time zone, on which it stays closed."""
    max_wait_seconds: int = 0
    """Waiting longer than this is offered a message form; 0: no limit."""
    auto_log: Literal["off", "by_customer", "view", "edit", "none"] = "off"
    screen_pop: Literal["before_accept", "after_accept", "on_completion"] = "before_accept"
    overflow_to_id: str | None = None
    overflow_after_seconds: int = 0
    notify: str | None = None
    """The address told about each new voicemail or message left."""
    on_reject: CodedStatus | None = None
    """The agent's status after a rejection; None: what the medium prescribes (CON-01 to CON-04)."""
    on_time_out: CodedStatus | None = None
    """The agent's status after a missed offer; None: as after a rejection (CON-05)."""
    transfer_position: Literal["tail", "original"] = "tail"
    """Where an interaction transferred into this queue stands (G-08)."""
    automatic_code_id: str | None = None
    """The code set by itself where the wrap-up ends without a mandatory one (DSP-028)."""
    unattended: Literal["warn", "block"] = "warn"
    """What happens to a transfer while nobody serves this queue (CON-31)."""
    disabled: bool = False

    @property
    def natural_key(self) -> str:
        """What the provisioning file knows this record by."""
        return self.name


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """One choice of a code list; it keeps its id when it leaves the list and comes back."""

    id: str
    name: str
    disabled: bool = False


class CodeList(msgspec.Struct, frozen=True, kw_only=True):
    """The reasons for a status, or the outcomes of an interaction (STC-007, DSP-001)."""

    id: str
    name: str
    kind: Literal["transaction", "status"] = "transaction"
    statuses: tuple[CodedStatus, ...] = ()
    """The statuses that ask for one of these codes; only for the kind `status`."""
    mandatory: bool = False
    multiple: bool = False
    codes: tuple[Code, ...] = ()
    disabled: bool = False

    @property
    def natural_key(self) -> str:
        """What the provisioning file knows this record by."""
        return self.name

    @property
    def choices(self) -> tuple[Code, ...]:
        """The codes that can be chosen today, in the order people see them."""
        return tuple(code for code in self.codes if not code.disabled)


def code_ids(lists: Iterable[CodeList], said: Iterable[str]) -> tuple[str, ...]:
    """Give the ids of codes that are named by id, or by a name that only one code of the lists has.

    What names none stays as it is: who takes the codes refuses it.
    """
    known = [code for each in lists for code in each.codes]
    ids = {code.id for code in known}
    found: dict[str, list[str]] = {}
    for code in known:
        if not code.disabled:
            found.setdefault(code.name, []).append(code.id)
    return tuple(
        found[each][0] if each not in ids and len(found.get(each, ())) == 1 else each
        for each in said
    )


class Tag(msgspec.Struct, frozen=True, kw_only=True):
    """A keyword that agents may put on an interaction (DSP-015, DSP-021)."""

    id: str
    name: str
    disabled: bool = False

    @property
    def natural_key(self) -> str:
        """What the provisioning file knows this record by."""
        return self.name


class Agent(Discreet, frozen=True, kw_only=True):
    """A person who answers customers, whatever their role."""

    hidden: ClassVar[frozenset[str]] = frozenset({"password_hash"})

    id: str
    username: str
    password_hash: str | None = None
    """An Argon2id hash; None: nobody can log in as this agent yet."""
    name: str
    display_name: str
    """The name that customers see."""
    locale: Locale = "en"
    email: str | None = None
    group_id: str | None = None
    role: Role = "agent"
    max_chats: int = MAX_CHATS
    permissions: tuple[str, ...] = ()
    """Names of `accounts.permissions.Permission`, sorted."""
    signature: str = ""
    """What stands below their mails, as plain text, until they choose their own (ERP-007)."""
    disabled: bool = False

    @property
    def natural_key(self) -> str:
        """What the provisioning file knows this record by."""
        return self.username


class Membership(msgspec.Struct, frozen=True, kw_only=True):
    """An agent's place on a queue, which the supervisor gives (CON-55)."""

    agent_id: str
    queue_id: str
    enabled: bool = True
    """Whether the agent serves the queue from the start (QUE-010); later it is their own choice."""
    callback: bool = False
    """Whether callbacks of this queue may be offered to the agent."""
    wrap_up_seconds: int | None = None
    """None: the queue's own duration."""
    disabled: bool = False
    """True once the queue is gone from the agent's list."""

    @property
    def id(self) -> tuple[str, str]:
        """The pair that identifies the membership."""
        return self.agent_id, self.queue_id


class Prechat(msgspec.Struct, frozen=True, kw_only=True):
    """What the form before a chat asks for (settings 9.3, chat.prechat)."""

    name: FieldMode = "allow"
    email: FieldMode = "allow"
    account_number: FieldMode = "off"
    case_number: FieldMode = "off"


PRECHAT_FIELDS: Final = Prechat.__struct_fields__
"""The standard questions of the form, by name."""


class PrechatField(msgspec.Struct, frozen=True, kw_only=True):
    """A site's own question in the form before a chat."""

    key: str
    label: Wording
    kind: Literal["text", "number"] = "text"
    mode: FieldMode = "allow"


class Site(Discreet, frozen=True, kw_only=True):
    """A web site that carries the chat widget."""

    hidden: ClassVar[frozenset[str]] = frozenset({"identity_keys"})

    id: str
    key: str
    origins: tuple[str, ...]
    """The only origins whose pages may frame and open the widget; empty allows no browser."""
    queue_id: str
    voice_queue_id: str | None = None
    """Where voice messages and requests to be called go; None: the only queue that takes callbacks,
    if there is one; empty: the widget offers neither."""
    prechat: Prechat = Prechat()
    prechat_fields: tuple[PrechatField, ...] = ()
    bot: bool = False
    """Whether the answer bot speaks first."""
    bot_threshold: float = 0.6
    """How much of a question an answer must speak of before the bot gives it, from 0 to 1."""
    bot_asks: tuple[str, ...] = ()
    """What the bot asks for before it hands over, in this order: standard fields or own keys."""
    bot_idle_minutes: int = 10
    """A chat that only the bot is in ends after so much silence; 0: never."""
    idle_minutes: int = 10
    """A silent customer is warned at half of it, then the chat ends; 0: never."""
    name: str = ""
    greeting: Wording = ""
    colour: str = "#1d4ed8"
    consent: Wording = ""
    """The line a customer agrees to before the first message; empty: none is asked."""
    languages: tuple[Locale, ...] = ("en", "fr")
    mask_cards: bool = True
    """Whether payment card numbers are masked before anything is stored."""
    identity_keys: tuple[str, ...] = ()
    """Keys that may sign a customer's identity; two are accepted while one replaces the other."""
    disabled: bool = False

    @property
    def natural_key(self) -> str:
        """What the provisioning file knows this record by."""
        return self.key


class FaqEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A prepared answer, as published (FAQ-013)."""

    id: str
    shortcut: str | None = None
    """What an agent types to insert the answer, without decoration (CON-23)."""
    category: str = "General"
    question: str
    answer: str
    """Markdown or HTML, as written."""
    language: Locale = "en"
    slug: str = ""
    """Its address below `/faq/`; empty: its id."""
    rev: int = 1
    """Counts what was published; each is kept as a version."""
    changed_at: int = 0
    """Microseconds since the Unix epoch."""
    changed_by: str | None = None
    """The agent who published it last; None: the provisioning file or an import."""
    disabled: bool = False

    @property
    def natural_key(self) -> str:
        """What the provisioning file knows this record by."""
        return self.shortcut or self.question

    @property
    def address(self) -> str:
        """Its address below `/faq/`."""
        return self.slug or self.id


Record = Group | Queue | CodeList | Tag | Agent | Membership | Site | FaqEntry
"""Whatever the directory holds; a set of records to add or replace is a change to it."""


class Directory:
    """Every provisioned record, found by id; a value that is replaced, never changed."""

    __slots__ = (
        "_of_agent",
        "agents",
        "code_lists",
        "faq_entries",
        "groups",
        "memberships",
        "queues",
        "sites",
        "tags",
    )

    groups: Mapping[str, Group]
    queues: Mapping[str, Queue]
    code_lists: Mapping[str, CodeList]
    tags: Mapping[str, Tag]
    agents: Mapping[str, Agent]
    memberships: Mapping[tuple[str, str], Membership]
    sites: Mapping[str, Site]
    faq_entries: Mapping[str, FaqEntry]

    def __init__(self, records: Iterable[Record] = ()) -> None:
        """Index `records`; of two with the same id the later one counts."""
        all_records = tuple(records)
        self.groups = {r.id: r for r in all_records if isinstance(r, Group)}
        self.queues = {r.id: r for r in all_records if isinstance(r, Queue)}
        self.code_lists = {r.id: r for r in all_records if isinstance(r, CodeList)}
        self.tags = {r.id: r for r in all_records if isinstance(r, Tag)}
        self.agents = {r.id: r for r in all_records if isinstance(r, Agent)}
        self.memberships = {r.id: r for r in all_records if isinstance(r, Membership)}
        self.sites = {r.id: r for r in all_records if isinstance(r, Site)}
        self.faq_entries = {r.id: r for r in all_records if isinstance(r, FaqEntry)}
        # A thousand agents ask for theirs when the policy is built: no scan for each.
        self._of_agent: dict[str, list[Membership]] = {}
        for member in self.memberships.values():
            if not member.disabled:
                self._of_agent.setdefault(member.agent_id, []).append(member)

    def records(self) -> tuple[Record, ...]:
        """Give every record, those referred to before those that refer."""
        return (
            *self.groups.values(),
            *self.code_lists.values(),
            *self.tags.values(),
            *self.queues.values(),
            *self.agents.values(),
            *self.memberships.values(),
            *self.sites.values(),
            *self.faq_entries.values(),
        )

    def with_records(self, changed: Iterable[Record]) -> "Directory":
        """Give the directory in which `changed` replace their namesakes or join the others."""
        return Directory((*self.records(), *changed))

    def without(self, entry_id: str) -> "Directory":
        """Give the directory without one entry of the knowledge base."""
        return Directory(
            record
            for record in self.records()
            if not (isinstance(record, FaqEntry) and record.id == entry_id)
        )

    def agent_by_login(self, login: str) -> Agent | None:
        """Find who logs in as `login`, a user name or an email address (SES-004)."""
        wanted = login.strip().casefold()
        for agent in self.agents.values():
            if agent.username.casefold() == wanted:
                return agent
        for agent in self.agents.values():
            if agent.email is not None and agent.email.casefold() == wanted:
                return agent
        return None

    def site_by_key(self, key: str) -> Site | None:
        """Find the site with this public key, switched off or not."""
        return next((site for site in self.sites.values() if site.key == key), None)

    def queue_by_name(self, name: str) -> Queue | None:
        """Find the queue with exactly this name, switched off or not."""
        return next((queue for queue in self.queues.values() if queue.name == name), None)

    def memberships_of(self, agent_id: str) -> tuple[Membership, ...]:
        """Give the agent's memberships that are in force."""
        return tuple(self._of_agent.get(agent_id, ()))

    def __eq__(self, other: object) -> bool:
        """Compare by content; the order of records does not matter."""
        if not isinstance(other, Directory):
            return NotImplemented
        names = (name for name in self.__slots__ if not name.startswith("_"))
        return all(getattr(self, name) == getattr(other, name) for name in names)

    __hash__ = None  # type: ignore[assignment]  # compared by content, held in mappings
