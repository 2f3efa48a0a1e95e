"""An HTTP client for every test here, and an office that answers mail."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.gateway.house import open_house, provision
from tests.gateway.http.office import MAILBOXES, WORLD, Office


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture(scope="session")
def mail_company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a company that answers mail; tests work on copies."""
    folder = tmp_path_factory.mktemp("mail-company")
    asyncio.run(provision(folder, WORLD))
    return folder


@pytest.fixture
async def office(mail_company: Path, tmp_path: Path) -> AsyncIterator[Office]:
    """A whole gateway that takes mail."""
    async with open_house(mail_company, tmp_path, mailboxes=MAILBOXES) as opened:
        yield Office(opened)
