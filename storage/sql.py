"""A SQL statement, described once with SQLAlchemy Core, kept as text for each database.

SQLAlchemy takes about 150 us to compile a statement and 200 us to run one, a hundred times what the
driver needs. So its Core describes the statements, each is compiled once on first use, and from
then on the driver gets nothing but text and a dict.
"""

from functools import cache
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import Table, bindparam, insert, update
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ColumnElement

LIKE_ESCAPE: Final = "\\"
"""What `containing` puts before what means more than itself to LIKE."""

DialectName = Literal["sqlite", "postgresql"]


class Sql(NamedTuple):
    """A statement as one driver takes it."""

    text: str
    names: tuple[str, ...]
    """The parameters in the order of their marks, if the driver takes them by position."""
    constants: dict[str, Any]
    """The parameters that the statement itself fixes, such as the state in `state = 'active'`."""


class Statement:
    """A SQLAlchemy Core construct, compiled at most once for each database."""

    __slots__ = ("_by_dialect", "construct")

    def __init__(self, construct: Executable) -> None:
        """Keep `construct`; nothing is compiled before the first use."""
        self.construct = construct
        self._by_dialect: dict[DialectName, Sql] = {}

    def sql(self, dialect: DialectName) -> Sql:
        """Give the statement's text for `dialect`."""
        known = self._by_dialect.get(dialect)
        if known is None:
            known = self._by_dialect[dialect] = _compile(self.construct, dialect)
        return known

    def __repr__(self) -> str:
        """Show the SQL as SQLite would get it."""
        return f"Statement({self.sql('sqlite').text!r})"


def insert_into(table: Table, *, generated: str | None = None) -> Statement:
    """Describe the insert of one row, with a parameter for every column by the column's name.

    The column called `generated` is left to the database, and its value is the one result.
    """
    values = {c.name: bindparam(c.name, type_=c.type) for c in table.c if c.name != generated}
    statement = insert(table).values(values)
    if generated is None:
        return Statement(statement.inline())
    return Statement(statement.returning(table.c[generated]))


def update_row(table: Table) -> Statement:
    """Describe the change of every column of the row with the given key."""
    key = table.primary_key.columns
    values = {c.name: bindparam(c.name, type_=c.type) for c in table.c if not c.primary_key}
    own_key = [column == bindparam(column.name, type_=column.type) for column in key]
    return Statement(update(table).where(*own_key).values(values))


def param(name: str) -> ColumnElement[Any]:
    """Stand for a value that is given, under `name`, when the statement runs."""
    return bindparam(name)


def containing(words: str) -> str:
    """Give the pattern of LIKE that finds exactly these words anywhere."""
    for special in (LIKE_ESCAPE, "%", "_"):
        words = words.replace(special, LIKE_ESCAPE + special)
    return f"%{words}%"


def _compile(construct: Executable, name: DialectName) -> Sql:
    compiled = construct.compile(dialect=_dialect(name))  # type: ignore[attr-defined]
    # What defines tables has no parameters, nor anything to hold them.
    if not isinstance(compiled, SQLCompiler):
        return Sql(str(compiled), (), {})
    constants = {
        key: bind.effective_value for bind, key in compiled.bind_names.items() if not bind.required
    }
    return Sql(str(compiled), tuple(compiled.positiontup or ()), constants)


@cache
def _dialect(name: DialectName) -> Dialect:
    """Load what compiles for `name`: each costs tens of milliseconds, and one is enough."""
    if name == "sqlite":
        from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite  # noqa: PLC0415

        return SQLiteDialect_pysqlite(paramstyle="qmark")
    from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg  # noqa: PLC0415

    return PGDialect_psycopg(paramstyle="pyformat")  # type: ignore[no-untyped-call]
