"""Makes one snapshot, then ends.

Run as ``python -m gateway.snapshot_process`` by `gateway.snapshot_helper`: reads a line with the
database's address from standard input (it may hold a password, which a command line would show),
loads the last snapshot, replays what came after it, and writes the new one to standard output.

It holds all that waits a second time, beside the gateway: whatever it imports comes on top.
"""

import os
import sys
import threading
from typing import Final

import msgspec

from gateway.recovery import take_snapshot
from storage.database import driver_for

_NICE: Final = 10


def main() -> None:
    """Be the process."""
    os.nice(_NICE)
    url = sys.stdin.readline().removesuffix("\n")
    threading.Thread(target=_end_with_the_gateway, daemon=True).start()
    connection = driver_for(url, exclusive=False).reader()
    connection.begin()
    snapshot = take_snapshot(connection)
    connection.commit()
    connection.close()
    sys.stdout.buffer.write(msgspec.msgpack.encode(snapshot))


def _end_with_the_gateway() -> None:
    """End when nobody is left to write the snapshot: the next start needs the processor."""
    os.read(sys.stdin.fileno(), 1)  # returns when the gateway's end of the pipe is closed
    os._exit(1)


if __name__ == "__main__":
    main()
