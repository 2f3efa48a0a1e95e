"""A backup holds everything and comes back whole or not at all, on each kind of database."""

import hashlib
import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import LargeBinary, Table, Text, select, update

from storage import mail_rows
from storage.backup import CLOSING, Closing, Copied, still_missing, write_backup
from storage.backup import ROWS as ROWS_FOLDER
from storage.database import Database, driver_for
from storage.incoming_body import body_path
from storage.migrate import bring_up_to_date
from storage.restore import NoBackup, NotEmpty, Restored, restore
from storage.schema import METADATA, agent_sessions, blobs, messages
from storage.security_log import SecurityEvent, log_security, newest_security_events
from storage.sql import Statement, insert_into
from storage.transaction import Row, Transaction, Value
from tests.kit.mail_rows import NOW, MailRows, draft
from tests.kit.postgres import PostgresServer

ROWS = 3
"""Of each table; what refers to a row of its own table refers to one that comes later."""
MANY = 1_100
"""Messages of one chat: more than are read at a time."""
BODIES = [bytes([n]) * (n * 40_000) for n in range(1, ROWS + 1)]


class Silence:
    """Shows no progress."""

    def begin(self, purpose: str, total: int) -> None:
        """Say nothing."""

    def advance(self, steps: int) -> None:
        """Say nothing."""


def value(table: Table, name: str, number: int) -> Value:
    """Give a value that stands nowhere else, or the key that a column refers to."""
    column = table.c[name]
    for reference in column.foreign_keys:
        own = reference.column.table is table
        return value(
            reference.column.table, reference.column.name, number % ROWS + 1 if own else number
        )
    if table is blobs:
        content = BODIES[number - 1]
        known: dict[str, Value] = {
            "id": hashlib.md5(content, usedforsecurity=False).hexdigest(),
            "sha256": hashlib.sha256(content).hexdigest(),
            "size_bytes": len(content),
            "unreferenced_since": None,
        }
        if name in known:
            return known[name]
    if isinstance(column.type, LargeBinary):
        return bytes([0, 255, number])
    if isinstance(column.type, Text):
        return f'{table.name}.{name}.{number} é " \\ 猫'
    return number


def fill(tx: Transaction) -> None:
    """Write rows into every table, whatever tables there are."""
    for table in METADATA.sorted_tables:
        own = {c.name for c in table.c for key in c.foreign_keys if key.column.table is table}
        for number in range(1, ROWS + 1):
            row = {str(c.name): value(table, c.name, number) for c in table.c}
            tx.execute(insert_into(table), **row | dict.fromkeys(own))
        for number in range(1, ROWS + 1) if own else ():
            values = {name: value(table, name, number) for name in own}
            key = table.primary_key.columns[0]
            own_row = key == value(table, key.name, number)
            tx.execute(Statement(update(table).where(own_row).values(values)))


def fill_pages(tx: Transaction) -> None:
    """Say more in one chat than is read at a time."""
    for number in range(1, MANY + 1):
        row = {str(c.name): value(messages, c.name, 1) for c in messages.c}
        tx.execute(insert_into(messages), **row | {"seq": ROWS + number, "client_id": str(number)})


class House:
    """A database with its folder of bodies."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.folder = folder

    async def work(self, work: Callable[[Transaction], object]) -> None:
        database = await Database.open(self.url)
        await database.write(work)
        await database.close()

    async def fill(self) -> None:
        """Keep something of everything."""
        await self.work(fill)
        for number, content in enumerate(BODIES, 1):
            path = body_path(self.folder, str(value(blobs, "id", number)))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    async def backup(self) -> tuple[bytes, Copied]:
        database = await Database.open(self.url, exclusive=False)
        target = io.BytesIO()
        copied = await database.read(
            lambda tx: write_backup(tx, self.folder, target, at=NOW, shown=Silence())
        )
        await database.close()
        return target.getvalue(), copied

    def restore(self, content: bytes) -> Restored:
        driver = driver_for(self.url, exclusive=True)
        connection = driver.writer()
        try:
            bring_up_to_date(driver, connection, allowed=True)
            return restore(connection, self.folder, io.BytesIO(content), Silence())
        finally:
            connection.close()

    async def rows(self) -> dict[str, list[Row]]:
        """Give every row of every table but the sessions, which end."""
        database = await Database.open(self.url, exclusive=False)
        tables = [each for each in METADATA.sorted_tables if each is not agent_sessions]
        found = await database.read(
            lambda tx: {
                each.name: tx.all(Statement(select(*each.c).order_by(*each.primary_key.columns)))
                for each in tables
            }
        )
        await database.close()
        return found


@pytest.fixture
def old(url: str, tmp_path: Path) -> House:
    return House(url, tmp_path / "old")


@pytest.fixture
def new(another_url: str, tmp_path: Path) -> House:
    return House(another_url, tmp_path / "new")


async def test_everything_comes_back_as_it_was(old: House, new: House):
    """Every row of every table, with rows that refer to later ones, and every body."""
    await old.fill()
    await old.work(fill_pages)
    content, copied = await old.backup()
    restored = new.restore(content)

    assert await new.rows() == await old.rows()
    assert (copied.rows, copied.bodies, copied.missing) == (restored.rows, ROWS, ())
    assert copied.rows == ROWS * len(METADATA.sorted_tables) + MANY
    assert restored.made_at == NOW
    for number, body in enumerate(BODIES, 1):
        assert body_path(new.folder, str(value(blobs, "id", number))).read_bytes() == body


@pytest.mark.postgresql
async def test_a_backup_leads_to_the_other_kind_of_database(
    tmp_path: Path, postgres: PostgresServer
):
    """Rows are the same on each: this is how an installation moves."""
    old = House(f"sqlite:///{tmp_path}/old.db", tmp_path / "old")
    new = House(postgres.new_database(), tmp_path / "new")
    await old.fill()
    new.restore((await old.backup())[0])
    there, here = await new.rows(), await old.rows()
    # The same rows in another order: each database sorts texts its own way.
    assert {name: set(rows) for name, rows in there.items()} == {
        name: set(rows) for name, rows in here.items()
    }


async def test_numbers_go_on_and_log_ins_do_not(old: House, new: House):
    """What the database numbers goes on behind what is there; a revoked session stays away."""
    await old.fill()
    new.restore((await old.backup())[0])
    event = SecurityEvent(at=NOW, actor="command line", action="restored", subject="database")
    await new.work(lambda tx: log_security(tx, event))

    database = await Database.open(new.url, exclusive=False)
    newest = await database.read(lambda tx: newest_security_events(tx, 1))
    sessions = await database.read(lambda tx: tx.all(Statement(select(agent_sessions.c.id))))
    await database.close()
    assert newest == [(ROWS + 1, event)]
    assert sessions == []


async def test_a_mail_that_was_on_its_way_is_asked_about(
    database: Database, new: House, tmp_path: Path
):
    """It may have left since: what is taken for interrupted is never sent by itself."""
    rows = MailRows(database, tmp_path / "old")
    await rows.fill()
    await rows.drafts.save_draft(draft(), seen_rev=0)
    sent = await rows.post(id="second")
    target = io.BytesIO()
    await database.read(
        lambda tx: write_backup(tx, tmp_path / "old", target, at=NOW, shown=Silence())
    )
    assert new.restore(target.getvalue()).mails_in_doubt == 1

    restored = await Database.open(new.url)
    mail = await restored.read(lambda tx: mail_rows.mail_by_id(tx, sent.id))
    await restored.close()
    assert mail is not None
    assert (mail.state, [each.state for each in mail.deliveries]) == ("sending", ["sending"])


async def test_bodies_that_are_gone_are_named(old: House, new: House):
    """One that somebody refers to is missing, one that changed is as well; others may go."""
    await old.fill()
    first, second, third = (str(value(blobs, "id", n)) for n in (1, 2, 3))
    body_path(old.folder, first).unlink()
    body_path(old.folder, second).write_bytes(bytes(len(BODIES[1])))
    await old.work(
        lambda tx: tx.execute(
            Statement(update(blobs).where(blobs.c.id == third).values(unreferenced_since=NOW))
        )
    )
    body_path(old.folder, third).unlink()
    content, copied = await old.backup()
    assert sorted(copied.missing) == sorted((first, second))
    # The rest comes back all the same: there may be no other copy.
    assert new.restore(content).bodies == copied.bodies == 0


async def test_a_backup_that_is_not_whole_brings_nothing(old: House, new: House):
    """Cut off at a dozen places, or one byte of it another: the tables stay empty."""
    await old.fill()
    content, _ = await old.backup()
    ends = range(0, len(content.rstrip(b"\0")), len(content) // 12)
    for end in ends:
        with pytest.raises(NoBackup):
            new.restore(content[:end])
    for word in (b"messages.html.1", b"visitors.id.1", BODIES[2][:1_000], b'"bodies":3'):
        at = content.rindex(word) + len(word) - 1
        with pytest.raises(NoBackup):
            new.restore(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    assert not any((await new.rows()).values())
    assert new.restore(content).bodies == ROWS


async def test_a_copy_that_is_begun_anew_holds_nothing_of_the_first_try(old: House, new: House):
    """Reading is tried again where the connection to the server was lost in the middle of it."""
    await old.fill()
    content, _ = await old.backup()
    target = io.BytesIO()
    target.write(content[: len(content) // 2])
    database = await Database.open(old.url, exclusive=False)
    await database.read(lambda tx: write_backup(tx, old.folder, target, at=NOW, shown=Silence()))
    await database.close()
    assert new.restore(target.getvalue()).bodies == ROWS


async def test_a_body_that_is_removed_while_it_is_copied_is_not_missing(old: House):
    """A recording whose time has come leaves the disk at once; one that is lost still counts."""
    await old.fill()
    first, second = (str(value(blobs, "id", n)) for n in (1, 2))
    for each in (first, second):
        body_path(old.folder, each).unlink()
    _, copied = await old.backup()
    released = update(blobs).where(blobs.c.id == first).values(unreferenced_since=NOW)
    await old.work(lambda tx: tx.execute(Statement(released)))
    database = await Database.open(old.url, exclusive=False)
    later = await database.read(lambda tx: still_missing(tx, copied))
    await database.close()
    assert later.missing == (second,)


async def test_a_restore_that_was_killed_is_begun_anew(old: House, new: House):
    """One body had come, the next was on its way."""
    await old.fill()
    content, _ = await old.backup()
    first, second = (str(value(blobs, "id", n)) for n in (1, 2))
    for path in (body_path(new.folder, first), new.folder / "incoming" / second):
        path.parent.mkdir(parents=True)
        path.write_bytes(BODIES[0][:9])
    assert new.restore(content).bodies == ROWS
    assert body_path(new.folder, first).read_bytes() == BODIES[0]
    assert body_path(new.folder, second).read_bytes() == BODIES[1]


async def test_bodies_of_another_installation_are_not_put_at_risk(old: House, new: House):
    """A gateway removes what it has no row of: it must not begin in the folder of another one."""
    await old.fill()
    content, _ = await old.backup()
    precious = body_path(new.folder, "0" * 32)
    precious.parent.mkdir(parents=True)
    precious.write_bytes(b"since the backup")
    with pytest.raises(NotEmpty, match="another installation"):
        new.restore(content)
    assert [each.name for each in new.folder.glob("*/*")] == [precious.name]
    assert not any((await new.rows()).values())


def forged(content: bytes, body: str, how: str) -> bytes:
    """Give a backup whose end fits, but one body of which is not what it should be."""
    target, digest = io.BytesIO(), hashlib.sha256()
    with (
        tarfile.open(fileobj=io.BytesIO(content)) as old,
        tarfile.open(fileobj=target, mode="w", format=tarfile.PAX_FORMAT) as new,
    ):
        for member in old.getmembers():
            source = old.extractfile(member)
            assert source is not None
            said = source.read()
            kind, _, name = member.name.partition("/")
            if how == "elsewhere":
                said = said.replace(body.encode(), ELSEWHERE.encode())
                member.name = member.name.replace(body, ELSEWHERE)
            if kind == ROWS_FOLDER:
                digest.update(said)
            elif member.name == CLOSING:
                closing = msgspec.json.decode(said, type=Closing)
                closing = msgspec.structs.replace(closing, rows_sha256=digest.hexdigest())
                said = msgspec.json.encode(closing)
            if name == body:
                match how:
                    case "link":
                        member.type, member.linkname, said = tarfile.SYMTYPE, "/etc/passwd", b""
                    case "twin":
                        member.type, member.linkname, said = tarfile.LNKTYPE, "nowhere", b""
                    case "folder":
                        member.type, said = tarfile.DIRTYPE, b""
                    case "sparse":
                        said = said[:512]
                        member.pax_headers = {
                            "GNU.sparse.size": str(10**15),
                            "GNU.sparse.map": f"0,{len(said)}",
                        }
                    case "longer":
                        said += b"."
            member.size = len(said)
            new.addfile(member, io.BytesIO(said))
    return target.getvalue()


ELSEWHERE = "../../beside"


async def test_a_forged_backup_brings_nothing(old: House, new: House):
    """Not a byte outside of its folder, none that no row tells of, and no end of zeros."""
    await old.fill()
    content, _ = await old.backup()
    for how in ("elsewhere", "link", "twin", "folder", "sparse", "longer"):
        with pytest.raises(NoBackup):
            new.restore(forged(content, str(value(blobs, "id", 2)), how))
    assert not any((await new.rows()).values())
    assert new.restore(content).bodies == ROWS


async def test_a_size_below_nothing_does_not_turn_in_circles(old: House, new: House):
    """From it the next member would be looked for in front of this one, for ever."""
    await old.fill()
    content, _ = await old.backup()
    at = content.index(b"bodies/" + str(value(blobs, "id", 1)).encode())
    header = bytearray(content[at : at + 512])
    header[124:136] = (2**96 - 1024).to_bytes(12, "big")
    header[148:156] = b" " * 8
    header[148:156] = f"{sum(header):06o}".encode() + b"\0 "
    with pytest.raises(NoBackup):
        new.restore(content[:at] + bytes(header) + content[at + 512 :])


@pytest.mark.parametrize(
    ("revision", "advice"),
    [
        ("0001", "older release .* then upgrade"),
        ("9999", "newer release; restore it with that one"),
    ],
)
async def test_another_release_s_backup_says_which_one_reads_it(
    old: House, new: House, monkeypatch: pytest.MonkeyPatch, revision: str, advice: str
):
    """Rows are those of one revision of the tables."""
    await old.fill()
    monkeypatch.setattr("storage.backup.HEAD", revision)
    content, _ = await old.backup()
    with pytest.raises(NoBackup, match=advice):
        new.restore(content)


@pytest.mark.parametrize("content", [b"", b"no tar", bytes(10_240)])
def test_what_is_no_backup_is_refused(new: House, content: bytes):
    with pytest.raises(NoBackup, match="of Parley"):
        new.restore(content)


async def test_nothing_is_restored_over_something(old: House):
    """Whatever stands in the database is somebody's."""
    await old.fill()
    content, _ = await old.backup()
    with pytest.raises(NotEmpty, match="not empty"):
        old.restore(content)
