"""The migrations lead to exactly the tables that the schema describes."""

import sqlite3
from collections.abc import Callable
from typing import Any

import psycopg
from alembic.script import ScriptDirectory

from storage.database import Database, driver_for
from storage.migrate import HEAD, OLDER
from storage.upgrade import configuration, upgrade

_COLUMNS = """
    SELECT table_name, column_name, data_type, is_nullable, column_default
    FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY 1, 2
"""
_INDEXES = "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1"
_CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = current_schema()::regnamespace ORDER BY 1, 2
"""


def shape_of_sqlite(url: str) -> dict[str, Any]:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))

    def rows(query: str) -> list[Any]:
        return sorted(connection.execute(query).fetchall(), key=repr)

    tables = rows("SELECT name, sql LIKE '%AUTOINCREMENT%' FROM sqlite_master WHERE type = 'table'")
    shape = {
        name: [
            rows(
                f"SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info('{name}')"
            ),
            [
                (unique, origin, rows(f"SELECT name FROM pragma_index_info('{index}')"))
                for _, index, unique, origin, _ in rows(f"PRAGMA index_list('{name}')")
            ],
            rows(f'SELECT "table", "from", "to" FROM pragma_foreign_key_list(\'{name}\')'),
            counts_for_ever,
        ]
        for name, counts_for_ever in tables
        if not name.startswith("sqlite_")
    }
    connection.close()
    for facts in shape.values():
        facts[1].sort(key=repr)
    return shape


def shape_of_postgres(url: str) -> dict[str, Any]:
    with psycopg.connect(url) as connection:
        (schema,) = connection.execute("SELECT current_schema()").fetchone() or ("",)
        return {
            query: [
                tuple(str(value).replace(f"{schema}.", "") for value in row)
                for row in connection.execute(query)
            ]
            for query in (_COLUMNS, _INDEXES, _CONSTRAINTS)
        }


def shape_of(url: str) -> dict[str, Any]:
    read: Callable[[str], dict[str, Any]] = (
        shape_of_sqlite if url.startswith("sqlite") else shape_of_postgres
    )
    return read(url)


async def test_migrating_from_nothing_gives_the_same_tables_as_creating_them(
    url: str, another_url: str
) -> None:
    database = await Database.open(url)
    await database.close()
    upgrade(driver_for(another_url, exclusive=True).sqlalchemy_url)
    assert shape_of(another_url) == shape_of(url)


async def test_a_migrated_database_is_up_to_date(url: str) -> None:
    upgrade(driver_for(url, exclusive=True).sqlalchemy_url)
    tool = await Database.open(url, exclusive=False)
    await tool.close()


def test_the_release_needs_the_newest_revision_and_knows_all_older_ones() -> None:
    steps = ScriptDirectory.from_config(configuration())
    assert steps.get_heads() == [HEAD]
    assert {step.revision for step in steps.walk_revisions()} == OLDER | {HEAD}
