"""Logs as one JSON object a line, or as plain lines for people at a terminal."""

import logging
import sys
import warnings
from typing import Final, Literal

import aiohttp
import structlog
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

_STRANGERS_FAULT: Final = (HttpProcessingError, web.RequestPayloadError, ConnectionResetError)


def configure_logs(form: Literal["json", "plain"], level: int = logging.INFO) -> None:
    """Send every log line to standard error; call it once, when the process begins to serve."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                renderer,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # Each request would be a line with a customer's address in it; /metrics counts them instead.
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)
    # The mail server's own log is a transcript of whoever talks to it; ours says what came of it.
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    leave_out_broken_requests()


def leave_out_broken_requests() -> None:
    """Let the HTTP server log no requests that are no HTTP: they are answered with 400.

    Its tracebacks and warnings quote what a stranger has sent, as often as they please.
    """
    logging.getLogger("aiohttp.server").addFilter(is_our_fault)
    for noise in (aiohttp.BadContentDispositionHeader, aiohttp.BadContentDispositionParam):
        warnings.simplefilter("ignore", noise)


def is_our_fault(record: logging.LogRecord) -> bool:
    """Tell whether a line of the HTTP server is worth a look."""
    kind = record.exc_info[0] if record.exc_info else None
    return kind is None or not issubclass(kind, _STRANGERS_FAULT)
