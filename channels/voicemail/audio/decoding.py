"""Decoding: from the bytes of a recording to 16-bit samples."""

import importlib.util
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import soundfile
from numpy.typing import NDArray

from channels.voicemail.audio import formats, header, riff
from channels.voicemail.audio.container import GSM_FRAME_BYTES, Container, container_of, described
from channels.voicemail.audio.riff import Unreadable, Wave

MOST_RATE: Final = 192_000
LEAST_RATE: Final = 4_000
MOST_CHANNELS: Final = 8

Samples: TypeAlias = NDArray[np.int16]
"""One row for each instant, one column for each channel."""

PLAIN_BITS: Final = 16
"""Of a sample as every browser plays it."""
_BLOCK_FRAMES: Final = 65_536
_SCALED: Final = frozenset({"FLOAT", "DOUBLE"})
"""Read as whole numbers these would all be 0: libsndfile does not scale them."""
_BY_SOUNDFILE: Final = frozenset(
    {
        formats.PCM,
        formats.MS_ADPCM,
        formats.FLOAT,
        formats.ALAW,
        formats.MULAW,
        formats.IMA_ADPCM,
        formats.GSM610,
        0x0038,
        0x0040,
        formats.MP3,
    }
)
_NOT_BY_SOUNDFILE: Final = frozenset({Container.AMR, Container.WEBM, Container.MP4})
_BITS: Final = {formats.PCM: (8, 16, 24, 32), formats.FLOAT: (32, 64)}
_FULL: Final = {"PCM_U8": 127 << 8, "PCM_S8": 127 << 8, "ULAW": 32_124, "ALAW": 32_256}
FULL: Final = 32_767


@dataclass(slots=True, kw_only=True)
class Sound:
    """Sound that is decoded piece by piece."""

    format: str
    rate: int
    channels: int
    blocks: Iterator[Samples]
    full: int = FULL
    """The largest number that the format can write."""
    frames: int | None = None
    """How many belong to the recording, where it says so; the rest fills the last block."""
    truncated: bool = False
    repaired: bool = False
    plain: Samples | None = None
    """All of it, where the file is a true header, and behind it these samples and nothing else."""


def decode(raw: bytes) -> Sound | Unreadable:
    """Begin to decode a recording; the blocks end early where it is damaged."""
    container = container_of(raw)
    if container is None:
        return Unreadable(described(raw))
    if container is Container.WAVE:
        return _wave(raw)
    if container is Container.GSM:
        return _gsm(raw)
    if container in _NOT_BY_SOUNDFILE:
        return _otherwise(raw, container, f"{container} needs the optional decoder")
    return _read(raw, container)


def _wave(raw: bytes) -> Sound | Unreadable:
    wave = riff.walk(raw)
    if isinstance(wave, Unreadable):
        return wave
    impossible = _impossible(wave)
    if impossible:
        return Unreadable(f"its header cannot be true: {impossible}")
    name = formats.name_of(wave.tag)
    bits = f" {wave.bits} bit" if wave.tag in (formats.PCM, formats.FLOAT) else ""
    label = f"WAV, {formats.NAMES.get(wave.tag, name)}{bits}, {wave.rate} Hz"
    if not wave.length:
        return _silence(label, wave)
    if _is_plain(raw, wave):
        return _plain(raw, label, wave)
    whole = header.whole(wave, raw[wave.start : wave.start + wave.length])
    known = wave.tag in _BY_SOUNDFILE
    sound = _read(whole, label) if known else _otherwise(whole, label, name)
    if isinstance(sound, Sound):
        sound.frames = wave.samples
        sound.truncated, sound.repaired = wave.truncated, wave.repaired
    return sound


def _impossible(wave: Wave) -> str:
    """Say what no recording can be; empty for what one can."""
    if not LEAST_RATE <= wave.rate <= MOST_RATE:
        return f"{wave.rate} samples a second"
    if not 1 <= wave.channels <= MOST_CHANNELS:
        return f"{wave.channels} channels"
    if not wave.block_bytes:
        return "blocks of no bytes"
    if wave.bits not in _BITS.get(wave.tag, (wave.bits,)):
        return f"samples of {wave.bits} bits"
    return ""


def _is_plain(raw: bytes, wave: Wave) -> bool:
    """Tell whether `raw` is, byte for byte, what would be written for browsers."""
    frame_bytes = wave.channels * PLAIN_BITS // 8
    true_header = header.header(
        channels=wave.channels,
        rate=wave.rate,
        bits=PLAIN_BITS,
        block_bytes=frame_bytes,
        sound_bytes=wave.length,
    )
    return (
        raw.startswith(true_header)
        and wave.start == len(true_header)
        and wave.start + wave.length == len(raw)
        and wave.length % frame_bytes == 0
        and not wave.repaired
    )


def _plain(raw: bytes, label: str, wave: Wave) -> Sound:
    samples = np.frombuffer(raw, dtype="<i2", offset=wave.start).reshape(-1, wave.channels)
    starts = range(0, len(samples), _BLOCK_FRAMES)
    return Sound(
        format=label,
        rate=wave.rate,
        channels=wave.channels,
        blocks=(samples[start : start + _BLOCK_FRAMES] for start in starts),
        plain=samples,
    )


def _silence(label: str, wave: Wave) -> Sound:
    return Sound(
        format=label,
        rate=wave.rate,
        channels=wave.channels,
        blocks=iter(()),
        truncated=wave.truncated,
        repaired=wave.repaired,
    )


def _gsm(raw: bytes) -> Sound | Unreadable:
    whole = raw[: len(raw) // GSM_FRAME_BYTES * GSM_FRAME_BYTES]
    sound = _read(
        whole, Container.GSM, format="RAW", subtype="GSM610", samplerate=8_000, channels=1
    )
    if isinstance(sound, Sound):
        sound.truncated = len(whole) < len(raw)
    return sound


def _read(raw: bytes, label: str, **form: Any) -> Sound | Unreadable:  # noqa: ANN401 - soundfile's own
    try:
        file = soundfile.SoundFile(_Buffer(raw), **form)
    except soundfile.SoundFileError as error:
        return _otherwise(raw, label, f"{label}: {_said(error)}")
    if not LEAST_RATE <= file.samplerate <= MOST_RATE or file.channels > MOST_CHANNELS:
        return Unreadable(f"{file.samplerate} samples a second in {file.channels} channels")
    return Sound(
        format=label if "Hz" in label else f"{label}, {file.samplerate} Hz",
        rate=file.samplerate,
        channels=file.channels,
        blocks=_blocks(file),
        full=_FULL.get(file.subtype, FULL),
    )


class _Buffer(io.BytesIO):
    """Bytes that a damaged recording may ask to be read before their beginning."""

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go there, or stay where there is no such place: the caller is written in C."""
        try:
            return super().seek(offset, whence)
        except (ValueError, OverflowError):
            return self.tell()


def _blocks(file: soundfile.SoundFile) -> Iterator[Samples]:
    scaled = file.subtype in _SCALED
    while True:
        try:
            block = file.read(_BLOCK_FRAMES, dtype="float32" if scaled else "int16", always_2d=True)
        except soundfile.SoundFileError:
            return  # what was decoded so far is worth hearing
        if not len(block):
            return
        yield _whole_numbers(block) if scaled else block


def _whole_numbers(block: NDArray[np.float32]) -> Samples:
    finite = np.nan_to_num(block, nan=0.0, posinf=1.0, neginf=-1.0)
    with np.errstate(over="ignore"):  # endlessly loud is clipped like everything too loud
        scaled = np.rint(finite * 32_768.0)
    clipped: Samples = np.clip(scaled, -32_768, FULL).astype(np.int16)
    return clipped


def _otherwise(raw: bytes, label: str, why: str) -> Sound | Unreadable:
    """Ask the optional decoder, which knows what telephones spoke before everything was WAV."""
    undecoded = Unreadable(f"the recording could not be decoded ({why})")
    if importlib.util.find_spec("av") is None:
        return undecoded
    from channels.voicemail.audio import ffmpeg  # noqa: PLC0415 - only where it is installed

    return ffmpeg.decode(raw, label) or undecoded


def _said(error: soundfile.SoundFileError) -> str:
    """Give the library's words without the address of our buffer."""
    return str(getattr(error, "error_string", "") or "damaged").rstrip(". ").lower()
