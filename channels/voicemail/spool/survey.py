"""What lies in a spool folder: messages, each with all of its files."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Final, NamedTuple

from router.ids import Duration, Instant, seconds

MOST_DEPTH: Final = 4
"""Asterisk: context, box, folder."""
LOCKED_AT_MOST: Final[Duration] = seconds(60)
"""Renumbering a box takes no time; a lock that is older was left by a process that died."""
TAKEN: Final = "taken"
SIDECAR: Final = ".txt"
RECORDINGS: Final = (".wav", ".WAV", ".Wav", ".gsm", ".mp3")
"""The best first. Asterisk's `.WAV` is GSM while its `.wav` is PCM: their case differs."""

_NOT_WATCHED: Final = frozenset({"tmp", "temp", "greetings", TAKEN})
_HEARD: Final = frozenset({"Old", "Work", "Family", "Friends", "Cust1", "Cust2", "Cust3"})
"""Where Asterisk puts what its user has listened to."""
_INBOX: Final = "INBOX"
_GREETINGS: Final = frozenset({"unavail", "busy", "greet", "temp"})
_LOCK: Final = ".lock"


class Print(NamedTuple):
    """A file as it was at one moment; a file that is written to changes it."""

    name: str
    size_bytes: int
    modified_ns: int
    inode: int


class Message(NamedTuple):
    """The files of one message: one recording in one format or several, and a text."""

    folder: tuple[str, ...]
    """Below the root."""
    stem: str
    files: tuple[Print, ...]
    """By name."""

    @property
    def recording(self) -> Print:
        """The file with the best sound of those that hold any."""
        heard = [each for each in self.files if _ending(each.name) in RECORDINGS]
        return min(
            heard, key=lambda each: (not each.size_bytes, RECORDINGS.index(_ending(each.name)))
        )

    @property
    def sidecar(self) -> Print | None:
        """The text about it."""
        return next((each for each in self.files if _ending(each.name) == SIDECAR), None)

    @property
    def name(self) -> str:
        """How it is shown; a name on the disk may be no text."""
        path = "/".join((*self.folder, self.recording.name))
        return path.encode("utf-8", "backslashreplace").decode()


class Survey(NamedTuple):
    """What one look at a spool has shown."""

    messages: list[Message]
    """The oldest first."""
    unreadable: dict[str, str]
    """Why a folder could not be looked into, by its path: what lies there is not known."""


def survey(root: Path, now: Instant) -> Survey:
    """Find every message below `root`; links are not followed. Raises nothing."""
    unreadable: dict[str, str] = {}
    found = list(_below(str(root), (), now, unreadable))
    found.sort(key=lambda each: (each.recording.modified_ns, each.folder, each.stem))
    return Survey(found, unreadable)


def _messages(
    entries: list[os.DirEntry[str]],
    folder: tuple[str, ...],
    now: Instant,
    unreadable: dict[str, str],
) -> Iterator[Message]:
    if any(entry.name.startswith(_LOCK) and _is_young(entry, now) for entry in entries):
        return  # somebody is renumbering it; it is there again at the next look
    is_box = any(entry.name == _INBOX for entry in entries)
    groups: dict[str, list[Print]] = {}
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if len(folder) < MOST_DEPTH and not _is_left_aside(entry.name, is_box=is_box):
                yield from _below(entry.path, (*folder, entry.name), now, unreadable)
        elif not is_box and entry.is_file(follow_symlinks=False):
            stem, ending = PurePath(entry.name).stem, _ending(entry.name)
            if ending in (*RECORDINGS, SIDECAR) and stem not in _GREETINGS:
                seen = _print(entry)
                if seen is not None:
                    groups.setdefault(stem, []).append(seen)
    for stem, files in groups.items():
        if any(_ending(each.name) in RECORDINGS for each in files):
            yield Message(folder, stem, tuple(sorted(files)))


def _below(
    path: str, folder: tuple[str, ...], now: Instant, unreadable: dict[str, str]
) -> Iterator[Message]:
    try:
        with os.scandir(path) as entries:
            inside = list(entries)
    except OSError as error:
        # It must not keep us from the others. One that has gone since it was seen is no trouble.
        if not folder or not isinstance(error, FileNotFoundError):
            shown = path.encode("utf-8", "backslashreplace").decode()
            unreadable[shown] = error.strerror or type(error).__name__
        return
    yield from _messages(inside, folder, now, unreadable)


def _is_left_aside(name: str, *, is_box: bool) -> bool:
    return name in _NOT_WATCHED or (is_box and name in _HEARD)


def _is_young(lock: os.DirEntry[str], now: Instant) -> bool:
    seen = _print(lock)
    return seen is not None and now - seen.modified_ns // 1_000 < LOCKED_AT_MOST


def _print(entry: os.DirEntry[str]) -> Print | None:
    try:
        known = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    return Print(entry.name, known.st_size, known.st_mtime_ns, known.st_ino)


def _ending(name: str) -> str:
    return PurePath(name).suffix
