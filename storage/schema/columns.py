"""The kinds of column a table may have, the same on every database."""

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, MetaData, Text

METADATA = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    }
)
"""Every table of Parley. The names above are those PostgreSQL would choose by itself."""

# SQLite gives a table its row id for a key only when the type reads INTEGER.
_WHOLE = BigInteger().with_variant(Integer(), "sqlite")


def key(name: str = "id", *, refers_to: str | None = None, goes_with: bool = False) -> Column[Any]:
    """Make a text column that is the primary key or a part of it.

    A row that `goes_with` the one it refers to is removed together with that one.
    """
    reference = _reference(refers_to, removal="CASCADE" if goes_with else None)
    return Column(name, Text, *reference, primary_key=True, nullable=False)


def number_key(name: str) -> Column[Any]:
    """Make a whole-number key that the writer of the row chooses."""
    return Column(name, _WHOLE, primary_key=True, autoincrement=False, nullable=False)


def generated_key(name: str = "id") -> Column[Any]:
    """Make a whole-number key that the database chooses, larger than every one before."""
    return Column(name, _WHOLE, primary_key=True, autoincrement=True, nullable=False)


def text(name: str, *, null: bool = False, refers_to: str | None = None) -> Column[Any]:
    """Make a column of text: words, an id, or JSON."""
    return Column(name, Text, *_reference(refers_to), nullable=null)


def number(name: str, *, null: bool = False) -> Column[Any]:
    """Make a column of whole numbers of up to 64 bits: a count, a size, or a flag (0 or 1)."""
    return Column(name, _WHOLE, nullable=null)


def instant(name: str, *, null: bool = False) -> Column[Any]:
    """Make a column of instants: microseconds since the Unix epoch, UTC."""
    return Column(name, _WHOLE, nullable=null)


def octets(name: str, *, null: bool = False) -> Column[Any]:
    """Make a column of bytes."""
    return Column(name, LargeBinary, nullable=null)


def _reference(target: str | None, *, removal: str | None = None) -> tuple[ForeignKey, ...]:
    return () if target is None else (ForeignKey(target, ondelete=removal),)
