"""The rows of visitors: customers' browsers."""

from typing import Final

from sqlalchemy import select, update

from channels.chat.values import Locale, Visitor, VisitorId
from router.ids import Instant
from storage.schema.chats import visitors as _visitors
from storage.sql import Statement, insert_into, param
from storage.transaction import Row, Transaction

_COLUMNS: Final = (
    _visitors.c.id,
    _visitors.c.site,
    _visitors.c.created_at,
    _visitors.c.locale,
    _visitors.c.name,
    _visitors.c.email,
    _visitors.c.subject,
    _visitors.c.blocked_until,
)
_ADD: Final = insert_into(_visitors)
_BY_ID: Final = Statement(select(*_COLUMNS).where(_visitors.c.id == param("visitor_id")))
_BY_TOKEN: Final = Statement(select(*_COLUMNS).where(_visitors.c.token_hash == param("token")))
_ONE: Final = update(_visitors).where(_visitors.c.id == param("visitor_id"))
_GREET: Final = Statement(_ONE.values(seen_at=param("at"), locale=param("new_locale")))
_RENAME: Final = Statement(
    _ONE.values(name=param("new_name"), email=param("new_email"), subject=param("new_subject"))
)
_BLOCK: Final = Statement(_ONE.values(blocked_until=param("until")))


def add(tx: Transaction, visitor: Visitor, token_hash: str) -> None:
    """Keep a new visitor."""
    tx.execute(
        _ADD,
        id=visitor.id,
        site=visitor.site_id,
        token_hash=token_hash,
        name=visitor.name,
        email=visitor.email,
        subject=visitor.subject or None,
        locale=visitor.locale,
        created_at=visitor.created_at,
        seen_at=visitor.created_at,
        blocked_until=None,
    )


def by_id(tx: Transaction, visitor_id: VisitorId) -> Visitor | None:
    """Give a visitor."""
    return _visitor(tx.one(_BY_ID, visitor_id=visitor_id))


def by_token(tx: Transaction, token_hash: str) -> Visitor | None:
    """Find who shows the token with this hash."""
    return _visitor(tx.one(_BY_TOKEN, token=token_hash))


def greet(tx: Transaction, visitor_id: VisitorId, locale: Locale, at: Instant) -> None:
    """Keep when the visitor was last seen, and in which language."""
    tx.execute(_GREET, visitor_id=visitor_id, new_locale=locale, at=at)


def rename(tx: Transaction, visitor: Visitor) -> None:
    """Keep the name and the address given last, by the visitor or by the site."""
    tx.execute(
        _RENAME,
        visitor_id=visitor.id,
        new_name=visitor.name,
        new_email=visitor.email,
        new_subject=visitor.subject or None,
    )


def block(tx: Transaction, visitor_id: VisitorId, until: Instant) -> None:
    """Keep the visitor away until then."""
    tx.execute(_BLOCK, visitor_id=visitor_id, until=until)


def _visitor(row: Row | None) -> Visitor | None:
    if row is None:
        return None
    visitor_id, site, created_at, locale, name, email, subject, blocked_until = row
    return Visitor(
        id=visitor_id,
        site_id=site,
        created_at=created_at,
        locale=locale or "en",
        name=name or "",
        email=email or "",
        subject=subject or "",
        blocked_until=blocked_until or 0,
    )
