"""The chat on other people's pages: what they can forbid, what they can ask, what it costs."""

import gzip
from collections.abc import Sequence
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import expect

from tests.browser.company import FOREIGN, elsewhere
from tests.browser.host import PAGE
from tests.browser.scene import frame_of
from tests.browser.shop import Shop
from tests.browser.stage import Stage

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("browser"),
]

STATIC = Path(__file__).resolve().parents[2] / "gateway" / "static"
LOADER_BYTES = 1536
WIDGET_BYTES = 32 * 1024

ALERT = "window.top.hacked=1,window.hacked=1"
HOSTILE: Sequence[str] = (
    f"<script>{ALERT}</script>",
    f"<img src=x onerror={ALERT}>",
    f"<svg onload={ALERT}>",
    f"<svg><script>{ALERT}</script></svg>",
    f'"><script>{ALERT}</script>',
    f"'><img src=x onerror={ALERT}>",
    f"</textarea><script>{ALERT}</script>",
    f"</title><script>{ALERT}</script>",
    f"<iframe srcdoc='<script>{ALERT}</script>'></iframe>",
    f"<iframe src=javascript:{ALERT}></iframe>",
    f"<a href=javascript:{ALERT}>click</a>",
    f"javascript:{ALERT}",
    f"<math><mtext></mtext><mglyph><style><img src=x onerror={ALERT}></style></mglyph></math>",
    f"<noscript><p title='</noscript><img src=x onerror={ALERT}>'>",
    f"<body onload={ALERT}>",
    f"<input autofocus onfocus={ALERT}>",
    f"<details open ontoggle={ALERT}>",
    f"<style>@import 'javascript:{ALERT}';</style>",
    f"<object data=javascript:{ALERT}></object>",
    f"<form action=javascript:{ALERT}><button>go</button></form>",
    f"{{{{constructor.constructor('{ALERT}')()}}}}",
    f"${{{ALERT}}}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202egnp.exe <b>bold</b>",
)

STRICT = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'self'; img-src data:; "
    "script-src {gateway}; frame-src {gateway}; require-trusted-types-for 'script'"
)


async def test_a_foreign_page_cannot_show_the_widget_in_a_frame(stage: Stage):
    """CHT-010: `frame-ancestors` names the site's origins, and browsers keep to it."""
    stage.troubles.expect("frame-ancestors|ERR_BLOCKED_BY_RESPONSE|net::ERR_")
    frame = f'<iframe src="{stage.gateway.url}/widget/?site={FOREIGN}"></iframe>'
    page = PAGE.format(language="en", title="Another shop", scripts=frame)
    address = stage.host.put("/stolen", page)
    window = await stage.window()

    await window.goto(address)

    inside = window.frame_locator("iframe")
    await expect(inside.locator("body")).not_to_contain_text("The Lamp Shop")
    assert all("/widget/" not in frame.url for frame in window.frames)


async def test_nobody_can_show_the_desk_in_a_frame(stage: Stage):
    """SES-001: not even a page of a site's own."""
    stage.troubles.expect("frame-ancestors|X-Frame-Options|net::ERR_")
    frame = f'<iframe src="{stage.gateway.url}/workspace/"></iframe>'
    page = PAGE.format(language="en", title="A shop", scripts=frame)
    window = await stage.window()

    await window.goto(stage.host.put("/desk-in-a-frame", page))

    assert all("/workspace/" not in frame.url for frame in window.frames)


async def test_a_page_under_a_strict_policy_can_carry_the_chat(stage: Stage):
    """CHT-010: the loader needs to be named as script and frame, and nothing else."""
    policy = STRICT.format(gateway=stage.gateway.url)
    address = stage.host.page_with_widget(
        stage.gateway.url,
        stage.room.site,
        name="strict",
        headers={"Content-Security-Policy": policy},
    )
    shop = await Shop(await stage.window(), address).visit()

    widget = await shop.open_chat()
    await widget.begin("Zoé", "Hello")

    await widget.sees("Hello")


async def test_a_page_of_another_site_can_carry_the_chat(stage: Stage):
    """CHT-010: browsers may deny a foreign frame its storage; the chat lives without."""
    here = stage.host.page_with_widget(stage.gateway.url, stage.room.site, name="elsewhere")
    stage.troubles.allow(elsewhere(stage.host.origin))
    shop = await Shop(await stage.window(), elsewhere(here)).visit()

    widget = await shop.open_chat()
    await widget.begin("Zoé", "Hello")
    await widget.send("Anybody there?")

    await widget.sees("Anybody there?")
    assert await widget.said() == ["Hello", "Anybody there?"]


async def test_where_foreign_frames_have_no_storage_the_next_page_still_has_the_chat(
    stage: Stage, tmp_path: Path
):
    """CHT-010: incognito windows deny it; what the customer wrote is not lost with the page."""
    here = stage.host.page_with_widget(stage.gateway.url, stage.room.site, name="incognito")
    stage.troubles.allow(elsewhere(stage.host.origin))
    shop = await Shop(await stage.wary_window(tmp_path), elsewhere(here)).visit()
    widget = await shop.open_chat()
    await widget.begin("Zoé", "Hello")
    await widget.sees("Hello")
    denied = await frame_of(shop.page).evaluate(
        "() => { try { localStorage.length; return false } catch { return true } }"
    )
    assert denied, "this browser denies nothing, so that nothing is proven"

    await shop.visit()

    await widget.sees("Hello")
    await widget.send("Still there?")
    await widget.sees("Still there?")
    assert await widget.said() == ["Hello", "Still there?"]


async def test_a_page_that_forbids_frames_gets_a_window(stage: Stage):
    """CHT-010: the chat opens in a window of its own, and works there."""
    stage.troubles.expect("Content Security Policy|net::ERR_BLOCKED_BY_CSP|postMessage")
    policy = f"default-src 'self'; script-src {stage.gateway.url}; img-src data:"
    address = stage.host.page_with_widget(
        stage.gateway.url,
        stage.room.site,
        name="no-frames",
        headers={"Content-Security-Policy": policy},
    )
    shop = await Shop(await stage.window(), address).visit()
    await shop.launcher.click()

    async with shop.page.expect_popup() as opening:
        await shop.page.get_by_role("link", name="Open in a window").click()
    window = Shop(await opening.value, address).in_a_window()
    await window.begin("Zoé", "Hello")

    await window.sees("Hello")


async def test_the_page_can_open_close_tell_and_listen(stage: Stage):
    """CHT-010: `open`, `close`, `identify` and `on` of the page's `Parley`."""
    desk = await stage.desk()
    await desk.be_ready()
    shop = await stage.shop()
    await expect(shop.launcher).to_be_visible()
    await shop.page.evaluate(
        """() => {
            window.heard = [];
            for (const name of ["open", "close", "unread", "message", "chat"])
                Parley.on(name, (detail) => heard.push([name, detail]));
            Parley.identify({ name: "Zoé Martin", email: "zoe@example.org", product: "Quill" });
            Parley.open();
        }"""
    )
    widget = shop.widget
    await widget.inside.get_by_role("button", name="Write to us").click()
    await expect(widget.field("Your name")).to_have_value("Zoé Martin")
    await expect(widget.field("Email address")).to_have_value("zoe@example.org")
    await widget.button("Start the conversation").click()
    chat = await desk.accept("Zoé Martin")
    await expect(desk.page.get_by_text("Quill").first).to_be_visible()

    await expect(widget.inside.get_by_role("heading", name="Ann")).to_be_visible()
    await shop.page.evaluate("() => Parley.close()")
    await expect(shop.frame).to_be_hidden()
    await chat.send("It is here.")
    await expect(shop.launcher).to_have_text("1")

    heard = await shop.page.evaluate("() => heard")
    assert [name for name, _ in heard if name in ("open", "close")] == ["open", "close"]
    assert ["chat", {"state": "waiting"}] in heard
    assert ["chat", {"state": "active"}] in heard
    assert ["message", {"from": "agent", "name": "Ann", "text": "It is here."}] in heard
    assert ["unread", 1] in heard


async def test_two_tabs_of_one_customer_show_one_conversation(stage: Stage):
    """CHT-034: what is said in one tab stands in the other."""
    shop = await stage.shop()
    widget = await shop.open_chat()
    await widget.begin("Zoé", "Hello")
    await widget.sees("Hello")

    other = await Shop(await shop.page.context.new_page(), shop.address).visit()
    await expect(other.widget.composer).to_be_visible()
    await other.widget.sees("Hello")
    await other.widget.send("from the second tab")
    await widget.send("from the first tab")

    for tab in (widget, other.widget):
        await tab.sees("from the second tab")
        await tab.sees("from the first tab")
    assert await widget.said() == await other.widget.said()


async def test_a_page_that_nobody_asks_for_a_chat_costs_and_keeps_nothing(stage: Stage):
    """CARD-008: one request for the loader; no cookie, no storage, no frame before the click."""
    shop = await stage.shop()
    await expect(shop.launcher).to_be_visible()
    await shop.page.wait_for_load_state("networkidle")

    context = shop.page.context
    at_gateway = [each for each in stage.troubles.requests if stage.gateway.url in each]
    assert at_gateway == [f"{stage.gateway.url}/widget.js"]
    assert len(shop.page.frames) == 1
    assert await context.cookies() == []
    assert (await context.storage_state())["origins"] == []


async def test_an_opened_chat_sets_no_cookie_and_asks_nobody_else(stage: Stage):
    """CARD-008: everything comes from the gateway; `Troubles` fails requests to strangers."""
    shop = await stage.shop()
    widget = await shop.open_chat()
    await widget.begin("Zoé", "Hello")
    await widget.sees("Hello")

    assert await shop.page.context.cookies() == []
    origins = {origin for each in stage.troubles.requests for origin in [each.split("/")[2]]}
    assert origins == {stage.gateway.url[7:], stage.host.origin[7:]}


async def test_the_loader_and_the_chat_are_small(stage: Stage):
    """CARD-008: at most 1.5 KB for a page that is only looked at, 32 KB for the whole chat."""
    async with (
        aiohttp.ClientSession(auto_decompress=False) as http,
        http.get(f"{stage.gateway.url}/widget.js", headers={"Accept-Encoding": "gzip"}) as answer,
    ):
        assert answer.headers["Content-Encoding"] == "gzip"
        assert len(await answer.read()) <= LOADER_BYTES
    shop = await stage.shop()
    await shop.open_chat()
    await shop.page.wait_for_load_state("networkidle")
    app = [each for each in stage.troubles.requests if "/widget/" in each]
    names = {each.partition("/widget/")[2].partition("?")[0] or "index.html" for each in app}
    files = [STATIC / "widget" / name for name in names]
    assert len(files) >= 3
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= WIDGET_BYTES


async def test_hostile_texts_are_shown_as_texts(stage: Stage):
    """CHT-018, CHT-032: in name, answers, messages and file names; no script runs anywhere."""
    desk = await stage.desk()
    await desk.be_ready()
    shop = await stage.shop()
    widget = await shop.open_chat()
    await widget.fill_in(f"<img src=x onerror={ALERT}>", HOSTILE[0], email="zoe@example.org")
    await widget.button("Start the conversation").click()
    await expect(widget.composer).to_be_visible()
    chat = await desk.accept(f"<img src=x onerror={ALERT}>")
    await chat.sees(HOSTILE[0])

    for text in HOSTILE[1:]:
        await widget.send(text)
        await chat.send(text)
    await widget.inside.locator('input[type="file"]').set_input_files(
        {"name": f"<img src=x onerror={ALERT}>.txt", "mimeType": "text/plain", "buffer": b"x"}
    )
    await expect(widget.inside.locator(".drafts li:not(.busy)")).to_have_count(1)
    await widget.send("a file")
    await chat.sees("a file")
    await expect(chat.log.get_by_role("link", name="img src=x onerror")).to_be_visible()
    await expect(chat.log.locator(".message:not(.outgoing)")).to_have_count(2 * len(HOSTILE))

    shown = await chat.said()
    for text in HOSTILE:
        assert shown.count(text) == (1 if text == HOSTILE[0] else 2), text
    for page, frame in ((desk.page, desk.page.main_frame), (shop.page, frame_of(shop.page))):
        assert await page.evaluate("() => window.hacked") is None
        assert await frame.evaluate("() => window.hacked") is None
        assert await frame.locator("[onerror], [onload], [onfocus], [ontoggle]").count() == 0
        assert await frame.locator("iframe, object, .message form, .bubble form").count() == 0
        assert await frame.locator('a[href^="javascript"]').count() == 0


async def test_a_picture_that_is_a_document_is_refused(stage: Stage):
    """CHT-018: a vector picture can hold scripts; the widget says that it was not sent."""
    stage.troubles.expect("status of 415")
    widget = await (await stage.shop()).open_chat()
    await widget.begin("Zoé", "Hello")
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{ALERT}"/>'.encode()

    await widget.inside.locator('input[type="file"]').set_input_files(
        {"name": "lamp.svg", "mimeType": "image/svg+xml", "buffer": svg}
    )

    await expect(widget.inside.get_by_role("alert")).to_contain_text("lamp.svg")
