"""One piece of work goes on behind whoever begins it, and nothing goes wrong unseen."""

import asyncio

import pytest

from channels.email.imap.overlap import Overlap


class Desk:
    """Notes what is done; each piece waits until it is let go."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.go = asyncio.Event()

    async def work(self, name: str) -> None:
        await self.go.wait()
        self.done.append(name)

    async def fail(self) -> None:
        await self.go.wait()
        raise OSError("disk full")


async def test_the_first_goes_on_while_its_owner_does_something_else():
    desk = Desk()
    async with Overlap() as overlap:
        await overlap.begin(desk.work("first"))
        assert desk.done == []
        desk.go.set()
        await overlap.begin(desk.work("second"))
        assert desk.done == ["first"], "never two at once, and in their order"
    assert desk.done == ["first", "second"]


async def test_what_one_raises_keeps_the_next_from_beginning():
    desk = Desk()
    desk.go.set()

    async def owner() -> None:
        async with Overlap() as overlap:
            await overlap.begin(desk.fail())
            await overlap.begin(desk.work("never"))

    with pytest.raises(OSError, match="disk full"):
        await owner()
    assert desk.done == []


async def test_the_last_one_fails_its_owner_too():
    desk = Desk()
    desk.go.set()
    with pytest.raises(OSError, match="disk full"):
        async with Overlap() as overlap:
            await overlap.begin(desk.fail())


@pytest.mark.parametrize("failing", [False, True])
async def test_an_error_of_the_owner_lets_it_end_first(*, failing: bool):
    """A lost connection does not undo the writing of what came before it."""
    desk = Desk()

    async def owner() -> None:
        async with Overlap() as overlap:
            await overlap.begin(desk.fail() if failing else desk.work("first"))
            desk.go.set()
            raise ConnectionError

    with pytest.raises(ConnectionError):
        await owner()
    assert desk.done == ([] if failing else ["first"])


async def test_a_stop_takes_it_along():
    desk = Desk()

    async def owner() -> None:
        async with Overlap() as overlap:
            await overlap.begin(desk.work("never"))
            await asyncio.Event().wait()

    task = asyncio.create_task(owner())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    desk.go.set()
    await asyncio.sleep(0)
    assert desk.done == []
