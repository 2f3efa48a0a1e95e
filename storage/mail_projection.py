"""What the router's decisions do to cases, in the record's own transaction."""

from typing import Final

from sqlalchemy import select

from router.decisions import (
    HandlingClosed,
    HandlingEnded,
    HandlingStarted,
    InteractionDiscarded,
)
from router.history import Record
from router.ids import InteractionId
from router.lifecycle import Medium
from storage.cases import assign_case, close_case_of_one, release_case
from storage.schema import mails
from storage.sql import Statement, param
from storage.transaction import Transaction

_CASE: Final = Statement(
    select(mails.c.case_id).where(mails.c.interaction_id == param("interaction"))
)


def project(tx: Transaction, record: Record) -> None:
    """Give cases to who accepts their mail, take them back on a transfer, close what is junk."""
    for decision in record.decisions:
        match decision:
            case HandlingStarted(medium=Medium.EMAIL, interaction=interaction, agent=agent):
                case_id = _case_of(tx, interaction)
                if case_id is not None:
                    assign_case(tx, case_id, agent, record.at)
            # The end of a handling does not say its medium: a chat has no case here.
            case (
                HandlingEnded(by="transfer", interaction=interaction)
                | HandlingClosed(outcome="returned", interaction=interaction)
            ):
                case_id = _case_of(tx, interaction)
                if case_id is not None:
                    release_case(tx, case_id, record.at)
            case InteractionDiscarded(interaction=interaction):
                case_id = _case_of(tx, interaction)
                if case_id is not None:
                    close_case_of_one(tx, case_id, record.at)
            case _:
                pass


def _case_of(tx: Transaction, interaction: InteractionId) -> str | None:
    row = tx.one(_CASE, interaction=interaction)
    return None if row is None else str(row[0])
