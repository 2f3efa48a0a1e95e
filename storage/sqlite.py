"""The SQLite database: one file, written by one process, read by any."""

import fcntl
import os
import sqlite3
from pathlib import Path
from typing import Final, Self

from storage.errors import CommitFailed, DatabaseInUse, DatabaseUnavailable
from storage.sql import DialectName, Statement
from storage.transaction import Row, Value

BUSY_MILLISECONDS: Final = 30_000
"""How long a writer waits for another process's short write, such as `parley load` beside us."""

_WAIT: Final = f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}"
_DO_NOT_WAIT: Final = "PRAGMA busy_timeout = 0"

_WAL_BYTES: Final = 64 * 1024 * 1024
_WRITER_CACHE: Final = "PRAGMA cache_size = -16384"
_READER_CACHE: Final = "PRAGMA cache_size = -8192"
"""In KiB of each connection's own pages; behind them stands the system's cache of the file. With
64 MiB each, a mailbox that was fetched for the first time took twice the memory, and no less time.
"""

# FULL: the WAL is synced at every commit, so what was acknowledged survives a power cut.
PRAGMAS: Final = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    f"PRAGMA journal_size_limit = {_WAL_BYTES}",
    # Pages that change again and again are copied back once in 32 MB instead of once in 4 MB;
    # measured: 30 % less time for each of many small writes.
    "PRAGMA wal_autocheckpoint = 8000",
    "PRAGMA temp_store = MEMORY",
)


class SqliteDriver:
    """Opens connections to the database in one file."""

    local = True

    def __init__(self, path: Path, *, exclusive: bool) -> None:
        """Take `path`; an `exclusive` driver's writer refuses to share it with another such one."""
        self._path = path
        self._exclusive = exclusive

    @property
    def sqlalchemy_url(self) -> str:
        """The database's address as migrations need it."""
        return f"sqlite:///{self._path.absolute()}"

    def writer(self) -> "SqliteConnection":
        """Open the connection that writes; an exclusive one creates the file if there is none.

        Raises `DatabaseInUse` when another process holds the file's lock, `DatabaseUnavailable`
        when the file cannot be opened or is no database.
        """
        lock = None
        try:
            lock = self._claim() if self._exclusive else None
            connection = _open(self._path)
            _prepare(
                connection, ("PRAGMA journal_mode = WAL", *PRAGMAS, _WRITER_CACHE, _DO_NOT_WAIT)
            )
        except (OSError, sqlite3.Error) as error:
            if lock is not None:
                lock.release()
            raise DatabaseUnavailable(f"cannot open {self._path}: {error}") from error
        return SqliteConnection(connection, "BEGIN IMMEDIATE", lock)

    def _claim(self) -> "_FileLock":
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Customers' words are for nobody else on this machine; what SQLite puts beside the file
        # gets the same mode.
        os.close(os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        return _FileLock.take(self._path)

    def reader(self) -> "SqliteConnection":
        """Open a connection that can change nothing; raises `DatabaseUnavailable`."""
        try:
            connection = _open(self._path)
            _prepare(connection, (*PRAGMAS, _READER_CACHE, "PRAGMA query_only = ON"))
        except sqlite3.Error as error:
            raise DatabaseUnavailable(f"cannot open {self._path}: {error}") from error
        return SqliteConnection(connection, "BEGIN", None)


class SqliteConnection:
    """One thread's connection; see `storage.transaction.Connection`."""

    dialect: DialectName = "sqlite"
    local = True
    lost = False

    def __init__(
        self, connection: sqlite3.Connection, begin: str, lock: "_FileLock | None"
    ) -> None:
        """Wrap `connection`, whose transactions start with `begin`; `lock` lives as long as it."""
        self._connection = connection
        self._begin = begin
        self._lock = lock

    def execute(self, statement: Statement, **params: Value) -> int:
        """Run `statement`, which gives no rows, and say how many rows it touched."""
        return self._run(statement, params).rowcount

    def one(self, statement: Statement, **params: Value) -> Row | None:
        """Run `statement` and give its first row, if there is any."""
        cursor = self._run(statement, params)
        row: Row | None = cursor.fetchone()
        # A statement that still has rows to give would make the commit fail.
        cursor.close()
        return row

    def all(self, statement: Statement, **params: Value) -> list[Row]:
        """Run `statement` and give all of its rows."""
        return self._run(statement, params).fetchall()

    def _run(self, statement: Statement, params: dict[str, Value]) -> sqlite3.Cursor:
        text, names, constants = statement.sql("sqlite")
        if constants:
            params.update(constants)
        # By position: binding by name takes the module a microsecond for each parameter.
        return self._connection.execute(text, [params[name] for name in names])

    def try_begin(self) -> bool:
        """Begin a transaction, unless another process is writing."""
        try:
            self._connection.execute(self._begin)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                return False
            raise DatabaseUnavailable(f"cannot begin a transaction: {error}") from error
        return True

    def begin(self) -> None:
        """Begin a transaction, with the write lock if this connection writes."""
        self._connection.execute(_WAIT)
        try:
            self._connection.execute(self._begin)
        except sqlite3.Error as error:
            raise DatabaseUnavailable(f"cannot begin a transaction: {error}") from error
        finally:
            self._connection.execute(_DO_NOT_WAIT)

    def commit(self) -> None:
        """Make everything since `begin` durable."""
        if not self._connection.in_transaction:
            # SQLite undoes the whole transaction on a full disk, whatever its caller makes of it.
            raise CommitFailed("the transaction had already been rolled back")
        try:
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise CommitFailed(f"the commit failed: {error}") from error

    def rollback(self) -> None:
        """Undo everything since `begin`."""
        if not self._connection.in_transaction:
            return
        try:
            self._connection.execute("ROLLBACK")
        except sqlite3.Error as error:
            raise CommitFailed(f"the rollback failed: {error}") from error

    def close(self) -> None:
        """Close the connection, then give back the file."""
        self._connection.close()
        if self._lock is not None:
            self._lock.release()


class _FileLock:
    """The claim of the one process that serves a database, held on a file beside it.

    The kernel drops it when the process dies, however it dies.
    """

    def __init__(self, descriptor: int) -> None:
        """Keep the open and locked `descriptor`."""
        self._descriptor = descriptor

    @classmethod
    def take(cls, database: Path) -> Self:
        """Lock the file `<database>.lock`; raises `DatabaseInUse`, `OSError`."""
        path = database.with_name(database.name + ".lock")
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(descriptor, 32).decode(errors="replace").strip() or "unknown"
            os.close(descriptor)
            raise DatabaseInUse(
                f"{database} is already served by another Parley process (process id {holder}); "
                "stop that one first, or give this one another database"
            ) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        return cls(descriptor)

    def release(self) -> None:
        """Unlock; the file stays, since removing it would race with the next taker."""
        os.close(self._descriptor)


def _open(path: Path) -> sqlite3.Connection:
    """Open a file that exists, so that transactions begin and end only by explicit statements."""
    return sqlite3.connect(
        # Readers too: who reads a WAL database may have to create its shared memory.
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=BUSY_MILLISECONDS / 1000,
        isolation_level=None,
        cached_statements=512,
        # Opened by one thread and then handed to another, never used by two at once.
        check_same_thread=False,
    )


def _prepare(connection: sqlite3.Connection, pragmas: tuple[str, ...]) -> None:
    # SQLite's own knows the letters of ASCII alone.
    connection.create_function("lower", 1, _lower, deterministic=True)
    try:
        for pragma in pragmas:
            connection.execute(pragma)
    except sqlite3.Error:
        connection.close()
        raise


def _lower(text: Value) -> Value:
    """Give `text` in small letters, and anything else as it is."""
    return text.lower() if isinstance(text, str) else text
