"""Running a gateway: listen, serve, and end cleanly when told to."""

import asyncio
import gc
import signal
import sys
from collections.abc import Callable

import structlog
from aiohttp import web

from gateway.bootstrap import build
from gateway.config import Config
from gateway.garbage import look_rarely
from gateway.logs import configure_logs

_log = structlog.get_logger(__name__)

_CLOSING_SECONDS = 2.0
"""How long a request under way may take once the gateway is told to stop."""


def serve(config: Config) -> None:
    """Serve until SIGTERM or SIGINT; returns when everything is written.

    Raises:
        storage.errors.StorageError: the database cannot be used.
        OSError: the address cannot be listened on.

    """
    configure_logs("plain" if sys.stderr.isatty() else "json")
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(run(config))


async def run(config: Config) -> None:
    """Build a gateway, open its doors, and close them when told to."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    # A start makes hundreds of thousands of things and drops none: looking for garbage among them
    # takes a third of its time. What has been loaded then stays for good: never look at it again.
    gc.disable()
    gateway = await build(config)
    runner = web.AppRunner(
        gateway.app, access_log=None, handle_signals=False, shutdown_timeout=_CLOSING_SECONDS
    )
    try:
        await gateway.start()
        await runner.setup()
        await web.TCPSite(runner, config.server.host, config.server.port).start()
        gc.freeze()
        look_rarely()
        gc.enable()
        _log.info("gateway.serves", url=config.server.public_url, entry=gateway.engine.router.n)
        await told.wait()
        _log.info("gateway.stops")
    finally:
        await runner.cleanup()
        await gateway.stop()


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Prefer uvloop where there is one: it costs a fifth less for each message."""
    try:
        import uvloop  # noqa: PLC0415 - not on every platform
    except ImportError:
        return None
    factory: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return factory
