"""The gateway as its own doors see it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.gateway.house import House, open_house, provision
from tests.gateway.library import LIBRARY


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a company in it; tests work on copies."""
    folder = tmp_path_factory.mktemp("company")
    asyncio.run(provision(folder))
    return folder


@pytest.fixture
async def house(company: Path, tmp_path: Path) -> AsyncIterator[House]:
    """A whole gateway without rate limits."""
    async with open_house(company, tmp_path) as opened:
        yield opened


@pytest.fixture
async def strict_house(company: Path, tmp_path: Path) -> AsyncIterator[House]:
    """A whole gateway with its rate limits on."""
    async with open_house(company, tmp_path, rate="on") as opened:
        yield opened


@pytest.fixture(scope="session")
def library_company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a company that has a knowledge base."""
    folder = tmp_path_factory.mktemp("library")
    asyncio.run(provision(folder, LIBRARY))
    return folder


@pytest.fixture
async def library(library_company: Path, tmp_path: Path) -> AsyncIterator[House]:
    """A whole gateway that has a knowledge base."""
    async with open_house(library_company, tmp_path) as opened:
        yield opened
