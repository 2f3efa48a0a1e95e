"""The way to a case over HTTP: who asks, for which one, and how it is shown to them."""

from collections.abc import Callable

from aiohttp import web

from accounts.directory import Agent, Directory
from accounts.permissions import may
from channels.email.drafting import CaseFile, Drafting
from gateway.case_readers import CaseReaders
from gateway.http.answers import HttpRefusal, answer
from gateway.http.callers import Callers
from gateway.views.cases import CaseViews
from gateway.wire.errors import Code
from storage.chat_logs import ChatLogs
from storage.customers import MOST_SHOWN
from storage.interaction_log import InteractionLog


class CaseAccess:
    """Finds the agent and the case behind a request."""

    def __init__(
        self,
        *,
        callers: Callers,
        directory: Callable[[], Directory],
        drafting: Drafting,
        chat_logs: ChatLogs,
        interaction_log: InteractionLog,
        views: CaseViews,
        readers: CaseReaders,
    ) -> None:
        """Join the collaborators."""
        self._callers = callers
        self._directory = directory
        self._drafting = drafting
        self._chat_logs = chat_logs
        self._interaction_log = interaction_log
        self.views = views
        self._readers = readers

    async def agent(self, request: web.Request, action: str | None = None) -> Agent:
        """Give who asks.

        Raises:
            HttpRefusal: nobody who is logged in (`unauthenticated`), or one who may not do
                `action` (`forbidden`).

        """
        session = await self._callers.session(request)
        agent = self._directory().agents.get(session.agent_id)
        if agent is None or agent.disabled:
            raise HttpRefusal(Code.UNAUTHENTICATED)
        if action is not None and not may(agent, action):
            raise HttpRefusal(Code.FORBIDDEN)
        return agent

    async def file(self, request: web.Request) -> CaseFile:
        """Give the case that the path names.

        Raises:
            channels.email.refusal.Refusal: there is none (`not_found`).

        """
        return await self._drafting.case_file(request.match_info["case_id"])

    async def lasting(self, request: web.Request) -> CaseFile:
        """Give the case that the path names, to be changed.

        Raises:
            channels.email.refusal.Refusal: there is none (`not_found`).
            HttpRefusal: it was merged: what goes on with it is to be changed (`conflict`).

        """
        file = await self.file(request)
        if file.merged_into is not None:
            raise HttpRefusal(Code.CONFLICT, "case_id")
        return file

    async def show(self, case_id: str, agent: Agent) -> web.Response:
        """Answer with a case as it is now; who asked is told of what happens in it."""
        # First: nothing may happen between the reading and the listening.
        self._readers.note(agent.id, case_id, [case_id])
        file = await self._drafting.case_file(case_id)
        senders, signatures = self._drafting.senders(file.case), self._drafting.signatures
        members = sorted(file.members)
        self._readers.note(agent.id, case_id, members)
        chats = await self._chat_logs.of_cases(members)
        contacts = await self._interaction_log.of_cases(members, MOST_SHOWN)
        return answer(self.views.case(file, agent.id, senders, signatures, chats, contacts))
