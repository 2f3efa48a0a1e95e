"""The accounts' ports kept in memory."""

import msgspec

from accounts.directory import Directory
from accounts.sessions import AgentSession


class MemorySessions:
    """A session store that counts how often it is written."""

    def __init__(self):
        self.kept: dict[str, AgentSession] = {}
        self.touched = 0

    async def add(self, session):
        self.kept[session.id] = session

    async def by_token_hash(self, token_hash):
        return next((s for s in self.kept.values() if s.token_hash == token_hash), None)

    async def of_agent(self, agent_id):
        mine = [s for s in self.kept.values() if s.agent_id == agent_id and s.revoked_at is None]
        return sorted(mine, key=lambda session: session.created_at)

    async def touch(self, session_id, at):
        self.touched += 1
        self.kept[session_id] = msgspec.structs.replace(self.kept[session_id], seen_at=at)

    async def revoke(self, session_ids, at):
        for session_id in session_ids:
            session = self.kept[session_id]
            if session.revoked_at is None:
                self.kept[session_id] = msgspec.structs.replace(session, revoked_at=at)


class MemoryDirectory:
    """A directory that is in force, and its password hashes."""

    def __init__(self, *records):
        self.now = Directory(records)

    def __call__(self):
        return self.now

    def change(self, record, **fields):
        self.now = self.now.with_records([msgspec.structs.replace(record, **fields)])

    async def replace_password_hash(self, agent_id, password_hash, *, instead_of):
        agent = self.now.agents[agent_id]
        if agent.disabled or agent.password_hash != instead_of:
            return False
        self.change(agent, password_hash=password_hash)
        return True
