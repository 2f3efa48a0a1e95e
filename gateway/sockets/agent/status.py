"""An agent's own choices: status, stop new, queues, preferences."""

from collections.abc import Callable
from typing import Any

import msgspec

from accounts.directory import Directory, code_ids
from channels.contract import BackgroundTask, EnginePort
from gateway.sockets.agent.caller import agent_of
from gateway.sockets.callers import AgentCaller
from gateway.sockets.connection import Connection
from gateway.sockets.dispatch import Handler
from gateway.sockets.revocation import Revocation
from gateway.views.agents import AgentViews
from gateway.views.queues import QueueViews
from gateway.wire import agent as wire
from router.ids import AgentId
from router.inputs import EnableQueues, SetStatus, SetStopNew
from router.lifecycle import Wish
from storage.database import Database
from storage.preferences import load_preferences, save_preferences
from storage.transaction import Transaction


class StatusEvents:
    """Translates an agent's choices to commands."""

    def __init__(
        self,
        *,
        engine: EnginePort,
        directory: Callable[[], Directory],
        revocation: Revocation,
        background: BackgroundTask,
        agents: AgentViews,
        queues: QueueViews,
        preferences: "StoredPreferences",
    ) -> None:
        """Join the collaborators."""
        self._engine = engine
        self._directory = directory
        self._revocation = revocation
        self._background = background
        self._agents = agents
        self._queues = queues
        self._preferences = preferences

    def handlers(self) -> dict[str, Handler[AgentCaller]]:
        """Give the handlers by the name of their event."""
        return {
            "status.set": self.set_status,
            "stop_new.set": self.set_stop_new,
            "queues.enable": self.enable_queues,
            "preferences.set": self.set_preferences,
        }

    async def set_status(
        self, connection: Connection[AgentCaller], payload: wire.SetStatus
    ) -> wire.ChangedStatus:
        """Choose a status; logging out also ends every session, once this is answered."""
        agent_id = agent_of(connection)
        wish = Wish(payload.status)
        code = payload.code
        if code is not None:
            lists = self._directory().code_lists.values()
            (code,) = code_ids((each for each in lists if payload.status in each.statuses), [code])
        await self._engine.submit(SetStatus(agent=agent_id, status=wish, code=code))
        if wish is Wish.LOGGED_OUT:
            self._background(self._revocation.end_all(agent_id))
        return wire.ChangedStatus(status=self._agents.status(agent_id).status)

    async def set_stop_new(
        self, connection: Connection[AgentCaller], payload: wire.SetStopNew
    ) -> wire.ChangedStopNew:
        """Take no new chats, or take them again."""
        agent_id = agent_of(connection)
        await self._engine.submit(SetStopNew(agent=agent_id, on=payload.on))
        status = self._agents.status(agent_id)
        return wire.ChangedStopNew(status=status.status, next_status=status.next_status)

    async def enable_queues(
        self, connection: Connection[AgentCaller], payload: wire.EnableQueues
    ) -> wire.EnabledQueues:
        """Serve exactly these queues."""
        agent_id = agent_of(connection)
        await self._engine.submit(EnableQueues(agent=agent_id, queues=payload.queue_ids))
        return wire.EnabledQueues(queues=self._queues.of_agent(agent_id))

    async def set_preferences(
        self, connection: Connection[AgentCaller], payload: wire.SetPreferences
    ) -> wire.SavedPreferences:
        """Change what is named; the rest stays."""
        chosen = {
            name: value for name, value in msgspec.to_builtins(payload).items() if value is not None
        }
        saved = await self._preferences.change(agent_of(connection), chosen)
        return wire.SavedPreferences(preferences=saved)


class StoredPreferences:
    """Keeps what each agent has chosen (`gateway.views.snapshot.PreferenceStore`)."""

    def __init__(self, database: Database, directory: Callable[[], Directory]) -> None:
        """Keep it in `database`; `directory` knows the language of who has chosen none."""
        self._database = database
        self._directory = directory

    async def of(self, agent_id: AgentId) -> wire.Preferences:
        """Give the agent's preferences; a language or signature not chosen is the directory's."""
        chosen = await self._database.read(lambda tx: load_preferences(tx, agent_id))
        return self._whole(agent_id, chosen)

    async def change(self, agent_id: AgentId, chosen: dict[str, Any]) -> wire.Preferences:
        """Change what is named, and give the whole."""

        def work(tx: Transaction) -> dict[str, Any]:
            whole = load_preferences(tx, agent_id) | chosen
            save_preferences(tx, agent_id, whole)
            return whole

        return self._whole(agent_id, await self._database.write(work))

    def _whole(self, agent_id: AgentId, chosen: dict[str, Any]) -> wire.Preferences:
        agent = self._directory().agents[agent_id]
        given = {"locale": agent.locale, "signature": agent.signature}
        return msgspec.convert(given | chosen, wire.Preferences)
