"""Logs of chats over HTTP: read, kept as drafts, saved as cases."""

from collections.abc import Iterable

from aiohttp import web

from crm.chat_logs import Writing
from gateway.chat_logs import ChatLogging
from gateway.http.answers import HttpRefusal, answer, read_body
from gateway.http.case_access import CaseAccess
from gateway.http.words import one_line, paragraphs
from gateway.views.chat_logs import ChatLogViews
from gateway.wire import chat_logs as wire
from gateway.wire.errors import Code
from gateway.wire.scalars import Ok
from storage.chat_logs import ChatLogs


class ChatLogRoutes:
    """What agents do with the logs of their chats."""

    def __init__(
        self, *, access: CaseAccess, logging: ChatLogging, logs: ChatLogs, views: ChatLogViews
    ) -> None:
        """Join the collaborators."""
        self._access = access
        self._logging = logging
        self._logs = logs
        self._views = views

    def routes(self) -> Iterable[web.RouteDef]:
        """Give the routes."""
        one = "/api/v1/chat-logs/{interaction_id}"
        return (
            web.get("/api/v1/chat-logs", self.drafts),
            web.get(one, self.read),
            web.put(one, self.keep),
            web.delete(one, self.drop),
            web.post(f"{one}/case", self.finish),
        )

    async def drafts(self, request: web.Request) -> web.Response:
        """List one's own logs that are not finished (CHT-026)."""
        agent = await self._access.agent(request)
        found = await self._logs.drafts_of(agent.id)
        return answer(wire.LogDrafts(drafts=tuple(self._views.row(*each) for each in found)))

    async def read(self, request: web.Request) -> web.Response:
        """Give the log of a chat with everything that was said."""
        await self._access.agent(request)
        return await self._log(request)

    async def keep(self, request: web.Request) -> web.Response:
        """Save a log as a draft (CHT-026)."""
        agent = await self._access.agent(request)
        wanted = await read_body(request, wire.SaveChatLog)
        interaction = request.match_info["interaction_id"]
        await self._logging.keep(agent.id, interaction, _writing(wanted), seen_rev=wanted.rev)
        return await self._log(request)

    async def drop(self, request: web.Request) -> web.Response:
        """Throw a draft away, as it was in `rev`."""
        agent = await self._access.agent(request)
        rev = request.query.get("rev", "")
        if not (rev.isascii() and rev.isdecimal() and len(rev) < 10):
            raise HttpRefusal(Code.INVALID, "rev")
        interaction = request.match_info["interaction_id"]
        await self._logging.drop(agent.id, interaction, seen_rev=int(rev))
        return answer(Ok())

    async def finish(self, request: web.Request) -> web.Response:
        """Save a log as a case of the customer the agent chose (CHT-025, CRM-014)."""
        agent = await self._access.agent(request)
        wanted = await read_body(request, wire.FinishChatLog)
        await self._logging.finish(
            agent.id,
            request.match_info["interaction_id"],
            _writing(wanted),
            customer_id=wanted.customer_id,
            seen_rev=wanted.rev,
        )
        return await self._log(request)

    async def _log(self, request: web.Request) -> web.Response:
        file = await self._logging.file(request.match_info["interaction_id"])
        return answer(wire.ReadChatLog(log=self._views.log(file)))


def _writing(wanted: wire.SaveChatLog) -> Writing:
    return Writing(
        subject=one_line(wanted.subject),
        description=paragraphs(wanted.description),
        status=wanted.status,
    )
