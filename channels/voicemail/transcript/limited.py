"""Becomes another program that may use only so much time and memory.

Run as ``python -m channels.voicemail.transcript.limited SECONDS BYTES PROGRAM ARGUMENT...``.
"""

import os
import resource
import sys
from typing import Final

NOT_FOUND: Final = 127
"""What a shell says, too."""
_NICE: Final = 15
"""Everything else a gateway does is more urgent."""


def become(seconds: int, memory_bytes: int, command: list[str]) -> int:
    """Run `command` in this process; gives an exit code only where there is no such program."""
    os.nice(_NICE)
    # A process may lower its limits, never raise them.
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    memory = memory_bytes if most == resource.RLIM_INFINITY else min(memory_bytes, most)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        os.execvp(command[0], command)  # noqa: S606 - what the administrator has written down
    except OSError:
        return NOT_FOUND


if __name__ == "__main__":
    sys.exit(become(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
