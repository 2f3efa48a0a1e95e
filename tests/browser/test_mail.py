"""Letters at the desk: hostile ones do nothing, answers are never lost and leave once."""

import email
import email.policy
import re
from email.message import EmailMessage

import pytest
from playwright.async_api import Dialog, Route, expect

from tests.browser.company import ADDRESSES, CLERKS
from tests.browser.desk import Desk, Letter
from tests.browser.entries import ENTRIES
from tests.browser.letters import HOSTILE, LAID_OUT, letter, send_letter
from tests.browser.stage import Stage
from tests.kit.gateway import GatewayProcess

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("browser"),
]

A_DRAFT = re.compile(r"/drafts/[^/]+$")

WRITTEN = "It comes <b>today</b> & tomorrow. We are open 8 am to 7 pm Monday to Friday."

POPUPS = "allow-popups allow-popups-to-escape-sandbox"
"""Links open in a window of their own; nothing else is allowed: no script, no form, no origin."""


async def reading(stage: Stage, message: EmailMessage) -> tuple[Desk, Letter]:
    """Let an agent open a letter that has just arrived."""
    desk = await stage.desk(*CLERKS["en"])
    await desk.be_ready()
    await send_letter(stage.gateway.smtp_port, message, ADDRESSES["en"])
    return desk, await desk.accept_letter("Zoé Martin")


def gone_out(gateway: GatewayProcess) -> list[EmailMessage]:
    """Read every letter that has left."""
    return [
        email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        for file in sorted((gateway.folder / "outgoing").glob("*.eml"))
    ]


async def test_a_hostile_letter_runs_nothing_and_tells_nobody(
    own_gateway: GatewayProcess, stage: Stage
):
    """Neither a script nor a request to anybody: the stage's own ears would hear one."""
    desk, mail = await reading(stage, letter("Open me", HOSTILE))
    heard: list[str] = []

    async def hear(dialog: Dialog) -> None:
        heard.append(dialog.message)
        await dialog.dismiss()

    desk.page.on("dialog", hear)
    await mail.button("View as HTML").click()
    frame = mail.region.locator("iframe")
    assert await frame.get_attribute("sandbox") == POPUPS
    await expect(mail.layout.get_by_text("Plain words")).to_be_visible()
    await mail.layout.get_by_text("press").click()
    assert await mail.layout.locator("script, iframe, object, embed, form, svg").count() == 0
    assert heard == []
    assert await desk.page.title() == "Parley"
    assert own_gateway.log.count("Traceback") == 0


async def test_remote_pictures_are_asked_for_only_when_the_reader_does(
    own_gateway: GatewayProcess, stage: Stage
):
    _, mail = await reading(stage, letter("A picture", LAID_OUT))
    pictures = "https://tracker.example/seen.gif"

    async def nothing(route: Route) -> None:
        await route.abort()

    await mail.desk.page.route("https://tracker.example/**", nothing)
    await mail.button("View as HTML").click()
    await expect(mail.layout.get_by_role("heading", name="Invoice")).to_be_visible()
    assert pictures not in stage.troubles.requests
    stage.troubles.allow("https://tracker.example")
    stage.troubles.expect("net::ERR_FAILED")
    async with mail.desk.page.expect_request(pictures) as asked:
        await mail.button("Show remote pictures").click()
    assert "referer" not in (await asked.value).headers
    assert await mail.region.locator("iframe").get_attribute("sandbox") == POPUPS
    assert own_gateway.log.count("Traceback") == 0


async def test_an_answer_survives_a_dead_connection_and_a_reload_and_leaves_once(
    own_gateway: GatewayProcess, stage: Stage
):
    """ERP-014, ERP-015, FAQ-033: what was written is kept here first, and sent once."""
    (own_gateway.folder / "knowledge.toml").write_text(ENTRIES)
    own_gateway.run("load", str(own_gateway.folder / "knowledge.toml"))
    desk, mail = await reading(stage, letter("Where is it?"))
    stage.troubles.expect("net::ERR_FAILED")
    await desk.page.route(A_DRAFT, lambda route: route.abort())
    await mail.button("Reply to all").click()
    await mail.body.fill("It comes <b>today</b> & tomorrow. ")
    await mail.body.press_sequentially(r"\hours")
    await expect(mail.region.get_by_role("listbox", name="Shortcuts")).to_be_visible()
    await mail.body.press("Tab")
    await expect(mail.region.locator(".draft-trouble")).to_be_visible()
    await desk.page.unroute_all()
    await desk.page.reload()
    await expect(mail.body).to_have_text(WRITTEN)
    await mail.region.locator("form").evaluate(
        "(form) => { form.requestSubmit(); form.requestSubmit(); }"
    )
    await expect(mail.states.last).to_have_text("Accepted by the mail server")
    (sent,) = gone_out(own_gateway)
    assert sent["To"] == "zoe@customer.example"
    assert sent["Cc"] == "boss@customer.example"
    assert re.fullmatch(r"Re: Where is it\? \[#\d+\]", sent["Subject"])
    html = sent.get_body(("html",))
    assert html is not None
    assert "It comes &lt;b&gt;today&lt;/b&gt; &amp; tomorrow." in html.get_content()
    assert "We are open <b>8 am to 7 pm</b> Monday to Friday." in html.get_content()
    text = sent.get_body(("plain",))
    assert text is not None
    assert WRITTEN in text.get_content()
