"""Any bytes can be listened to; what only FFmpeg knows is decoded where it is installed."""

import importlib.util
import io
import random
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from av.audio.stream import AudioStream

from channels.voicemail.audio.analysis import Analysis, Flag, Task
from channels.voicemail.audio.listening import listen
from tests.kit.recordings import RATE, SECONDS, recording, tone

WHOLE = [
    *(recording(subtype) for subtype in ("PCM_16", "FLOAT", "ULAW", "GSM610", "IMA_ADPCM")),
    *(recording(subtype) for subtype in ("MS_ADPCM", "PCM_24", "G721_32")),
    recording("MPEG_LAYER_III", container="MP3"),
    recording("VORBIS", container="OGG"),
    recording(container="FLAC"),
    recording(container="AIFF"),
    recording("ULAW", container="AU"),
]


def _encoded(container: str, codec: str, rate: int, **options: Any) -> bytes:
    """A tone as FFmpeg writes it."""
    file = io.BytesIO()
    with av.open(file, "w", format=container) as out:
        stream = out.add_stream(codec, rate=rate, **options)
        assert isinstance(stream, AudioStream)
        stream.layout = "mono"
        wave = (tone(rate=rate) * 32_767).astype(np.int16).T
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(wave), format="s16", layout="mono")
        frame.sample_rate = rate
        resampler = av.AudioResampler(
            format=stream.format, layout="mono", rate=rate, frame_size=stream.frame_size or None
        )
        for each in (frame, None):
            for ready in resampler.resample(each):
                out.mux(stream.encode(ready))
        out.mux(stream.encode(None))
    return file.getvalue()


OTHERS = {
    "G.722 in WAV": ("wav", "g722", 16_000),
    "G.726 in WAV": ("wav", "g726", RATE),
    "Opus in WebM": ("webm", "libopus", 48_000),
    "AAC in MP4": ("mp4", "aac", 16_000),
}


def _heard(raw: bytes, folder: Path) -> Analysis:
    path = folder / "original"
    path.write_bytes(raw)
    return listen(Task(path=str(path), playable=str(folder / "playable"))).analysis


@pytest.mark.parametrize("seed", range(15))
def test_a_damaged_recording_is_listened_to_all_the_same(seed: int, tmp_path: Path):
    """Whatever a stranger sends, there is a length or a reason, and nothing is raised."""
    chance = random.Random(seed)
    for raw in WHOLE:
        damaged = bytearray(raw[: chance.randrange(len(raw) // 2, len(raw) + 1)])
        for _ in range(chance.randrange(1, 6)):
            damaged[chance.randrange(min(len(damaged), 200))] = chance.randrange(256)
        analysis = _heard(bytes(damaged), tmp_path)
        assert (analysis.duration_seconds is None) == (Flag.UNDECODED in analysis.flags)
        assert bool(analysis.reason) == (not analysis.duration_seconds)


@pytest.mark.parametrize("name", OTHERS)
def test_what_only_ffmpeg_knows_is_decoded(name: str, tmp_path: Path):
    analysis = _heard(_encoded(*OTHERS[name]), tmp_path)
    assert analysis.duration_seconds == pytest.approx(SECONDS, rel=0.05)
    assert sorted(analysis.peaks)[400] == pytest.approx(0.25, abs=0.08)
    assert analysis.flags == ()


@pytest.mark.parametrize("name", OTHERS)
def test_without_it_there_is_a_reason(name: str, tmp_path: Path, monkeypatch: Any):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    analysis = _heard(_encoded(*OTHERS[name]), tmp_path)
    assert analysis.flags == (Flag.UNDECODED,)
    assert name[:5] in analysis.reason or name[-4:].strip() in analysis.reason


def test_with_it_too_there_is_a_reason_for_what_is_none(tmp_path: Path):
    analysis = _heard(b"\x1a\x45\xdf\xa3" + bytes(range(256)) * 40, tmp_path)
    assert analysis.flags == (Flag.UNDECODED,)
    assert "WebM" in analysis.reason
