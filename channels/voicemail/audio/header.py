"""WAVE headers that are true, for sound whose own header was not believed."""

from typing import Final, Literal

from channels.voicemail.audio import formats
from channels.voicemail.audio.riff import Wave

_GSM_SAMPLES: Final = (320).to_bytes(2, "little")
"""A GSM 6.10 block as WAVE files hold it: two frames of 160 samples in 65 bytes."""


def whole(wave: Wave, sound: bytes) -> bytes:
    """Give a WAVE file with the `sound` of another one."""
    return header(
        tag=wave.tag,
        channels=wave.channels,
        rate=wave.rate,
        bits=wave.bits,
        block_bytes=wave.block_bytes,
        byte_rate=None if wave.tag == formats.PCM else wave.byte_rate,
        extension=_extension(wave),
        sound_bytes=len(sound),
        order="big" if wave.big_endian else "little",
    ) + sound.ljust(len(sound) + len(sound) % 2, b"\0")


def header(
    *,
    tag: int = formats.PCM,
    channels: int,
    rate: int,
    bits: int,
    block_bytes: int,
    byte_rate: int | None = None,
    extension: bytes = b"",
    sound_bytes: int,
    order: Literal["big", "little"] = "little",
) -> bytes:
    """Give what stands in front of `sound_bytes` of sound."""

    def number(value: int, size: int) -> bytes:
        return min(value, (1 << 8 * size) - 1).to_bytes(size, order)

    form = b"".join(
        (
            number(tag, 2),
            number(channels, 2),
            number(rate, 4),
            number(rate * block_bytes if byte_rate is None else byte_rate, 4),
            number(block_bytes, 2),
            number(bits, 2),
        )
    )
    if tag != formats.PCM:
        form += number(len(extension), 2) + extension + b"\0" * (len(extension) % 2)
    chunks = b"WAVEfmt " + number(len(form), 4) + form + b"data" + number(sound_bytes, 4)
    whole_bytes = len(chunks) + sound_bytes + sound_bytes % 2
    return (b"RIFX" if order == "big" else b"RIFF") + number(whole_bytes, 4) + chunks


def _extension(wave: Wave) -> bytes:
    if wave.tag == formats.GSM610:
        return _GSM_SAMPLES
    return wave.extension
