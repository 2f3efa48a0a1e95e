"""Telephone systems hand recordings in over HTTP: whoever shows a key, whatever they send."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from channels.voicemail.refusal import Refusal
from gateway.http.application import build_application
from gateway.http.voicemails import VoicemailRoutes
from gateway.metrics import Metrics
from gateway.voicemail_config import Pbx
from router.ids import SECOND
from tests.fakes.voicemail_intake import FakeIntake
from tests.kit.recordings import plain, recording

KEY, OTHER = "k" * 40, "o" * 40
MOST_BYTES = 100_000
AUDIO = plain()
FIELDS = {"queue": "voice", "caller": "+4930123456"}


class Door:
    """The door with what stands behind it."""

    def __init__(self, http: aiohttp.ClientSession, url: str, intake: FakeIntake) -> None:
        self.http = http
        self.url = url
        self.intake = intake

    async def hand_in(
        self,
        fields: dict[str, str] | None = None,
        *,
        audio: Any = AUDIO,
        key: str | None = KEY,
        repeated: str | None = None,
        body: Any = None,
        headers: dict[str, str] | None = None,
    ) -> tuple[int, dict[str, Any]]:
        """Hand a recording in; gives the status and the answer."""
        form = aiohttp.FormData(default_to_multipart=True)
        for name, text in (FIELDS if fields is None else fields).items():
            form.add_field(name, text)
        if audio is not None:
            form.add_field("audio", audio, filename="msg0000.wav", content_type="audio/x-wav")
        sent = dict(headers or {})
        if key is not None:
            sent["Authorization"] = f"Bearer {key}"
        if repeated is not None:
            sent["Idempotency-Key"] = repeated
        async with self.http.post(self.url, data=body or form, headers=sent) as answer:
            return answer.status, await answer.json()


@pytest.fixture
async def door(http: aiohttp.ClientSession) -> AsyncIterator[Door]:
    intake = FakeIntake()
    systems = (Pbx(name="berlin", key=KEY), Pbx(name="paris", key=OTHER))
    routes = VoicemailRoutes(intake=intake, systems=systems, max_bytes=MOST_BYTES)
    app = build_application(
        routes.routes(),
        own_origin="http://127.0.0.1",
        metrics=Metrics(),
        seconds=asyncio.get_running_loop().time,
    )
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    yield Door(http, f"http://127.0.0.1:{port}/api/v1/voicemails", intake)
    await runner.cleanup()


async def test_a_recording_is_taken_with_everything_said_about_it(door: Door):
    """VML-016, VMN-005: the caller, the queue, and what tells which call it was."""
    status, answer = await door.hand_in(
        {
            **FIELDS,
            "caller_name": "Zoë Müller",
            "called_at": "2026-11-21T10:00:00+01:00",
            "callback": "true",
            "agent_box": "alice",
            "phone_queue": "sales",
            "interaction_guid": "7f0b",
            "transaction_id": "t-17",
            "start_offset_seconds": "12.5",
            "cluster": "berlin-2",
            "something_new": "ignored",
        }
    )
    assert (status, answer) == (201, {"interaction_id": "i1"})
    (received,) = door.intake.received
    assert received.audio == AUDIO
    assert received.file_name == "msg0000.wav"
    assert (received.queue, received.caller) == ("voice", "+4930123456")
    assert received.caller_name == "Zoë Müller"
    assert received.called_at == 1_795_251_600 * SECOND
    assert received.callback
    assert received.agent_box == "alice"
    assert (received.phone_queue, received.cluster) == ("sales", "berlin-2")
    assert (received.interaction_guid, received.transaction_id) == ("7f0b", "t-17")
    assert received.start_offset_seconds == 12.5
    assert (received.source.door, received.source.name) == ("http", "berlin")


async def test_little_need_be_said(door: Door):
    """A caller who withholds the number is a caller all the same."""
    status, _ = await door.hand_in({"queue": "voice", "caller": ""})
    assert status == 201
    (received,) = door.intake.received
    assert (received.caller, received.called_at, received.callback) == ("", None, False)
    assert received.agent_box is None


@pytest.mark.parametrize("repeated", ["4711", None], ids=["by key", "by content"])
async def test_the_same_again_is_the_same(door: Door, repeated: str | None):
    first = await door.hand_in(repeated=repeated)
    again = await door.hand_in(repeated=repeated)
    assert first == (201, {"interaction_id": "i1"})
    assert again == (200, {"interaction_id": "i1"})
    assert len(door.intake.received) == 1


async def test_what_differs_is_another_one(door: Door):
    await door.hand_in(repeated="1")
    await door.hand_in(repeated="2")
    await door.hand_in(repeated="1", key=OTHER)
    await door.hand_in({**FIELDS, "caller": "+4930999"})
    await door.hand_in(audio=recording("ULAW"))
    assert len(door.intake.received) == 5


async def test_a_key_that_was_used_for_another_recording_loses_nobody(door: Door):
    """A key that a script never changes must not swallow every message but the first."""
    await door.hand_in(repeated="1")
    status, answer = await door.hand_in(repeated="1", audio=recording("ULAW"))
    assert (status, answer["error"]["field"]) == (422, "Idempotency-Key")


@pytest.mark.parametrize(
    ("given", "number", "name"),
    [
        ({"caller": '"Ada Byron" <+4930123456>'}, "+4930123456", "Ada Byron"),
        ({"caller": '"Ada" <sip:+4930123456@pbx>', "caller_name": "Zoë"}, "+4930123456", "Zoë"),
        ({"caller": "anonymous"}, "", ""),
    ],
)
async def test_a_caller_may_be_given_as_telephone_systems_write_it(
    door: Door, given: dict[str, str], number: str, name: str
):
    """VML-016: a voicemail arrives with who called, to be called back."""
    assert (await door.hand_in({"queue": "voice", **given}))[0] == 201
    (received,) = door.intake.received
    assert (received.caller, received.caller_name) == (number, name)


@pytest.mark.parametrize("key", [None, "", "x" * 40, KEY[:-1], KEY + "k", "\u00e9"])
async def test_without_a_key_nothing_is_taken(door: Door, key: str | None):
    status, answer = await door.hand_in(key=key)
    assert (status, answer["error"]["code"]) == (401, "unauthenticated")
    assert door.intake.received == []


async def test_a_key_is_asked_for_before_the_recording_is_read(door: Door):
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * 65_536
            await asyncio.sleep(0)

    async with asyncio.timeout(5):
        async with door.http.post(door.url, data=endless()) as answer:
            assert answer.status == 401


@pytest.mark.parametrize(
    ("fields", "blamed"),
    [
        ({"caller": "1"}, "queue"),
        ({"queue": "", "caller": "1"}, "queue"),
        ({"queue": "voice"}, "caller"),
        ({**FIELDS, "caller": "1" * 201}, "caller"),
        ({**FIELDS, "called_at": "yesterday"}, "called_at"),
        ({**FIELDS, "called_at": "2026-11-21T10:00:00"}, "called_at"),
        ({**FIELDS, "called_at": "2026-11-21T10:00:00Z" + "0" * 40}, "called_at"),
        ({**FIELDS, "callback": "maybe"}, "callback"),
        ({**FIELDS, "start_offset_seconds": "-1"}, "start_offset_seconds"),
        ({**FIELDS, "start_offset_seconds": "nan"}, "start_offset_seconds"),
        ({**FIELDS, "start_offset_seconds": "inf"}, "start_offset_seconds"),
        ({**FIELDS, "start_offset_seconds": "soon"}, "start_offset_seconds"),
    ],
)
async def test_what_cannot_be_is_named(door: Door, fields: dict[str, str], blamed: str):
    status, answer = await door.hand_in(fields)
    assert (status, answer["error"]["code"]) == (422, "invalid")
    assert answer["error"]["field"] == blamed
    assert door.intake.received == []


@pytest.mark.parametrize("audio", [None, b""])
async def test_a_recording_there_must_be(door: Door, audio: bytes | None):
    status, answer = await door.hand_in(audio=audio)
    assert (status, answer["error"]["field"]) == (422, "audio")


async def test_two_recordings_are_one_too_many(door: Door):
    form = aiohttp.FormData(FIELDS)
    form.add_field("audio", AUDIO, filename="a.wav")
    form.add_field("audio", AUDIO, filename="b.wav")
    status, answer = await door.hand_in(body=form)
    assert (status, answer["error"]["field"]) == (422, "audio")


@pytest.mark.parametrize("audio", [b"<html>404</html>", b"\0" * 1_000, b"RIFF\0\0\0\0AVI "])
async def test_what_is_no_recording_is_refused(door: Door, audio: bytes):
    """Unlike a folder, whoever hands this in is there and can do something about it."""
    status, answer = await door.hand_in(audio=audio)
    assert (status, answer["error"]["code"]) == (415, "unsupported_type")
    assert door.intake.received == []


async def test_a_recording_without_a_sound_is_one(door: Door):
    status, _ = await door.hand_in(audio=plain(b""))
    assert status == 201


async def test_a_recording_that_is_too_long_is_refused(door: Door):
    status, answer = await door.hand_in(audio=plain(b"\0" * MOST_BYTES))
    assert (status, answer["error"]["code"]) == (413, "too_large")


async def test_it_is_refused_as_well_where_nobody_says_how_long_it_is(door: Door):
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(MOST_BYTES // 1_000 + 2):
            yield b"RIFF" * 250

    status, answer = await door.hand_in(audio=pieces())
    assert (status, answer["error"]["code"]) == (413, "too_large")


@pytest.mark.parametrize("name", FIELDS)
async def test_no_field_is_longer_than_it_needs_to_be(door: Door, name: str):
    status, answer = await door.hand_in({**FIELDS, name: "x" * 5_000})
    assert (status, answer["error"]["field"]) == (413, name)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{}", "application/json"),
        (b"", "multipart/form-data"),
        (b"nonsense", "multipart/form-data; boundary=x"),
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
        (
            b'--x\r\nContent-Disposition: form-data; name="queue"\r\n\r\nvo',
            "multipart/form-data; boundary=x",
        ),
        (
            b'--x\r\nContent-Disposition: form-data; name="queue"\r\n\r\n\xff\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
        ),
        (
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' * 100 + b"--x--\r\n",
            "multipart/form-data; boundary=x",
        ),
    ],
)
async def test_what_is_no_form_is_refused(door: Door, body: bytes, kind: str):
    status, answer = await door.hand_in(body=body, headers={"Content-Type": kind})
    assert status in (400, 422)
    assert answer["error"]["code"] == "invalid"


async def test_a_key_that_nobody_can_write_is_refused(door: Door):
    status, answer = await door.hand_in(repeated="x" * 201)
    assert (status, answer["error"]["field"]) == (422, "Idempotency-Key")


async def test_a_queue_that_is_not_there_is_named(door: Door):
    door.intake.fails = [Refusal("invalid", "queue")]
    status, answer = await door.hand_in()
    assert (status, answer["error"]["field"]) == (422, "queue")


async def test_a_disk_that_is_full_is_our_fault(door: Door):
    """The telephone system keeps the recording, and tries again."""
    door.intake.fails = [OSError(28, "No space left on device")]
    status, answer = await door.hand_in()
    assert (status, answer["error"]["code"]) == (503, "unavailable")
    assert (await door.hand_in())[0] == 201
