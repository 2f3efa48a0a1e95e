"""Notes who did what to which account: added, never changed, for whoever looks into it later."""

from channels.contract import Clock
from router.ids import AgentId
from storage.database import Database
from storage.security_log import SecurityEvent, log_security


class SecurityRecord:
    """Writes the security log."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Keep it in `database`."""
        self._database = database
        self._clock = clock

    async def note(
        self,
        action: str,
        *,
        agent_id: AgentId | None,
        subject: str | None = None,
        address: str | None = None,
        details: dict[str, str | int | bool | None] | None = None,
    ) -> None:
        """Keep that an agent did `action`, to their own account unless `subject` names another.

        Without `agent_id` somebody unknown tried; what they typed is kept nowhere, since it may be
        a password in the wrong field.
        """
        event = SecurityEvent(
            at=self._clock.now(),
            actor="anonymous" if agent_id is None else agent_id,
            action=action,
            subject=subject or ("unknown" if agent_id is None else f"agent:{agent_id}"),
            address=address,
            details=details or {},
        )
        await self._database.write(lambda tx: log_security(tx, event))
