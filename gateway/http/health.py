"""Whether the gateway lives, whether it can work, and its figures."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Final

from aiohttp import web

from gateway.http.answers import answer
from gateway.metrics import CONTENT_TYPE, Metrics
from gateway.wire.http import Health

Check = Callable[[], Awaitable[bool]]
"""Tells whether one part can work; may raise, which counts as no."""

_PATIENCE_SECONDS: Final = 2.0


class HealthRoutes:
    """For load balancers and monitoring."""

    def __init__(self, checks: Mapping[str, Check], metrics: Metrics) -> None:
        """Ask every one of `checks` whether its part can work."""
        self._checks = checks
        self._metrics = metrics

    def routes(self) -> Iterable[web.RouteDef]:
        """Give the routes."""
        return (
            web.get("/healthz", self.alive),
            web.get("/readyz", self.ready),
            web.get("/metrics", self.metrics),
        )

    async def alive(self, request: web.Request) -> web.Response:  # noqa: ARG002 - a handler
        """Answer as long as the loop turns."""
        return answer(Health(ready=True, parts={}))

    async def ready(self, request: web.Request) -> web.Response:  # noqa: ARG002 - a handler
        """Say whether work can be taken, part by part."""
        results = await asyncio.gather(*(_ask(check) for check in self._checks.values()))
        parts = dict(zip(self._checks, results, strict=True))
        ready = all(results)
        return answer(Health(ready=ready, parts=parts), status=200 if ready else 503)

    async def metrics(self, request: web.Request) -> web.Response:  # noqa: ARG002 - a handler
        """Give the figures to Prometheus."""
        return web.Response(body=self._metrics.exposition(), headers={"Content-Type": CONTENT_TYPE})


async def _ask(check: Check) -> bool:
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return await check()
    except Exception:  # noqa: BLE001 - a part that fails in whatever way is not ready
        return False
