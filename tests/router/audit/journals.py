"""Lists of bad journals, and the sound ones they are made from."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from router.audit import audit
from router.history import Record
from tests.router.desk import Desk, agent

Records: TypeAlias = list[Record]
Maker: TypeAlias = Callable[[], Records]


class BadJournals:
    """A list of rules, each with what is said of a journal that breaks it."""

    def __init__(self) -> None:
        self._all: list[tuple[str, str, Maker]] = []

    def __iter__(self) -> Iterator[tuple[str, str, Maker]]:
        return iter(self._all)

    def breaking(self, rule: str, says: str = "") -> Callable[[Maker], Maker]:
        """Enter a journal that breaks a rule; the objection ``says`` this, among other things."""

        def enter(make: Maker) -> Maker:
            self._all.append((rule, says, make))
            return make

        return enter


def sound(desk: Desk) -> Records:
    """Give the desk's record, having seen that nothing is wrong with it yet."""
    assert list(audit(desk.records)) == []
    return desk.records


def two_at_work() -> Desk:
    desk = Desk(agent("alice", may_reject=True), agent("bob"))
    desk.readies("alice", "bob")
    return desk


def with_chat() -> Desk:
    desk = two_at_work()
    desk.serves("alice", "c1")
    return desk
