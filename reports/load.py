"""A described load: who comes, how long things take, who works when."""

import math
from typing import Annotated, Literal

import msgspec

from reports.chance import Chance

Positive = Annotated[float, msgspec.Meta(gt=0)]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Count = Annotated[int, msgspec.Meta(ge=1)]


class LoadError(ValueError):
    """The description cannot be simulated; the text says what to change."""


class Spread(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long something takes."""

    mean_seconds: Positive
    kind: Literal["exponential", "lognormal", "fixed"] = "exponential"
    deviation_seconds: Positive | None = None
    """For `lognormal`: the standard deviation; left out: half of the mean."""

    def draw(self, chance: Chance) -> float:
        """Draw one, in seconds."""
        if self.kind == "fixed":
            return self.mean_seconds
        if self.kind == "exponential":
            return chance.exponential(self.mean_seconds)
        deviation = self.deviation_seconds or self.mean_seconds / 2
        variance = math.log(1 + (deviation / self.mean_seconds) ** 2)
        return chance.lognormal(math.log(self.mean_seconds) - variance / 2, math.sqrt(variance))


class QueueLoad(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What arrives in one queue."""

    name: str
    medium: Literal["chat", "email", "voicemail", "callback"] = "chat"
    arrivals_per_hour: Annotated[float, msgspec.Meta(ge=0)] | tuple[float, ...]
    """One figure, or one for each hour of the day from the simulation's start."""
    handling: Spread
    patience: Spread | None = None
    """None: nobody gives up."""
    wrap_up_seconds: Annotated[float, msgspec.Meta(ge=0)] = 0
    priority: int = 0

    def arrivals_at(self, second: float) -> float:
        """Give the rate at a moment, in arrivals a second."""
        if isinstance(self.arrivals_per_hour, tuple):
            hours = self.arrivals_per_hour
            return hours[int(second // 3600) % len(hours)] / 3600
        return self.arrivals_per_hour / 3600

    @property
    def peak(self) -> float:
        """The highest rate of all, in arrivals a second."""
        hours = self.arrivals_per_hour
        return (max(hours, default=0) if isinstance(hours, tuple) else hours) / 3600


class Staff(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Agents who are alike."""

    agents: Count
    queues: tuple[str, ...] = ()
    """The queues they serve; none: all."""
    max_chats: Annotated[int, msgspec.Meta(ge=1, le=6)] = 6
    start_hour: Annotated[float, msgspec.Meta(ge=0)] = 0
    end_hour: float | None = None
    """When they go home; None: never."""
    answer_seconds: Annotated[float, msgspec.Meta(ge=0)] = 0
    """How long they let an offer ring."""
    misses: Share = 0
    """Share of offers they do not answer."""


class LoadFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole description, as it stands in a TOML file."""

    queues: tuple[QueueLoad, ...]
    staff: tuple[Staff, ...]
    hours: Positive = 8
    seed: int = 1
    accept_timeout_seconds: Positive = 30
    service_level_seconds: Positive = 30

    def check(self) -> None:
        """See that it can be simulated.

        Raises:
            LoadError: a name is used twice or not known, or nothing is described.

        """
        names = [queue.name for queue in self.queues]
        if not names or not self.staff:
            raise LoadError("describe at least one [[queues]] and one [[staff]]")
        if len(set(names)) != len(names):
            raise LoadError("two queues have the same name")
        for staff in self.staff:
            for name in staff.queues:
                if name not in names:
                    raise LoadError(f"staff serve {name!r}, which is none of the [[queues]]")
            if staff.end_hour is not None and staff.end_hour <= staff.start_hour:
                raise LoadError("staff must end after they start")


def read_load(text: str) -> LoadFile:
    """Read a description.

    Raises:
        LoadError: it is not one; the text says where and what to write.

    """
    try:
        load = msgspec.toml.decode(text, type=LoadFile)
    except msgspec.MsgspecError as error:
        raise LoadError(str(error)) from error
    load.check()
    return load
