"""Counts the record in a process of its own, so that the gateway's loop never stands still for it.

Run as ``python -m gateway.report_process`` by `channels.worker`.
"""

from typing import Final

from channels.worker_loop import answer_all
from gateway.report_counting import Counted, CountedRow, Counting
from reports.period import Period
from reports.tables import sums
from storage.database import driver_for
from storage.errors import StorageError
from storage.journal import read_journal

MEMORY_BYTES: Final = 2**30
"""Whoever waits or works is held while the record is followed, and every quarter-hour's figures."""
_PAGE: Final = 2_000


def main() -> None:
    """Work until nobody asks any more."""
    answer_all(Counting, count, memory_bytes=MEMORY_BYTES)


def count(counting: Counting) -> Counted:
    """Follow one unchanging state of the record from its beginning."""
    period = Period(counting.first, counting.last, service_level=counting.service_level)
    try:
        connection = driver_for(counting.url, exclusive=False).reader()
        connection.begin()
        n = 0
        while rows := read_journal(connection, n, _PAGE):
            for row in rows:
                period.follow(row.record())
            n = rows[-1].n
        connection.commit()
        connection.close()
    except StorageError as error:
        return Counted(fault=str(error))
    counted = sums(period.close(), counting.by)
    return Counted(rows=tuple(CountedRow(subject, cells) for subject, cells in counted))


if __name__ == "__main__":
    main()
