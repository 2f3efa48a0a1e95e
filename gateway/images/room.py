"""Where pictures are made anew: in a process that may die of one."""

from typing import Final

import structlog

from channels.worker import Worker, WorkerDied
from gateway.images.picture import Raw, Reencoded

_log = structlog.get_logger(__name__)

DEADLINE_SECONDS: Final = 20.0
"""For one picture; 40 million pixels take three seconds."""
_PROCESS: Final = "gateway.images.process"


class ImageRoom:
    """Works on one picture at a time."""

    def __init__(self, *, deadline_seconds: float = DEADLINE_SECONDS) -> None:
        """Start no process before it is needed."""
        self._worker: Worker[Raw, Reencoded] = Worker(
            _PROCESS, Reencoded, deadline_seconds=deadline_seconds
        )

    async def reencode(self, content: bytes) -> Reencoded:
        """Make a picture anew; one of which the process dies is none that can be shown."""
        try:
            return await self._worker.ask(Raw(content))
        except WorkerDied as died:
            _log.warning("image.reencoding_died", error=str(died), size_bytes=len(content))
            return Reencoded(fault="too_large")

    async def stop(self) -> None:
        """End the process after the picture in hand."""
        await self._worker.stop()
