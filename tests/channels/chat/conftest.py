"""The company that the chat channel's tests speak to."""

from collections.abc import AsyncIterator

import pytest

from channels.chat.limits import Limits
from tests.channels.chat.company import Company


@pytest.fixture
async def company(tmp_path) -> AsyncIterator[Company]:
    """Open for business; nobody is logged in yet, and no rate is limited."""
    company = Company(tmp_path, Limits(rates=False))
    await company.open()
    yield company
    await company.close()
    assert company.errors == []


@pytest.fixture
async def limited(tmp_path) -> AsyncIterator[Company]:
    """The same with the usual rates."""
    company = Company(tmp_path, Limits())
    await company.open()
    yield company
    await company.close()
    assert company.errors == []


@pytest.fixture
async def terse(tmp_path) -> AsyncIterator[Company]:
    """The same with the smaller of the two documented windows."""
    company = Company(tmp_path, Limits(rates=False, message_chars=1940))
    await company.open()
    yield company
    await company.close()
    assert company.errors == []
