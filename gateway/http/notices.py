"""Telling people of a case over HTTP."""

from collections.abc import Iterable

from aiohttp import web

from channels.contract import Publisher
from gateway.http.answers import HttpRefusal, answer, read_body
from gateway.http.case_access import CaseAccess
from gateway.http.words import paragraphs
from gateway.post_room import PostRoom
from gateway.views.notices import NoticeViews
from gateway.wire import cases as wire
from gateway.wire.errors import Code
from gateway.wire.scalars import Ok


class NoticeRoutes:
    """What agents tell others about cases."""

    def __init__(
        self, *, access: CaseAccess, post_room: PostRoom, views: NoticeViews, desks: Publisher
    ) -> None:
        """Join the collaborators; notices appear on `desks` at once."""
        self._access = access
        self._post_room = post_room
        self._views = views
        self._desks = desks

    def routes(self) -> Iterable[web.RouteDef]:
        """Give the route."""
        return (web.post("/api/v1/cases/{case_id}/notify", self.notify),)

    async def notify(self, request: web.Request) -> web.Response:
        """Tell colleagues, the customer or both where a case stands (CRM-017, EPL-013)."""
        agent = await self._access.agent(request)
        wanted = await read_body(request, wire.NotifyOfCase)
        if not wanted.agent_ids and not wanted.customer:
            raise HttpRefusal(Code.INVALID, "agent_ids")
        file = await self._access.lasting(request)
        notifying, note = self._post_room.notifying, paragraphs(wanted.note)
        if wanted.customer:
            await notifying.customer(file, agent, note, wanted.client_id)
            self._post_room.delivery.soon()
        told = await notifying.colleagues(file, agent, wanted.agent_ids, note, wanted.client_id)
        for notice in told:
            view = self._views.notice(notice, file.case)
            self._desks.to_agent(notice.agent_id, "notice", view)
        return answer(Ok(), status=202)
