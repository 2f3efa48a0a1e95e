"""Notices: what one agent tells another about a case."""

from typing import TypeAlias

import msgspec

from crm.records import CaseId
from router.ids import AgentId, Instant

NoticeId: TypeAlias = str


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """Waits at the desk of whoever is told until they put it away (CRM-017)."""

    id: NoticeId
    agent_id: AgentId
    """Who is told."""
    case_id: CaseId
    sent_by: AgentId
    text: str
    """What the sender has to say; it may be empty."""
    at: Instant
