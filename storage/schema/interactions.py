"""The tables of what the router decided, for lists and reports; the journal is what counts."""

from typing import Final

from sqlalchemy import Index, Table, or_

from router.lifecycle import INTERACTION_MOVES
from storage.schema.columns import METADATA, instant, key, number, text

interactions = Table(
    "interactions",
    METADATA,
    key(),
    text("medium"),
    text("queue_id"),
    text("state"),
    number("priority"),
    instant("entered_at"),
    instant("ended_at", null=True),
    number("number", null=True),
    Index("interactions_state_idx", "state", "entered_at"),
    Index("interactions_entered_at_idx", "entered_at"),
)
"""Every contact with its place; `queue_id` is the queue it waits in or was last served from.

`number` is what agents call its line in the interaction log by: that of the journal entry with
which it began (CRM-025), null where it is older than the log.
"""

GOES_ON: Final = or_(
    *(interactions.c.state == state.value for state, to in INTERACTION_MOVES.items() if to)
)
"""An interaction that can still move; equalities, because the index serves them."""

handlings = Table(
    "handlings",
    METADATA,
    key(),
    text("interaction_id", refers_to="interactions.id"),
    text("agent_id"),
    text("queue_id"),
    text("state"),
    instant("accepted_at"),
    instant("ended_at", null=True),
    text("ended_by", null=True),
    text("to_queue_id", null=True),
    instant("closed_at", null=True),
    text("outcome", null=True),
    text("codes"),
    text("tags"),
    text("notes"),
    text("transfer_note", null=True),
    Index("handlings_interaction_id_idx", "interaction_id"),
    Index("handlings_agent_id_idx", "agent_id", "accepted_at"),
)
"""Each agent's work on an interaction. `tags` and the notes are the agent's, not the router's."""

agent_statuses = Table(
    "agent_statuses",
    METADATA,
    key(),
    text("agent_id"),
    instant("at"),
    text("status"),
    text("code_id", null=True),
    text("reason"),
    Index("agent_statuses_agent_id_idx", "agent_id", "at"),
    Index("agent_statuses_at_idx", "at"),
)
"""Each change of an agent's shown status; `id` is that of the decision."""
