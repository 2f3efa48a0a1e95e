"""Whatever a telephone system leaves, there is a right answer, and an original that is kept."""

import io
import struct
from pathlib import Path
from typing import NamedTuple

import pytest
import soundfile
from msgspec.structs import replace

from channels.voicemail.audio.analysis import PEAKS, Analysis, Flag, Task
from channels.voicemail.audio.listening import MOST_SECONDS, listen
from tests.kit.recordings import (
    RATE,
    SECONDS,
    chunk,
    extensible,
    form,
    plain,
    recording,
    samples,
    tone,
    wave,
)

CUT, MENDED, NONE = Flag.TRUNCATED, Flag.REPAIRED, Flag.UNDECODED


class Case(NamedTuple):
    """A file and what is to be heard in it."""

    name: str
    raw: bytes
    seconds: float | None = SECONDS
    flags: tuple[Flag, ...] = ()
    reason: str = ""


SOUND = samples()
HALF = SECONDS / 2
WHOLE = plain()
BLOCK = 0x8000_0000
"""What FFmpeg writes where it cannot go back."""


MP3_IN_WAVE = wave(
    form(
        tag=85, bits=0, block=1, byte_rate=2_000, extension=struct.pack("<HIHHH", 1, 2, 144, 1, 0)
    ),
    chunk(b"data", recording("MPEG_LAYER_III", container="MP3")),
)


def _rf64(data_bytes: int) -> bytes:
    sizes = chunk(b"ds64", struct.pack("<QQQI", len(SOUND) + 72, data_bytes, 0, 0))
    return wave(
        sizes, form(), chunk(b"data", SOUND, size=0xFFFFFFFF), size=0xFFFFFFFF, name=b"RF64"
    )


CASES = (
    # What good writers write.
    Case("pcm 16 bit", recording("PCM_16")),
    Case("pcm 8 bit", recording("PCM_U8")),
    Case("pcm 24 bit", recording("PCM_24")),
    Case("pcm 32 bit", recording("PCM_32")),
    Case("float", recording("FLOAT")),
    Case("double", recording("DOUBLE")),
    Case("mu-law", recording("ULAW")),
    Case("A-law", recording("ALAW")),
    Case("IMA ADPCM", recording("IMA_ADPCM")),
    Case("MS ADPCM", recording("MS_ADPCM")),
    Case("GSM 6.10 (wav49)", recording("GSM610")),
    Case("G.721", recording("G721_32")),
    Case("MP3 in WAV", MP3_IN_WAVE),
    Case("extensible pcm", recording("PCM_16", container="WAVEX")),
    Case("extensible float", recording("FLOAT", container="WAVEX")),
    Case("RF64", recording("PCM_16", container="RF64")),
    Case("RIFX", recording("PCM_16", endian="BIG")),
    Case("RIFX of 24 bit", recording("PCM_24", endian="BIG")),
    Case("stereo", recording(sound=tone(channels=2))),
    Case("six channels", recording(sound=tone(channels=6))),
    Case("192 kHz", recording(sound=tone(rate=192_000), rate=192_000)),
    Case("44.1 kHz", recording(sound=tone(rate=44_100), rate=44_100)),
    # What other formats are called by mistake.
    Case("an MP3 that is called .wav", recording("MPEG_LAYER_III", container="MP3")),
    Case("an Ogg of Opus", recording("OPUS", container="OGG")),
    Case("a FLAC", recording(container="FLAC")),
    Case("an AU", recording("ULAW", container="AU")),
    Case("an AIFF", recording(container="AIFF")),
    Case("GSM without a header", recording("GSM610", container="RAW")),
    Case("the same, cut", recording("GSM610", container="RAW")[:-10], flags=(CUT,)),
    # Sizes that lie.
    Case("data of size 0", plain(size=0), flags=(MENDED,)),
    Case(
        "everything of size 0", wave(form(), chunk(b"data", SOUND, size=0), size=0), flags=(MENDED,)
    ),
    Case("data of size 0xFFFFFFFF", plain(size=0xFFFFFFFF), flags=(MENDED,)),
    Case("data of size 0x7FFFFFFF", plain(size=0x7FFFFFFF), flags=(MENDED,)),
    Case("data of size 0x80000000", plain(size=BLOCK), flags=(MENDED,)),
    Case("data of size 0x7FFFF000 as SoX pipes it", plain(size=0x7FFFF000), flags=(MENDED,)),
    Case("file of size 0", wave(form(), chunk(b"data", SOUND), size=0)),
    Case("file of size 0xFFFFFFFF", wave(form(), chunk(b"data", SOUND), size=0xFFFFFFFF)),
    Case("cut in half", WHOLE[: 44 + len(SOUND) // 2], HALF, (CUT,)),
    Case("cut in half, wav49", recording("GSM610")[: 60 + 38 * 65], HALF, (CUT,)),
    Case("cut inside a sample", WHOLE[:-1], flags=(CUT,)),
    Case(
        "data that goes on behind its size",
        wave(form(), chunk(b"data", SOUND, size=320)),
        flags=(MENDED,),
    ),
    Case("RF64 without its long size", _rf64(0), flags=(MENDED,)),
    Case("RF64 with a long size of petabytes", _rf64(2**60), flags=(MENDED,)),
    Case(
        "odd data without a pad, then more",
        wave(form(bits=8), chunk(b"data", b"\x80" * 24_001, pad=False), chunk(b"LIST", b"INFO")),
        flags=(Flag.SILENT, MENDED),
    ),
    # Chunks where nobody expects them.
    Case("JUNK in front", plain(before=[chunk(b"JUNK", b"\0" * 28)])),
    Case("LIST in front", plain(before=[chunk(b"LIST", b"INFOISFT\x06\0\0\0Lavf58")])),
    Case("fact in front", plain(before=[chunk(b"fact", struct.pack("<I", SECONDS * RATE))])),
    Case("bext in front, odd, padded", plain(before=[chunk(b"bext", b"x" * 603)])),
    Case(
        "LIST in front, odd, no pad",
        plain(before=[chunk(b"LIST", b"INFOx", pad=False)]),
        flags=(MENDED,),
    ),
    Case(
        "JUNK that claims the file",
        plain(before=[chunk(b"JUNK", b"\0" * 28, size=2**31)]),
        flags=(MENDED,),
    ),
    Case("zeros between the chunks", plain(before=[b"\0" * 11]), flags=(MENDED,)),
    Case("LIST behind", WHOLE + chunk(b"LIST", b"INFO")),
    Case(
        "the end of a mail behind",
        WHOLE
        + b"\r\n--boundary--\r\nSent from a telephone system that likes to talk about itself.\r\n",
    ),
    Case("two format chunks", plain(before=[form(), form(tag=6, bits=8)])),
    Case("a fact that lies", plain(before=[chunk(b"fact", b"\xff\xff\xff\x7f")])),
    # Headers that cannot be true.
    Case("line ends in front", b"\r\n\r\n" + WHOLE, flags=(MENDED,)),
    Case("an ID3 tag in front", b"ID3\x04\0\0\0\0\x01\x00" + b"\0" * 128 + WHOLE, flags=(MENDED,)),
    Case("a header inside the data", wave(form(), chunk(b"data", WHOLE)), flags=(MENDED,)),
    Case("block size 0", wave(form(block=0), chunk(b"data", SOUND)), flags=(MENDED,)),
    Case("0 bits", wave(form(bits=0, block=2), chunk(b"data", SOUND)), flags=(MENDED,)),
    Case(
        "rate 0 that can be told",
        wave(form(rate=0, byte_rate=16_000), chunk(b"data", SOUND)),
        flags=(MENDED,),
    ),
    Case(
        "0 channels that can be told",
        wave(form(channels=0, block=2), chunk(b"data", SOUND)),
        flags=(MENDED,),
    ),
    Case("extensible cut short", wave(form(tag=0xFFFE), chunk(b"data", SOUND)), flags=(MENDED,)),
    Case("rate 0", wave(form(rate=0), chunk(b"data", SOUND)), None, (NONE,), "0 samples a second"),
    Case(
        "rate 4294967295",
        wave(form(rate=2**32 - 1), chunk(b"data", SOUND)),
        None,
        (NONE,),
        "4294967295 samples a second",
    ),
    Case(
        "65535 channels",
        wave(form(channels=65_535, block=2), chunk(b"data", SOUND)),
        None,
        (NONE,),
        "65535 channels",
    ),
    Case("0 channels", wave(form(channels=0), chunk(b"data", SOUND)), None, (NONE,), "0 channels"),
    Case(
        "samples of 64 whole bits",
        wave(form(bits=64), chunk(b"data", SOUND)),
        None,
        (NONE,),
        "samples of 64 bits",
    ),
    Case(
        "IMA ADPCM in blocks of nothing",
        wave(form(tag=17, bits=4, block=0), chunk(b"data", SOUND)),
        None,
        (NONE,),
        "blocks of no bytes",
    ),
    Case(
        "a format nobody knows",
        wave(form(tag=0x1234), chunk(b"data", SOUND)),
        None,
        (NONE,),
        "format tag 0x1234",
    ),
    Case(
        "a GUID nobody knows",
        wave(extensible(1, tail="ff" * 14), chunk(b"data", SOUND)),
        None,
        (NONE,),
        "format tag 0xFFFE",
    ),
    # Hardly anything.
    Case("header only", wave(form(), chunk(b"data", b"")), 0, (Flag.EMPTY,), "hung up"),
    Case(
        "header only, LIST behind",
        wave(form(), chunk(b"data", b""), chunk(b"LIST", b"INFO")),
        0,
        (Flag.EMPTY,),
        "hung up",
    ),
    Case("no data at all", wave(form()), 0, (Flag.EMPTY, CUT), "hung up"),
    Case("no format", wave(chunk(b"data", SOUND)), None, (NONE,), "does not say how"),
    Case("20 bytes", WHOLE[:20], None, (NONE,), "does not say how"),
    Case("12 bytes", WHOLE[:12], None, (NONE,), "does not say how"),
    Case("4 bytes", WHOLE[:4], None, (NONE,), "no kind of recording"),
    Case("empty", b"", None, (NONE,), "empty"),
    Case("one byte", b"R", None, (NONE,), "no kind of recording"),
    Case("a web page", b"<!DOCTYPE html><title>404</title>", None, (NONE,), "web page"),
    Case("mu-law without a header", b"\xff\x7e" * 8_000, None, (NONE,), "no kind of recording"),
    Case(
        "a RIFF that is a film",
        wave(form(), chunk(b"data", SOUND)).replace(b"WAVE", b"AVI "),
        None,
        (NONE,),
        "no kind",
    ),
    # Bombs.
    Case(
        "a hundred thousand empty chunks",
        wave(*[chunk(b"JUNK", b"")] * 100_000, form(), chunk(b"data", SOUND)),
        None,
        (NONE,),
        "does not say how",
    ),
    Case(
        "headers in headers",
        wave(form(), chunk(b"data", wave(form(), chunk(b"data", WHOLE)))),
        flags=(MENDED,),
    ),
)


@pytest.fixture
def hear(tmp_path: Path):
    """Listen to some bytes."""

    def heard(raw: bytes) -> Analysis:
        path, playable = tmp_path / "original", tmp_path / "playable"
        path.write_bytes(raw)
        heard = listen(Task(path=str(path), playable=str(playable)))
        assert path.read_bytes() == raw
        if not heard.has_playable:
            return heard.analysis
        return replace(heard.analysis, playable=playable.read_bytes())

    return heard


def played(analysis: Analysis, raw: bytes) -> bytes:
    """Give what a browser gets."""
    return raw if analysis.original_plays else analysis.playable or b""


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_every_recording_has_its_answer(hear, case: Case):
    """VML-016: the length, what is odd about it, why it cannot be played."""
    analysis = hear(case.raw)
    assert analysis.flags == case.flags
    assert case.reason in analysis.reason
    assert bool(case.reason) == bool(analysis.reason)
    if case.seconds is None:
        assert analysis.duration_seconds is None
    else:
        assert analysis.duration_seconds == pytest.approx(case.seconds, rel=0.02)


@pytest.mark.parametrize("case", [c for c in CASES if c.seconds], ids=lambda case: case.name)
def test_what_is_played_is_plain_pcm_of_the_same_length(hear, case: Case):
    """VML-012: a browser plays 16-bit PCM in one channel or two, and nothing else for sure."""
    analysis = hear(case.raw)
    with soundfile.SoundFile(io.BytesIO(played(analysis, case.raw))) as file:
        assert (file.format, file.subtype) == ("WAV", "PCM_16")
        assert file.channels in (1, 2)
        assert file.samplerate <= 48_000
        assert file.frames / file.samplerate == analysis.duration_seconds
    assert len(analysis.peaks) == PEAKS
    assert all(0 <= each <= 1 for each in analysis.peaks)


def test_an_original_that_plays_as_it_is_has_no_copy(hear):
    """VML-012: only where a copy would be the same, byte for byte."""
    second = samples(seconds=1)
    for channels, sound in ((1, second), (2, second * 2)):
        raw = wave(form(channels=channels), chunk(b"data", sound))
        as_it_is = hear(raw)
        assert (as_it_is.original_plays, as_it_is.playable) == (True, None)
        assert as_it_is.duration_seconds == 1
        copied = hear(raw + b"\0")
        assert copied.playable == raw
        assert replace(copied, playable=None, original_plays=True) == as_it_is
    for other in (
        plain(second, before=[chunk(b"LIST", b"INFO")]),
        wave(form(block=4), chunk(b"data", second)),
        wave(form(rate=96_000), chunk(b"data", second)),
        wave(form(channels=3), chunk(b"data", second * 3)),
        plain(plain(second)),
        plain(second)[:-1],
        plain(b""),
        recording("ULAW"),
    ):
        assert not hear(other).original_plays


@pytest.mark.parametrize(
    "subtype", ["PCM_16", "PCM_U8", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ULAW", "ALAW", "GSM610"]
)
def test_the_wave_is_as_high_as_the_sound_is_loud(hear, subtype: str):
    """A tone at a quarter of full scale, whatever wrote it down."""
    analysis = hear(recording(subtype, sound=tone(level=0.25)))
    assert sorted(analysis.peaks)[PEAKS // 2] == pytest.approx(0.25, abs=0.03)


def test_the_wave_shows_where_the_voice_is(hear):
    quiet, loud = tone(seconds=1, level=0), tone(seconds=1, level=0.5)
    peaks = hear(plain(samples(seconds=1, level=0) + samples(seconds=1, level=0.5))).peaks
    assert len(quiet) == len(loud)
    assert max(peaks[: PEAKS // 2]) == 0
    assert min(peaks[PEAKS // 2 :]) > 0.3


@pytest.mark.parametrize("frames", [1, 2, 799, 800, 801])
def test_a_click_has_as_many_peaks_as_a_speech(hear, frames: int):
    analysis = hear(plain(b"\x00\x40" * frames))
    assert analysis.peaks == (0.5,) * PEAKS


@pytest.mark.parametrize(
    ("raw", "flags"),
    [
        (plain(samples(level=0.0)), (Flag.SILENT,)),
        (plain(samples(level=0.001)), (Flag.SILENT,)),
        (plain(b"\x00\x10" * RATE), (Flag.SILENT,)),
        (recording("PCM_U8", sound=tone(level=0)), (Flag.SILENT,)),
        (recording("ULAW", sound=tone(level=0)), (Flag.SILENT,)),
        (plain(samples(level=0.01)), ()),
        (plain(samples(level=1.0)), ()),
        (recording(sound=(tone(level=3.0)).clip(-1, 1)), (Flag.CLIPPED,)),
        (recording("ULAW", sound=(tone(level=3.0)).clip(-1, 1)), (Flag.CLIPPED,)),
        (recording("ALAW", sound=(tone(level=3.0)).clip(-1, 1)), (Flag.CLIPPED,)),
        (recording("PCM_U8", sound=(tone(level=3.0)).clip(-1, 1)), (Flag.CLIPPED,)),
        (recording("FLOAT", sound=tone(level=3.0)), (Flag.CLIPPED,)),
        (recording("FLOAT", sound=tone(level=3e38)), (Flag.CLIPPED,)),
    ],
    ids=[
        *("nothing", "-60 dBFS", "an offset", "8-bit nothing", "mu-law nothing"),
        *("-40 dBFS", "full scale"),
        *("cut at the top", "mu-law", "A-law", "8-bit", "float beyond 1", "float beyond all"),
    ],
)
def test_silence_and_clipping_are_told(hear, raw: bytes, flags: tuple[Flag, ...]):
    assert hear(raw).flags == flags


def test_numbers_that_are_none_are_no_sound(hear):
    nan = struct.pack("<f", float("nan")) * RATE
    analysis = hear(wave(form(tag=3, bits=32), chunk(b"data", nan)))
    assert analysis.flags == (Flag.SILENT,)
    assert analysis.duration_seconds == 1


def test_an_hour_is_played_and_no_more(hear):
    """Five hours of 8-bit silence are 144 MB: what is played is bounded, the original is whole."""
    slow = form(rate=4_000, bits=8)
    analysis = hear(wave(slow, chunk(b"data", b"\x80" * 4_000 * (MOST_SECONDS + 60))))
    assert analysis.duration_seconds == MOST_SECONDS
    assert Flag.SHORTENED in analysis.flags


def test_a_format_is_named_for_people(hear):
    assert hear(recording("GSM610")).format == "WAV, GSM 6.10, 8000 Hz"
    assert hear(recording("PCM_24")).format == "WAV, PCM 24 bit, 8000 Hz"
