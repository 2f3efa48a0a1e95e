"""The commands that change the directory: provisioning, passwords, access, sessions."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn
from rich.table import Table

from accounts.directory import Agent, Directory
from accounts.passwords import Passwords, WeakPassword, check_strength
from accounts.sessions import AgentSession, SessionLimits, Sessions
from gateway.clock import SystemClock
from gateway.config import Config
from gateway.failure import CommandFailed
from gateway.provisioning.changes import Change, Plan
from gateway.provisioning.load import load_file, save_plan
from gateway.provisioning.report import print_plan
from router.ids import Instant, seconds
from storage.database import Database
from storage.directory import load_directory
from storage.errors import DatabaseInUse
from storage.sessions import AgentSessions
from storage.transaction import Transaction


def load_provisioning(config: Config, file: Path) -> None:
    """Load a provisioning file and print what it changed."""
    console = Console()
    passwords = Passwords()

    async def run(progress: Callable[[str], None]) -> Plan:
        async with database_of(config) as database:
            return await load_file(
                database, file, at=SystemClock().now(), hashing=passwords, progress=progress
            )

    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), console=console, transient=True
    ) as shown:
        task = shown.add_task(f"Reading {file}")
        plan = asyncio.run(
            run(lambda username: shown.update(task, description=f"Password of {username}"))
        )
    passwords.close()
    print_plan(plan, console)


def migrate_database(config: Config) -> None:
    """Bring the tables up to date."""

    async def run() -> None:
        database = await Database.open(config.storage.url)
        await database.close()

    asyncio.run(run())
    Console().print("The database is up to date.")


def set_password(config: Config, username: str, ask: Callable[[], str]) -> None:
    """Give an agent another password and end their sessions; nobody types one for nobody."""

    async def known() -> Directory:
        async with database_of(config) as database:
            return await database.read(load_directory)

    _find(asyncio.run(known()), username)
    password = ask()
    try:
        check_strength(password, username)
    except WeakPassword as error:
        raise CommandFailed(f"the password {error}") from error
    passwords = Passwords()
    password_hash = passwords.hash_now(password)
    passwords.close()
    agent = asyncio.run(_change_agent(config, username, {"password_hash": password_hash}))
    Console().print(f"{agent.username} has a new password and is signed out everywhere.")


def set_disabled(config: Config, username: str, *, disabled: bool) -> None:
    """Shut an agent out or let them in again."""
    agent = asyncio.run(_change_agent(config, username, {"disabled": disabled}))
    done = "is disabled and signed out everywhere" if disabled else "may log in again"
    Console().print(f"{agent.username} {done}.")


def show_sessions(config: Config, username: str, *, revoke: bool) -> None:
    """List an agent's live sessions, or end them."""
    console = Console()

    async def run() -> tuple[Agent, list[AgentSession]]:
        async with database_of(config) as database:
            agent = _find(await database.read(load_directory), username)
            limits = SessionLimits(
                idle=seconds(config.sessions.idle_hours * 3600),
                absolute=seconds(config.sessions.absolute_hours * 3600),
            )
            at = SystemClock().now()
            found = await Sessions(AgentSessions(database), limits).of_agent(agent.id, at)
            if revoke:
                await database.write(lambda tx: save_plan(tx, _signing_out(agent), at))
            return agent, found

    agent, found = asyncio.run(run())
    if revoke:
        console.print(f"{agent.username} is signed out everywhere ({len(found)} sessions).")
        return
    table = Table("session", "since", "last seen", "address", "browser", box=None)
    for session in found:
        table.add_row(
            session.id,
            _shown(session.created_at),
            _shown(session.seen_at),
            session.address or "",
            session.user_agent or "",
        )
    console.print(table if found else f"{agent.username} has no session.")


@asynccontextmanager
async def database_of(config: Config) -> AsyncIterator[Database]:
    """Open the configured database, beside the gateway that serves it if one does."""
    try:
        database = await Database.open(config.storage.url)
    except DatabaseInUse:
        database = await Database.open(config.storage.url, exclusive=False)
    try:
        yield database
    finally:
        await database.close()


async def _change_agent(config: Config, username: str, values: dict[str, object]) -> Agent:
    """Change one agent and sign them out, in one transaction."""

    def work(tx: Transaction) -> Agent:
        agent = _find(load_directory(tx), username)
        changed = msgspec.structs.replace(agent, **values)
        change = Change(
            record=changed, table="agents", name=agent.username, fields=tuple(values), new=False
        )
        save_plan(tx, Plan(changes=(change,), signed_out=(agent.id,)), at)
        return changed

    async with database_of(config) as database:
        at = SystemClock().now()
        return await database.write(work)


def _signing_out(agent: Agent) -> Plan:
    change = Change(
        record=agent, table="agents", name=agent.username, fields=("sessions",), new=False
    )
    return Plan(changes=(change,), signed_out=(agent.id,))


def _find(known: Directory, username: str) -> Agent:
    agent = known.agent_by_login(username)
    if agent is None:
        raise CommandFailed(f'there is no agent "{username}"; check the spelling')
    return agent


def _shown(at: Instant) -> str:
    return datetime.fromtimestamp(at / 1_000_000, UTC).strftime("%Y-%m-%d %H:%M UTC")
