"""Recordings as telephone systems leave them, whole and in every way broken."""

import io
import struct
from collections.abc import Iterable
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

RATE = 8_000
SECONDS = 3


def tone(
    *, seconds: float = SECONDS, level: float = 0.25, rate: int = RATE, channels: int = 1
) -> NDArray[np.float64]:
    """A tone of 440 Hz."""
    at = np.arange(int(seconds * rate)) / rate
    wave = np.sin(2 * np.pi * 440 * at) * level
    return np.repeat(wave[:, np.newaxis], channels, axis=1)


def recording(
    subtype: str = "PCM_16",
    *,
    container: str = "WAV",
    sound: NDArray[np.float64] | None = None,
    rate: int = RATE,
    **options: Any,
) -> bytes:
    """What a good writer makes of a tone."""
    file = io.BytesIO()
    wave = tone(rate=rate) if sound is None else sound
    soundfile.write(file, wave, rate, format=container, subtype=subtype, **options)
    return file.getvalue()


def samples(**how: Any) -> bytes:
    """A tone as 16-bit samples without any header."""
    return bytes((tone(**how) * 32_767).astype("<i2").tobytes())


def chunk(name: bytes, body: bytes, *, size: int | None = None, pad: bool = True) -> bytes:
    """A chunk, with any declared size, with or without the pad that an odd one needs."""
    declared = len(body) if size is None else size
    return name + struct.pack("<I", declared) + body + (b"\0" if pad and len(body) % 2 else b"")


def form(
    *,
    tag: int = 1,
    channels: int = 1,
    rate: int = RATE,
    bits: int = 16,
    block: int | None = None,
    byte_rate: int | None = None,
    extension: bytes = b"",
) -> bytes:
    """A format chunk."""
    block = channels * bits // 8 if block is None else block
    byte_rate = (rate * block if byte_rate is None else byte_rate) & 0xFFFFFFFF
    body = struct.pack("<HHIIHH", tag, channels, rate, byte_rate, block, bits)
    return chunk(
        b"fmt ", body + (struct.pack("<H", len(extension)) + extension if tag > 1 else b"")
    )


def extensible(tag: int, *, bits: int = 16, tail: str = "000000001000800000aa00389b71") -> bytes:
    """A format chunk that names its format by a GUID."""
    guid = struct.pack("<H", tag) + bytes.fromhex(tail)
    return form(tag=0xFFFE, bits=bits, extension=struct.pack("<HI", bits, 4) + guid)


def wave(*chunks: bytes, size: int | None = None, name: bytes = b"RIFF") -> bytes:
    """A WAVE file of these chunks, with any declared size."""
    body = b"WAVE" + b"".join(chunks)
    return name + struct.pack("<I", len(body) if size is None else size) + body


def plain(sound: bytes | None = None, *, before: Iterable[bytes] = (), **data: Any) -> bytes:
    """A WAVE file with 16-bit samples, whose `data` chunk may lie."""
    return wave(*before, form(), chunk(b"data", samples() if sound is None else sound, **data))
