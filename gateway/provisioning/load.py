"""A provisioning file loaded into the database, beside a running gateway or without one."""

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from accounts.directory import FaqEntry, Record
from gateway.provisioning.changes import Plan
from gateway.provisioning.file import ProvisioningError, ProvisioningFile, read_file
from gateway.provisioning.plan import Hashing, make_plan
from gateway.toml_tables import Mistakes
from router.ids import Instant
from storage.database import Database
from storage.directory import load_directory, save_records
from storage.inbox import DIRECTORY_CHANGED, put_in_inbox
from storage.security_log import SecurityEvent, log_security
from storage.sessions import revoke_sessions_of
from storage.transaction import Transaction

TRIES: Final = 5
"""How often the comparison is made again because somebody else changed the directory meanwhile."""


class DirectoryChanged(msgspec.Struct, frozen=True):
    """The payload of the inbox's notice: the gateway reads the directory again."""

    signed_out: tuple[str, ...] = ()
    """Agents whose sessions were revoked with the change, so that their connections are cut."""


def new_id() -> str:
    """Give an id that nothing else has."""
    return secrets.token_hex(8)


async def load_file(
    database: Database,
    path: Path,
    *,
    at: Instant,
    hashing: Hashing,
    progress: Callable[[str], None] = lambda _: None,
) -> Plan:
    """Load the file at `path` in one transaction; give what it changed.

    Raises ProvisioningError with every mistake in the file, of which nothing is then loaded.
    """
    file, mistakes = read_file(path)
    return await load(
        database, file, mistakes, source=str(path), at=at, hashing=hashing, progress=progress
    )


async def load(
    database: Database,
    file: ProvisioningFile,
    mistakes: Mistakes,
    *,
    source: str,
    at: Instant,
    hashing: Hashing,
    progress: Callable[[str], None] = lambda _: None,
) -> Plan:
    """Load what was read from `source`; see `load_file`."""
    for _ in range(TRIES):
        known = await database.read(load_directory)
        plan = make_plan(known, file, mistakes, new_id=new_id, hashing=hashing, progress=progress)
        if mistakes.found:
            raise ProvisioningError(source, mistakes.found)

        def save(tx: Transaction, plan: Plan = plan) -> bool:
            """Save the plan unless the directory is no longer the one it was made for."""
            if load_directory(tx) != known:  # noqa: B023 - it runs before the next round
                return False
            save_plan(tx, plan, at)
            return True

        if not plan.changes or await database.write(save):
            return plan
    raise ProvisioningError(source, ["somebody else keeps changing the same records; try again"])


def save_plan(tx: Transaction, plan: Plan, at: Instant) -> None:
    """Save the records, end the sessions and leave the notice for a running gateway."""
    save_records(tx, tuple(_stamped(record, at) for record in plan.records))
    for agent_id in plan.signed_out:
        revoke_sessions_of(tx, agent_id, at)
    put_in_inbox(
        tx,
        DIRECTORY_CHANGED,
        msgspec.json.encode(DirectoryChanged(plan.signed_out)).decode(),
        at,
    )
    for change in plan.changes:
        log_security(
            tx,
            SecurityEvent(
                at=at,
                actor="command line",
                action="created" if change.new else "changed",
                subject=f"{change.table}:{change.name}",
                details={"fields": ", ".join(change.fields)},
            ),
        )


def _stamped(record: Record, at: Instant) -> Record:
    """Date what is published; a plan knows no time."""
    if isinstance(record, FaqEntry):
        return msgspec.structs.replace(record, changed_at=at)
    return record
