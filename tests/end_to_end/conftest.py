"""A gateway process on each kind of database, provisioned and ready."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.gateway import GatewayProcess
from tests.kit.postgres import PostgresServer


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One PostgreSQL server for the whole run."""
    server = PostgresServer.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def provisioned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Provision one SQLite database, to be copied: hashing passwords takes its time."""
    folder = tmp_path_factory.mktemp("provisioned")
    GatewayProcess(folder).provision()
    return folder / "parley.db"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def gateway(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[GatewayProcess]:
    """Run `parley serve` on a provisioned database."""
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        process = GatewayProcess(tmp_path, database_url=server.new_database())
        process.provision()
    else:
        process = GatewayProcess(tmp_path)
        shutil.copy(request.getfixturevalue("provisioned"), tmp_path)
    process.start()
    yield process
    process.stop()
