"""Recordings for the demo: babble that no one has spoken, left as a telephone system leaves it."""

import io
import math
import wave
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

RATE: Final = 8_000
"""Samples a second, as on the telephone."""
_LOUDEST: Final = 9_000
_PAUSE_SECONDS: Final = 0.06
_FADE_SECONDS: Final = 0.03
_VOWELS: Final = {
    "a": (730, 1090, 2440),
    "e": (530, 1840, 2480),
    "i": (270, 2290, 3010),
    "o": (570, 840, 2410),
    "u": (300, 870, 2240),
}
"""The first three formants of each vowel in Hz (Peterson and Barney, 1952)."""
_HARMONICS: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A message that waits in the demo."""

    name: str
    caller: str
    number: str
    pitch: int
    """In Hz."""
    syllables: str
    """Vowels, a space being a breath."""
    minutes_ago: int
    """When it was left, counted back from the demo's first start."""


VOICEMAILS: Final = (
    Sample(
        name="msg0000",
        caller="Zoe Lambert",
        number="+33142685300",
        pitch=210,
        syllables="aeo ieau oia eaie uo ai",
        minutes_ago=42,
    ),
    Sample(
        name="msg0001",
        caller="Henrik Olsen",
        number="+4722864400",
        pitch=120,
        syllables="oaei uia eo aeiou ae",
        minutes_ago=17,
    ),
    Sample(name="msg0002", caller="", number="", pitch=165, syllables="ea iou ae", minutes_ago=5),
)
CALLBACKS: Final = (
    Sample(
        name="msg0000",
        caller="Marta Rossi",
        number="+390669812345",
        pitch=190,
        syllables="iae oai uea eio aua",
        minutes_ago=25,
    ),
)


def leave_samples(folder: Path, samples: Sequence[Sample], *, now_seconds: int) -> None:
    """Leave messages in a folder that is made for them; in one that is there, nothing.

    Raises:
        OSError: the disk refuses.

    """
    if folder.exists():
        return
    folder.mkdir(parents=True)
    for sample in samples:
        said = babble(sample.syllables, sample.pitch)
        (folder / f"{sample.name}.wav").write_bytes(said)
        (folder / f"{sample.name}.txt").write_text(
            "[message]\n"
            f'callerid="{sample.caller}" <{sample.number or "anonymous"}>\n'
            f"origtime={now_seconds - 60 * sample.minutes_ago}\n"
            f"duration={len(said) // (2 * RATE)}\n",
            encoding="utf-8",
        )


def babble(syllables: str, pitch: int) -> bytes:
    """Give a WAV in which somebody seems to speak."""
    samples = array("h")
    for number, vowel in enumerate(syllables):
        formants = _VOWELS.get(vowel)
        if formants is None:
            samples.extend([0] * int(0.25 * RATE))
            continue
        # Speech rises and falls, and no two syllables last alike.
        seconds = 0.13 + 0.05 * (number % 3)
        bend = pitch * (1 + 0.12 * math.sin(number * 1.7))
        samples.extend(_voiced(formants, bend, seconds))
        samples.extend([0] * int(_PAUSE_SECONDS * RATE))
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE)
        writer.writeframes(samples.tobytes())
    return file.getvalue()


def _voiced(formants: tuple[int, ...], pitch: float, seconds: float) -> Iterator[int]:
    """Give a vowel: the harmonics of a voice, each as loud as the mouth lets it through."""
    waves = [
        (2 * math.pi * pitch * k / RATE, _passed(formants, pitch * k) / k)
        for k in range(1, _HARMONICS)
        if pitch * k < RATE / 2
    ]
    loudness = _LOUDEST / sum(share for _, share in waves)
    length = int(seconds * RATE)
    fade = _FADE_SECONDS * RATE
    for at in range(length):
        swell = min(1.0, at / fade, (length - at) / fade)
        heard = sum(share * math.sin(step * at) for step, share in waves)
        yield int(loudness * swell * heard)


def _passed(formants: tuple[int, ...], frequency: float) -> float:
    return sum(1 / (1 + ((frequency - each) / 90) ** 2) for each in formants) + 0.02
