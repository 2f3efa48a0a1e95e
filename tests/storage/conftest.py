"""The databases that every storage test runs on."""

import itertools
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.kit.postgres import PostgresServer


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One PostgreSQL server for the whole run."""
    server = PostgresServer.start()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Give the addresses of fresh, empty databases of each kind."""
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        return server.new_database
    numbers = itertools.count(1)
    return lambda: f"sqlite:///{tmp_path}/parley-{next(numbers)}.db"


@pytest.fixture
def url(new_url: Callable[[], str]) -> str:
    """Give the address of a fresh, empty database."""
    return new_url()


@pytest.fixture
def another_url(new_url: Callable[[], str]) -> str:
    """Give the address of a second one, of the same kind."""
    return new_url()


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """Open a fresh database of each kind."""
    opened = await Database.open(url)
    yield opened
    await opened.close()
