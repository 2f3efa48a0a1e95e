"""Random histories of an engine on a real database, with deaths at named points.

The process that follows a death must find all that was acknowledged, nothing that was not decided,
one state however it is reached, and rows that say what the router says (design, sections 2 and 5).
"""

import asyncio
import random
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from gateway.recovery import take_snapshot
from router import inputs as i
from router.lifecycle import Medium
from router.refusal import Refused
from storage.snapshots import save_snapshot
from tests.gateway.mortal_house import POINTS, House
from tests.router.story import EVENTS, POLICIES, Story

TOGETHER = 4


class EngineStory(Story):
    """A story whose desk is a house."""

    def __init__(self, pick: Callable[[Sequence[Any]], Any], house: House) -> None:
        self.pick = pick
        self.desk: House = house
        self.entered = 0
        self.refusals = 0
        self.desk.tell(i.PolicyChanged(policy=POLICIES[0]))

    def tell(self, cause: i.Input) -> bool:
        """Tell the engine; a refusal must change nothing, in memory or in the rows."""
        before, told = self.desk.router.snapshot(), len(self.desk.records)
        try:
            self.desk.tell(cause)
        except Refused:
            self.refusals += 1
            if len(self.desk.records) == told:
                assert self.desk.router.snapshot() == before
        return len(self.desk.records) > told

    def enters(self) -> None:
        self.entered += 1
        medium, to = self.pick(((Medium.CHAT, "web"), (Medium.CHAT, "vip"), (Medium.EMAIL, "mail")))
        self.tell(i.InteractionEntered(interaction=f"c{self.entered}", medium=medium, queue=to))

    def passes(self) -> None:
        self.desk.passes(self.pick((0.5, 1, 3, 10, 16, 31, 130)))

    def stalls(self) -> None:
        """Let the process stand still, and come back to whatever is asked of it next."""
        self.desk.clock.jump(seconds=self.pick((2, 6, 40)))
        self.tell(i.ClockReached())

    def several(self) -> None:
        """Let several things be asked in one turn of the loop: they share a commit."""
        self.desk.run(self._together())

    async def _together(self) -> None:
        router = self.desk.router
        causes: list[i.Input] = []
        for offer in router.offers.values():
            causes += [i.AcceptOffer(agent=offer.agent, offer=offer.id)] * 2
        for handling in router.handlings.values():
            end = i.EndInteraction(agent=handling.agent, interaction=handling.interaction)
            causes += [end, i.InteractionLeft(interaction=handling.interaction)]
        chosen = [self.pick(causes) for _ in range(TOGETHER)] if causes else []
        for _ in range(self.pick((1, 2, 3))):
            self.entered += 1
            enter = i.InteractionEntered(
                interaction=f"c{self.entered}", medium=Medium.CHAT, queue="web"
            )
            chosen.append(enter)
        life = self.desk.life
        works = [life.submit(each, self.desk.rows_of(each)) for each in chosen]
        for outcome in await asyncio.gather(*works, return_exceptions=True):
            if isinstance(outcome, BaseException) and not isinstance(outcome, Refused):
                raise outcome

    def takes_a_snapshot(self) -> None:
        """Do what the helper does."""
        database = self.desk.life.database

        async def take() -> None:
            snapshot = await database.read(take_snapshot)
            if snapshot.n:
                await database.write(lambda tx: save_snapshot(tx, snapshot))

        self.desk.run(take())

    def dies(self) -> None:
        """Die at a named point while several things are asked, and start again."""
        self.desk.life.dies_at(self.pick(POINTS), self.pick((1, 2, 5)))
        self.several()
        self.desk.dies(self.pick((0, 1, 20, 400)))

    def restarts(self) -> None:
        self.desk.dies(0)


HAPPENINGS: tuple[Callable[[EngineStory], None], ...] = (
    *(each for each in EVENTS if each is not Story.restarts),
    *[EngineStory.several] * 5,
    *[EngineStory.dies] * 6,
    *[EngineStory.takes_a_snapshot] * 2,
    EngineStory.stalls,
)


def _named(happenings: Sequence[Any]) -> list[str]:
    """Name what may happen, so that a subclass tells it in its own way."""
    return [each.__name__ for each in happenings]


class EngineHistories(RuleBasedStateMachine):
    """Lets hypothesis choose what happens next."""

    def __init__(self) -> None:
        super().__init__()
        self.data: st.DataObject | None = None
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        first = Path(self.folder.name) / "first"
        first.mkdir()
        self.story = EngineStory(self.pick, House(self.loop, first))

    def pick(self, among: Sequence[Any]) -> Any:
        if self.data is None:
            return among[0]
        return self.data.draw(st.sampled_from(among))

    @initialize(data=st.data())
    def opens(self, data: st.DataObject) -> None:
        self.data = data
        self.story.all_work()

    @rule(name=st.sampled_from(_named(HAPPENINGS)))
    def something_happens(self, name: str) -> None:
        getattr(self.story, name)()

    def teardown(self) -> None:
        house = self.story.desk
        try:
            house.check()
        finally:
            house.run(house.life.end())
            self.loop.close()
            self.folder.cleanup()


TestEngineHistories = EngineHistories.TestCase
TestEngineHistories.settings = settings(max_examples=15, stateful_step_count=30)


def test_a_death_at_every_named_point_leaves_the_record_whole() -> None:
    """Each point in turn, at each of its first passages, under the same seeded load."""
    for point in POINTS:
        for countdown in (1, 2, 3):
            chance = random.Random(f"{point} {countdown}")
            with tempfile.TemporaryDirectory() as folder:
                first = Path(folder) / "first"
                first.mkdir()
                loop = asyncio.new_event_loop()
                story = EngineStory(chance.choice, House(loop, first))
                story.all_work()
                for _ in range(3):
                    story.several()
                story.desk.life.dies_at(point, countdown)
                for _ in range(countdown):
                    story.several()
                assert story.desk.life.image is not None, f"nothing ever came to: {point}"
                story.desk.dies(1)
                story.several()
                story.desk.check()
                story.desk.run(story.desk.life.end())
                loop.close()
