"""Whose contact it is, by the word of the agent who has it."""

from crm.refusal import Refusal as RecordRefusal
from gateway.screen_pops import ScreenPops
from gateway.sockets.agent.caller import agent_of
from gateway.sockets.callers import AgentCaller
from gateway.sockets.connection import Connection
from gateway.sockets.dispatch import Handler
from gateway.sockets.refusal import Refusal
from gateway.wire import interaction as wire
from gateway.wire.errors import Code


class ScreenPopEvents:
    """Takes an agent's choice of the customer."""

    def __init__(self, pops: ScreenPops) -> None:
        """Hand the choice to `pops`."""
        self._pops = pops

    def handlers(self) -> dict[str, Handler[AgentCaller]]:
        """Give the handler by the name of its event."""
        return {"customer.choose": self.choose}

    async def choose(
        self, connection: Connection[AgentCaller], payload: wire.ChooseCustomer
    ) -> wire.ChosenCustomer:
        """Say whose contact it is."""
        try:
            pop = await self._pops.choose(
                payload.interaction_id, payload.customer_id, agent_of(connection)
            )
        except RecordRefusal:
            raise Refusal(Code.NOT_FOUND, "customer_id") from None
        return wire.ChosenCustomer(screen_pop=pop)
