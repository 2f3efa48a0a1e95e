"""What each line of the bot's was, read from the name it was said under.

A line's `client_id` is its kind, what it was about, and what makes it one of its kind: so the chat
itself is the bot's memory, its report is fed by it once, and the agent is told what was tried.
"""

from collections.abc import Iterable, Sequence
from typing import Final, Literal, TypeAlias, get_args

import msgspec

from channels.chat.values import Message
from router.ids import Instant

TurnKind: TypeAlias = Literal[
    "greeting",
    "answer",
    "helped",
    "miss",
    "ask",
    "told",
    "courtesy",
    "closed",
    "handed_over",
    "idle",
]
Why: TypeAlias = Literal["wanted", "missed", "not_helped", "message"]
"""Why a person is called: the customer wants one, nothing was found twice, an answer was no help,
a message was left."""

_WHYS: Final = frozenset(get_args(Why))
_KINDS: Final = frozenset(get_args(TurnKind))


class Turn(msgspec.Struct, frozen=True):
    """One line of the bot's."""

    kind: TurnKind
    about: str = ""
    """An answer's id, the field that is asked for, what was told, or why a person is called."""
    number: int = 0
    """The `seq` of the customer's line it replies to; of an ask, which try it is."""

    @property
    def client_id(self) -> str:
        """Give the name it is said under."""
        if not self.number and not self.about:
            return self.kind
        return f"{self.kind}:{self.number}:{self.about}".removesuffix(":")


class BotCount(msgspec.Struct, frozen=True, kw_only=True):
    """How often the bot did something, in the chats of a site that began in one quarter-hour."""

    site: str
    quarter: Instant
    kind: TurnKind
    about: str
    """Why a person was called; empty for everything else."""
    times: int


def turn_of(message: Message) -> Turn | None:
    """Tell what a line was; None: it is not the bot's."""
    if message.sender != "bot":
        return None
    return read_turn(message.client_id or "")


def read_turn(client_id: str) -> Turn | None:
    """Read a name the bot has given to a line; None: it has not."""
    kind, _, rest = client_id.partition(":")
    number, _, about = rest.partition(":")
    if kind not in _KINDS:
        return None
    return Turn(kind, about, int(number) if number.isdecimal() else 0)  # type: ignore[arg-type]  # one of them, as was just seen


def turns_of(said: Iterable[Message]) -> Sequence[Turn]:
    """Give what the bot has done in a chat, in order."""
    return [turn for each in said if (turn := turn_of(each)) is not None]


def why_of(turn: Turn) -> Why | None:
    """Tell why a person was called, or would have been; None: none was."""
    if turn.kind not in {"closed", "handed_over"}:
        return None
    return as_why(turn.about)


def as_why(about: str) -> Why:
    """Read a reason; whatever is none was a wish."""
    return about if about in _WHYS else "wanted"  # type: ignore[return-value]  # one of them


def is_answer(message: Message) -> bool:
    """Tell whether it is an answer of the bot's, on which its reader may pass a verdict."""
    turn = turn_of(message)
    return turn is not None and turn.kind == "answer"
