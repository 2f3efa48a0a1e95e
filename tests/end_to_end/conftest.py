"""A gateway process on each kind of database, provisioned and ready."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.gateway import GatewayProcess
from tests.kit.postgres import PostgresServer
from tests.kit.worlds import Worlds


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One PostgreSQL server for the whole run."""
    server = PostgresServer.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    """What the gateways of this run begin with."""
    return Worlds(tmp_path_factory.mktemp("worlds"))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def server(request: pytest.FixtureRequest) -> PostgresServer | None:
    """The server of the database, if it needs one."""
    if request.param == "sqlite":
        return None
    running: PostgresServer = request.getfixturevalue("postgres")
    return running


@pytest.fixture
def gateway(
    worlds: Worlds, server: PostgresServer | None, tmp_path: Path
) -> Iterator[GatewayProcess]:
    """Run `parley serve` on a provisioned database."""
    process = worlds.gateway(tmp_path, postgres=server)
    process.start()
    yield process
    process.stop()
