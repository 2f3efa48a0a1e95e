"""The commands that carry the knowledge base out of Parley and into it."""

import asyncio
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from accounts.directory import FaqEntry
from gateway.cli_directory import database_of
from gateway.clock import SystemClock
from gateway.config import Config
from gateway.failure import CommandFailed
from gateway.knowledge_base import article_of
from gateway.knowledge_files import read_entries, write_entries
from gateway.knowledge_images import ImageFiles
from gateway.knowledge_import import plan_import
from gateway.provisioning.changes import Change, Plan
from gateway.provisioning.file import ProvisioningError
from gateway.provisioning.load import new_id, save_plan
from storage.blobs import Blobs
from storage.database import Database
from storage.directory import load_directory
from storage.images import ImageStore
from storage.transaction import Transaction

_NAMED = 20
"""Entries that go as a link alone of which the report names each."""


def import_entries(config: Config, path: Path) -> None:
    """Take entries over from a CSV file or a folder, all of them or none."""
    if not path.exists():
        raise CommandFailed(f"{path}: there is no such file or folder")
    console = Console()
    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), console=console, transient=True
    ) as shown:
        task = shown.add_task(f"Reading {path}")
        placed = read_entries(path, lambda place: shown.update(task, description=place))
        shown.update(task, description=f"Saving {len(placed)} entries")

        def work(tx: Transaction) -> tuple[Change, ...]:
            changes, mistakes = plan_import(load_directory(tx).faq_entries, placed, new_id)
            if mistakes:
                raise ProvisioningError(str(path), mistakes)
            if changes:
                save_plan(tx, Plan(changes=changes, signed_out=()), at)
            return changes

        async def run() -> tuple[Change, ...]:
            nonlocal placed
            async with database_of(config) as database:
                placed = await _images(config, database).bring_in(placed, path, at)
                return await database.write(work)

        at = SystemClock().now()
        changes = asyncio.run(run())
    added = sum(change.new for change in changes)
    same = len(placed) - len(changes)
    console.print(f"{added} added, {len(changes) - added} changed, {same} as they were.")
    _tell_links(changes, console)


def export_entries(config: Config, path: Path) -> None:
    """Write every published entry."""

    async def run() -> int:
        folder = path.parent if path.suffix.casefold() == ".csv" else path
        async with database_of(config) as database:
            known = await database.read(load_directory)
            images = _images(config, database)
            entries = [
                msgspec.structs.replace(each, answer=await images.carry_out(each.answer, folder))
                for each in known.faq_entries.values()
                if not each.disabled
            ]
        return write_entries(path, entries)

    Console().print(f"{asyncio.run(run())} entries written to {path}.", soft_wrap=True)


def _images(config: Config, database: Database) -> ImageFiles:
    return ImageFiles(Blobs(Path(config.storage.blobs), database), ImageStore(database))


def _tell_links(changes: tuple[Change, ...], console: Console) -> None:
    links = [
        change.name
        for change in changes
        if isinstance(change.record, FaqEntry) and article_of(change.record).reasons
    ]
    if links:
        shown = ", ".join(links[:_NAMED]) + (", ..." if len(links) > _NAMED else "")
        console.print(
            f"{len(links)} of them can be inserted as a link alone: {shown}.",
            markup=False,
            soft_wrap=True,
        )
