"""Where the record is counted while the gateway serves."""

from typing import Final

import structlog

from channels.worker import Worker, WorkerDied
from gateway.report_counting import Counted, Counting

_log = structlog.get_logger(__name__)

DEADLINE_SECONDS: Final = 600.0
"""A million entries take a minute."""
_PROCESS: Final = "gateway.report_process"
"""Not imported: what it needs to count, the gateway does not need to serve."""


class ReportRoom:
    """Counts one report after the other, in a process that is there as long as it counts."""

    def __init__(self, *, deadline_seconds: float = DEADLINE_SECONDS) -> None:
        """Start no process before it is needed."""
        self._worker: Worker[Counting, Counted] = Worker(
            _PROCESS, Counted, deadline_seconds=deadline_seconds
        )

    async def count(self, counting: Counting) -> Counted:
        """Give the figures, or why there are none."""
        try:
            counted = await self._worker.ask(counting)
        except WorkerDied as died:
            counted = Counted(fault=f"the process ended: {died}")
        if counted.fault is not None:
            _log.error("report.not_counted", error=counted.fault)
        await self._worker.stop()
        return counted

    async def stop(self) -> None:
        """End the process after the report in hand."""
        await self._worker.stop()
