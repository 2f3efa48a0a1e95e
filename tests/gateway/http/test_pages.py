"""Pages, health and the document of the interface, with the headers browsers obey."""

from pathlib import Path

import pytest
from aiohttp import web
from yarl import URL

from accounts.directory import Directory, Site
from gateway.http.application import build_application
from gateway.http.health import HealthRoutes
from gateway.http.openapi import OPERATIONS, OpenApiRoutes, document
from gateway.http.pages import PageRoutes
from gateway.metrics import Metrics
from tests.gateway.house import House

SHOP = ("https://shop.example", "https://m.shop.example")
FOR_EVER = "public, max-age=31536000, immutable"
SITES = Directory(
    [
        Site(id="1", key="shop", origins=SHOP, queue_id="q"),
        Site(id="2", key="closed", origins=(), queue_id="q", disabled=True),
    ]
)  # fmt: skip


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """Front ends as a build leaves them."""
    files = {
        "widget/widget.js": "loader" * 100,
        "widget/index.html": "<!doctype html><title>chat</title>",
        "widget/assets/index-CtjXqZhW.js": "app" * 1000,
        "workspace/index.html": "<!doctype html><title>desk</title>",
        "workspace/assets/index-AAAAAAAA.css": "body{}",
        "workspace/icon.svg": "<svg/>",
        "demo/index.html": "<!doctype html><title>shop</title>",
    }
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    (tmp_path.parent / "secret.txt").write_text("secret")
    return tmp_path


@pytest.fixture
async def site(built: Path):
    async def storage() -> bool:
        return True

    async def broken() -> bool:
        raise OSError("disk on fire")

    async def explode(request: web.Request) -> web.Response:
        raise ValueError(await request.text())

    metrics = Metrics()
    app = build_application(
        [
            *PageRoutes(built, lambda: SITES).routes(),
            *HealthRoutes({"storage": storage, "disk": broken}, metrics).routes(),
            *OpenApiRoutes().routes(),
            web.post("/explode/{what}", explode),
        ],
        own_origin="https://own.example",
        metrics=metrics,
        seconds=lambda: 0.0,
    )
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.mark.parametrize(
    ("path", "status", "cache", "ancestors"),
    [
        ("/widget.js", 200, "public, max-age=300", "'none'"),
        ("/widget/?site=shop", 200, "no-cache", "'self' https://shop.example https://m.shop.example"),
        ("/widget/?site=closed", 404, "no-store", "'none'"),
        ("/widget/?site=nowhere", 404, "no-store", "'none'"),
        ("/widget/", 404, "no-store", "'none'"),
        ("/widget/index.html", 404, "no-store", "'none'"),
        ("/widget/assets/index-CtjXqZhW.js", 200, FOR_EVER, "'none'"),
        ("/workspace/", 200, "no-cache", "'none'"),
        ("/workspace/chats/7", 200, "no-cache", "'none'"),
        ("/workspace/assets/index-AAAAAAAA.css", 200, FOR_EVER, "'none'"),
        ("/workspace/assets/missing.css", 404, "no-store", "'none'"),
        ("/workspace/icon.svg", 200, "no-cache", "'none'"),
        ("/favicon.ico", 200, "no-cache", "'none'"),
        ("/demo/", 200, "no-cache", "'none'"),
        ("/demo/../secret.txt", 404, "no-store", "'none'"),
        ("/demo/%2e%2e/%2e%2e/secret.txt", 404, "no-store", "'none'"),
        ("/demo/..%2f..%2fsecret.txt", 404, "no-store", "'none'"),
        ("/nowhere", 404, "no-store", "'none'"),
    ],
)  # fmt: skip
async def test_each_page_with_its_headers(site, http, path, status, cache, ancestors):
    async with http.get(URL(site + path, encoded=True)) as response:
        assert response.status == status
        assert response.headers["Cache-Control"] == cache
        policy = response.headers["Content-Security-Policy"]
        assert policy.split("frame-ancestors ")[1].split(";")[0] == ancestors
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert "max-age" in response.headers["Strict-Transport-Security"]


async def test_front_ends_run_under_trusted_types(site, http):
    for path in ("/widget/?site=shop", "/workspace/"):
        async with http.get(site + path) as response:
            policy = response.headers["Content-Security-Policy"]
            assert "require-trusted-types-for 'script'" in policy
            assert "script-src 'self';" in policy


async def test_the_desk_frames_nothing_but_the_gateway_s_own_pages(site, http):
    async with http.get(f"{site}/workspace/") as response:
        policy = response.headers["Content-Security-Policy"]
    assert policy.split("frame-src ")[1].split(";")[0] == "'self'"


async def test_what_has_not_changed_is_not_sent_again(site, http):
    async with http.get(f"{site}/widget.js") as response:
        tag = response.headers["ETag"]
    async with http.get(f"{site}/widget.js", headers={"If-None-Match": tag}) as response:
        assert response.status == 304
        assert await response.read() == b""


async def test_text_travels_compressed(site, http):
    async with http.get(f"{site}/widget.js") as response:
        assert response.headers["Content-Encoding"] == "gzip"
        assert await response.text() == "loader" * 100


async def test_readiness_names_the_part_that_fails(site, http):
    async with http.get(f"{site}/readyz") as response:
        assert response.status == 503
        assert await response.json() == {"ready": False, "parts": {"storage": True, "disk": False}}
    async with http.get(f"{site}/healthz") as response:
        assert response.status == 200


async def test_figures_are_given_by_route_not_by_path(site, http):
    """What a customer typed into an address is in no figure."""
    async with http.get(f"{site}/workspace/jane@example.org"):
        pass
    async with http.get(f"{site}/metrics") as response:
        text = await response.text()
        assert response.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert 'route="/workspace/{path}"' in text
    assert "jane" not in text


async def test_a_failure_tells_and_logs_nothing_of_the_request(site, http, capfd):
    async with http.post(f"{site}/explode/jane", data="my card 4111") as response:
        assert response.status == 503
        assert (await response.json())["error"]["code"] == "unavailable"
    logged = "".join(capfd.readouterr())
    assert "event.failed" in logged
    assert "jane" not in logged
    assert "4111" not in logged


async def test_a_wrong_method_is_refused_in_the_same_form(site, http):
    async with http.delete(f"{site}/healthz") as response:
        assert response.status == 405
        assert response.headers["Allow"]
        assert (await response.json())["error"]["code"] == "invalid"


async def test_every_route_of_the_interface_is_described(house: House):
    """The document is the whole of `/api/v1` and of the health routes."""
    described = {(each.method.upper(), each.path) for each in OPERATIONS}
    served = {
        (route.method, route.resource.canonical)
        for route in house.gateway.app.router.routes()
        if route.resource is not None and route.method not in {"HEAD", "OPTIONS"}
    }
    ours = {
        (method, path)
        for method, path in served
        if path.startswith(("/api/", "/healthz", "/readyz", "/metrics"))
    }
    assert ours == described


async def test_the_document_is_served(site, http):
    async with http.get(f"{site}/api/v1/openapi.json") as response:
        assert await response.text() == document()
