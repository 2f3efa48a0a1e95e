"""What the process that makes pictures anew is asked, and what it answers.

Apart from the making, whose library only that process needs.
"""

from typing import Literal

import msgspec

Fault = Literal["not_image", "too_large"]
ImageType = Literal["image/png", "image/jpeg"]


class Raw(msgspec.Struct, frozen=True):
    """A file that may be a picture."""

    content: bytes


class Reencoded(msgspec.Struct, frozen=True, kw_only=True):
    """The picture as it is kept, or why there is none."""

    content: bytes = b""
    type: ImageType = "image/png"
    width: int = 0
    height: int = 0
    fault: Fault | None = None
