"""Field types that every payload shares, each with the bound the gateway enforces."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

MAX_HTML_BYTES = 65_536
MAX_PAGE = 200

# Ids are opaque; a pattern on them would cost more than the rest of a message's validation.
Id = Annotated[str, Meta(min_length=1, max_length=64)]
ClientId = Annotated[str, Meta(min_length=1, max_length=64)]
Name = Annotated[str, Meta(max_length=200)]
Line = Annotated[str, Meta(max_length=500)]
Email = Annotated[str, Meta(max_length=254, pattern=r"^[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+$")]
Body = Annotated[str, Meta(max_length=MAX_HTML_BYTES)]
Note = Annotated[str, Meta(max_length=5_000)]
Seq = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Limit = Annotated[int, Meta(ge=1, le=MAX_PAGE)]
Score = Annotated[int, Meta(ge=1, le=5)]

Locale = Literal["en", "fr"]


class Payload(Struct, frozen=True, kw_only=True):
    """An object that crosses the wire; unknown fields are ignored, so additions are free."""


class Ok(Payload, frozen=True, kw_only=True):
    """The answer to an event that had its effect."""

    ok: bool = True


class Nothing(Payload, frozen=True, kw_only=True):
    """A payload without fields."""
