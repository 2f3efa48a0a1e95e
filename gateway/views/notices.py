"""What agents tell each other about cases, as the wire shows it."""

from typing import Final, Protocol

from crm.notices import Notice
from crm.records import Case
from gateway.views.mail import MailViews, summary
from gateway.wire import agent as wire
from gateway.wire.times import to_wire
from router.ids import AgentId

MOST_SHOWN: Final = 50
"""The latest; older ones appear as those are put away."""


class WaitingNotices(Protocol):
    """Keeps what agents have not put away."""

    async def waiting(self, agent_id: AgentId, limit: int) -> list[tuple[Notice, Case]]:
        """Give what an agent was told and has not put away, the latest first."""
        ...


class NoticeViews:
    """Writes notices as wire structs."""

    def __init__(self, store: WaitingNotices, mails: MailViews) -> None:
        """Read from `store`; name colleagues as `mails` does."""
        self._store = store
        self._mails = mails

    def notice(self, notice: Notice, case: Case) -> wire.Notice:
        """Write one notice."""
        return wire.Notice(
            id=notice.id,
            text=notice.text,
            at=to_wire(notice.at),
            by=self._mails.agent(notice.sent_by),
            case=summary(case),
        )

    async def of_agent(self, agent_id: AgentId) -> tuple[wire.Notice, ...]:
        """Give what waits for an agent, the latest first."""
        waiting = await self._store.waiting(agent_id, MOST_SHOWN)
        return tuple(self.notice(each, case) for each, case in waiting)
