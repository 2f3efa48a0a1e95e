"""Files below one folder, reached without following a link to anywhere else."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from channels.voicemail.spool.survey import Print

_DIRECTORY: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_FILE: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
"""A pipe would be waited for until somebody writes into it."""

Parts = tuple[str, ...]


class Folder:
    """A root with everything in it; whoever may write there gets at nothing else by us."""

    def __init__(self, root: Path) -> None:
        """Begin at `root`, which alone may be a link."""
        self._root = root

    def read(self, parts: Parts, name: str, *, most_bytes: int) -> bytes:
        """Give a file, no more than one byte past `most_bytes`.

        Raises:
            FileNotFoundError: it is gone.
            OSError: it is no plain file, or the disk refuses.

        """
        with self._opened(parts) as directory:
            file = os.open(name, _FILE, dir_fd=directory)
        with os.fdopen(file, "rb") as source:
            if not stat.S_ISREG(os.fstat(source.fileno()).st_mode):
                raise OSError(0, "no plain file")
            return source.read(most_bytes + 1)

    def unchanged(self, parts: Parts, files: tuple[Print, ...]) -> bool:
        """Tell whether files are as they were seen; raises what `read` does."""
        with self._opened(parts) as directory:
            for seen in files:
                now = os.stat(seen.name, dir_fd=directory, follow_symlinks=False)
                if (now.st_size, now.st_mtime_ns, now.st_ino) != seen[1:]:
                    return False
        return True

    def put_aside(self, parts: Parts, names: list[str], *, below: str, mark: str) -> None:
        """Move files, in this order, to the same place under `below`; `mark` makes them unique.

        Raises:
            OSError: some could not be moved.

        """
        with (
            self._opened(parts) as source,
            self._opened((below, *parts), create=True) as target,
        ):
            for name in names:
                with suppress(FileNotFoundError):
                    os.rename(name, f"{mark}-{name}", src_dir_fd=source, dst_dir_fd=target)

    @contextmanager
    def _opened(self, parts: Parts, *, create: bool = False) -> Iterator[int]:
        directory = os.open(self._root, _DIRECTORY)
        try:
            for part in parts:
                if create:
                    with suppress(FileExistsError):
                        os.mkdir(part, dir_fd=directory)
                below = os.open(part, _DIRECTORY | os.O_NOFOLLOW, dir_fd=directory)
                os.close(directory)
                directory = below
            yield directory
        finally:
            os.close(directory)
