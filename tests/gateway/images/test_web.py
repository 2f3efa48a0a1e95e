"""A picture comes from the open web alone, however the way there is disguised."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from gateway.images.web import MOST_REDIRECTS, NotFetched, WebImages

PNG = b"\x89PNG\r\n\x1a\n" + b"pixels"
PUBLIC = "127.0.0.1"
"""What stands for the open web here; every other loopback address is the inside."""


class Names(AbstractResolver):
    """A name service in the test's hands; counts how often each name was asked for."""

    def __init__(self, known: dict[str, list[list[str]]]) -> None:
        self.known = known
        self.asked: list[str] = []

    async def resolve(self, host: str, port: int = 0, family: Any = 0) -> list[ResolveResult]:
        answers = self.known.get(host)
        if answers is None:
            raise OSError("no such name")
        addresses = answers[min(self.asked.count(host), len(answers) - 1)]
        self.asked.append(host)
        return [
            ResolveResult(hostname=host, host=each, port=port, family=2, proto=0, flags=0)
            for each in addresses
        ]

    async def close(self) -> None:
        """Nothing is open."""


class Web:
    """A web server, with what was asked of it."""

    def __init__(self) -> None:
        self.requests: list[web.BaseRequest] = []
        self.port = 0
        self.over = asyncio.Event()

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        self.requests.append(request)
        match request.path:
            case "/lamp.png":
                return web.Response(body=PNG, content_type="image/png")
            case "/page":
                return web.Response(text="<html>", content_type="text/html")
            case "/drawing":
                return web.Response(text="<svg/>", content_type="image/svg+xml")
            case "/large":
                return web.Response(body=b"x" * 101, content_type="image/png")
            case "/endless":
                stream = web.StreamResponse(headers={"Content-Type": "image/png"})
                await stream.prepare(request)
                await self.over.wait()
                return stream
            case "/loop":
                raise web.HTTPFound("/loop")
            case "/nowhere":
                return web.Response(status=302)
            case path if path.startswith("/to/"):
                raise web.HTTPFound(request.query["url"])
            case path if path.startswith("/hops/"):
                left = int(path.removeprefix("/hops/"))
                raise web.HTTPFound(f"/hops/{left - 1}" if left else "/lamp.png")
        raise web.HTTPNotFound


@pytest.fixture
async def far() -> AsyncIterator[Web]:
    """A page of the open web."""
    far = Web()
    runner = web.ServerRunner(web.Server(far.answer))
    await runner.setup()
    site = web.TCPSite(runner, PUBLIC, 0)
    await site.start()
    far.port = runner.addresses[0][1]
    yield far
    far.over.set()
    await runner.cleanup()


def fetcher(
    names: Names | None = None,
    *,
    timeout: float = 5,
    allows: Callable[[str, int], bool] | None = None,
) -> WebImages:
    return WebImages(
        most_bytes=100,
        allows=allows or (lambda address, _: address == PUBLIC),
        resolver=None if names is None else lambda: names,
        timeout_seconds=timeout,
    )


async def refusal(images: WebImages, url: str) -> str:
    with pytest.raises(NotFetched) as refused:
        await images.fetch(url)
    return refused.value.why


async def test_a_picture_is_fetched_and_nothing_told_but_that_it_is_asked_for(far: Web):
    """No cookie, no page it came from, no name of anybody."""
    names = Names({"shop.example": [[PUBLIC]]})
    assert await fetcher(names).fetch(f"http://shop.example:{far.port}/lamp.png") == PNG
    (request,) = far.requests
    assert set(request.headers) == {
        *("Host", "Connection", "Accept", "Accept-Encoding", "User-Agent")
    }
    assert names.asked == ["shop.example"]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.2:{port}/lamp.png",
        "http://127.1:{port}/lamp.png",
        "http://2130706434:{port}/lamp.png",
        "http://0x7f000002:{port}/lamp.png",
        "http://0177.0.0.2:{port}/lamp.png",
        "http://[::1]:{port}/lamp.png",
        "http://[::ffff:127.0.0.1]:{port}/lamp.png",
        "http://inside.example:{port}/lamp.png",
        "http://mapped.example:{port}/lamp.png",
        "http://unknown.example:{port}/lamp.png",
        "http://user:secret@shop.example:{port}/lamp.png",
        "http://user@shop.example:{port}/lamp.png",
        "http://shop.example:{port}/to/a?url=http://inside.example:{port}/lamp.png",
        "http://shop.example:{port}/to/a?url=http://127.0.0.2:{port}/lamp.png",
        "http://shop.example:{port}/to/a?url=//inside.example:{port}/lamp.png",
        "http://shop.example:{port}/to/a?url=file:///etc/passwd",
        "http://shop.example:{port}/to/a?url=gopher://shop.example:{port}/lamp.png",
        "http://shop.example:{port}/to/a?url=http://u:p@shop.example:{port}/lamp.png",
        "http://shop.example:{port}/nowhere",
        "http://shop.example:{port}/loop",
        "http://shop.example:{port}/missing",
        "https://shop.example:{port}/lamp.png",
        "ftp://shop.example:{port}/lamp.png",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "//shop.example:{port}/lamp.png",
        "/lamp.png",
        "http://",
        "http:///lamp.png",
        "http://[::1",
        "http://shop.example:99999/lamp.png",
        "http://shop.example:{port}\r\nX-Evil: 1/lamp.png",
        "http://" + "a" * 300 + ".example/lamp.png",
        "",
        "\0",
    ],
)
async def test_what_leads_elsewhere_is_refused_alike(far: Web, url: str):
    """Whether something is there, and what, is told to nobody."""
    names = Names(
        {
            "shop.example": [[PUBLIC]],
            "inside.example": [["127.0.0.2"]],
            "mapped.example": [["::ffff:127.0.0.1"]],
        }
    )
    assert await refusal(fetcher(names), url.replace("{port}", str(far.port))) == "refused"
    assert not [each for each in far.requests if each.path == "/lamp.png"]


async def test_a_name_that_changes_its_mind_gains_nothing(far: Web):
    """DNS rebinding: the address that was judged is the one that is connected to."""
    names = Names({"shop.example": [[PUBLIC], ["127.0.0.2"]]})
    assert await fetcher(names).fetch(f"http://shop.example:{far.port}/lamp.png") == PNG
    assert names.asked == ["shop.example"]
    way = f"http://shop.example:{far.port}/to/a?url=http://shop.example:{far.port}/lamp.png"
    again = Names({"shop.example": [[PUBLIC], ["127.0.0.2"]]})
    assert await refusal(fetcher(again), way) == "refused"


async def test_of_several_addresses_only_those_of_the_web_are_tried(far: Web):
    names = Names({"shop.example": [["127.0.0.2", PUBLIC]]})
    tried: list[str] = []

    def allows(address: str, _: int) -> bool:
        tried.append(address)
        return address == PUBLIC

    url = f"http://shop.example:{far.port}/lamp.png"
    assert await fetcher(names, allows=allows).fetch(url) == PNG
    assert tried == ["127.0.0.2", PUBLIC]


async def test_as_it_stands_the_guard_refuses_every_server_of_this_machine(far: Web):
    images = WebImages(most_bytes=100)
    assert await refusal(images, f"http://127.0.0.1:{far.port}/lamp.png") == "refused"
    assert await refusal(images, f"http://localhost:{far.port}/lamp.png") == "refused"
    assert far.requests == []


@pytest.mark.parametrize(
    ("path", "why"), [("/page", "not_image"), ("/drawing", "not_image"), ("/large", "too_large")]
)
async def test_only_a_picture_of_bounded_size_is_read(far: Web, path: str, why: str):
    assert await refusal(fetcher(), f"http://{PUBLIC}:{far.port}{path}") == why


async def test_a_few_redirections_are_followed(far: Web):
    base = f"http://{PUBLIC}:{far.port}/hops/"
    assert await fetcher().fetch(f"{base}{MOST_REDIRECTS - 1}") == PNG
    assert await refusal(fetcher(), f"{base}{MOST_REDIRECTS}") == "refused"


async def test_a_server_that_never_ends_is_left(far: Web):
    images = fetcher(timeout=0.2)
    assert await refusal(images, f"http://{PUBLIC}:{far.port}/endless") == "refused"
