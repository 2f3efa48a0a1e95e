"""The tables of what the router decided, for lists and reports; the journal is what counts."""

from sqlalchemy import Index, Table

from storage.schema.columns import METADATA, instant, key, number, number_key, text

interactions = Table(
    "interactions",
    METADATA,
    key(),
    text("medium"),
    text("queue_id"),
    text("state"),
    number("priority"),
    instant("entered_at"),
    number("entered_n"),
    instant("ended_at", null=True),
    text("end_reason", null=True),
    Index("interactions_state_idx", "state", "entered_at"),
    Index("interactions_entered_at_idx", "entered_at"),
)

handlings = Table(
    "handlings",
    METADATA,
    key(),
    text("interaction_id", refers_to="interactions.id"),
    text("agent_id"),
    text("queue_id"),
    text("state"),
    instant("offered_at"),
    instant("accepted_at", null=True),
    instant("ended_at", null=True),
    instant("closed_at", null=True),
    text("outcome", null=True),
    text("codes"),
    text("tags"),
    text("notes"),
    Index("handlings_interaction_id_idx", "interaction_id"),
    Index("handlings_agent_id_idx", "agent_id", "offered_at"),
)

agent_statuses = Table(
    "agent_statuses",
    METADATA,
    key("agent_id"),
    number_key("n"),
    instant("at"),
    text("status"),
    text("code_id", null=True),
    text("cause"),
    Index("agent_statuses_at_idx", "at"),
)
"""Each change of an agent's shown status, by the journal entry that made it."""
