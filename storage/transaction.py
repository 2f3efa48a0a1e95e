"""A transaction as the stores see it, whichever database is behind."""

from typing import Any, Protocol

from storage.sql import DialectName, Statement

Value = int | float | str | bytes | None
"""What a parameter may be; a `bool` is stored as 0 or 1."""

Row = tuple[Any, ...]
"""One result row; the order is that of the statement's columns, so unpack it."""


class Transaction(Protocol):
    """Runs statements inside a transaction that somebody else begins and ends.

    Parameters are given by name. Whatever the database refuses is raised as its driver raises it.
    """

    def execute(self, statement: Statement, **params: Value) -> int:
        """Run `statement`, which gives no rows, and say how many rows it touched."""

    def one(self, statement: Statement, **params: Value) -> Row | None:
        """Run `statement` and give its first row, if there is any."""

    def all(self, statement: Statement, **params: Value) -> list[Row]:
        """Run `statement` and give all of its rows."""


class Connection(Transaction, Protocol):
    """A connection of one thread, which begins and ends its own transactions."""

    dialect: DialectName
    """Which text of each statement it runs."""

    local: bool
    """As the driver's."""

    @property
    def lost(self) -> bool:
        """Whether the other end is gone, so that nothing can be done with it any more."""

    def try_begin(self) -> bool:
        """Begin a transaction as `begin` does, unless that means waiting for another process."""

    def begin(self) -> None:
        """Begin a transaction; a writing one takes the write lock at once.

        Raises `DatabaseUnavailable` when the lock cannot be had, `CommitFailed` when the
        connection is lost.
        """

    def commit(self) -> None:
        """Make everything since `begin` durable; raises `CommitFailed` when that is not sure."""

    def rollback(self) -> None:
        """Undo everything since `begin`; raises `CommitFailed` when the connection is lost."""

    def close(self) -> None:
        """Give back the connection and whatever it holds."""


class Driver(Protocol):
    """Opens connections to one database."""

    local: bool
    """Whether its statements take microseconds, with no network in between."""

    @property
    def sqlalchemy_url(self) -> str:
        """The database's address as migrations need it."""

    def writer(self) -> Connection:
        """Open the connection that writes; raises `DatabaseInUse` or `DatabaseUnavailable`."""

    def reader(self) -> Connection:
        """Open a connection whose transactions read one state and can change nothing."""
