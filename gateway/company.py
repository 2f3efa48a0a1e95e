"""The directory in force, and how a change of it reaches the router, the hours and the sessions."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

import msgspec
import structlog

from accounts.directory import Agent, Directory
from channels.contract import EnginePort, RowWork
from gateway.config import Config
from gateway.libraries import import_needed
from gateway.opening import OpeningHours
from gateway.policy import build_policy
from gateway.provisioning.load import DirectoryChanged
from router.ids import AgentId, Instant
from router.inputs import PolicyChanged
from router.machine import Router
from storage.database import Database
from storage.directory import load_directory, save_records
from storage.inbox import DIRECTORY_CHANGED, InboxEntry, take_entry, waiting_entries
from storage.security_log import SecurityEvent, log_security
from storage.transaction import Transaction

_log = structlog.get_logger(__name__)

AT_ONCE: Final = 50
"""Inbox entries taken together."""

SignOut = Callable[[AgentId], Awaitable[None]]
"""Cuts an agent's connections whose sessions were revoked."""


class DirectoryInForce:
    """The one place that says which directory counts now; call it to get it."""

    def __init__(self, directory: Directory) -> None:
        """Begin with the directory as it was read."""
        self._directory = directory

    def __call__(self) -> Directory:
        """Give the directory in force."""
        return self._directory

    def replace(self, directory: Directory) -> None:
        """Put another one in force, from the next question on."""
        self._directory = directory


class Company:
    """Follows what other processes provision, such as ``parley load`` beside a running gateway."""

    def __init__(
        self,
        *,
        in_force: DirectoryInForce,
        database: Database,
        engine: EnginePort,
        router: Router,
        opening: OpeningHours,
        sign_out: SignOut,
        config: Config,
    ) -> None:
        """Join the collaborators; ``start`` begins."""
        self._in_force = in_force
        self._database = database
        self._engine = engine
        self._router = router
        self._opening = opening
        self._sign_out = sign_out
        self._config = config
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Tell the router the policy, if it has another, and which queues are open."""
        await self._adopt(())

    def look(self, now: Instant) -> None:  # noqa: ARG002 - called every second with the instant
        """Take what other processes have handed over; call it once a second."""
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run())

    async def replace_password_hash(
        self, agent_id: AgentId, password_hash: str, *, instead_of: str | None
    ) -> bool:
        """Replace an agent's password hash, here and in the database (`accounts.login`)."""

        def work(tx: Transaction) -> Agent | None:
            agent = load_directory(tx).agents.get(agent_id)
            if agent is None or agent.disabled or agent.password_hash != instead_of:
                return None
            changed = msgspec.structs.replace(agent, password_hash=password_hash)
            save_records(tx, (changed,))
            return changed

        agent = await self._database.write(work)
        if agent is None:
            return False
        self._in_force.replace(self._in_force().with_records((agent,)))
        return True

    async def stop(self) -> None:
        """Finish what is being taken over."""
        if self._task is not None:
            await self._task

    async def _run(self) -> None:
        try:
            for entry in await self._database.read(lambda tx: waiting_entries(tx, AT_ONCE)):
                await self._take(entry)
        except Exception:  # noqa: BLE001 - whatever it was, the entry stays and is tried again
            _log.exception("company.inbox_failed")
        finally:
            self._task = None

    async def _take(self, entry: InboxEntry) -> None:
        take = take_entry(entry)

        def row(tx: Any) -> None:  # noqa: ANN401 - opaque to whoever carries it
            take(tx)

        if entry.kind != DIRECTORY_CHANGED:
            await self._set_aside(entry, "a kind that this release does not know")
            return
        try:
            change = msgspec.json.decode(entry.payload, type=DirectoryChanged)
        except msgspec.DecodeError as error:
            await self._set_aside(entry, str(error))
            return
        self._in_force.replace(await self._database.read(load_directory))
        await self._adopt((row,))
        for agent_id in change.signed_out:
            await self._sign_out(agent_id)
        _log.info("company.changed", signed_out=len(change.signed_out))

    async def _set_aside(self, entry: InboxEntry, error: str) -> None:
        """Take an entry that can never be read: those behind it are not to wait for it.

        Whoever was to be signed out is all the same, with the end of their session.
        """
        take = take_entry(entry)
        event = SecurityEvent(
            at=entry.created_at,
            actor="command line",
            action="inbox_entry_set_aside",
            subject=f"inbox:{entry.id}",
            details={"kind": entry.kind, "payload": entry.payload, "error": error},
        )

        def work(tx: Transaction) -> None:
            if take(tx):
                log_security(tx, event)

        await self._database.write(work)
        _log.error("company.entry_set_aside", id=entry.id, kind=entry.kind, error=error)

    async def _adopt(self, rows: tuple[RowWork, ...]) -> None:
        directory = self._in_force()
        import_needed(directory)
        policy = build_policy(directory, self._config)
        await self._engine.submit(PolicyChanged(policy=policy), rows=rows)
        known = {queue.id: queue.open for queue in self._router.queues.values()}
        self._opening.follow(directory.queues, known)
