"""What the router's decisions do to cases, in the record's own transaction."""

from typing import Final

from sqlalchemy import select

from crm.records import Case
from router.decisions import (
    HandedOn,
    HandlingClosed,
    HandlingEnded,
    HandlingStarted,
    InteractionDiscarded,
)
from router.history import Record
from router.ids import InteractionId
from router.lifecycle import Medium
from storage.case_merges import count_mails, going_on
from storage.cases import assign_case, case_by_id, close_case, release_case
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
                if (case := _case_of(tx, interaction)) is not None:
                    assign_case(tx, case.id, agent, record.at)
            # The end of a handling does not say its medium: a chat has no case here.
            case (
                HandlingEnded(by="transfer", interaction=interaction)
                | HandedOn(interaction=interaction)
                | HandlingClosed(outcome="returned", interaction=interaction)
            ):
                if (case := _case_of(tx, interaction)) is not None:
                    release_case(tx, case.id, record.at)
            case InteractionDiscarded(interaction=interaction):
                case = _case_of(tx, interaction)
                # One with more in it goes on.
                if case is not None and count_mails(tx, case) == 1:
                    close_case(tx, case.id, record.at)
            case _:
                pass


def _case_of(tx: Transaction, interaction: InteractionId) -> Case | None:
    row = tx.one(_CASE, interaction=interaction)
    case = None if row is None else case_by_id(tx, row[0])
    return None if case is None else going_on(tx, case)
