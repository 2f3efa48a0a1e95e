"""The revision of the tables, brought up to the one this release needs before anything else runs.

Alembic takes 100 ms to import, so it is only asked when there is something to change.
"""

from typing import Final

from sqlalchemy import Column, MetaData, PrimaryKeyConstraint, String, Table, and_, func, select
from sqlalchemy.schema import CreateIndex, CreateTable

from storage.errors import DatabaseOutdated, DatabaseTooNew
from storage.schema import METADATA
from storage.schema.columns import text
from storage.sql import Statement, insert_into, param
from storage.transaction import Connection, Driver

HEAD: Final = "0017"
"""The revision that this release needs; the newest file in `storage/migrations`."""

OLDER: Final[frozenset[str]] = frozenset(
    {
        "0001",
        "0002",
        "0003",
        "0004",
        "0005",
        "0006",
        "0007",
        "0008",
        "0009",
        "0010",
        "0011",
        "0012",
        "0013",
        "0014",
        "0015",
        "0016",
    }
)
"""Every revision that can be upgraded to `HEAD`."""

# The tables below belong to Alembic and the databases, so they are no part of our own metadata.
_FOREIGN = MetaData()
_REVISIONS = Table(
    "alembic_version",
    _FOREIGN,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
_SQLITE_TABLES = Table("sqlite_master", _FOREIGN, text("type"), text("name"))
_POSTGRES_TABLES = Table(
    "tables", _FOREIGN, text("table_schema"), text("table_name"), schema="information_schema"
)

_REVISION = Statement(select(_REVISIONS.c.version_num))
_STAMP = insert_into(_REVISIONS)
_HAS_TABLE = {
    "sqlite": Statement(
        select(_SQLITE_TABLES.c.name).where(
            and_(_SQLITE_TABLES.c.type == "table", _SQLITE_TABLES.c.name == param("name"))
        )
    ),
    "postgresql": Statement(
        select(_POSTGRES_TABLES.c.table_name).where(
            and_(
                _POSTGRES_TABLES.c.table_schema == func.current_schema(),
                _POSTGRES_TABLES.c.table_name == param("name"),
            )
        )
    ),
}


def bring_up_to_date(driver: Driver, connection: Connection, *, allowed: bool) -> None:
    """Create or upgrade the tables unless they are as this release needs them.

    Raises `DatabaseTooNew` when a newer release has changed them, `DatabaseOutdated` when they
    are missing or old and changing them is not `allowed`.
    """
    revision = _revision(connection)
    if revision == HEAD:
        return
    if revision is not None and revision not in OLDER:
        raise DatabaseTooNew(revision)
    if not allowed:
        raise DatabaseOutdated(revision)
    if revision is None:
        create_tables(connection)
    else:
        from storage.upgrade import upgrade  # noqa: PLC0415  # imports Alembic

        upgrade(driver.sqlalchemy_url)


def create_tables(connection: Connection) -> None:
    """Create every table in an empty database, in one transaction."""
    connection.begin()
    try:
        for table in (*METADATA.sorted_tables, _REVISIONS):
            connection.execute(Statement(CreateTable(table)))
            for index in sorted(table.indexes, key=lambda index: str(index.name)):
                connection.execute(Statement(CreateIndex(index)))
        connection.execute(_STAMP, version_num=HEAD)
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _revision(connection: Connection) -> str | None:
    """Give the recorded revision; None: the database is empty."""
    connection.begin()
    try:
        if connection.one(_HAS_TABLE[connection.dialect], name=_REVISIONS.name) is None:
            return None
        row = connection.one(_REVISION)
        return None if row is None else str(row[0])
    finally:
        connection.rollback()
