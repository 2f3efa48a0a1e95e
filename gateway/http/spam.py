"""Junk mail over HTTP: cases that are, senders who are blocked."""

import re
from collections.abc import Iterable
from typing import Final

from aiohttp import web

from channels.email.blocking import Blocking
from gateway.http.answers import HttpRefusal, answer, read_body
from gateway.http.case_access import CaseAccess
from gateway.http.paging import limit_of
from gateway.security_record import SecurityRecord
from gateway.wire import cases as wire
from gateway.wire.errors import Code
from gateway.wire.scalars import Ok
from router.ids import Instant

_ACTION: Final = "sender.block"
_USUALLY_LISTED: Final = 100
_PLACE: Final = re.compile(r"(\d{1,18})\.([^\0]{1,320})", re.ASCII)


class SpamRoutes:
    """What agents do about junk."""

    def __init__(self, *, access: CaseAccess, blocking: Blocking, record: SecurityRecord) -> None:
        """Join the collaborators; `record` keeps who was blocked by whom."""
        self._access = access
        self._blocking = blocking
        self._record = record

    def routes(self) -> Iterable[web.RouteDef]:
        """Give the routes."""
        return (
            web.post("/api/v1/cases/{case_id}/spam", self.mark),
            web.delete("/api/v1/cases/{case_id}/spam", self.unmark),
            web.get("/api/v1/blocked-senders", self.blocked),
            web.delete("/api/v1/blocked-senders/{address}", self.unblock),
        )

    async def mark(self, request: web.Request) -> web.Response:
        """Close a case as spam and block one of its senders."""
        agent = await self._access.agent(request, _ACTION)
        wanted = await read_body(request, wire.MarkSpam)
        file = await self._access.lasting(request)
        await self._blocking.mark(file, wanted.block, agent.id)
        if wanted.block is not None:
            await self._record.note(
                "sender_blocked", agent_id=agent.id, subject=f"case:{file.case.id}"
            )
        return await self._access.show(file.case.id, agent)

    async def unmark(self, request: web.Request) -> web.Response:
        """Open a case again that is no spam after all; its senders are let through."""
        agent = await self._access.agent(request, _ACTION)
        file = await self._access.lasting(request)
        await self._blocking.unmark(file.case.id)
        return await self._access.show(file.case.id, agent)

    async def blocked(self, request: web.Request) -> web.Response:
        """List the senders who are blocked, the latest first."""
        await self._access.agent(request, _ACTION)
        limit = limit_of(request, _USUALLY_LISTED)
        found = await self._blocking.blocked(_place(request.query.get("after")), limit + 1)
        page = found[:limit]
        return answer(
            wire.BlockedSenders(
                senders=tuple(self._access.views.blocked(each) for each in page),
                next=f"{page[-1].blocked_at}.{page[-1].address}"
                if len(found) > len(page)
                else None,
            )
        )

    async def unblock(self, request: web.Request) -> web.Response:
        """Let a sender through again."""
        agent = await self._access.agent(request, _ACTION)
        await self._blocking.unblock(request.match_info["address"])
        await self._record.note("sender_unblocked", agent_id=agent.id)
        return answer(Ok())


def _place(text: str | None) -> tuple[Instant, str] | None:
    if text is None:
        return None
    found = _PLACE.fullmatch(text)
    if found is None:
        raise HttpRefusal(Code.INVALID, "after")
    return int(found[1]), found[2]
