"""The company over HTTP: its queues, agents and codes, as a desk is told of them."""

from collections.abc import Callable, Iterable

from aiohttp import web

from accounts.directory import Directory
from gateway.http.answers import answer
from gateway.http.case_access import CaseAccess
from gateway.views.agents import AgentViews
from gateway.views.interactions import code_list
from gateway.views.queues import QueueViews
from gateway.wire import company as wire


class CompanyRoutes:
    """Tells programs what a socket pushes to a desk."""

    def __init__(
        self,
        *,
        access: CaseAccess,
        directory: Callable[[], Directory],
        agents: AgentViews,
        queues: QueueViews,
    ) -> None:
        """Join the collaborators."""
        self._access = access
        self._directory = directory
        self._agents = agents
        self._queues = queues

    def routes(self) -> Iterable[web.RouteDef]:
        """Give the routes."""
        return (
            web.get("/api/v1/queues", self.queues),
            web.get("/api/v1/agents", self.agents),
            web.get("/api/v1/codes", self.codes),
        )

    async def queues(self, request: web.Request) -> web.Response:
        """List one's own queues with their figures of this moment."""
        agent = await self._access.agent(request)
        return answer(wire.QueueList(queues=self._queues.of_agent(agent.id)))

    async def agents(self, request: web.Request) -> web.Response:
        """List the colleagues one may see with their statuses."""
        agent = await self._access.agent(request)
        return answer(wire.AgentList(agents=self._agents.roster(agent)))

    async def codes(self, request: web.Request) -> web.Response:
        """List the codes for transactions and for statuses."""
        await self._access.agent(request)
        lists = (each for each in self._directory().code_lists.values() if not each.disabled)
        return answer(
            wire.CodeLists(
                code_lists=tuple(
                    code_list(each) for each in sorted(lists, key=lambda each: (each.name, each.id))
                )
            )
        )
