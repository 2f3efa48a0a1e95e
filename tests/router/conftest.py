"""Desks that are audited, replayed and folded once their test is over."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from router.audit import audit
from router.audit.replay import replay
from router.history import ROUTER_VERSION
from router.machine import Router
from tests.router.desk import Desk


@pytest.fixture
def open_desk() -> Iterator[Callable[..., Desk]]:
    """Open desks; what happened at them must be fair, repeatable and completely recorded."""
    desks: list[Desk] = []

    def open_one(*parts: Any, **more: Any) -> Desk:
        desks.append(Desk(*parts, **more))
        return desks[-1]

    yield open_one
    for desk in desks:
        assert list(audit(desk.records)) == []
        assert list(replay((ROUTER_VERSION, record) for record in desk.records)) == []
        folded = Router()
        for record in desk.records:
            folded.apply(record)
        assert folded.snapshot() == desk.router.snapshot()
