"""A worker answers in turn; what it dies of takes nobody else with it."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from channels.worker import Worker, WorkerDied
from channels.worker_loop import next_document

ROOT = str(Path(__file__).parents[2])


class Sum(msgspec.Struct, frozen=True):
    """A question to the worker of `tests/kit/summing.py`."""

    first: int
    second: int


class Total(msgspec.Struct, frozen=True):
    """Its answer."""

    total: int


@pytest.fixture
async def worker() -> AsyncIterator[Worker[Sum, Total]]:
    """A worker that adds, sleeps for ever at -1, takes all memory at -2."""
    worker: Worker[Sum, Total] = Worker(
        "tests.kit.summing", Total, deadline_seconds=20, environ={"PYTHONPATH": ROOT}
    )
    yield worker
    await worker.stop()


async def test_questions_asked_together_are_answered_each(worker: Worker[Sum, Total]):
    answers = await asyncio.gather(*(worker.ask(Sum(n, 1)) for n in range(5)))
    assert [each.total for each in answers] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("deadly", [Sum(-2, 0), Sum(-3, 0)], ids=["memory", "crash"])
async def test_what_a_question_kills_is_replaced(worker: Worker[Sum, Total], deadly: Sum):
    with pytest.raises(WorkerDied):
        await worker.ask(deadly)
    assert (await worker.ask(Sum(1, 1))).total == 2


async def test_one_that_was_killed_is_replaced(worker: Worker[Sum, Total]):
    await worker.ask(Sum(1, 1))
    assert worker.pid is not None
    os.kill(worker.pid, signal.SIGKILL)
    with pytest.raises(WorkerDied):
        await worker.ask(Sum(1, 1))
    assert (await worker.ask(Sum(1, 2))).total == 3


async def test_nobody_gets_the_answer_of_one_who_asks_no_more(worker: Worker[Sum, Total]):
    await worker.ask(Sum(1, 1))
    asked = asyncio.create_task(worker.ask(Sum(-1, 0)))
    await asyncio.sleep(0)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert (await worker.ask(Sum(2, 2))).total == 4


async def test_no_question_takes_longer_than_its_deadline():
    worker: Worker[Sum, Total] = Worker(
        "tests.kit.summing", Total, deadline_seconds=0.05, environ={"PYTHONPATH": ROOT}
    )
    with pytest.raises(WorkerDied):
        await worker.ask(Sum(-1, 0))
    await worker.stop()


def test_an_end_of_input_is_an_end():
    """The process ends with whoever started it."""
    read_end, write_end = os.pipe()
    os.close(write_end)
    with os.fdopen(read_end, "rb") as source:
        assert next_document(source) is None
