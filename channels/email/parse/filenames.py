"""Names of attached files that are safe to show and to save under."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from channels.email.parse import limits
from channels.email.parse.printable import clean_line

_FORBIDDEN: Final = re.compile(r'[<>:"|?*]')
_EDGES: Final = " ."
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
)
"""Names that are devices on Windows, with every extension."""

_EXTENSIONS: Final = {
    "application/gzip": "gz",
    "application/json": "json",
    "application/msword": "doc",
    "application/ms-tnef": "dat",
    "application/pdf": "pdf",
    "application/pgp-encrypted": "asc",
    "application/pgp-signature": "asc",
    "application/pkcs7-mime": "p7m",
    "application/pkcs7-signature": "p7s",
    "application/rtf": "rtf",
    "application/x-pkcs7-mime": "p7m",
    "application/x-pkcs7-signature": "p7s",
    "application/xml": "xml",
    "application/zip": "zip",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "image/bmp": "bmp",
    "image/gif": "gif",
    "image/jpeg": "jpg",
    "image/jpg": "jpg",
    "image/png": "png",
    "image/svg+xml": "svg",
    "image/tiff": "tif",
    "image/webp": "webp",
    "message/delivery-status": "txt",
    "message/external-body": "txt",
    "message/disposition-notification": "txt",
    "message/rfc822": "eml",
    "text/calendar": "ics",
    "text/css": "css",
    "text/csv": "csv",
    "text/html": "html",
    "text/plain": "txt",
    "text/rfc822-headers": "txt",
    "text/vcard": "vcf",
    "text/x-vcard": "vcf",
    "text/xml": "xml",
    "video/mp4": "mp4",
}


def safe_name(wanted: str, media_type: str) -> str:
    """Give a name without a path, made up from the type if nothing is left of `wanted`.

    RFC 2183 section 2.3: no path information may be used. The original is in the raw message.
    """
    leaf = re.split(r"[/\\]", clean_line(wanted))[-1]
    name = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", leaf)).strip(_EDGES)
    if not name:
        kind = media_type.partition("/")[0]
        kind = kind if kind in {"image", "audio", "video", "text", "message"} else "attachment"
        return f"{kind}.{_EXTENSIONS.get(media_type, 'bin')}"
    if name.partition(".")[0].strip().lower() in _RESERVED:
        name = f"_{name}"
    return _fit(name, "")


def unique_name(name: str, taken: Iterable[str]) -> str:
    """Give `name`, numbered if it is among `taken`, which are in lower case."""
    names = taken if isinstance(taken, set) else set(taken)
    if name.lower() not in names:
        return name
    number = 2
    while (numbered := _fit(name, f" ({number})")).lower() in names:
        number += 1
    return numbered


def _fit(name: str, mark: str) -> str:
    """Put `mark` before the extension, shortening what stands before that."""
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem or len(extension.encode()) > 20:
        stem, extension = name, ""
    ending = f"{mark}.{extension}" if extension else mark
    room = limits.FILE_NAME_BYTES - len(ending.encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip() + ending
