"""What every channel must hold to, whatever its medium: mix `ChannelConformance` into a test class.

The class gives a fixture `subject`; the kit takes contacts in twice, kills the gateway at each
named step of an intake, erases customers and looks at contacts before and after acceptance.
"""

from collections.abc import Sequence
from typing import Protocol

import pytest

from channels.contract import Channel
from crm.erasing import Erasure
from router.ids import InteractionId
from router.lifecycle import InteractionState


class Subject(Protocol):
    """A gateway with one channel and one agent who is available."""

    @property
    def channel(self) -> Channel:
        """The channel as it is now; another one after a restart."""

    @property
    def steps(self) -> Sequence[str]:
        """The steps of an intake, in order, at each of which the gateway can be killed."""

    async def take_in(self, contact: str) -> InteractionId:
        """Let a contact come in as its sender would send it; the same `contact` is a repetition."""

    async def take_in_until(self, contact: str, step: str) -> None:
        """Do the same, kill the gateway at `step`, start it again."""

    async def restart(self) -> None:
        """Stop the gateway and start it again."""

    async def accept(self) -> InteractionId:
        """Let the agent accept what rings."""

    def live(self) -> dict[InteractionId, InteractionState]:
        """Give the router's live interactions."""

    def words(self, contact: str) -> str:
        """Give words that the customer has said in the contact and nobody else says."""


STEPS = ("rows", "decided", "committed")
"""What every intake goes through: its rows are written, its decisions too, both are durable."""


class ChannelConformance:
    """The tests that all channels share."""

    async def test_a_contact_told_twice_is_one_interaction(self, subject: Subject):
        """Design, section 1: no message is ever lost or doubled."""
        first = await subject.take_in("one")
        again = await subject.take_in("one")

        assert again == first
        assert await subject.channel.intakes() == len(subject.live()) == 1

    async def test_a_contact_told_again_after_a_restart_is_one_interaction(self, subject: Subject):
        """What makes it the same lies in the rows."""
        first = await subject.take_in("one")
        await subject.restart()

        assert await subject.take_in("one") == first
        assert await subject.channel.intakes() == len(subject.live()) == 1

    @pytest.mark.parametrize("step", STEPS)
    async def test_a_crash_leaves_the_contact_whole_or_absent(self, subject: Subject, step: str):
        """Design, section 5: its rows with a place in the queue, or neither."""
        assert step in subject.steps
        await subject.take_in_until("one", step)

        intakes = await subject.channel.intakes()
        assert intakes == len(subject.live()) == (1 if step == "committed" else 0)

        interaction = await subject.take_in("one")
        assert await subject.channel.intakes() == 1
        assert list(subject.live()) == [interaction]

    async def test_contacts_keep_their_order_across_a_crash(self, subject: Subject):
        """The place in the queue is the router's, and it is durable."""
        first = await subject.take_in("one")
        await subject.take_in_until("two", "committed")
        second = await subject.take_in("two")

        assert list(subject.live()) == [first, second]

    async def test_the_view_shows_the_contact_before_and_after_acceptance(self, subject: Subject):
        """OFR: the agent sees what is offered, and goes on seeing it."""
        interaction = await subject.take_in("one")
        before = await subject.channel.view(interaction)
        assert await subject.accept() == interaction
        after = await subject.channel.view(interaction)

        assert before
        assert before.keys() == after.keys()

    async def test_the_view_of_something_else_is_empty(self, subject: Subject):
        """An interaction of another medium, or of nobody."""
        assert await subject.channel.view("nowhere") == {}

    async def test_who_was_erased_is_in_no_memory(self, subject: Subject):
        """Design, section 7: rows are emptied once for all channels; each forgets what it knows."""
        one, two = await subject.take_in("one"), await subject.take_in("two")
        assert subject.words("one") in str(await subject.channel.view(one))

        subject.channel.forget(Erasure(customers=frozenset({"c1"}), contacts=frozenset({one})))

        assert subject.words("one") not in str(await subject.channel.view(one))
        assert subject.words("two") in str(await subject.channel.view(two))
        assert await subject.channel.intakes() == 2

    async def test_the_channel_is_well(self, subject: Subject):
        """It says so."""
        assert subject.channel.health().ok
