"""What can be said of samples: how loud they are, and where."""

import numpy as np

from channels.voicemail.audio.analysis import PEAKS
from channels.voicemail.audio.decoding import Samples

SILENT_RMS = 32_768 * 10 ** (-55 / 20)
"""-55 dBFS, below the noise of any telephone line that is open."""
CLIPPED_SHARE = 0.001


class Loudness:
    """Adds up, block by block, what tells silence and clipping."""

    def __init__(self, full: int) -> None:
        """Take `full` for the largest number there can be."""
        self._full = full
        self._count = 0
        self._sum = 0
        self._squares = 0.0
        self._at_limit = 0

    def add(self, block: Samples) -> None:
        """Hear a block."""
        self._count += block.size
        self._sum += int(block.sum(dtype=np.int64))
        flat = block.reshape(-1).astype(np.float32)
        self._squares += float(np.dot(flat, flat))
        if flat.size:
            # One sample at the limit is the top of a wave, several in a row are its cut.
            over = (block >= self._full) | (block <= -self._full)
            if over.any():
                self._at_limit += int(np.count_nonzero(over[1:] & over[:-1]))

    @property
    def silent(self) -> bool:
        """Whether nobody would hear anything; an offset from zero makes no sound."""
        if not self._count:
            return False
        mean = self._sum / self._count
        return self._squares / self._count - mean * mean < SILENT_RMS**2

    @property
    def clipped(self) -> bool:
        """Whether it was too loud for whoever recorded it."""
        return self._at_limit > self._count * CLIPPED_SHARE


def peaks(samples: Samples) -> tuple[float, ...]:
    """Give the loudest of each of `PEAKS` equal shares, from 0 to 1; none for no samples."""
    if not len(samples):
        return ()
    starts = (np.arange(PEAKS, dtype=np.int64) * len(samples)) // PEAKS
    highest = np.maximum.reduceat(samples, starts, axis=0).max(axis=1).astype(np.int32)
    lowest = np.minimum.reduceat(samples, starts, axis=0).min(axis=1).astype(np.int32)
    loudest = np.maximum(highest, -lowest) / 32_768
    return tuple(np.round(loudest, 3).tolist())
