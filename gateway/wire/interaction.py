"""A contact in its queue, its offer to an agent, what the agent does with it."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType, field

from gateway.wire.chat import Chat
from gateway.wire.mail import Email
from gateway.wire.scalars import Id, Line, Name, Note, Ok, Payload
from gateway.wire.voicemail import Callback, Voicemail

Medium = Literal["chat", "email", "voicemail", "callback"]
InteractionState = Literal[
    "waiting", "offered", "active", "wrap_up", "scheduled", "closed", "abandoned", "discarded"
]
HandlingState = Literal["active", "wrap_up", "closed"]
Action = Literal[
    "accept",
    "reject",
    "end",
    "extend_wrap_up",
    "annotate",
    "wrap_up",
    "transfer",
    "send",
    "block",
    "reply",
    "copy",
    "done",
    "reschedule",
]
WithdrawalReason = Literal[
    "timed_out", "abandoned", "accepted", "rejected", "unreachable", "status", "restart"
]


class CodeChoice(Payload, frozen=True, kw_only=True):
    """One code of a list."""

    id: str
    name: str


class CodeList(Payload, frozen=True, kw_only=True):
    """Codes an agent chooses from, for a transaction or for a status."""

    id: str
    name: str
    kind: Literal["transaction", "status"]
    mandatory: bool
    multiple: bool
    codes: tuple[CodeChoice, ...]
    statuses: tuple[str, ...] = ()


class QueueName(Payload, frozen=True, kw_only=True):
    """A queue named for display."""

    id: str
    name: str


class AgentName(Payload, frozen=True, kw_only=True):
    """An agent named for colleagues."""

    id: str
    name: str


class Handling(Payload, frozen=True, kw_only=True):
    """One agent's work on an interaction, from accepting it to wrapping it up."""

    id: str
    interaction_id: str
    agent: AgentName
    state: HandlingState
    accepted_at: str
    ended_at: str | None
    wrap_up_ends_at: str | None
    codes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    notes: str = ""
    outcome: str | None = None


class Stage(Payload, frozen=True, kw_only=True):
    """One stretch of an interaction's journey: in a queue or with an agent."""

    queue: str | None
    agent: str | None
    since: str = field(name="from")
    until: str | None = field(name="to")
    reason: str
    note: str = ""


class Customer(Payload, frozen=True, kw_only=True):
    """Who is asking, as far as is known."""

    id: str | None
    name: str
    email: str
    ip: str
    verified: bool = False
    """Whether the site itself vouches for the name and the address."""


class CaseSummary(Payload, frozen=True, kw_only=True):
    """The case an interaction belongs to."""

    id: str
    number: str
    subject: str
    status: str


class PopCustomer(Payload, frozen=True, kw_only=True):
    """A customer whose contact it may be."""

    id: str
    number: str
    name: str
    company: str
    address: str
    """The first of the mail addresses, empty without one."""


PopMatch = Literal["case", "customer", "several", "none"]


class ScreenPop(Payload, frozen=True, kw_only=True):
    """Which record the desk presents, and when; of several an agent chooses (G-14)."""

    when: Literal["before_accept", "after_accept", "on_completion"]
    match: PopMatch
    record_ids: tuple[str, ...] = ()
    form: str | None = None
    case: CaseSummary | None = None
    customers: tuple[PopCustomer, ...] = ()


class PoppedScreen(Payload, frozen=True, kw_only=True):
    """What the desk presents beside this interaction from now on."""

    interaction_id: str
    screen_pop: ScreenPop


class ChooseCustomer(Payload, frozen=True, kw_only=True):
    """Say whose contact it is."""

    interaction_id: Id
    customer_id: Id


class ChosenCustomer(Ok, frozen=True, kw_only=True):
    """What the desk presents now."""

    screen_pop: ScreenPop


class LogDraft(Payload, frozen=True, kw_only=True):
    """The log of a chat as far as its agent has written it."""

    subject: str
    description: str
    status: Literal["open", "pending", "closed"]
    """What its case will be."""
    rev: int
    saved_at: str | None


class AutoLog(Payload, frozen=True, kw_only=True):
    """The log of a chat that has ended: to be read, to be finished, or not shown (CHT-023)."""

    mode: Literal["view", "edit", "none"]
    case_id: str | None
    """The case it has become; null: it waits for its agent."""
    draft: LogDraft | None


class LoggedChat(AutoLog, frozen=True, kw_only=True):
    """What has become of the log of this interaction."""

    interaction_id: str


class PrechatAnswer(Payload, frozen=True, kw_only=True):
    """What the customer answered before the chat, labelled for the agent."""

    key: str
    label: str
    value: str


class Interaction(Payload, frozen=True, kw_only=True):
    """A contact as the agent who is offered or handles it sees it."""

    id: str
    rev: int
    medium: Medium
    queue: QueueName
    state: InteractionState
    direction: Literal["inbound", "outbound"]
    enqueued_at: str
    waited_seconds: float
    ended_at: str | None
    handling: Handling | None
    actions: tuple[Action, ...]
    journey: tuple[Stage, ...]
    code_lists: tuple[CodeList, ...]
    customer: Customer | None
    case: CaseSummary | None
    screen_pop: ScreenPop | None
    auto_log: AutoLog | None
    """The log of a chat, from its end on."""
    prechat: tuple[PrechatAnswer, ...]
    chat: Chat | UnsetType = UNSET
    email: Email | UnsetType = UNSET
    voicemail: Voicemail | UnsetType = UNSET
    callback: Callback | UnsetType = UNSET


class Transferred(Payload, frozen=True, kw_only=True):
    """Where a transferred interaction comes from."""

    from_agent: str | None
    from_queue: str | None
    note: str
    at: str


class Offer(Payload, frozen=True, kw_only=True):
    """An interaction ringing at this agent until `expires_at`."""

    id: str
    interaction: Interaction
    expires_at: str
    can_reject: bool
    transferred: Transferred | None


class OfferWithdrawn(Payload, frozen=True, kw_only=True):
    """The offer no longer rings here."""

    id: str
    reason: WithdrawalReason


class AnswerOffer(Payload, frozen=True, kw_only=True):
    """Accept or reject an offer."""

    offer_id: Id


class ChooseInteraction(Payload, frozen=True, kw_only=True):
    """Name the interaction to act on; means the caller's own open handling of it."""

    interaction_id: Id


class ChosenInteraction(Ok, frozen=True, kw_only=True):
    """The interaction as it is now."""

    interaction: Interaction


class ExtendedWrapUp(Ok, frozen=True, kw_only=True):
    """When the wrap-up ends now; null when it ends with the mandatory code only."""

    wrap_up_ends_at: str | None


class Annotate(Payload, frozen=True, kw_only=True):
    """Set the codes, tags or notes of one's handling; what is absent stays as it is.

    A code is named by its id, or by its name where only one code of the queue has it.
    """

    interaction_id: Id
    codes: Annotated[tuple[Name, ...], Meta(max_length=50)] | None = None
    tags: Annotated[tuple[Name, ...], Meta(max_length=50)] | None = None
    notes: Annotated[str, Meta(max_length=20_000)] | None = None


class Candidate(Payload, frozen=True, kw_only=True):
    """An agent the router looked at, with the first condition that failed."""

    agent: AgentName
    failed: str | None


class Explanation(Ok, frozen=True, kw_only=True):
    """Why an interaction waits or rings where it does."""

    interaction_id: str
    state: InteractionState
    position: int | None
    candidates: tuple[Candidate, ...]


class TargetQueue(Payload, frozen=True, kw_only=True):
    """A queue one may transfer to; attended when somebody serves it."""

    id: str
    name: str
    waiting: int
    longest_wait_seconds: float | None
    agents_available: int
    attended: bool


class TargetAgent(Payload, frozen=True, kw_only=True):
    """An agent one may transfer to, or why not."""

    id: str
    name: str
    status: str
    allowed: bool
    why_not: str | None


class TransferTargets(Ok, frozen=True, kw_only=True):
    """Where an interaction may go."""

    queues: tuple[TargetQueue, ...]
    agents: tuple[TargetAgent, ...]


class Transfer(Payload, frozen=True, kw_only=True):
    """Hand an interaction to a queue or an agent, named by id, name or user name."""

    interaction_id: Id
    to_queue: Name | None = None
    to_agent: Name | None = None
    note: Note | None = None
    confirm: bool = False


class BlockVisitor(Payload, frozen=True, kw_only=True):
    """Refuse new chats of this interaction's visitor for a time."""

    interaction_id: Id
    hours: Annotated[float, Meta(gt=0, le=8_760)] = 24
    reason: Line | None = None
