"""What kind of file a recording is, by its first bytes and never by its name."""

import re
from enum import StrEnum
from typing import Final

from channels.voicemail.audio.riff import find_wave

GSM_FRAME_BYTES: Final = 33
_FRAMES_LOOKED_AT: Final = 200


class Container(StrEnum):
    """A kind of file that may hold sound."""

    WAVE = "WAV"
    MP3 = "MP3"
    OGG = "Ogg"
    FLAC = "FLAC"
    AU = "AU"
    AIFF = "AIFF"
    CAF = "CAF"
    GSM = "GSM 6.10"
    """Frame after frame without a header, as Asterisk writes `.gsm`."""
    AMR = "AMR"
    WEBM = "WebM"
    MP4 = "MP4"


_MAGIC: Final = (
    (re.compile(rb"ID3|\xff[\xfa\xfb\xf2\xf3\xe2\xe3][\x10-\xef]"), Container.MP3),
    (re.compile(rb"OggS"), Container.OGG),
    (re.compile(rb"fLaC"), Container.FLAC),
    (re.compile(rb"\.snd"), Container.AU),
    (re.compile(rb"FORM.{4}AIF[FC]", re.DOTALL), Container.AIFF),
    (re.compile(rb"caff"), Container.CAF),
    (re.compile(rb"#!AMR"), Container.AMR),
    (re.compile(rb"\x1a\x45\xdf\xa3"), Container.WEBM),
    (re.compile(rb".{4}ftyp", re.DOTALL), Container.MP4),
)
_MARKUP: Final = re.compile(rb"[\s\xef\xbb\xbf]{0,64}<")


def container_of(raw: bytes) -> Container | None:
    """Say what a recording is, None for what is none that is known here."""
    if find_wave(raw) is not None:
        return Container.WAVE
    for magic, container in _MAGIC:
        if magic.match(raw):
            return container
    return Container.GSM if _is_gsm(raw) else None


def described(raw: bytes) -> str:
    """Say in plain words why `raw`, which is no recording, is none."""
    if not raw:
        return "the file is empty"
    if _MARKUP.match(raw):
        return "it is a web page or another text, not a recording"
    return "it is no kind of recording that is known here"


def _is_gsm(raw: bytes) -> bool:
    """Tell whether every frame begins as one must (GSM 06.10, as files hold it: 0xD)."""
    starts = raw[: GSM_FRAME_BYTES * _FRAMES_LOOKED_AT : GSM_FRAME_BYTES]
    return len(raw) >= GSM_FRAME_BYTES and all(byte >> 4 == 0xD for byte in starts)
