"""Listening to a recording as a program can: what there is to hear, in a form browsers play."""

from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
from msgspec.structs import replace

from channels.voicemail.audio import header
from channels.voicemail.audio.analysis import Analysis, Flag, Heard, Task, undecoded
from channels.voicemail.audio.decoding import Samples, Sound, decode
from channels.voicemail.audio.measuring import Loudness, peaks
from channels.voicemail.audio.riff import Unreadable

MOST_SECONDS: Final = 3_600
MOST_PLAYABLE_BYTES: Final = 134_217_728
"""An hour at 16 kHz."""
MOST_ORIGINAL_BYTES: Final = 268_435_456
PLAYED_RATE: Final = 48_000
"""No voice needs more, and not every browser plays more."""
MOST_PLAYED_CHANNELS: Final = 2
SAMPLE_BYTES: Final = 2
_MOST_PADDING: Final = 4_096
"""Samples that only fill the last block, which is longer in no format."""

NOTHING: Final = "there is no sound in it: the caller hung up"


def listen(task: Task) -> Heard:
    """Listen to a recording; raises `OSError` when the disk refuses, and for no content."""
    path = Path(task.path)
    if path.stat().st_size > MOST_ORIGINAL_BYTES:
        return _undecoded("it is too large to be decoded")
    raw = path.read_bytes()
    try:
        sound = decode(raw)
    except (ValueError, OverflowError, RuntimeError) as error:
        # A library's own check of what a stranger has written.
        sound = Unreadable(f"the recording could not be decoded ({error})")
    if isinstance(sound, Unreadable):
        return _undecoded(sound.reason)
    if sound.plain is not None and _is_played_whole(sound, len(sound.plain)):
        # Plain telephone sound with a true header: a copy of it would be kept for nothing.
        return _as_it_is(sound, sound.plain)
    with Path(task.playable).open("w+b") as file:
        return _played(sound, file)


def _undecoded(reason: str) -> Heard:
    return Heard(analysis=undecoded(reason), has_playable=False)


def _is_played_whole(sound: Sound, frames: int) -> bool:
    """Tell whether nothing of a recording is mixed, thinned or left out for browsers."""
    return (
        sound.channels <= MOST_PLAYED_CHANNELS
        and sound.rate <= PLAYED_RATE
        and frames
        <= min(MOST_SECONDS * sound.rate, MOST_PLAYABLE_BYTES // (SAMPLE_BYTES * sound.channels))
    )


def _as_it_is(sound: Sound, samples: Samples) -> Heard:
    """Measure a recording that needs no other file to be played from."""
    loudness = Loudness(sound.full)
    for block in sound.blocks:
        loudness.add(block)
    analysis = _analysis(sound, loudness, samples, sound.rate)
    return Heard(analysis=replace(analysis, original_plays=True), has_playable=False)


def _played(sound: Sound, file: BinaryIO) -> Heard:
    """Write a WAVE file for browsers, block by block, and measure on the way."""
    channels = sound.channels if sound.channels <= MOST_PLAYED_CHANNELS else 1
    step = -(-sound.rate // PLAYED_RATE)
    loudness = Loudness(sound.full)
    head = len(header.header(channels=1, rate=1, bits=16, block_bytes=2, sound_bytes=0))
    file.seek(head)
    frame_bytes = channels * SAMPLE_BYTES
    most = min(MOST_SECONDS * sound.rate // step, MOST_PLAYABLE_BYTES // frame_bytes)
    frames, shortened = 0, False
    for block in sound.blocks:
        loudness.add(block)
        played = _thinned(_mixed(block) if channels != sound.channels else block, step)
        shortened = frames + len(played) > most
        played = played[: most - frames]
        file.write(played.astype("<i2").tobytes())
        frames += len(played)
        if shortened:
            break
    if sound.frames is not None and 0 < sound.frames < frames < sound.frames + _MOST_PADDING:
        frames = sound.frames
        file.truncate(head + frames * frame_bytes)
    rate = sound.rate // step
    file.seek(0)
    file.write(
        header.header(
            channels=channels,
            rate=rate,
            bits=SAMPLE_BYTES * 8,
            block_bytes=frame_bytes,
            sound_bytes=frames * frame_bytes,
        )
    )
    file.flush()
    file.seek(head)
    samples = np.frombuffer(file.read(), dtype="<i2").reshape(-1, channels)
    analysis = _analysis(sound, loudness, samples, rate, shortened=shortened)
    return Heard(analysis=analysis, has_playable=frames > 0)


def _analysis(
    sound: Sound, loudness: Loudness, samples: Samples, rate: int, *, shortened: bool = False
) -> Analysis:
    """Say what is known of a recording of which `samples` are played."""
    holds = {
        Flag.SILENT: loudness.silent,
        Flag.CLIPPED: loudness.clipped,
        Flag.EMPTY: not len(samples),
        Flag.TRUNCATED: sound.truncated,
        Flag.REPAIRED: sound.repaired,
        Flag.SHORTENED: shortened,
    }
    return Analysis(
        playable=None,
        duration_seconds=len(samples) / rate,
        peaks=peaks(samples),
        flags=tuple(flag for flag, does in holds.items() if does),
        reason="" if len(samples) else NOTHING,
        format=sound.format,
    )


def _mixed(block: Samples) -> Samples:
    """Make one channel of many."""
    mixed: Samples = block.mean(axis=1, dtype=np.float32).astype(np.int16).reshape(-1, 1)
    return mixed


def _thinned(block: Samples, step: int) -> Samples:
    """Leave one sample of `step`, their mean, which keeps what a voice needs."""
    if step == 1:
        return block
    whole = len(block) // step * step
    thinned: Samples = (
        block[:whole]
        .reshape(-1, step, block.shape[1])
        .mean(axis=1, dtype=np.float32)
        .astype(np.int16)
    )
    return thinned
