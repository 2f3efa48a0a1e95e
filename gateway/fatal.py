"""The end of a process whose memory can no longer be trusted."""

import os
import sys
from collections.abc import Callable
from typing import NoReturn, TypeAlias

import structlog

_log = structlog.get_logger(__name__)

Fatal: TypeAlias = Callable[[str], NoReturn]
"""Ends the process and says why; tests pass one that only remembers."""


def end_process(why: str) -> NoReturn:
    """Exit with 1 at once: no clean-up may write what was decided ahead of the disk."""
    _log.critical("gateway.ends", why=why)
    sys.stderr.write(f"parley: {why}\n")
    sys.stderr.flush()
    os._exit(1)
