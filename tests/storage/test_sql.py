"""Statements are compiled once for each database, to text that its driver takes."""

import pytest
from sqlalchemy import func, or_, select, update

from storage.schema import chats, outbox
from storage.sql import DialectName, Statement, insert_into, param, update_row

BUMP = update(chats).where(chats.c.id == param("id"), chats.c.state == "active")


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_a_statement_is_compiled_once(dialect: DialectName) -> None:
    statement = Statement(select(chats.c.id))
    assert statement.sql(dialect) is statement.sql(dialect)


def test_sqlite_gets_its_parameters_by_position_and_repeats_them() -> None:
    late = or_(outbox.c.due_at < param("now"), outbox.c.leased_until < param("now"))
    sql = Statement(select(outbox.c.id).where(late, outbox.c.kind == param("kind"))).sql("sqlite")
    assert sql.names == ("now", "now", "kind")
    assert sql.text.count("?") == 3


def test_what_a_statement_fixes_itself_need_not_be_given() -> None:
    bump = Statement(BUMP.values(last_seq=chats.c.last_seq + 1, rev=func.abs(-5)))
    assert set(bump.sql("postgresql").constants.values()) == {"active", 1, -5}


def test_an_insert_has_a_parameter_for_each_column() -> None:
    assert insert_into(outbox).sql("sqlite").names == tuple(outbox.c.keys())


def test_an_update_of_a_row_is_told_apart_by_its_key() -> None:
    names = update_row(outbox).sql("sqlite").names
    assert names == (*[name for name in outbox.c.keys() if name != "id"], "id")  # noqa: SIM118
