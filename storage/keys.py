"""Secrets that every process of one installation shares, made when they are first asked for."""

from sqlalchemy import select

from storage.schema import meta
from storage.sql import Statement, insert_into, param
from storage.transaction import Transaction

_READ = Statement(select(meta.c.value).where(meta.c.name == param("name")))
_INSERT = insert_into(meta)


def shared_key(tx: Transaction, name: str, fresh: bytes) -> bytes:
    """Give the key called ``name``; ``fresh`` becomes it if there is none yet."""
    row = tx.one(_READ, name=f"key:{name}")
    if row is not None:
        return bytes.fromhex(row[0])
    tx.execute(_INSERT, name=f"key:{name}", value=fresh.hex())
    return fresh
