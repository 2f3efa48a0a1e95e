"""What agents have chosen for themselves, such as sounds and the format of dates (PRF)."""

from typing import Any

import msgspec
from sqlalchemy import delete, select

from router.ids import AgentId
from storage.schema import preferences
from storage.sql import Statement, insert_into, param, update_row
from storage.transaction import Transaction

_GET = Statement(select(preferences.c.settings).where(preferences.c.agent_id == param("agent_id")))
_INSERT = insert_into(preferences)
_UPDATE = update_row(preferences)
_RESET = Statement(delete(preferences).where(preferences.c.agent_id == param("agent_id")))


def load_preferences(tx: Transaction, agent_id: AgentId) -> dict[str, Any]:
    """Give what the agent has chosen; whatever is absent is as it comes."""
    row = tx.one(_GET, agent_id=agent_id)
    return {} if row is None else msgspec.json.decode(row[0], type=dict[str, Any])


def save_preferences(tx: Transaction, agent_id: AgentId, chosen: dict[str, Any]) -> None:
    """Keep exactly `chosen`."""
    row = {"agent_id": agent_id, "settings": msgspec.json.encode(chosen).decode()}
    if not tx.execute(_UPDATE, **row):
        tx.execute(_INSERT, **row)


def reset_preferences(tx: Transaction, agent_id: AgentId) -> None:
    """Forget whatever the agent has chosen (PRF-023)."""
    tx.execute(_RESET, agent_id=agent_id)
