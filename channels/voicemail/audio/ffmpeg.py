"""The optional decoder: what only FFmpeg's libraries know, by PyAV."""

import io
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.container import InputContainer

from channels.voicemail.audio.decoding import Samples, Sound

_RATE: Final = 48_000


def decode(raw: bytes, label: str) -> Sound | None:
    """Begin to decode a recording, None where this decoder knows it neither."""
    try:
        container = av.open(io.BytesIO(raw), mode="r", metadata_errors="ignore")
        stream = container.streams.audio[0] if container.streams.audio else None
    except (av.FFmpegError, ValueError):
        return None
    if stream is None or getattr(stream, "codec_context", None) is None:
        return None  # nothing in it, or nothing that anybody knows
    if not stream.rate or not stream.channels:
        return None
    rate = min(stream.rate, _RATE)
    channels = min(stream.channels, 2)
    blocks = _blocks(container, rate, channels)
    # The first one tells whether it can be decoded at all.
    first = next(blocks, None)
    if first is None:
        return None
    return Sound(
        format=f"{label}, {stream.codec_context.name}, {stream.rate} Hz",
        rate=rate,
        channels=channels,
        blocks=_chained(first, blocks),
    )


def _chained(first: Samples, others: Iterator[Samples]) -> Iterator[Samples]:
    yield first
    yield from others


def _blocks(container: InputContainer, rate: int, channels: int) -> Iterator[Samples]:
    resampler = AudioResampler(
        format="s16", layout="stereo" if channels == 2 else "mono", rate=rate
    )
    with container:
        try:
            for packet in container.demux(audio=0):
                with suppress(av.FFmpegError):  # the tail of a recording that was cut
                    for frame in packet.decode():
                        assert isinstance(frame, AudioFrame)
                        yield from _samples(resampler.resample(frame), channels)
            yield from _samples(resampler.resample(None), channels)
        except (av.FFmpegError, ValueError):
            return  # it goes on as another kind of sound: what was decoded so far stays


def _samples(frames: list[AudioFrame], channels: int) -> Iterator[Samples]:
    for frame in frames:
        yield np.asarray(frame.to_ndarray(), dtype=np.int16).reshape(-1, channels)
