"""A writer's connection that passes by named points, at each of which its process can be killed."""

from collections.abc import Callable

from storage.sql import Statement
from storage.transaction import Connection, Row, Value

POINTS = (
    "before begin",
    "after begin",
    "before statement",
    "after statement",
    "before commit",
    "after commit",
)
"""Where a connection can be when its process dies, in the order in which it comes there."""

PassBy = Callable[[str], None]
"""Told each point that is passed; may never return."""


class MortalConnection:
    """A connection that says where it is; see `storage.transaction.Connection`."""

    def __init__(self, connection: Connection, pass_by: PassBy) -> None:
        """Wrap `connection` and tell `pass_by` where it is."""
        self._connection = connection
        self._pass_by = pass_by
        self.dialect = connection.dialect
        self.local = connection.local
        self.lost = connection.lost

    def execute(self, statement: Statement, **params: Value) -> int:
        self._pass_by("before statement")
        touched = self._connection.execute(statement, **params)
        self._pass_by("after statement")
        return touched

    def one(self, statement: Statement, **params: Value) -> Row | None:
        return self._connection.one(statement, **params)

    def all(self, statement: Statement, **params: Value) -> list[Row]:
        return self._connection.all(statement, **params)

    def try_begin(self) -> bool:
        self._pass_by("before begin")
        begun = self._connection.try_begin()
        self._pass_by("after begin")
        return begun

    def begin(self) -> None:
        self._pass_by("before begin")
        self._connection.begin()
        self._pass_by("after begin")

    def commit(self) -> None:
        self._pass_by("before commit")
        self._connection.commit()
        self._pass_by("after commit")

    def rollback(self) -> None:
        self._connection.rollback()

    def close(self) -> None:
        self._connection.close()
