"""Pictures as they cross the wire."""

from typing import Annotated, Literal

from msgspec import Meta

from gateway.wire.scalars import Payload


class StoredImage(Payload, frozen=True, kw_only=True):
    """A picture that is kept; `url` may stand in an entry, a message or a mail as it is."""

    id: str
    url: str
    width: int
    height: int
    size_bytes: int
    type: Literal["image/png", "image/jpeg"]


class CopyImage(Payload, frozen=True, kw_only=True):
    """The address of a picture on a web page."""

    url: Annotated[str, Meta(min_length=1, max_length=2_048)]
