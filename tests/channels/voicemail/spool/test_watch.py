"""Each message of a spool once, whole, whatever the telephone system does meanwhile."""

import asyncio
import os
import shutil
from collections.abc import Awaitable
from pathlib import Path

import pytest

from channels.voicemail.refusal import Refusal
from channels.voicemail.spool.readiness import PATIENCE, QUIET
from channels.voicemail.spool.watch import LOOK_EVERY, Spool, SpoolInForce
from router.ids import SECOND
from tests.fakes.clock import FakeClock
from tests.fakes.voicemail_intake import FakeIntake
from tests.kit.recordings import chunk, form, plain, recording, samples, wave

MOST_BYTES = 200_000
CALLED = 1_799_999_000
TEXT = """;
; Message Information file
;
[message]
origmailbox={box}
context=default
exten=s
callerchan=SIP/trunk-0000002a
callerid={caller}
origdate=Sat Nov 21 10:00:00 AM UTC 2026
origtime={called}
msg_id={id}
flag=
"""


def text(
    number: int,
    *,
    caller: str = '"Ada Byron" <+4930123456>',
    box: str = "2001",
    identified: bool = True,
    complete: bool = True,
) -> str:
    """The sidecar of a message, as Asterisk writes it: the duration last."""
    said = TEXT.format(
        box=box,
        caller=caller,
        called=CALLED + number,
        id=f"{CALLED}-{number:08x}" if identified else "",
    )
    return said + ("duration=3\n" if complete else "")


class Box:
    """A spool with somebody who watches it."""

    def __init__(self, root: Path, **settings: object) -> None:
        self.root = root
        self.root.mkdir(exist_ok=True)
        self.intake = FakeIntake()
        self.clock = FakeClock()
        self.settings = SpoolInForce(path=root, queue="voice", **settings)  # type: ignore[arg-type]
        self.start()

    def start(self) -> None:
        """Watch; again: after a restart, which forgets everything but the ledger."""
        self.spool = Spool(
            self.settings,
            self.intake,
            clock=self.clock,
            background=lambda _: None,
            most_bytes=MOST_BYTES,
        )

    @property
    def inbox(self) -> Path:
        """Where Asterisk leaves messages of box 2001."""
        path = self.root / "default" / "2001" / "INBOX"
        path.mkdir(parents=True, exist_ok=True)
        return path

    def message(self, number: int, folder: Path | None = None, **said: object) -> Path:
        """Leave message `number`, a second long, with its text."""
        folder = folder or self.inbox
        path = folder / f"msg{number:04}.wav"
        path.write_bytes(plain(samples(seconds=1 + number / 100)))
        path.with_suffix(".txt").write_text(text(number, **said))  # type: ignore[arg-type]
        return path

    async def look(self, times: int = 1) -> None:
        """Look into it, and wait until the next time."""
        for _ in range(times):
            await self.spool.look_now()
            self.clock.advance(seconds=LOOK_EVERY / SECOND)

    @property
    def taken(self) -> list[str]:
        """The names of what was handed in."""
        return [each.file_name for each in self.intake.received]


@pytest.fixture
def box(tmp_path: Path) -> Box:
    """A spool whose files are never touched."""
    return Box(tmp_path / "spool")


@pytest.fixture
def moving(tmp_path: Path) -> Box:
    """A spool whose messages are moved aside when they are taken."""
    return Box(tmp_path / "spool", move=True)


async def test_a_message_is_taken_with_what_its_text_says(box: Box):
    """VML-016: a recording with caller and queue; VMN-010: it can be traced to its call."""
    path = box.message(0)
    await box.look(2)
    (received,) = box.intake.received
    assert received.audio == path.read_bytes()
    assert received.file_name == "msg0000.wav"
    assert (received.queue, received.callback, received.agent_box) == ("voice", False, None)
    assert (received.caller, received.caller_name) == ("+4930123456", "Ada Byron")
    assert received.called_at == CALLED * SECOND
    assert received.transaction_id == f"{CALLED}-00000000"
    assert received.source.door == "spool"
    assert not received.truncated


async def test_the_settings_of_a_spool_go_with_each_message(tmp_path: Path):
    """VML-019: a box may be an agent's own; VMN-007 and VMN-008: where the call came from."""
    box = Box(
        tmp_path / "spool",
        callback=True,
        boxes={"2001": "alice"},
        phone_queue="sales",
        cluster="berlin",
    )
    box.message(0)
    own = tmp_path / "spool" / "default" / "2002" / "INBOX"
    own.mkdir(parents=True)
    box.message(1, own, box="2002")
    await box.look(2)
    first, second = box.intake.received
    assert (first.agent_box, second.agent_box) == ("alice", None)
    for each in (first, second):
        assert (each.callback, each.phone_queue, each.cluster) == (True, "sales", "berlin")


async def test_nothing_is_taken_twice_and_nothing_touched(box: Box):
    before = sorted(box.message(number) for number in range(3))
    await box.look(4)
    box.start()
    await box.look(4)
    assert box.taken == ["msg0000.wav", "msg0001.wav", "msg0002.wav"]
    assert sorted(box.inbox.glob("*.wav")) == before


@pytest.mark.parametrize("identified", [True, False], ids=["with ids", "without"])
@pytest.mark.parametrize("restarted", [True, False], ids=["restarted", "running"])
async def test_numbers_are_given_anew_and_messages_stay_the_same(
    box: Box, identified: bool, restarted: bool
):
    """Asterisk closes the gap that a deleted message leaves: msg0001 becomes msg0000."""
    for number in range(3):
        box.message(number, identified=identified)
    await box.look(2)
    for ending in ("wav", "txt"):
        (box.inbox / f"msg0000.{ending}").unlink()
        for number in (1, 2):
            old = box.inbox / f"msg{number:04}.{ending}"
            old.rename(box.inbox / f"msg{number - 1:04}.{ending}")
    new = box.inbox / "msg0002.wav"
    new.write_bytes(recording("ULAW"))
    new.with_suffix(".txt").write_text(text(9, identified=identified))
    if restarted:
        box.start()
    await box.look(4)
    assert box.taken == ["msg0000.wav", "msg0001.wav", "msg0002.wav", "msg0002.wav"]
    assert box.intake.received[3].called_at == (CALLED + 9) * SECOND


async def test_the_same_sound_from_two_callers_is_two_messages(box: Box):
    """Whoever hangs up at once leaves the same header as everybody else who does."""
    nothing = wave(form(), chunk(b"data", b""))
    for number, caller in enumerate(["<+4930111>", "<+4930222>"]):
        path = box.inbox / f"msg{number:04}.wav"
        path.write_bytes(nothing)
        path.with_suffix(".txt").write_text(text(0, caller=caller, identified=False))
    await box.look(2)
    assert [each.caller for each in box.intake.received] == ["+4930111", "+4930222"]


async def test_two_formats_of_a_message_are_one_voicemail(box: Box):
    """The better sound is kept: PCM before GSM."""
    path = box.message(0)
    path.with_suffix(".WAV").write_bytes(recording("GSM610"))
    path.with_suffix(".gsm").write_bytes(recording("GSM610", container="RAW"))
    await box.look(4)
    assert box.taken == ["msg0000.wav"]


@pytest.mark.parametrize("ending", ["WAV", "gsm"])
async def test_any_one_format_will_do(box: Box, ending: str):
    path = box.inbox / f"msg0000.{ending}"
    path.write_bytes(recording("GSM610", container="RAW" if ending == "gsm" else "WAV"))
    path.with_suffix(".txt").write_text(text(0))
    (box.inbox / "msg0000.wav").write_bytes(b"")
    await box.look(2)
    assert box.taken == [path.name]


async def test_a_file_that_is_written_slowly_is_taken_once_and_whole(box: Box):
    """1 KB a second into a file that does not say how long it will be."""
    path = box.root / "call.wav"
    whole = wave(form(), chunk(b"data", samples(seconds=2), size=0), size=0)
    per_look = 1024 * LOOK_EVERY // SECOND
    for end in range(per_look, len(whole) + per_look, per_look):
        path.write_bytes(whole[:end])
        await box.look()
        assert box.taken == []
    await box.look(QUIET // LOOK_EVERY + 2)
    assert [each.audio for each in box.intake.received] == [whole]
    assert not box.intake.received[0].truncated


async def test_a_file_that_says_how_long_it_will_be_is_waited_for(box: Box):
    """It stops half way, and goes on when the telephone system is well again."""
    path = box.root / "call.wav"
    whole = plain()
    path.write_bytes(whole[: len(whole) // 2])
    await box.look(QUIET // LOOK_EVERY + 5)
    assert box.taken == []
    path.write_bytes(whole)
    await box.look(2)
    assert [each.audio for each in box.intake.received] == [whole]


@pytest.mark.parametrize("with_text", [True, False])
async def test_what_never_comes_is_not_waited_for_for_ever(box: Box, with_text: bool):
    path = box.inbox / "msg0000.wav"
    path.write_bytes(plain()[:-1_000])
    if with_text:
        path.with_suffix(".txt").write_text(text(0, complete=False))
    await box.look(PATIENCE // LOOK_EVERY)
    assert box.taken == []
    await box.look(2)
    assert [each.truncated for each in box.intake.received] == [True]


async def test_a_text_without_its_end_is_waited_for(box: Box):
    """Asterisk writes the duration last."""
    path = box.message(0, complete=False)
    await box.look(10)
    assert box.taken == []
    path.with_suffix(".txt").write_text(text(0))
    await box.look(2)
    assert box.taken == ["msg0000.wav"]


async def test_a_file_of_nothing_is_shown_and_never_taken(box: Box):
    (box.inbox / "msg0000.wav").write_bytes(b"")
    await box.look(PATIENCE // LOOK_EVERY)
    assert box.spool.health().ok
    await box.look(2)
    assert box.taken == []
    assert "nothing was ever written" in box.spool.health().detail
    (box.inbox / "msg0000.wav").unlink()
    await box.look()
    assert box.spool.health().ok


@pytest.mark.parametrize(
    "place",
    [
        "default/2001/tmp/msg0000.wav",
        "default/2001/tmp/abc/msg0000.wav",
        "default/2001/Old/msg0000.wav",
        "default/2001/unavail.wav",
        "default/2001/greet.wav",
        "default/2002/unavail.wav",
        "default/2002/busy.WAV",
        "tmp/call.wav",
        "greetings/call.wav",
        "taken/call.wav",
        ".call.wav",
        "call.wav.part",
        "call.tmp",
        "call",
        "call.sh",
        "a/b/c/d/e/f/call.wav",
    ],
)
async def test_what_is_no_message_is_left_alone(box: Box, place: str):
    assert box.inbox.is_dir()
    path = box.root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(plain())
    await box.look(QUIET // LOOK_EVERY + 3)
    assert box.taken == []


@pytest.mark.parametrize("folder", ["default/2001/INBOX", "default/2001/Urgent", ".", "shop"])
async def test_a_message_may_lie_anywhere_else(box: Box, folder: str):
    assert box.inbox.is_dir()
    (box.root / folder).mkdir(parents=True, exist_ok=True)
    box.message(0, box.root / folder)
    await box.look(2)
    assert box.taken == ["msg0000.wav"]


async def test_a_box_that_is_renumbered_is_left_alone(box: Box):
    box.message(0)
    lock = box.inbox / ".lock"
    lock.touch()
    at = box.clock.now() / SECOND
    os.utime(lock, (at, at))
    await box.look(5)
    assert box.taken == []
    await box.look(10)  # whoever locked it died
    assert box.taken == ["msg0000.wav"]


async def test_no_link_leads_out_of_the_folder(box: Box, tmp_path: Path):
    """Whoever may write into the spool must get at no other file of the machine."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.wav").write_bytes(plain())
    (box.root / "call.wav").symlink_to(outside / "secret.wav")
    (box.root / "folder").symlink_to(outside)
    await box.look(6)
    assert box.taken == []


async def test_a_link_that_takes_the_place_of_a_message_is_not_followed(box: Box, tmp_path: Path):
    path = box.message(0, box.root)
    await box.look()
    aside = tmp_path / "aside.wav"
    path.rename(aside)
    path.symlink_to(aside)
    await box.look(6)
    assert box.taken == []


async def test_a_pipe_is_no_message(box: Box):
    os.mkfifo(box.root / "call.wav")
    await asyncio.wait_for(box.look(6), timeout=5)
    assert box.taken == []


async def test_what_was_taken_is_moved_aside(moving: Box):
    path = moving.message(0)
    path.with_suffix(".WAV").write_bytes(recording("GSM610"))
    await moving.look(3)
    assert list(moving.inbox.iterdir()) == []
    aside = moving.root / "taken" / "default" / "2001" / "INBOX"
    assert sorted(each.name.partition("-")[2] for each in aside.iterdir()) == [
        *("msg0000.WAV", "msg0000.txt", "msg0000.wav")
    ]
    moving.message(0, caller="<+4930999>", identified=False)
    await moving.look(5)
    assert moving.taken == ["msg0000.wav", "msg0000.wav"]
    assert len(list(aside.iterdir())) == 5


async def test_a_message_that_was_taken_before_a_crash_is_only_moved(moving: Box, tmp_path: Path):
    path = moving.message(0)
    shutil.copytree(moving.inbox, tmp_path / "copy", copy_function=shutil.copy2)
    await moving.look(2)
    shutil.copytree(tmp_path / "copy", moving.inbox, dirs_exist_ok=True)
    moving.start()
    await moving.look(3)
    assert moving.taken == ["msg0000.wav"]
    assert not path.exists()


async def test_taken_may_lead_nowhere_else(moving: Box, tmp_path: Path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (moving.root / "taken").symlink_to(outside)
    path = moving.message(0)
    await moving.look(4)
    assert moving.taken == ["msg0000.wav"]
    assert path.exists()
    assert list(outside.iterdir()) == []


async def test_one_bad_message_keeps_no_other_one_waiting(box: Box):
    box.message(0).write_bytes(b"x" * (MOST_BYTES + 1))
    box.message(1)
    await box.look(3)
    assert box.taken == ["msg0001.wav"]
    assert "too_large" in box.spool.health().detail


async def test_a_full_disk_loses_nothing(box: Box):
    """The spool keeps what cannot be kept here; it is tried again, and somebody is told."""
    for number in range(10):
        box.message(number)
    box.intake.fails = [OSError(28, "No space left on device")] * 3
    await box.look(2)
    assert box.taken == []
    health = box.spool.health()
    assert not health.ok
    assert "No space left on device" in health.detail
    await box.look(20)
    assert len(box.taken) == 10
    assert box.spool.health().ok


async def test_a_queue_that_is_not_there_yet_is_waited_for(box: Box):
    box.message(0)
    box.intake.fails = [Refusal("invalid", "queue")]
    await box.look(2)
    assert "queue" in box.spool.health().detail
    await box.look(8)
    assert box.taken == ["msg0000.wav"]
    assert box.spool.health().ok


async def test_a_folder_that_is_gone_is_shown_until_it_is_back(box: Box):
    box.root.rmdir()
    await box.look()
    assert "No such file" in box.spool.health().detail
    box.root.mkdir()
    await box.look()
    assert box.spool.health().ok


async def test_a_name_that_is_no_text_is_one_all_the_same(box: Box):
    name = os.fsdecode(b"anruf-\xfc.wav")
    (box.root / name).write_bytes(plain())
    await box.look(4)
    assert box.taken == [name]


async def test_a_message_that_is_replaced_while_it_is_read_is_seen_again(box: Box):
    """The text of one call never comes with the sound of another."""
    box.message(0)
    await box.look()
    read = box.spool._folder.read

    def renumbering(parts: tuple[str, ...], name: str, *, most_bytes: int) -> bytes:
        raw = read(parts, name, most_bytes=most_bytes)
        if name.endswith(".wav") and not box.intake.received:
            box.message(7).replace(box.inbox / "msg0000.wav")
            (box.inbox / "msg0007.txt").replace(box.inbox / "msg0000.txt")
        return raw

    box.spool._folder.read = renumbering  # type: ignore[method-assign]
    await box.look()
    assert box.taken == []
    box.spool._folder.read = read  # type: ignore[method-assign]
    await box.look(3)
    (received,) = box.intake.received
    assert received.called_at == (CALLED + 7) * SECOND
    assert received.audio == (box.inbox / "msg0000.wav").read_bytes()


async def test_looks_follow_each_other_and_never_overlap(tmp_path: Path):
    started: list[asyncio.Future[object]] = []
    clock, intake = FakeClock(), FakeIntake()
    path = tmp_path / "spool"
    path.mkdir()

    def background(work: Awaitable[object]) -> None:
        started.append(asyncio.ensure_future(work))

    spool = Spool(
        SpoolInForce(path=path, queue="voice"),
        intake,
        clock=clock,
        background=background,
        most_bytes=MOST_BYTES,
    )
    spool.look(clock.now())
    spool.look(clock.now())
    assert len(started) == 1
    await asyncio.gather(*started)
    clock.advance(seconds=LOOK_EVERY / SECOND)
    spool.look(clock.now())
    assert len(started) == 2
    await spool.stop()
    await asyncio.gather(*started)
    clock.advance(seconds=60)
    spool.look(clock.now())
    assert len(started) == 2


async def test_one_that_was_half_moved_when_the_power_went_is_moved_on(moving: Box):
    """VML-016: the text was aside already; the recording without it is no other message."""
    path = moving.message(0)
    await moving.look(2)
    (moved,) = (moving.root / "taken").rglob("*.wav")
    moved.rename(path)
    moving.start()
    await moving.look(2)
    assert moving.taken == ["msg0000.wav"]
    assert not path.exists()
