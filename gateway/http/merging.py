"""Merging over HTTP: cases that become one, mails that move."""

from collections.abc import Iterable

from aiohttp import web

from channels.email.merging import Merging
from gateway.http.answers import read_body
from gateway.http.case_access import CaseAccess
from gateway.wire import cases as wire


class MergeRoutes:
    """What agents do so that each matter is one case."""

    def __init__(self, *, access: CaseAccess, merging: Merging) -> None:
        """Join the collaborators."""
        self._access = access
        self._merging = merging

    def routes(self) -> Iterable[web.RouteDef]:
        """Give the routes."""
        return (
            web.post("/api/v1/cases/{case_id}/merge", self.merge),
            web.delete("/api/v1/cases/{case_id}/merge", self.undo),
            web.post("/api/v1/mails/{mail_id}/move", self.move),
        )

    async def merge(self, request: web.Request) -> web.Response:
        """Merge a case into another and give that one."""
        agent = await self._access.agent(request)
        wanted = await read_body(request, wire.MergeCase)
        case = await self._merging.merge(request.match_info["case_id"], wanted.into)
        return await self._access.show(case.id, agent)

    async def undo(self, request: web.Request) -> web.Response:
        """Undo a merge and give the case, which is as it was."""
        agent = await self._access.agent(request)
        case = await self._merging.undo(request.match_info["case_id"])
        return await self._access.show(case.id, agent)

    async def move(self, request: web.Request) -> web.Response:
        """Move a mail into another case and give that one."""
        agent = await self._access.agent(request)
        wanted = await read_body(request, wire.MoveMail)
        case = await self._merging.move(request.match_info["mail_id"], wanted.into)
        return await self._access.show(case.id, agent)
