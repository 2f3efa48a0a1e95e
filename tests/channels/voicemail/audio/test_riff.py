"""The walk through a WAVE file ends with an answer, whatever the bytes are."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from channels.voicemail.audio.riff import Unreadable, Wave, find_wave, walk
from tests.kit.recordings import chunk, form, plain, wave

SMALL = plain(b"\1\2" * 50, before=[chunk(b"LIST", b"INFOx"), chunk(b"fact", b"\0\0\0\0")])
LONG = wave(form(), chunk(b"data", b"\1\2" * 50), name=b"RF64", size=0xFFFFFFFF)
sizes = st.sampled_from([0, 1, 2, 7, 8, 2**31 - 1, 2**31, 2**32 - 1]) | st.integers(0, 2**32 - 1)
names = st.sampled_from([b"data", b"fmt ", b"LIST", b"JUNK", b"ds64", b"fact", b"RIFF", b"\0" * 4])
chunks = st.builds(
    lambda name, body, size, pad: chunk(name, body, size=size, pad=pad),
    names,
    st.binary(max_size=64),
    st.none() | sizes,
    st.booleans(),
)


def _is_sane(raw: bytes) -> None:
    """The sound lies inside the file."""
    found = walk(raw)
    if isinstance(found, Wave):
        assert 0 <= found.start <= len(raw)
        assert 0 <= found.length <= len(raw) - found.start
    else:
        assert isinstance(found, Unreadable)
        assert found.reason


@settings(max_examples=150)
@given(st.binary(max_size=300))
def test_any_bytes_have_an_answer(raw: bytes):
    _is_sane(raw)


@settings(max_examples=150)
@given(
    st.lists(chunks, max_size=12),
    sizes,
    st.sampled_from([b"RIFF", b"RIFX", b"RF64", b"BW64"]),
    st.binary(max_size=70),
)
def test_any_chunks_have_an_answer(parts: list[bytes], size: int, name: bytes, before: bytes):
    _is_sane(before + wave(*parts, size=size, name=name))


@settings(max_examples=150)
@given(st.sampled_from([SMALL, LONG]), st.randoms(use_true_random=False), st.integers(0, 8))
def test_a_recording_that_was_damaged_has_an_answer(raw: bytes, chance: random.Random, hits: int):
    damaged = bytearray(raw)
    for _ in range(hits):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    _is_sane(bytes(damaged[: chance.randrange(len(damaged) + 1)]))


@given(st.integers(0, len(SMALL)))
def test_a_recording_that_was_cut_keeps_what_is_there(length: int):
    """However much is missing, nothing is invented and nothing that is there is lost."""
    whole, cut = walk(SMALL), walk(SMALL[:length])
    assert isinstance(whole, Wave)
    if isinstance(cut, Wave):
        there = max(0, length - whole.start)
        assert cut.length == min(whole.length, there)
        assert cut.truncated == (there < whole.length)


def test_a_recording_is_found_behind_a_little_and_not_behind_a_lot():
    assert find_wave(b"\r\n" * 32 + SMALL) == 64
    assert find_wave(b"\r\n" * 40 + SMALL) is None
