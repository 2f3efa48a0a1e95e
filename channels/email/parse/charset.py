"""Bytes to text, whatever the message says about its character set."""

import codecs
import re
from typing import Final, NamedTuple

from charset_normalizer import from_bytes

SAMPLE: Final = 16 * 1024
"""How many bytes are looked at to guess a character set."""
ENOUGH: Final = 24
"""Fewer bytes above 127 than this say nothing about the language they are in."""

_ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "": (),
    "ascii": (),
    "us": (),
    "usascii": (),
    "ansix341968": (),
    "iso646us": (),
    "unknown": (),
    "unknown8bit": (),
    "xunknown": (),
    "8bit": (),
    "none": (),
    "default": (),
    "utf8": ("utf-8",),
    "unicode11utf8": ("utf-8",),
    "utf7": ("utf-7",),
    "unicode11utf7": ("utf-7",),
    "utf16": ("utf-16",),
    "utf16le": ("utf-16-le",),
    "utf16be": ("utf-16-be",),
    "unicode": ("utf-16",),
    "utf32": ("utf-32",),
    "utf32le": ("utf-32-le",),
    "utf32be": ("utf-32-be",),
    "latin1": ("cp1252",),
    "iso88591": ("cp1252",),
    "ansi": ("cp1252",),
    "iso8859": ("cp1252",),
    "iso88599": ("cp1254",),
    "iso885911": ("cp874",),
    "tis620": ("cp874",),
    "iso88598i": ("iso8859-8", "cp1255"),
    "iso88598e": ("iso8859-8", "cp1255"),
    "iso88598": ("iso8859-8", "cp1255"),
    "iso88596i": ("iso8859-6", "cp1256"),
    "gb2312": ("gb18030",),
    "gb231280": ("gb18030",),
    "gbk": ("gb18030",),
    "xgbk": ("gb18030",),
    "cp936": ("gb18030",),
    "ms936": ("gb18030",),
    "euccn": ("gb18030",),
    "gb18030": ("gb18030",),
    "hzgb2312": ("hz",),
    "ksc5601": ("cp949",),
    "ksc56011987": ("cp949",),
    "ksc56011989": ("cp949",),
    "euckr": ("cp949",),
    "ks": ("cp949",),
    "big5": ("cp950", "big5hkscs"),
    "xxbig5": ("cp950", "big5hkscs"),
    "big5hkscs": ("big5hkscs",),
    "shiftjis": ("cp932", "shift_jis_2004"),
    "sjis": ("cp932", "shift_jis_2004"),
    "xsjis": ("cp932", "shift_jis_2004"),
    "windows31j": ("cp932",),
    "mskanji": ("cp932",),
    "eucjp": ("euc_jp", "euc_jis_2004"),
    "xeucjp": ("euc_jp", "euc_jis_2004"),
    "iso2022jp": ("iso2022_jp_2", "iso2022_jp_ext"),
    "iso2022jp1": ("iso2022_jp_2", "iso2022_jp_ext"),
    "iso2022jp2": ("iso2022_jp_2", "iso2022_jp_ext"),
    "csiso2022jp": ("iso2022_jp_2", "iso2022_jp_ext"),
    "iso2022kr": ("iso2022_kr",),
    "macintosh": ("mac-roman",),
    "xmacroman": ("mac-roman",),
    "xmaccyrillic": ("mac-cyrillic",),
    "xmacce": ("mac-latin2",),
    "koi8": ("koi8-r",),
}
"""Names as mail has them, without their punctuation, and the codecs to try for each.

Where a name is used for a larger set than it stands for (RFC 1345 against what Windows writes),
the larger one is tried, which reads the smaller one just as well.
"""

_PLAIN: Final = frozenset(
    {
        *(f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 10, 13, 14, 15, 16)),
        *(f"cp{number}" for number in range(1250, 1259)),
        *("cp437", "cp737", "cp775", "cp850", "cp852", "cp855", "cp857", "cp858", "cp860"),
        *("cp861", "cp862", "cp863", "cp864", "cp865", "cp866", "cp869", "cp874", "johab"),
        *("koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "mac-greek", "mac-latin2"),
        *("mac-turkish", "ptcp154", "viscii", "hp-roman8", "kz1048"),
    }
)
"""Codecs that may be asked for by their own name; `hex`, `zlib` and `rot13` are codecs too."""

_GUESSES: Final = (
    *("cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r", "iso8859_2"),
    *("gb18030", "cp932", "euc_jp", "cp949", "big5", "cp874"),
)
"""What an unlabelled text is taken for; without a limit Latin letters turn into EBCDIC."""

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE: Final = ("utf-16", "utf-32")
_SHIFTING: Final = ("utf-7", *_WIDE, "iso2022", "hz")
_NOT_LETTERS: Final = re.compile(r"[^a-z0-9]")
_ASCII: Final = bytes(range(0x80))


class Decoded(NamedTuple):
    """A text with the story of its character set."""

    text: str
    declared: str
    """In lower case; empty if nothing was declared."""
    used: str
    lossy: bool
    """Whether there are replacement characters where bytes meant nothing."""
    guessed: bool
    """Whether the declared character set did not fit."""


def codecs_for(label: str) -> tuple[str, ...] | None:
    """Give the codecs for a declared character set, none for ASCII, None if nobody knows it."""
    name = label.lower().strip().split(";")[0].strip(" \"'")
    squeezed = _NOT_LETTERS.sub("", name)
    if squeezed in _ALIASES:
        return _ALIASES[squeezed]
    squeezed = squeezed.removeprefix("x").removeprefix("cs")
    squeezed = re.sub(r"^(?:windows|win|ms|ibm|cpcp)(?=[0-9])", "cp", squeezed)
    for spelling in (squeezed, re.sub(r"^(iso8859|koi8|mac|hp)(?=.)", r"\1-", squeezed)):
        if spelling in _PLAIN:
            return (spelling,)
    return _ALIASES.get(squeezed)


def decode(content: bytes, declared: str = "", *, hint: str = "") -> Decoded:
    """Decode `content`, never raising, losing as little as can be.

    The ladder: what is declared, as written and strictly; UTF-8 strictly, which no other text
    passes for by accident; the declared one again if it fits but for a few bytes; `hint`; a guess
    if there is enough to guess from; at last Windows-1252, where every byte is something.
    """
    label = declared.strip().lower()
    choices = codecs_for(label)
    if choices and choices[0].startswith(_WIDE) and b"\0" not in content:
        choices = ()  # even line ends would have zeros; any even number of letters would pass
    if content.isascii() and b"\x1b" not in content and not _shifts(choices):
        return Decoded(content.decode("ascii"), label, "ascii", lossy=False, guessed=False)
    ladder: list[str] = [codec for bom, codec in _BOMS if content.startswith(bom)]
    if not choices and b"\x1b$" in content:
        ladder.append("iso2022_jp_2")
    if choices == ("cp1252",) or not choices:
        # Latin-1 is what many programs say without having looked.
        ladder.append("utf-8")
    ladder += choices or ()
    ladder.append("utf-8")
    for codec in ladder:
        text = _strictly(content, codec)
        if text is not None:
            return Decoded(text, label, codec, lossy=False, guessed=_differs(codec, choices))
    hints = codecs_for(hint) or ()
    return _loosely(content, label, choices or (), () if _shifts(hints) else hints)


def _loosely(
    content: bytes, label: str, choices: tuple[str, ...], hints: tuple[str, ...]
) -> Decoded:
    """Decode what is strictly in no character set that was named."""
    for codec in (*choices[:1], "utf-8"):
        text = content.decode(codec, "replace")
        lost = text.count("\ufffd")
        good = len(text) - lost - sum(map(text.count, map(chr, range(0x80))))
        if lost * 4 <= good:
            return Decoded(text, label, codec, lossy=True, guessed=_differs(codec, choices))
    for codec in (*hints, *_guess(content), "cp1252"):
        guess = _strictly(content, codec)
        if guess is not None:
            return Decoded(guess, label, codec, lossy=False, guessed=True)
    return Decoded(content.decode("cp1252", "replace"), label, "cp1252", lossy=True, guessed=True)


def _strictly(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except (UnicodeError, LookupError):
        return None


def _shifts(choices: tuple[str, ...] | None) -> bool:
    """Tell whether seven bits can mean more than ASCII."""
    return any(codec.startswith(_SHIFTING) for codec in choices or ())


def _differs(codec: str, choices: tuple[str, ...] | None) -> bool:
    """Tell whether `codec` is another one than was declared; saying nothing is no claim."""
    return choices is None or (codec not in choices and codec.removesuffix("-sig") not in choices)


def _guess(content: bytes) -> tuple[str, ...]:
    """Guess a codec by the language that the text would be in."""
    if len(content.translate(None, _ASCII)) < ENOUGH:
        return ()
    best = from_bytes(content[:SAMPLE], cp_isolation=list(_GUESSES), preemptive_behaviour=False)
    match = best.best()
    return (match.encoding,) if match is not None else ()
