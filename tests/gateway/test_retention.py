"""The gateway lets go of what is too old, once an hour, as the configuration says."""

from collections.abc import Sequence

import pytest

from gateway.background import Background
from gateway.config import Retention as Days
from gateway.retention import AT_ONCE, FIRST_LOOK_AFTER, LOOK_EVERY, RetentionSweep
from router.ids import Instant
from tests.fakes.clock import START, FakeClock

DAY = 86_400_000_000


class Attic:
    """Chats and cases by the instant since which nothing happened in them."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.chats: dict[str, Instant] = {}
        self.cases: dict[str, Instant] = {}
        self.in_hand: set[str] = set()

    async def old_chats(self, before: Instant, most: int) -> Sequence[str]:
        return sorted(each for each, at in self.chats.items() if at < before)[:most]

    async def remove_chat(self, chat_id: str, at: Instant) -> None:
        assert at == self.clock.now()
        del self.chats[chat_id]

    async def old_cases(
        self, before: Instant, after: tuple[Instant, str], most: int
    ) -> Sequence[tuple[Instant, str]]:
        found = sorted((at, each) for each, at in self.cases.items() if at < before)
        return [each for each in found if each > after][:most]

    async def delete_case(self, case_id: str, before: Instant, at: Instant) -> bool:
        assert at == self.clock.now()
        assert self.cases[case_id] < before
        if case_id in self.in_hand:
            return False
        del self.cases[case_id]
        return True


class House:
    """A sweep over an attic, and the time."""

    def __init__(self, days: Days) -> None:
        self.clock = FakeClock()
        self.attic = Attic(self.clock)
        self.background = Background()
        self.sweep = RetentionSweep(self.attic, days, clock=self.clock, background=self.background)

    async def at(self, instant: Instant) -> None:
        self.clock.advance(seconds=(instant - self.clock.now()) / 1_000_000)
        self.sweep.look(instant)
        await self.background.drain()


async def test_what_is_older_goes_what_is_younger_stays():
    """Well after the start, then every hour; however much there is."""
    house = House(Days(chat_days=30, mail_days=60))
    old = {f"{n:04}": START - 31 * DAY for n in range(2 * AT_ONCE + 1)}
    house.attic.chats = {**old, "young": START - 29 * DAY}
    house.attic.cases = {**old, "other": START - 61 * DAY}
    first = START + FIRST_LOOK_AFTER
    await house.at(START)
    assert len(house.attic.chats) == len(old) + 1

    await house.at(first)
    assert list(house.attic.chats) == ["young"]
    assert list(house.attic.cases) == list(old)

    house.attic.chats["late"] = START - 31 * DAY
    await house.at(first + LOOK_EVERY - 1)
    assert list(house.attic.chats) == ["young", "late"]
    await house.at(first + LOOK_EVERY)
    assert list(house.attic.chats) == ["young"]


async def test_what_is_under_way_waits_and_holds_up_nobody():
    """A case with a mail on its way is tried again an hour later."""
    house = House(Days(mail_days=1))
    house.attic.cases = {f"{n:04}": START - 9 * DAY + n for n in range(2 * AT_ONCE)}
    house.attic.in_hand = {f"{n:04}" for n in range(AT_ONCE)}
    await house.at(START)
    await house.at(START + FIRST_LOOK_AFTER)
    assert set(house.attic.cases) == house.attic.in_hand
    house.attic.in_hand = set()
    await house.at(START + FIRST_LOOK_AFTER + LOOK_EVERY)
    assert house.attic.cases == {}


@pytest.mark.parametrize(
    ("days", "left"),
    [
        (Days(), ({"chat"}, {"case"})),
        (Days(chat_days=1), (set(), {"case"})),
        (Days(mail_days=1), ({"chat"}, set())),
    ],
)
async def test_none_is_for_ever(days: Days, left: tuple[set[str], set[str]]):
    """0, which is the default, lets nothing go; each kind has its own days."""
    house = House(days)
    house.attic.chats, house.attic.cases = {"chat": 0}, {"case": 0}
    await house.at(START)
    await house.at(START + FIRST_LOOK_AFTER)
    assert (set(house.attic.chats), set(house.attic.cases)) == left
