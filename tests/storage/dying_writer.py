"""A process that writes under load and dies at a named point; run by the crash tests.

Each work writes a pair of rows. What was acknowledged is told on standard output at once.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from storage.database import driver_for
from storage.migrate import bring_up_to_date
from storage.schema import meta
from storage.sql import insert_into
from storage.transaction import Transaction
from storage.writer import Writer
from tests.kit import mortal

POINTS = (*mortal.POINTS, "before report", "at any time")
WRITERS = 40
ADD = insert_into(meta)


class Death:
    """Kills the process the n-th time it comes to a point."""

    def __init__(self, point: str, countdown: int) -> None:
        self._point = point
        self._countdown = countdown

    def pass_by(self, point: str) -> None:
        if point == self._point:
            self._countdown -= 1
            if self._countdown <= 0:
                os.kill(os.getpid(), signal.SIGKILL)


def pair(name: str) -> Callable[[Transaction], None]:
    def work(tx: Transaction) -> None:
        tx.execute(ADD, name=f"{name} first", value="")
        tx.execute(ADD, name=f"{name} second", value="")

    return work


async def write_until_death(url: str, round_: str, point: str, countdown: int) -> None:
    driver = driver_for(url, exclusive=True)
    connection = driver.writer()
    bring_up_to_date(driver, connection, allowed=True)
    death = Death(point, countdown)
    dying = mortal.MortalConnection(connection, death.pass_by)
    writer = Writer(dying, asyncio.get_running_loop(), lambda failure: sys.exit(str(failure)))

    def go_on(name: str, number: int) -> None:
        def acknowledge(result: Any) -> None:
            death.pass_by("before report")
            if result is not None:
                sys.exit(repr(result))
            os.write(1, f"{name}.{number}\n".encode())
            go_on(name, number + 1)

        writer.submit(pair(f"{name}.{number}"), acknowledge)

    for number in range(WRITERS):
        go_on(f"{round_}.{number}", 0)
    await asyncio.Event().wait()


if __name__ == "__main__":
    address, round_name, name_of_point, times = sys.argv[1:]
    asyncio.run(write_until_death(address, round_name, name_of_point, int(times)))
