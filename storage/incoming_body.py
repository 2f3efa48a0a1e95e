"""A body on its way to its file, and where that file lies."""

import hashlib
import os
import re
import secrets
from pathlib import Path
from typing import BinaryIO, Final

from storage.errors import StorageError

INCOMING: Final = "incoming"
"""The folder of what is not complete yet."""
_ID: Final = re.compile(r"[0-9a-f]{32}")


class UnknownBlob(StorageError):
    """There is no such blob, or no longer."""


class IncomingBody:
    """A body on its way in: a file of its own, moved to its place when it is complete."""

    def __init__(self, folder: Path, blob_id: str | None, sha256: str) -> None:
        """Begin in `folder`; without an id it gets a random one, a known hash is not counted."""
        self.id = blob_id or secrets.token_hex(16)
        self.size_bytes = 0
        self._known = sha256
        self._hash = hashlib.sha256()
        self._path = folder / self.id
        self._file: BinaryIO | None = None

    @property
    def sha256(self) -> str:
        """The hash of what came so far, or of the whole where it is known, as hexadecimal."""
        return self._known or self._hash.hexdigest()

    def write(self, chunk: bytes) -> None:
        """Take the next bytes."""
        self._opened().write(chunk)
        if not self._known:
            self._hash.update(chunk)
        self.size_bytes += len(chunk)

    def finish(self, chunk: bytes, target: Path) -> None:
        """Take the last bytes, then bring the file to its place: content first, then its name."""
        self.write(chunk)
        file = self._opened()
        file.flush()
        os.fsync(file.fileno())
        file.close()
        if not target.parent.is_dir():
            target.parent.mkdir(exist_ok=True, mode=0o700)
            _sync_folder(target.parent.parent)
        self._path.rename(target)
        _sync_folder(target.parent)

    def discard(self) -> None:
        """Forget the body."""
        if self._file is not None:
            self._file.close()
            self._path.unlink(missing_ok=True)

    def _opened(self) -> BinaryIO:
        if self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._file = self._path.open("xb")
        return self._file


def is_body_id(name: str) -> bool:
    """Tell whether a file of this name may be a body."""
    return _ID.fullmatch(name) is not None


def body_path(folder: Path, blob_id: str) -> Path:
    """Say where a body lies below `folder`; raises `UnknownBlob` for what cannot be an id."""
    if not is_body_id(blob_id):
        raise UnknownBlob(blob_id)
    return folder / blob_id[:2] / blob_id


def _sync_folder(folder: Path) -> None:
    """Make the names in `folder` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
