"""An example of a program that writes down what is said: pocketsphinx, for American English.

Run as ``python -m channels.voicemail.transcript.sphinx FILE``; it comes with the extra
``transcript``. It is small and free and understands telephones badly: good enough to see at a
glance what a message may be about.
"""

import sys
from pathlib import Path
from typing import Final

import numpy as np
import soundfile
from numpy.typing import NDArray
from pocketsphinx import Decoder

RATE: Final = 16_000
"""Of the model."""


def words_in(recording: Path) -> str:
    """Give the words in a recording; empty where nothing is understood."""
    samples, rate = soundfile.read(recording, dtype="int16", always_2d=True)
    decoder = Decoder(samprate=float(RATE), loglevel="FATAL")
    decoder.start_utt()
    decoder.process_raw(_at_rate(samples, rate).tobytes(), full_utt=True)
    decoder.end_utt()
    found = decoder.hyp()
    return "" if found is None else str(found.hypstr)


def _at_rate(samples: NDArray[np.int16], rate: int) -> NDArray[np.int16]:
    """Give one channel at the rate of the model, straight lines between the samples."""
    one = samples.mean(axis=1, dtype=np.float32)
    places = np.arange(int(len(one) * RATE / rate), dtype=np.float64) * rate / RATE
    resampled: NDArray[np.int16] = np.interp(places, np.arange(len(one)), one).astype(np.int16)
    return resampled


if __name__ == "__main__":
    sys.stdout.write(words_in(Path(sys.argv[1])) + "\n")
