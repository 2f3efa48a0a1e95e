"""A model of the site's own: asked over HTTP, never relied upon."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from channels.chat.answering import FoundAnswer
from gateway.bot_config import Bot
from gateway.model_answers import ModelAnswers
from tests.fakes.answers import HOURS, FakeAnswers

BULB = {"text": "E14 & no more", "title": "Bulbs", "url": "https://shop.example/bulbs"}


class Model:
    """Answers what a test tells it to."""

    def __init__(self) -> None:
        self.response = web.json_response({"answer": None})
        self.asked: list[tuple[object, str | None]] = []
        self.hangs = False

    async def reply(self, request: web.Request) -> web.Response:
        self.asked.append((await request.json(), request.headers.get("Authorization")))
        if self.hangs:
            await asyncio.Event().wait()
        return self.response


@pytest.fixture
def model() -> Model:
    return Model()


@pytest.fixture
async def url(model: Model) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/answer", model.reply)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    yield str(server.make_url("/answer"))
    await server.close()


def source(url: str, otherwise: FakeAnswers, *, seconds: float = 5) -> ModelAnswers:
    return ModelAnswers(url, key="secret", timeout_seconds=seconds, otherwise=otherwise)


async def ask(url: str, otherwise: FakeAnswers, **more: float) -> FoundAnswer | None:
    return await source(url, otherwise, **more).answer("open?", "fr", 0.5)


async def test_the_model_answers_first(url: str, model: Model):
    """It is told the question and its language, nothing of who asks; its words are cleaned."""
    model.response = web.json_response({"answer": BULB})
    knowledge = FakeAnswers()
    found = await ask(url, knowledge)
    assert found is not None
    assert (found.text, found.html) == ("E14 & no more", "E14 &amp; no more")
    assert (found.title, found.url) == ("Bulbs", "https://shop.example/bulbs")
    assert model.asked == [({"question": "open?", "locale": "fr"}, "Bearer secret")]
    assert knowledge.asked == []
    hostile = {"html": "<p>Hi<script>1</script></p>", "url": "javascript:alert(1)"}
    model.response = web.json_response({"answer": hostile})
    found = await ask(url, knowledge)
    assert found is not None
    assert (found.html, found.url, found.title) == ("<p>Hi</p>", "", "")


@pytest.mark.parametrize(
    "body",
    [
        b'{"answer": null}',
        b'{"answer": {"text": "  "}}',
        b'{"answer": {"text": "maybe", "sure": 0.4}}',
        b'{"answer": {"text": 5}}',
        b"<html>",
        b'{"answer": {"text": "' + b"x" * 5_001 + b'"}}',
        b'{"answer": {"html": "<p>' + b"x" * 5_001 + b'</p>"}}',
        b'{"answer": {"html": "' + b"<p>" * 5_001 + b'"}}',
        b'{"answer": {"html": "x' + b"<!-- x -->" * 4_900 + b" " * 20_000 + b'"}}',
        b" " * 262_145,
    ],
    ids=[
        *("none", "blank", "unsure", "type", "no-json", "long", "long-html", "tags", "comments"),
        "huge",
    ],
)
async def test_without_a_good_answer_the_knowledge_base_answers(
    url: str, model: Model, body: bytes
):
    model.response = web.Response(body=body)
    assert await ask(url, FakeAnswers()) == HOURS


@pytest.mark.parametrize("status", [302, 404, 500])
async def test_another_status_is_no_answer(url: str, model: Model, status: int):
    body = b'{"answer": {"text": "E14"}}'
    model.response = web.Response(body=body, status=status, headers={"Location": "/answer"})
    assert await ask(url, FakeAnswers()) == HOURS


async def test_a_model_that_is_slow_or_gone_holds_nobody_up(url: str, model: Model):
    model.hangs = True
    assert await ask(url, FakeAnswers(), seconds=0.05) == HOURS
    assert await ask("http://127.0.0.1:9/answer", FakeAnswers()) == HOURS


async def test_what_became_of_a_model_s_answer_counts_for_no_entry(url: str, model: Model):
    model.response = web.json_response({"answer": BULB})
    knowledge = FakeAnswers()
    asked = source(url, knowledge)
    found = await asked.answer("open?", "en", 0.5)
    assert found is not None
    asked.note("bot_helped", found.id)
    asked.note("bot_helped", HOURS.id)
    assert knowledge.noted == [("bot_helped", None), ("bot_helped", HOURS.id)]


@pytest.mark.parametrize("url", ["answer", "ftp://x/answer", "http://", "http://["])
def test_an_address_that_is_none_is_a_mistake(url: str):
    assert [key for key, _ in Bot(model_url=url).faults()] == ["model_url"]
    assert list(Bot(model_url="https://model.example/answer").faults()) == []
    assert "secret" not in repr(Bot(model_key="secret"))
