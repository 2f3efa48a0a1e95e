"""Recordings and copies as rows."""

from typing import Any, Final

import msgspec
from sqlalchemy import Column

from channels.voicemail.audio.analysis import Flag
from channels.voicemail.ports import Source
from channels.voicemail.values import Call, Copy, Voicemail
from router.lifecycle import Medium
from storage.schema import voicemail_copies, voicemails
from storage.transaction import Row, Value

_OTHERS: Final = frozenset({"error", "peaks", "removed_at"})
VOICEMAIL_COLUMNS: Final[list[Column[Any]]] = [
    column for column in voicemails.c if column.name not in _OTHERS
]
"""The columns of a recording in the order in which `voicemail_of` reads them."""

COPY_COLUMNS: Final[list[Column[Any]]] = list(voicemail_copies.c)
"""The columns of a copy in the order in which `copy_of` reads them."""

_NAMES: Final = tuple(column.name for column in VOICEMAIL_COLUMNS)
_COPY_NAMES: Final = tuple(column.name for column in COPY_COLUMNS)
_read_call = msgspec.json.Decoder(Call).decode
_read_flags = msgspec.json.Decoder(tuple[Flag, ...]).decode


def voicemail_of(row: Row) -> Voicemail:
    """Read a recording out of its `VOICEMAIL_COLUMNS`."""
    values = dict(zip(_NAMES, row, strict=True))
    source = Source(
        door=values.pop("door"), name=values.pop("source_name"), key=values.pop("source_key")
    )
    return Voicemail(
        **{
            **values,
            "source": source,
            "medium": Medium(values["medium"]),
            "call": _read_call(values["call"]),
            "flags": _read_flags(values["flags"]),
        }
    )


def columns_of(voicemail: Voicemail) -> dict[str, Value]:
    """Write a recording as its `VOICEMAIL_COLUMNS`."""
    values: dict[str, Any] = msgspec.structs.asdict(voicemail)
    source: Source = values.pop("source")
    return {
        **values,
        "door": source.door,
        "source_name": source.name,
        "source_key": source.key,
        "medium": voicemail.medium.value,
        "call": written(voicemail.call),
        "flags": written(voicemail.flags),
    }


def copy_of(row: Row) -> Copy:
    """Read a copy out of its `COPY_COLUMNS`."""
    return Copy(**dict(zip(_COPY_NAMES, row, strict=True)))


def written(value: object) -> str:
    """Write a value as JSON."""
    return msgspec.json.encode(value).decode()
