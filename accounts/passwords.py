"""Passwords hashed and verified away from the event loop, in the same time for everybody."""

import asyncio
import base64
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type

T = TypeVar("T")

SHORTEST: Final = 12
LONGEST: Final = 128

OFTEN_USED: Final = frozenset(
    {
        "123456789012",
        "1234567890123",
        "password1234",
        "passwordpassword",
        "qwertyuiop12",
        "qwertyuiopasdf",
        "letmeinletmein",
        "administrator",
        "iloveyou1234",
        "changeme1234",
        "welcome12345",
        "motdepasse123",
    }
)
"""Long enough, and tried first by whoever guesses."""

WAITING: Final = 64
"""How many verifications may wait for a thread; each holds one for some 40 ms."""


class PasswordsBusy(Exception):
    """Too many log-ins at once; the same request may be repeated in a moment."""


class WeakPassword(Exception):
    """The password must not be used; the text says what to do."""


class Verdict(msgspec.Struct, frozen=True):
    """Whether a password was right."""

    right: bool
    rehash: bool = False
    """True when it was right and its hash was made with older parameters."""


def check_strength(password: str, username: str) -> None:
    """Accept a password somebody chose, by length and not by composition (NIST SP 800-63B).

    Raises WeakPassword.
    """
    if len(password) < SHORTEST:
        raise WeakPassword(f"must have at least {SHORTEST} characters")
    if len(password) > LONGEST:
        raise WeakPassword(f"must have at most {LONGEST} characters")
    lowered = password.casefold()
    if lowered in OFTEN_USED or len(set(lowered)) < 4:
        raise WeakPassword("is too easy to guess; choose another")
    if len(username) > 3 and username.casefold() in lowered:
        raise WeakPassword("must not contain the user name")


class Passwords:
    """Argon2id in a bounded pool of threads.

    The parameters are the minimum that OWASP advises, 19 MiB and two passes: 36 ms where the
    library's own defaults take 164 ms, during which a flood of log-ins would hold all memory.
    """

    def __init__(self, *, threads: int = 2, memory_kib: int = 19 * 1024, passes: int = 2) -> None:
        self._hasher = PasswordHasher(
            time_cost=passes, memory_cost=memory_kib, parallelism=1, type=Type.ID
        )
        self._decoy = _decoy(memory_kib, passes)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="passwords")
        self._waiting = 0

    async def hash(self, password: str) -> str:
        """Give a fresh Argon2id hash of `password`. Raises PasswordsBusy."""
        return await self._run(self.hash_now, password)

    async def verify(self, stored: str | None, password: str) -> Verdict:
        """Compare `password` with a hash, or take the same time over none at all.

        Raises PasswordsBusy.
        """
        return await self._run(self._verify, stored, password)

    def hash_now(self, password: str) -> str:
        """Do the same as `hash` in the calling thread, for commands without an event loop."""
        return self._hasher.hash(_normalised(password))

    def matches_now(self, stored: str | None, password: str) -> bool:
        """Tell in the calling thread whether `password` is the one behind the hash."""
        return self._verify(stored, password).right

    def close(self) -> None:
        """Let the threads end once they have finished."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _verify(self, stored: str | None, password: str) -> Verdict:
        try:
            self._hasher.verify(stored or self._decoy, _normalised(password))
        except (VerificationError, InvalidHashError):
            return Verdict(right=False)
        if stored is None:
            return Verdict(right=False)
        return Verdict(right=True, rehash=self._hasher.check_needs_rehash(stored))

    async def _run(self, work: Callable[..., T], *arguments: str | None) -> T:
        if self._waiting >= WAITING:
            raise PasswordsBusy
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work, *arguments)
        finally:
            self._waiting -= 1


def _normalised(password: str) -> str:
    """Compose accents one way: keyboards differ, the person's intent does not (RFC 8265, 4.2)."""
    return unicodedata.normalize("NFC", password)


def _decoy(memory_kib: int, passes: int) -> str:
    """Give a well-formed hash that no password has, verified for users who do not exist."""
    salt = base64.b64encode(bytes(16)).decode().rstrip("=")
    digest = base64.b64encode(bytes(32)).decode().rstrip("=")
    return f"$argon2id$v=19$m={memory_kib},t={passes},p=1${salt}${digest}"
