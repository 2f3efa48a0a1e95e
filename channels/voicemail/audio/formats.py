"""The ways of writing sound that a WAVE file names by a number (RFC 2361)."""

from typing import Final

PCM: Final = 0x0001
MS_ADPCM: Final = 0x0002
FLOAT: Final = 0x0003
ALAW: Final = 0x0006
MULAW: Final = 0x0007
IMA_ADPCM: Final = 0x0011
GSM610: Final = 0x0031
MP3: Final = 0x0055
EXTENSIBLE: Final = 0xFFFE

NAMES: Final = {
    PCM: "PCM",
    MS_ADPCM: "MS ADPCM",
    FLOAT: "float",
    ALAW: "A-law",
    MULAW: "mu-law",
    0x0010: "OKI ADPCM",
    IMA_ADPCM: "IMA ADPCM",
    0x0014: "G.723",
    0x0016: "DSP TrueSpeech",
    GSM610: "GSM 6.10",
    0x0038: "NMS ADPCM",
    0x0040: "G.721",
    0x0045: "G.726",
    MP3: "MP3",
    0x0064: "G.726",
    0x0065: "G.722",
    0x0083: "G.729",
    0x028F: "G.722",
    0x0160: "WMA",
    0x00FF: "AAC",
    0xA109: "Speex",
}


def name_of(tag: int) -> str:
    """Name a format for people; one that nobody knows is its number."""
    known = NAMES.get(tag)
    return f"format tag 0x{tag:04X}" + (f", {known}" if known else "")
