"""The servers that a mailbox may be on, with a desk that its mail goes to."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.channels.email.imap.desk import Desk
from tests.channels.email.imap.scripted_server import ScriptedServer
from tests.kit.dovecot import DovecotServer


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """Open an empty database."""
    database = await Database.open(f"sqlite:///{tmp_path}/parley.db")
    yield Desk(tmp_path, database)
    await database.close()


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    """Serve an empty folder."""
    async with ScriptedServer().serving() as serving:
        yield serving


@pytest.fixture(scope="module")
def dovecot() -> Iterator[DovecotServer]:
    """Run a real server; each test takes a user of its own."""
    server = DovecotServer.start()
    yield server
    server.stop()
