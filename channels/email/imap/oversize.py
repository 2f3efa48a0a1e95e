"""What stands for a message that is too large to be fetched: its beginning, with a note."""

import re
from typing import Final

HEADER_BYTES: Final = 262_144
TEXT_BYTES: Final = 65_536

_BOUNDARY: Final = b"=_parley_beginning"
_FIELD: Final = re.compile(rb"[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*")
_ABOUT_BODY: Final = re.compile(rb"(?:content-[^:]*|mime-version)[ \t]*:", re.IGNORECASE)


def beginning(
    header: bytes, text: bytes, *, size_bytes: int, most_bytes: int, folder: str
) -> bytes:
    """Give a message that says so and goes on with the beginning of the one it stands for.

    It keeps the sender, the subject and whatever else tells where it belongs, so that it finds its
    case. The same message gives the same bytes.
    """
    fields = [match[0] for match in _FIELD.finditer(_ended(header)) if match[0].strip()]
    about_body = [field for field in fields if _ABOUT_BODY.match(field)]
    others = [field for field in fields if not _ABOUT_BODY.match(field)]
    note = (
        f"This message of {_megabytes(size_bytes)} MB is larger than the {_megabytes(most_bytes)}"
        f" MB that are taken in. Below is its beginning; all of it is still in the folder"
        f" {folder} of the mailbox."
    )
    return b"".join(
        (
            *others,
            b"MIME-Version: 1.0\r\n",
            b'Content-Type: multipart/mixed; boundary="' + _BOUNDARY + b'"\r\n\r\n',
            b"--" + _BOUNDARY + b"\r\n",
            b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n",
            note.encode() + b"\r\n\r\n--" + _BOUNDARY + b"\r\n",
            *about_body,
            b"\r\n",
            _whole_lines(text),
            b"\r\n--" + _BOUNDARY + b"--\r\n",
        )
    )


def _ended(header: bytes) -> bytes:
    return header if header.endswith(b"\n") else header + b"\r\n"


def _whole_lines(text: bytes) -> bytes:
    """Leave out a last line that was cut off: half a character is none."""
    end = text.rfind(b"\n") + 1 if len(text) >= TEXT_BYTES else 0
    return text[:end] if end else text


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1_048_576:.1f}".removesuffix(".0")
