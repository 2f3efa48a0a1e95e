"""What SMTP transfers comes out as it went in, in whatever pieces the network cuts it."""

import asyncio
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.email.smtp_data import LEAD, Fault, Transferred, read_data

MOST_BYTES = 400
LINE_BYTES = 60


async def read(raw: bytes, cut: int) -> tuple[Transferred, bytes]:
    """Read a message out of a stream that comes in pieces of ``cut`` bytes; gives the rest too."""
    stream = asyncio.StreamReader(limit=LINE_BYTES)
    whole = LEAD + raw
    for start in range(0, len(whole), cut):
        stream.feed_data(whole[start : start + cut])
    stream.feed_eof()
    came = await read_data(stream, most_bytes=MOST_BYTES, line_bytes=LINE_BYTES)
    return came, await stream.read()


def reference(raw: bytes) -> tuple[bytes | Fault, bytes]:
    """Do the same by regular expressions, on the whole."""
    text, rest = re.split(rb"(?:^|(?<=\r\n))\.\r\n", raw, maxsplit=1)
    if len(text) > MOST_BYTES:
        return Fault.TOO_LARGE, rest
    if re.search(rb"(?<!\r)\n|\r(?!\n)", text):
        return Fault.BARE_LINE_END, rest
    if any(len(line) > LINE_BYTES for line in text.split(b"\r\n")):
        return Fault.LINE_TOO_LONG, rest
    return re.sub(rb"(^|\r\n)\.", rb"\1", text), rest


@pytest.mark.parametrize("cut", [1, 2, 3, 7, 61, 1_000])
@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        (b".\r\n", b""),
        (b"\r\n.\r\n", b"\r\n"),
        (b"a\r\n.\r\n", b"a\r\n"),
        (b"..\r\n.\r\n", b".\r\n"),
        (b".a\r\n..\r\n...b\r\n.\r\n", b"a\r\n.\r\n..b\r\n"),
        (b"\r\n..\r\n\r\n.\r\n", b"\r\n.\r\n\r\n"),
        (b"a.\r\nb\r\n.\r\n", b"a.\r\nb\r\n"),
        (b"x" * LINE_BYTES + b"\r\n.\r\n", b"x" * LINE_BYTES + b"\r\n"),
        (b"\n.\r\n\r\n.\r\n", Fault.BARE_LINE_END),
        (b"a\r\r\n.\r\n", Fault.BARE_LINE_END),
        (b"a\n.\n\r\n.\r\n", Fault.BARE_LINE_END),
        (b"a\r.\r\n.\r\n", Fault.BARE_LINE_END),
        (b"x" * (LINE_BYTES + 1) + b"\r\n.\r\n", Fault.LINE_TOO_LONG),
        (b"y" * 10 + b"\r\n" + b"x" * 100 + b"\r\n.\r\n", Fault.LINE_TOO_LONG),
        (b"x" * 18_000 + b"\r\n.\r\n", Fault.TOO_LARGE),
        ((b"x" * 18 + b"\r\n") * 20 + b".\r\n", (b"x" * 18 + b"\r\n") * 20),
        ((b"x" * 18 + b"\r\n") * 20 + b"\r\n.\r\n", Fault.TOO_LARGE),
    ],
)
async def test_a_message_ends_at_the_lone_dot(raw: bytes, wanted: bytes | Fault, cut: int):
    """RFC 5321 section 4.5.2, and 2.3.8 against smuggling; what comes after stays in the stream."""
    came, rest = await read(raw + b"QUIT\r\n.\r\n", cut)
    assert rest == b"QUIT\r\n.\r\n"
    assert (came.fault or b"".join(came.pieces)) == wanted


PIECES = st.sampled_from(
    [
        b"\r\n",
        b"\r\n.",
        b".",
        b"\r",
        b"\n",
        b"..",
        b"a",
        b"bc",
        b"x" * 30,
        b"\r\n..\r\n",
        b"\r\n\r\n",
    ]
)


@given(st.lists(PIECES, max_size=40), st.integers(1, 70))
def test_it_is_the_same_however_it_is_cut(pieces: list[bytes], cut: int):
    raw = b"".join(pieces) + b"\r\n.\r\nNOOP\r\n"
    wanted, rest = reference(raw)
    came, left = asyncio.run(read(raw, cut))
    assert left == rest
    if isinstance(wanted, Fault):
        assert came.fault is not None
    else:
        assert (came.fault, b"".join(came.pieces)) == (None, wanted)
