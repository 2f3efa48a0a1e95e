"""A process of its own that answers one question at a time, and may die of one."""

import asyncio
import os
import sys
from collections.abc import Mapping
from typing import Final, Generic, TypeVar

import msgspec

LENGTH_BYTES: Final = 4
"""Before each document on both pipes, big-endian."""
ONE_THREAD: Final = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""A library that starts a thread per core takes the cores from the chats."""

QuestionT = TypeVar("QuestionT", bound=msgspec.Struct)
AnswerT = TypeVar("AnswerT", bound=msgspec.Struct)


class WorkerDied(Exception):
    """The process took too long or did not survive the question; the next gets a fresh one."""


class Worker(Generic[QuestionT, AnswerT]):
    """Asks a module that is run by `channels.worker_loop`; started when it is first needed."""

    def __init__(
        self,
        module: str,
        answer: type[AnswerT],
        *,
        deadline_seconds: float,
        environ: Mapping[str, str] = ONE_THREAD,
    ) -> None:
        """Run `python -m module`, which answers each question with an `answer` in time."""
        self._module = module
        self._encode = msgspec.msgpack.Encoder().encode
        self._answers = msgspec.msgpack.Decoder(answer)
        self._deadline = deadline_seconds
        self._environ = environ
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    @property
    def pid(self) -> int | None:
        """The process that would answer next; None: none was started yet."""
        return None if self._process is None else self._process.pid

    async def ask(self, question: QuestionT) -> AnswerT:
        """Wait for one's turn, then for the answer.

        Raises:
            WorkerDied: there will be none.

        """
        async with self._turn:
            try:
                return await self._answer(question)
            except (TimeoutError, asyncio.IncompleteReadError, ConnectionError) as error:
                await self._end()
                raise WorkerDied(type(error).__name__) from error
            except BaseException:
                # Whoever asks no more leaves an answer in the pipe that is nobody else's.
                await self._end()
                raise

    async def stop(self) -> None:
        """End the process after the question in hand."""
        async with self._turn:
            await self._end()

    async def _answer(self, question: QuestionT) -> AnswerT:
        if self._process is None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-P",
                "-m",
                self._module,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                env={**os.environ, **self._environ},
            )
        source, sink = self._process.stdout, self._process.stdin
        assert source is not None
        assert sink is not None
        async with asyncio.timeout(self._deadline):
            asked = self._encode(question)
            sink.write(len(asked).to_bytes(LENGTH_BYTES, "big") + asked)
            await sink.drain()
            length = int.from_bytes(await source.readexactly(LENGTH_BYTES), "big")
            answer = await source.readexactly(length)
        return self._answers.decode(answer)

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            if process.returncode is None:
                process.kill()
            await process.wait()
