"""Letters handed in while the gateway dies at every named point: each is a case, once, in order."""

import asyncio
import random
import signal
import smtplib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.kit.clients import Agent
from tests.kit.gateway import PASSWORD
from tests.kit.post import MAIL_WORLD, MAILBOX, letter, post
from tests.soak.kill_points import MortalGateway
from tests.soak.mortal_gateway import POINTS

LETTERS: Final = 1_000
DEATHS: Final = 5 * len(POINTS)

LATEST_PASSAGE: Final = 25
"""A letter passes each point a few times, so that a death comes within a few letters."""


@dataclass(frozen=True, slots=True)
class Storm:
    """What became of the letters."""

    letters: int
    deaths: int
    subjects: tuple[str, ...]
    """Of everything that waits in the end, in the order of the queue."""
    audit: str
    """What the audit said, empty if it found nothing."""

    @property
    def faults(self) -> list[str]:
        """What should not be."""
        wanted = tuple(f"Letter {number}" for number in range(self.letters))
        found = [] if self.subjects == wanted else ["letters are lost, doubled or out of order"]
        return found + ([f"the audit of the mail says {self.audit}"] if self.audit else [])


async def storm(
    folder: Path,
    *,
    letters: int,
    deaths: int,
    database_url: str | None = None,
    seed: str = "storm",
    progress: Callable[[int], None] = lambda _: None,
) -> Storm:
    """Hand in so many letters through so many deaths; then read what waits."""
    folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 - nobody waits yet
    gateway = MortalGateway(
        folder,
        database_url=database_url,
        provisioning=MAIL_WORLD,
        config=MAILBOX,
        takes_mail=True,
    )
    gateway.provision()
    coming = _deaths(deaths, seed)
    died = await _serve(gateway, coming)
    try:
        for number in range(letters):
            message = letter(f"Letter {number}", message_id=f"<{number}@customer.example>")
            while True:
                try:
                    await post(gateway.smtp_port, message)
                except (OSError, smtplib.SMTPException):
                    # Nobody said that it was taken over, so its sender keeps it and tries again.
                    died += 1 + await _serve(gateway, coming)
                else:
                    break
            progress(number + 1)
        gateway.kill()
        gateway.death = None
        await asyncio.to_thread(gateway.start)
        subjects = await _waiting(gateway, letters)
        audit = gateway.run("audit", "--replay")
    finally:
        gateway.kill()
    found = "" if audit.returncode == 0 else audit.stdout + audit.stderr
    return Storm(letters=letters, deaths=died, subjects=tuple(subjects), audit=found)


def _deaths(count: int, seed: str) -> Iterator[tuple[str, int] | None]:
    """Give a death at each point in turn, each after another number of passages; then none."""
    chance = random.Random(seed)
    for number in range(count):
        yield POINTS[number % len(POINTS)], chance.randrange(1, LATEST_PASSAGE)
    while True:
        yield None


async def _serve(gateway: MortalGateway, coming: Iterator[tuple[str, int] | None]) -> int:
    """Start the gateway until it lives for long enough to serve; gives the deaths on the way."""
    for died in range(1_000):
        gateway.kill()
        gateway.death = next(coming)
        try:
            await asyncio.to_thread(gateway.start)
        except AssertionError:
            if gateway.ended_with() != -signal.SIGKILL:
                raise
        else:
            return died
    raise AssertionError("the gateway never comes up")


async def _waiting(gateway: MortalGateway, letters: int) -> Sequence[str]:
    """Read the subjects of everything that waits, once nothing is left to be filed."""
    alice = Agent(gateway.url, "alice", PASSWORD)
    await alice.connect()
    await alice.be("offline")
    queue = next(q for q in alice.heard["snapshot"][-1]["queues"] if q["name"] == "mail")
    subjects: list[str] = []

    def counted() -> bool:
        told = [queue, *(q for queues in alice.heard["queues"] for q in queues)]
        return any(q["id"] == queue["id"] and q["waiting"] >= letters for q in told)

    await alice.until(counted)
    after = None
    while True:
        page = await alice.ask("email.pending", queue_id=queue["id"], limit=200, after=after)
        subjects += [row["subject"] for row in page["emails"]]
        if not page["more"]:
            break
        after = page["emails"][-1]["interaction_id"]
    await alice.leave()
    return subjects
