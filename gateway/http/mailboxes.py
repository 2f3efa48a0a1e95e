"""How the mailboxes are, for supervisors."""

from collections.abc import Iterable

from aiohttp import web

from channels.email.channel import EmailChannel
from gateway.http.answers import answer
from gateway.http.case_access import CaseAccess
from gateway.wire import mailboxes as wire


class MailboxRoutes:
    """Tells whether mail comes in."""

    def __init__(self, access: CaseAccess, channel: EmailChannel) -> None:
        """Ask `channel`."""
        self._access = access
        self._channel = channel

    def routes(self) -> Iterable[web.RouteDef]:
        """Give the routes."""
        return (web.get("/api/v1/mailboxes", self.list),)

    async def list(self, request: web.Request) -> web.Response:
        """List the mailboxes, those first by which no mail comes in."""
        await self._access.agent(request, "mailboxes.supervise")
        known = sorted(self._channel.mailboxes(), key=lambda each: (each.ok, each.name))
        return answer(
            wire.Mailboxes(
                mailboxes=tuple(
                    wire.MailboxStanding(
                        name=each.name,
                        address=each.address,
                        queue=each.queue,
                        ok=each.ok,
                        fetched=each.scan_age_seconds is not None,
                        scan_age_seconds=None
                        if each.scan_age_seconds is None
                        else round(each.scan_age_seconds),
                        trouble=each.trouble,
                        set_aside=each.set_aside,
                    )
                    for each in known
                )
            )
        )
