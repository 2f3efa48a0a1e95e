"""A PostgreSQL server that goes away under the gateway: told clearly, and nothing half done."""

from typing import Any

import psycopg
import pytest
from sqlalchemy import select

from storage.database import Database
from storage.errors import CommitFailed, DatabaseUnavailable
from storage.schema import meta
from storage.sql import Statement, insert_into, param
from storage.transaction import Transaction
from tests.kit.postgres import PostgresServer

ADD = insert_into(meta)
VALUE = Statement(select(meta.c.value).where(meta.c.name == param("name")))
NAMES = Statement(select(meta.c.name).order_by(meta.c.name))
END_SESSIONS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'parley' AND pid <> ALL (%s)
"""
CLAIMS = "SELECT pid FROM pg_locks WHERE locktype = 'advisory'"


def add(name: str) -> Any:
    def work(tx: Transaction) -> str:
        tx.execute(ADD, name=name, value="")
        return name

    return work


def names(tx: Transaction) -> list[str]:
    return [name for (name,) in tx.all(NAMES)]


def end_sessions(url: str, *, of_readers: bool) -> None:
    """End every session of the readers, or of everybody; the writer is who holds the claim."""
    with psycopg.connect(url, autocommit=True) as administrator:
        spared = [pid for (pid,) in administrator.execute(CLAIMS)] if of_readers else []
        administrator.execute(END_SESSIONS, (spared,))


async def test_a_lost_session_is_a_failed_commit(postgres: PostgresServer) -> None:
    url = postgres.new_database()
    database = await Database.open(url)
    await database.write(add("a"))
    end_sessions(url, of_readers=False)
    for name in ("b", "c"):
        with pytest.raises(CommitFailed):
            await database.write(add(name))
    await database.close()


async def test_a_reader_whose_session_was_ended_reads_again(postgres: PostgresServer) -> None:
    url = postgres.new_database()
    database = await Database.open(url)
    await database.write(add("a"))
    assert await database.read(names) == ["a"]
    end_sessions(url, of_readers=True)
    assert await database.read(names) == ["a"]
    assert await database.write(add("b")) == "b"
    await database.close()


async def test_reading_from_a_server_that_is_gone_says_so(postgres: PostgresServer) -> None:
    url = postgres.new_database()
    database = await Database.open(url)

    def pull_the_plug(tx: Any) -> None:
        tx._connection.pgconn.finish()
        tx.one(VALUE, name="a")

    with pytest.raises(DatabaseUnavailable, match="lost"):
        await database.read(pull_the_plug)
    assert await database.read(names) == []
    await database.close()
