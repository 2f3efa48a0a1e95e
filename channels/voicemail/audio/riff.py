"""A walk through a WAVE file that believes none of its sizes.

Telephone systems write the header first and the sizes last, if they get that far: half of what a
spool holds breaks the standard in some way. What is physically there decides; a declared size only
says where the next chunk may begin.
"""

import re
from typing import Final, Literal

import msgspec

from channels.voicemail.audio import formats

LEADING_BYTES: Final = 64
"""Before `RIFF`: line ends of a mail, a byte order mark."""
MOST_CHUNKS: Final = 4_096
"""Looked at; a file of nothing but chunk headers is no recording."""

_FORMS: Final = re.compile(rb"RIFF|RIFX|RF64|BW64")
_CHUNK_ID: Final = re.compile(rb"[A-Za-z0-9_][\x20-\x7e]{3}")
_AGAIN: Final = re.compile(rb"fmt |data")
_SUBFORMAT_TAIL: Final = bytes.fromhex("000000001000800000aa00389b71")
_UNKNOWN_SIZES: Final = frozenset({0xFFFFFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0x7FFFFFFE})
"""What writers put where they do not know yet."""
_UNKNOWN_FROM: Final = 0x7FFF0000
"""SoX and FFmpeg put numbers a little below the largest one."""
_ODD_FORM: Final = 64
"""A RIFF size may be this much off, for one writer counts the header and another does not."""


class Wave(msgspec.Struct, frozen=True, kw_only=True):
    """Where the sound of a WAVE file lies, and how it is written."""

    tag: int
    """The format; that of the subformat where it is extensible."""
    channels: int
    rate: int
    """Samples a second of each channel."""
    bits: int
    """Of one sample, as far as the format has such a thing."""
    block_bytes: int
    """What is decoded together."""
    byte_rate: int
    """Bytes a second as declared: some formats tell their bit rate nowhere else."""
    extension: bytes
    """What stands behind the fixed part of the format chunk."""
    big_endian: bool
    start: int
    """Where the sound begins in the file."""
    length: int
    """How many bytes of it are there."""
    samples: int | None
    """Of each channel, as a `fact` chunk says."""
    truncated: bool
    """More was promised."""
    repaired: bool
    """What the header says was put right."""


class Unreadable(msgspec.Struct, frozen=True):
    """Why no sound can be found."""

    reason: str


def find_wave(raw: bytes) -> int | None:
    """Say where a WAVE file begins in `raw`, None where none does."""
    behind_tag = _id3_bytes(raw)
    for at in dict.fromkeys((0, behind_tag)):
        found = _FORMS.search(raw, at, at + LEADING_BYTES + 4)
        if found is not None and raw[found.start() + 8 : found.start() + 12] == b"WAVE":
            return found.start()
    return None


def walk(raw: bytes) -> Wave | Unreadable:
    """Find the sound in a WAVE file, whatever its sizes say; raises nothing."""
    start = find_wave(raw)
    if start is None:
        return Unreadable("it is not a WAVE file")
    chunks = _Walk(raw, start)
    chunks.go()
    if chunks.sound is not None:
        inner = raw[chunks.sound : chunks.sound + 12]
        if _FORMS.match(inner) and inner[8:12] == b"WAVE":
            # One header inside the other: played as sound it would be a click.
            inside = _Walk(raw, chunks.sound)
            inside.go()
            if inside.sound is not None:
                inside.repaired = True
                chunks = inside
    return chunks.result()


def _id3_bytes(raw: bytes) -> int:
    """Give the length of the tag that music software puts in front (ID3v2 section 3.1)."""
    if raw[:3] != b"ID3" or len(raw) < 10:
        return 0
    size = 0
    for byte in raw[6:10]:
        size = size << 7 | byte & 0x7F
    return size + 10


class _Walk:
    """One pass over the chunks of a file."""

    def __init__(self, raw: bytes, start: int) -> None:
        form = raw[start : start + 4]
        self._raw = raw
        self._order: Literal["big", "little"] = "big" if form == b"RIFX" else "little"
        self._start = start
        self._form_size = self._number(start + 4, 4)
        self._long_data: int | None = None
        self._format: bytes | None = None
        self._samples: int | None = None
        self._length = 0
        self.sound: int | None = None
        self._truncated = False
        self.repaired = start > 0

    def go(self) -> None:
        """Look at the chunks until both the format and the sound are found."""
        at = self._start + 12
        for _ in range(MOST_CHUNKS):
            if at + 8 > len(self._raw) or (self._format is not None and self.sound is not None):
                return
            name = self._raw[at : at + 4]
            size = self._number(at + 4, 4)
            if _CHUNK_ID.fullmatch(name) is None or (
                name not in (b"data", b"fmt ") and at + 8 + size > len(self._raw)
            ):
                again = _AGAIN.search(self._raw, at + 1)
                if again is None:
                    return
                self.repaired = True
                at = again.start()
                continue
            if name == b"data" and self.sound is None:
                size = self._take_sound(at + 8, size)
            else:
                self._take(name, at + 8, size)
            at = self._after(at + 8 + size)

    def result(self) -> Wave | Unreadable:
        """Say what was found."""
        if self._format is None:
            return Unreadable("its header does not say how the sound is written")
        if self.sound is None:
            self.sound, self._truncated = len(self._raw), True
        return self._described(self._format, self.sound)

    def _take(self, name: bytes, start: int, size: int) -> None:
        body = self._raw[start : start + min(size, 1024)]
        if name == b"fmt " and self._format is None and len(body) >= 14:
            self._format = body
        elif name == b"fact" and len(body) >= 4:
            self._samples = self._number(start, 4)
        elif name == b"ds64" and len(body) >= 16:
            self._long_data = self._number(start + 8, 8)

    def _take_sound(self, start: int, size: int) -> int:
        """Note where the sound lies; gives how long it is taken to be."""
        there = len(self._raw) - start
        if self._long_data is not None and size == 0xFFFFFFFF:
            size = self._long_data
        unknown = size in _UNKNOWN_SIZES or size >= _UNKNOWN_FROM > there
        self.sound = start
        if unknown or (size == 0 and there and not self._is_chunk(start)):
            self.repaired = True
            self._length = there
        elif size > there:
            self._truncated = True
            self._length = there
        elif self._goes_on(start + size):
            self.repaired = True
            self._length = there
        else:
            self._length = size
        return self._length

    def _goes_on(self, end: int) -> bool:
        """Tell whether the file as a whole claims what stands behind the end of its sound.

        A writer that died updates the size of the file and not that of the sound, or neither;
        what a mail has left behind a whole recording is claimed by nobody.
        """
        rest = len(self._raw) - end
        if rest <= _ODD_FORM or self._is_chunk(end) or self._is_chunk(end + 1):
            return False
        return self._start + 8 + self._form_size >= len(self._raw) - _ODD_FORM

    def _after(self, end: int) -> int:
        """Give where the next chunk begins: some writers forget the pad of an odd one."""
        if (end - self._start) % 2 == 0:
            return end
        if self._is_chunk(end) and not self._is_chunk(end + 1):
            self.repaired = True
            return end
        return end + 1

    def _is_chunk(self, at: int) -> bool:
        """Tell whether what stands there could be the head of a chunk that fits in the file."""
        head = self._raw[at : at + 8]
        if len(head) < 8 or _CHUNK_ID.fullmatch(head[:4]) is None:
            return False
        return head[:4] in {b"data", b"fmt "} or at + 8 + self._number(at + 4, 4) <= len(self._raw)

    def _described(self, form: bytes, sound: int) -> Wave | Unreadable:
        def word(at: int, size: int = 2) -> int:
            return int.from_bytes(form[at : at + size], self._order)

        tag, channels, rate, block = word(0), word(2), word(4, 4), word(12)
        bits = word(14) if len(form) >= 16 else 0
        extension = form[18:]
        if tag == formats.EXTENSIBLE:
            if extension[8:22] == _SUBFORMAT_TAIL:
                tag = int.from_bytes(extension[6:8], self._order)
            elif len(extension) < 22:
                tag, self.repaired = formats.PCM, True
            extension = b""
        channels = channels or self._guessed(block // (bits // 8) if bits >= 8 else 0)
        rate = rate or self._guessed(word(8, 4) // block if block else 0)
        if tag in (formats.PCM, formats.FLOAT) and channels:
            bits, block = self._sample(bits, block, channels)
        if tag in (formats.ALAW, formats.MULAW):
            bits, block = 8, channels
        if tag == formats.GSM610:
            block = 65
        return Wave(
            tag=tag,
            channels=channels,
            rate=rate,
            bits=bits,
            block_bytes=block,
            byte_rate=word(8, 4),
            extension=extension,
            big_endian=self._order == "big",
            start=sound,
            length=self._length,
            samples=self._samples,
            truncated=self._truncated,
            repaired=self.repaired,
        )

    def _sample(self, bits: int, block: int, channels: int) -> tuple[int, int]:
        """Make the size of a sample and that of a block agree."""
        wide = -(-bits // 8) if 0 < bits <= 64 else block // channels
        if wide * channels != block or not bits:
            self.repaired = True
        return wide * 8, wide * channels

    def _guessed(self, value: int) -> int:
        self.repaired = self.repaired or value > 0
        return value

    def _number(self, at: int, size: int) -> int:
        return int.from_bytes(self._raw[at : at + size], self._order)
