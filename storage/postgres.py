"""The PostgreSQL database, spoken to synchronously from the threads that own its connections."""

from typing import Final

import psycopg
from psycopg.types.numeric import IntDumper

from storage.errors import CommitFailed, DatabaseInUse, DatabaseUnavailable
from storage.sql import DialectName, Statement
from storage.transaction import Row, Value

CONNECT_SECONDS: Final = 10

# The first number is arbitrary and tells Parley's locks from other programs'; the second lets each
# schema of a database hold a Parley of its own.
_LOCK: Final = b"SELECT pg_advisory_lock(1346458700, hashtext(current_schema()))"

# A server takes a moment to notice that the process which served before was killed.
_CLAIM_MILLISECONDS: Final = 1_000
_LOCK_MILLISECONDS: Final = 30_000

_WRITER_SETTINGS: Final = (
    "SET synchronous_commit = on",
    f"SET lock_timeout = {_LOCK_MILLISECONDS}",
)
_READER_SETTINGS: Final = ("SET default_transaction_read_only = on",)


class PostgresDriver:
    """Opens connections to the database at one address."""

    local = False

    def __init__(self, url: str, *, exclusive: bool) -> None:
        """Take `url`; an `exclusive` driver's writer refuses to share it with another such one."""
        self._url = url
        self._exclusive = exclusive

    @property
    def sqlalchemy_url(self) -> str:
        """The database's address as migrations need it."""
        return "postgresql+psycopg://" + self._url.partition("://")[2]

    def writer(self) -> "PostgresConnection":
        """Open the connection that writes; raises `DatabaseInUse` or `DatabaseUnavailable`."""
        connection = self._connect(_WRITER_SETTINGS)
        # The server frees the lock with the session. It only chooses who serves; what keeps a
        # process that lost its session from doing harm is the fence in the journal.
        if self._exclusive and not _lock(connection):
            connection.close()
            raise DatabaseInUse(
                "the PostgreSQL database is already served by another Parley process; "
                "stop that one first, or give this one another database"
            )
        return PostgresConnection(connection, "BEGIN")

    def reader(self) -> "PostgresConnection":
        """Open a connection that can change nothing; raises `DatabaseUnavailable`."""
        connection = self._connect(_READER_SETTINGS)
        return PostgresConnection(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def _connect(self, settings: tuple[str, ...]) -> psycopg.Connection:
        try:
            connection = psycopg.connect(
                self._url,
                # Transactions begin and end only by explicit statements.
                autocommit=True,
                prepare_threshold=1,
                connect_timeout=CONNECT_SECONDS,
                application_name="parley",
                client_encoding="UTF8",
            )
            connection.adapters.register_dumper(bool, _FlagDumper)
            for setting in settings:
                connection.execute(setting.encode())
        except psycopg.Error as error:
            raise DatabaseUnavailable(f"cannot reach PostgreSQL: {error}") from error
        return connection


class PostgresConnection:
    """One thread's connection; see `storage.transaction.Connection`."""

    dialect: DialectName = "postgresql"
    local = False

    def __init__(self, connection: psycopg.Connection, begin: str) -> None:
        """Wrap `connection`, whose transactions start with `begin`."""
        self._connection = connection
        self._cursor = connection.cursor()
        self._begin = begin.encode()

    @property
    def lost(self) -> bool:
        """Whether the server or the network has ended the session."""
        return self._connection.broken

    def execute(self, statement: Statement, **params: Value) -> int:
        """Run `statement`, which gives no rows, and say how many rows it touched."""
        self._run(statement, params)
        return self._cursor.rowcount

    def one(self, statement: Statement, **params: Value) -> Row | None:
        """Run `statement` and give its first row, if there is any."""
        self._run(statement, params)
        return self._cursor.fetchone()

    def all(self, statement: Statement, **params: Value) -> list[Row]:
        """Run `statement` and give all of its rows."""
        self._run(statement, params)
        return self._cursor.fetchall()

    def try_begin(self) -> bool:
        """Begin a transaction, which waits for nobody."""
        self.begin()
        return True

    def begin(self) -> None:
        """Begin a transaction."""
        try:
            self._cursor.execute(self._begin)
        except psycopg.Error as error:
            if self.lost:
                raise CommitFailed(f"the connection is lost: {error}") from error
            raise DatabaseUnavailable(f"cannot begin a transaction: {error}") from error

    def commit(self) -> None:
        """Make everything since `begin` durable."""
        try:
            self._cursor.execute(b"COMMIT")
        except psycopg.Error as error:
            raise CommitFailed(f"the commit failed: {error}") from error
        # A transaction in which any statement failed is rolled back by COMMIT, without an error.
        if self._cursor.statusmessage != "COMMIT":
            raise CommitFailed("the transaction had already failed")

    def rollback(self) -> None:
        """Undo everything since `begin`."""
        try:
            self._cursor.execute(b"ROLLBACK")
        except psycopg.Error as error:
            raise CommitFailed(f"the connection is lost: {error}") from error

    def close(self) -> None:
        """Close the connection; the server then frees its locks."""
        self._connection.close()

    def _run(self, statement: Statement, params: dict[str, Value]) -> None:
        text, _, constants = statement.sql("postgresql")
        if constants:
            params.update(constants)
        self._cursor.execute(text, params)


class _FlagDumper(IntDumper):
    """Writes a flag as 0 or 1, since flags are whole numbers on every database."""

    def dump(self, obj: bool) -> bytes:  # noqa: FBT001  # psycopg's signature
        """Give `obj` as a number."""
        return b"1" if obj else b"0"


def _lock(connection: psycopg.Connection) -> bool:
    """Claim the database for this session, unless another keeps it for longer than a moment."""
    try:
        connection.execute(f"SET lock_timeout = {_CLAIM_MILLISECONDS}".encode())
        connection.execute(_LOCK)
        connection.execute(f"SET lock_timeout = {_LOCK_MILLISECONDS}".encode())
    except psycopg.errors.LockNotAvailable:
        return False
    except psycopg.Error as error:
        raise DatabaseUnavailable(f"cannot reach PostgreSQL: {error}") from error
    return True
