"""Drafts are cleaned beside the chats, not before them."""

import os
import signal
import time
from collections.abc import AsyncIterator

import pytest

from channels.email.body_room import BodyRoom
from channels.email.mail_body import MailBody, Written, body_of
from channels.email.refusal import Refusal

SHORT = "<p>It comes <b>today</b>.<script>x()</script></p>"
LONG = "<p>It comes <b>today</b>, or <i>on Monday</i> &amp; not later.</p>" * 2_000


@pytest.fixture
async def room() -> AsyncIterator[BodyRoom]:
    """Clean what is short in a thread, the rest in a process."""
    room = BodyRoom()
    yield room
    await room.stop()


@pytest.mark.parametrize("short_chars", [0, 1_000])
async def test_a_draft_becomes_the_same_in_both_places(short_chars: int) -> None:
    room = BodyRoom(short_chars=short_chars)
    assert await room.body(SHORT) == MailBody("<p>It comes <b>today</b>.</p>", "It comes today.")
    await room.stop()


async def test_a_long_draft_does_not_hold_the_event_loop(room: BodyRoom) -> None:
    """What the loop's own thread spends on it is a small part of cleaning it."""
    await room.body(LONG[: len(LONG) // 10])  # starts the process
    begun = time.thread_time()
    body = await room.body(LONG)
    held = time.thread_time() - begun
    begun = time.thread_time()
    assert body == body_of(Written(LONG))
    cleaned = time.thread_time() - begun
    assert body.html == LONG
    assert held < cleaned / 10


async def test_a_long_letter_keeps_its_layout(room: BodyRoom) -> None:
    """A chat message of so many elements would be shown as its text."""
    html = "<p>one</p>" * 900
    assert (await room.body(html)).html == html


async def test_a_draft_that_is_more_work_than_it_seems_is_cleaned_in_the_process(
    room: BodyRoom,
) -> None:
    body = await room.body("".join(f"<p><b a={n}>word" for n in range(400)))
    assert body.text.split() == ["word"] * 400


async def test_a_process_that_is_killed_tells_and_is_replaced(room: BodyRoom) -> None:
    await room.body(LONG[:20_000])
    assert room._worker.pid is not None
    os.kill(room._worker.pid, signal.SIGKILL)
    with pytest.raises(Refusal, match="unavailable"):
        await room.body(LONG[:20_000])
    assert (await room.body(LONG[:20_000])).text
