"""Bodies that nobody refers to are removed in the end, files that a crash has left as well."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gateway.background import Background
from gateway.blob_sweep import SWEEP_EVERY, BlobSweep
from router.ids import seconds
from storage.blobs import KEPT_UNREFERENCED, Blob, Blobs, refer_to_blob
from storage.database import Database
from tests.fakes.clock import START


class Attic:
    """A folder of blobs that is swept."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.folder = folder
        self.database = database
        self.blobs = Blobs(folder, database)
        self.background = Background()
        self.sweep = BlobSweep(self.blobs, self.background)

    async def keep(self, body: bytes) -> Blob:
        async def chunks() -> AsyncIterator[bytes]:
            yield body

        return await self.blobs.keep(chunks(), limit_bytes=100, at=START)

    async def look(self, *instants: int) -> None:
        for instant in instants:
            self.sweep.look(instant)
        await self.background.drain()


@pytest.fixture
async def attic(tmp_path: Path) -> AsyncIterator[Attic]:
    database = await Database.open(f"sqlite:///{tmp_path}/parley.db")
    yield Attic(tmp_path / "blobs", database)
    await database.close()


LATER = START + KEPT_UNREFERENCED + seconds(1)


async def test_what_nobody_refers_to_goes_after_a_day(attic: Attic):
    refused, sent = await attic.keep(b"refused"), await attic.keep(b"sent")
    await attic.database.write(lambda tx: refer_to_blob(tx, sent.id, "attachment:1"))
    await attic.look(START, START + SWEEP_EVERY)
    assert attic.blobs.path(refused.id).exists()
    await attic.look(LATER)
    assert not attic.blobs.path(refused.id).exists()
    assert attic.blobs.path(sent.id).read_bytes() == b"sent"


async def test_a_file_without_a_row_goes_too(attic: Attic):
    stray = attic.blobs.path("ab" * 16)
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"left by a crash")
    os.utime(stray, (START / 1_000_000, START / 1_000_000))
    await attic.look(LATER, LATER + SWEEP_EVERY)
    assert not stray.exists()


async def test_a_start_is_not_slowed_down(attic: Attic):
    """The first sweep comes well after it."""
    refused = await attic.keep(b"refused")
    await attic.look(LATER, LATER + SWEEP_EVERY - 1)
    assert attic.blobs.path(refused.id).exists()
    await attic.look(LATER + SWEEP_EVERY)
    assert not attic.blobs.path(refused.id).exists()
