"""Removing the bodies that nobody refers to any more."""

from typing import Final

from channels.contract import BackgroundTask
from router.ids import Duration, Instant, seconds
from storage.blobs import Blobs

SWEEP_EVERY: Final[Duration] = seconds(600)


class BlobSweep:
    """Sweeps the blobs now and then: refused uploads and files no message used would stay."""

    def __init__(self, blobs: Blobs, background: BackgroundTask) -> None:
        """Sweep `blobs`, beside whatever else is under way."""
        self._blobs = blobs
        self._background = background
        self._next: Instant | None = None
        self._strays_looked_for = False

    def look(self, now: Instant) -> None:
        """Sweep if it is time; once a second, the first time well after the start."""
        if self._next is None:
            self._next = now + SWEEP_EVERY
        if now < self._next:
            return
        self._next = now + SWEEP_EVERY
        self._background(self._sweep(now))

    async def _sweep(self, now: Instant) -> None:
        await self._blobs.remove_unreferenced(now)
        if not self._strays_looked_for:
            # Only a crash leaves files without a row: once for each process finds them all.
            self._strays_looked_for = True
            await self._blobs.remove_stray_files(now)
