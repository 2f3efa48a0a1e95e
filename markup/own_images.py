"""The addresses of pictures that the gateway itself keeps, as they stand in texts.

They have no host: the text can be shown wherever the gateway is reached, and no picture of it is
asked of anybody else, who would learn who reads it when.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

PATH: Final = "/api/v1/images/"
"""What stands before the id."""

_ID: Final = "[0-9a-f]{32}"
_ADDRESS: Final = re.compile(f"{PATH}({_ID})")
_SOURCE: Final = re.compile(f'(?<= src="){PATH}({_ID})(?=")')
"""As `markup.sanitize` writes it."""
_IN_TEXT: Final = re.compile(f"{PATH}({_ID})(?![0-9a-f])")


def address_of(image_id: str) -> str:
    """Give the address of a picture."""
    return f"{PATH}{image_id}"


def is_own(address: str) -> bool:
    """Tell whether an address is one of ours and nothing else."""
    return _ADDRESS.fullmatch(address) is not None


def own_or_none(address: str) -> str | None:
    """Keep an address without a host only if it is one of ours: what `nh3` asks of each."""
    return address if is_own(address) else None


def images_in(text: str) -> Iterator[str]:
    """Find the id of each picture that Markdown or HTML shows, each once, in their order."""
    if PATH in text:
        yield from dict.fromkeys(_IN_TEXT.findall(text))


def shown_in(html: str) -> Iterator[str]:
    """Find the id of each picture that clean HTML shows; one that words only name is not shown."""
    if PATH in html:
        yield from dict.fromkeys(_SOURCE.findall(html))


def with_sources(html: str, names: Mapping[str, str]) -> str:
    """Give clean HTML whose pictures come from inside the mail, `names` being their Content-IDs.

    A picture without one gets an address that leads nowhere: in its place stands what it shows.
    """
    return _SOURCE.sub(lambda found: f"cid:{names.get(found[1], found[1])}", html)
