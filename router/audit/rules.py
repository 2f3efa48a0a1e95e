"""Every rule the audit proves, with the requirements it comes from."""

from typing import Final

import msgspec


class Rule(msgspec.Struct, frozen=True):
    """One rule: a name to search for, where it comes from, and what it says."""

    id: str
    requirements: tuple[str, ...]
    says: str


class Violation(msgspec.Struct, frozen=True, kw_only=True):
    """One place of the record where one rule does not hold."""

    n: int
    rule: str
    requirements: tuple[str, ...]
    sentence: str


# --- The record itself ---------------------------------------------------------------------------

NUMBERING = Rule("numbering", ("ARCHITECTURE",), "Entries are numbered without a gap.")
TIME = Rule("time", ("ARCHITECTURE",), "Time never runs backwards.")
MINTED_IDS = Rule("minted-ids", ("ARCHITECTURE",), "Offers and handlings are named n.k.")
CAUSE = Rule("cause", ("ARCHITECTURE",), "A decision follows only from an input that can cause it.")
OWN_ACT = Rule("own-act", ("ARCHITECTURE",), "A command touches only what it names.")
EFFECT = Rule("effect", ("ARCHITECTURE",), "An input has its effect in its own entry.")
LIFE_CYCLE = Rule("life-cycle", ("ARCHITECTURE",), "Only moves of the life-cycle tables are made.")

# --- Fairness ------------------------------------------------------------------------------------

ELIGIBLE = Rule("eligible", ("RTE-007", "QUE-022"), "An offer goes to an eligible agent.")
CAP = Rule("cap", ("CHT-001", "RTE-008", "CARD-006"), "Nobody holds more chats than allowed.")
EXCLUSIVE = Rule("exclusive", ("RTE-010", "CON-07"), "Exclusive work is held alone.")
ONE_RINGING = Rule("one-ringing", ("OFR-014",), "One offer rings per agent.")
ONE_OFFER = Rule("one-offer", ("OFR-014",), "One offer rings per interaction.")
FIFO = Rule("fifo", ("RTE-002", "RTE-025", "RTE-026", "CARD-006"), "First come, first served.")
AGENT_ORDER = Rule("agent-order", ("RTE-001", "RTE-011"), "The agent first in order is offered.")
WORK_CONSERVING = Rule(
    "work-conserving", ("RTE-030", "OFR-021", "RTE-012"), "Nobody waits while somebody is eligible."
)
PERSONAL = Rule(
    "personal",
    ("RTE-018", "XFR-001", "XFR-010", "CON-21"),
    "A transfer to an agent waits for them.",
)
PERSONAL_FIRST = Rule(
    "personal-first", ("RTE-019", "RTE-020"), "What is kept for an agent comes first, in order."
)
PREFERRED = Rule(
    "preferred", ("CBK-008", "CBK-009", "RTE-015"), "A preference holds while it makes sense."
)
PLACE = Rule("place", ("OFR-013", "RTE-027"), "Who has to wait again keeps the place.")
EXCLUDED = Rule("excluded", ("RTE-013", "CON-64"), "A transfer excludes its sender.")

# --- Offers --------------------------------------------------------------------------------------

OFFER_VALUES = Rule("offer-values", ("STA-015", "OFR-005"), "An offer records true values.")
OFFER_EXPIRY = Rule("offer-expiry", ("OFR-012",), "An offer times out when its countdown ends.")
OFFER_STANDS = Rule("offer-stands", ("OFR-022",), "Nothing rings at an agent who receives nothing.")
PACE = Rule("pace", ("RTE-002", "RTE-030"), "A gentle start lasts as set from each acceptance.")
PULL = Rule("pull", ("EPL-001", "EPL-008", "EPL-016"), "A pull is by one who may, of what waits.")
OFFLINE_PULL = Rule("offline-pull", ("STA-048",), "Who pulls while working offline goes on so.")
DISCARD = Rule("discard", ("EPL-007",), "Only who may throws away, and only what waits.")
REJECT = Rule("reject", ("OFR-010",), "Rejecting needs the permission.")
DECLINED = Rule("declined", ("STA-028", "STA-032", "STA-033", "STA-037"), "Declining has a price.")
ACCEPTED = Rule("accepted", ("OFR-006", "OFR-009"), "Accepting starts a handling of that offer.")

# --- Statuses ------------------------------------------------------------------------------------

SHOWN_STATUS = Rule("shown-status", ("STA-006", "STA-007", "WRP-016"), "The status is derived.")
STATUS_CHOICE = Rule(
    "status-choice", ("STA-008", "STA-013", "STA-018", "STA-023", "STA-029"), "The table allows it."
)
STATUS_CODE = Rule("status-code", ("STC-003", "STC-009", "STA-054"), "Codes are asked of agents.")
STATUS_SINCE = Rule("status-since", ("STA-004",), "Elapsed time counts from the change.")
WISH = Rule("wish", ("STA-009", "STA-028", "SES-009"), "A wish changes for a stated reason only.")
STOP_NEW = Rule("stop-new", ("STA-019", "STA-021", "STA-025"), "Stop new begins and ends by rule.")
IDLE_SINCE = Rule("idle-since", ("RTE-011",), "The idle clock restarts at three events only.")
QUEUES = Rule("queues", ("QUE-008", "QUE-010"), "Only one's own queues, and with permission.")

# --- Work ----------------------------------------------------------------------------------------

WRAP_UP = Rule("wrap-up", ("WRP-002", "WRP-009", "WRP-010", "WRP-017"), "Wrap-up lasts as set.")
WRAP_UP_END = Rule("wrap-up-end", ("WRP-004", "STA-039"), "Wrap-up ends by itself when it is due.")
MANDATORY_CODE = Rule("mandatory-code", ("WRP-006", "DSP-003", "DSP-008"), "Codes come first.")
AUTOMATIC_CODE = Rule(
    "automatic-code", ("DSP-010", "DSP-028"), "A code is set by setting at the end only."
)
CODES = Rule("codes", ("DSP-013", "STC-008"), "Codes belong to the lists of the queue.")
TRANSFER = Rule("transfer", ("RTE-028", "CHT-036", "CON-31"), "A transfer goes where it may.")
SCHEDULE = Rule(
    "schedule", ("CBK-005", "CBK-006", "CBK-012"), "What is put off comes back at its time."
)
OVERFLOW = Rule(
    "overflow", ("QUE-019", "G-09"), "Who waits too long moves on, once, with the whole key."
)
WAIT_LIMIT = Rule("wait-limit", ("ARCHITECTURE",), "A wait limit is told once, when it is reached.")

# --- Presence and restart ------------------------------------------------------------------------

PRESENCE = Rule("presence", ("SES-017", "SES-018"), "An agent is lost after the grace only.")
RETURN = Rule("return", ("SES-019", "CON-53"), "Work of a lost agent returns when it is due.")
RESTART = Rule("restart", ("ARCHITECTURE",), "A restart withdraws offers and changes no status.")

# --- No loss -------------------------------------------------------------------------------------

IN_ONE_PLACE = Rule("in-one-place", ("QUE-030", "CARD-006"), "Who is live is in one place.")
NO_LOSS = Rule("no-loss", ("QUE-030",), "Every contact taken in is accounted for.")

RULES: Final[tuple[Rule, ...]] = tuple(
    sorted(
        (value for value in list(globals().values()) if isinstance(value, Rule)), key=lambda r: r.id
    )
)
