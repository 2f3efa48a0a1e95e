"""A service that writes recordings down, whatever it answers."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import web

from channels.voicemail.transcript.scribe import NoTranscript
from channels.voicemail.transcript.service import ServiceScribe
from tests.kit.gateway import free_port

Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]


@pytest.fixture
async def service() -> AsyncIterator[tuple[str, list[dict[str, str]], list[web.Response]]]:
    """A service: its address, what it was sent, what it answers in turn."""
    heard: list[dict[str, str]] = []
    answers: list[web.Response] = []

    async def take(request: web.Request) -> web.Response:
        form = await request.post()
        file = form["file"]
        assert isinstance(file, web.FileField)
        heard.append(
            {
                "key": request.headers.get("Authorization", ""),
                "model": str(form.get("model")),
                "name": file.filename,
                "audio": file.file.read().decode(),
            }
        )
        return answers.pop(0)

    application = web.Application()
    application.router.add_post("/words", take)
    runner = web.AppRunner(application)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield f"http://127.0.0.1:{port}/words", heard, answers
    await runner.cleanup()


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """A recording as it is kept."""
    path = tmp_path / "0a1b"
    path.write_bytes(b"RIFF")
    return path


def scribe(url: str) -> ServiceScribe:
    """A scribe with a key and a further field."""
    return ServiceScribe(url, key="k", fields={"model": "small"}, seconds=5)


async def test_the_text_of_the_answer_is_the_transcript(service, recording: Path):
    """As many services take a recording; what else they say is left aside."""
    url, heard, answers = service
    answers.append(web.json_response({"text": " Call me\nback. ", "language": "en"}))

    assert await scribe(url).transcribe(recording) == "Call me back."

    assert heard == [
        {"key": "Bearer k", "model": "small", "name": "recording.wav", "audio": "RIFF"}
    ]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (web.Response(status=503), "answers 503"),
        (web.Response(status=307, headers={"Location": "http://127.0.0.1:9/"}), "answers 307"),
        (web.Response(text="<h1>Welcome</h1>"), "something else"),
        (web.Response(text='{"words": "x"}'), "something else"),
        (web.Response(body=b" " * 1_100_000), "without an end"),
    ],
    ids=["away", "elsewhere", "page", "shape", "endless"],
)
async def test_a_service_that_goes_wrong_says_nothing(
    service, recording: Path, answer: web.Response, why: str
):
    """And nothing of the recording goes anywhere else."""
    url, _, answers = service
    answers.append(answer)
    with pytest.raises(NoTranscript, match=why):
        await scribe(url).transcribe(recording)


async def test_a_service_that_is_away_is_no_surprise(recording: Path):
    """It is asked again later."""
    with pytest.raises(NoTranscript, match="cannot be asked"):
        await scribe(f"http://127.0.0.1:{free_port()}/").transcribe(recording)
