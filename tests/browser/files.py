"""Files that customers and agents attach."""

from typing import Final

from playwright.async_api import FilePayload

from tests.browser.pictures import PNG


def file_of(size: int, name: str, media_type: str = "text/plain") -> FilePayload:
    """Make a file of a size in bytes."""
    return {"name": name, "mimeType": media_type, "buffer": b"x" * size}


PICTURE: Final[FilePayload] = {
    "name": "the lamp as it came.png",
    "mimeType": "image/png",
    "buffer": PNG,
}
INVOICE: Final = file_of(40_000, "invoice-2026-11-20-order-4711-second-copy.txt")
FILM: Final = file_of(11_000_000, "film.mov", "video/quicktime")
"""Larger than a chat takes."""
