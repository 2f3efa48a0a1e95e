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
from tests.browser.files import INVOICE
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

MANY_TABS = """() => {
    const list = document.querySelector(".case-tabs ul");
    const many = Array.from({ length: 30 }, () => list.lastElementChild.cloneNode(true));
    list.append(...many);
    const { height } = list.parentElement.getBoundingClientRect();
    for (const one of many) one.remove();
    return height;
}"""
"""How high the tabs of thirty more cases stand, in pixels."""

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

    # What was begun after that is in view again, and not the mail that went out before it.
    await mail.button("Reply").click()
    await mail.body.fill("Once more:")
    await desk.page.set_viewport_size({"width": 1280, "height": 480})
    await desk.page.reload()
    await expect(mail.body).to_have_text("Once more:")
    await expect(mail.body).to_be_in_viewport()


ENTRY = """
[[faq]]
category = "Voltage"
question = "Which voltage do I need abroad?"
answer = "Ours take **110 to 240 V**."
"""


async def test_a_letter_is_worked_on_from_its_ring_to_its_end(
    own_gateway: GatewayProcess, stage: Stage
):
    """CARD-009, CRM-001, CRM-030, EIN-006, EIN-022, EIN-024, EIN-025, EIN-029, EIN-032, EIN-033.

    EPL-010, EPL-011, ERP-001, ETR-008, ETR-009, FAQ-033, QUE-021, STA-048: seen before it is taken,
    answered under one's own signature, found in a tab of its own; what follows is pulled out of all
    that wait, its case changed, handed on with a warning that is not to be silenced.
    """
    (own_gateway.folder / "knowledge.toml").write_text(ENTRY)
    done = own_gateway.run("load", str(own_gateway.folder / "knowledge.toml"))
    assert done.returncode == 0, done.stdout + done.stderr
    desk = await stage.desk(*CLERKS["en"])
    await sign_as(desk, "Mia of the Lamp Shop")
    await desk.be_ready()
    await send_letter(own_gateway.smtp_port, letter("Where is it?"), ADDRESSES["en"])
    await expect(desk.offer).to_contain_text("Where is it?")
    await expect(desk.offer).to_contain_text("does not match what I paid")
    mail = await desk.accept_letter("Zoé Martin")
    facts = mail.region.locator(".case-facts")
    await expect(facts).to_contain_text("Zoé Martin")
    case = await mail.region.locator(".case-number").inner_text()

    await mail.button("Reply").click()
    await expect(mail.body).to_have_text("Mia of the Lamp Shop")
    await mail.body.fill("Here is your second copy. ")
    await mail.attach(INVOICE)
    await desk.page.keyboard.press("Alt+l")
    aside = desk.page.get_by_role("complementary")
    await aside.get_by_role("searchbox").fill("voltage")
    await aside.get_by_role("button", name="Which voltage do I need abroad?").click()
    await aside.get_by_role("button", name="Insert as text").click()
    await expect(mail.body).to_contain_text("110 to 240 V")
    await mail.body.press("Control+Enter")
    await expect(mail.states.last).to_have_text("Accepted by the mail server")
    await expect(facts.locator(".case-status")).to_contain_text("Open")
    await expect(facts.locator("dd", has_text="Mia Brandt")).to_be_visible()
    (sent,) = gone_out(own_gateway)
    text = sent.get_body(("plain",))
    assert text is not None
    assert "Here is your second copy." in text.get_content()
    assert "110 to 240 V" in text.get_content()
    assert [part.get_filename() for part in sent.iter_attachments()] == [INVOICE["name"]]
    await mail.button("End").click()
    await wrap_up(mail)

    thanks = letter(f"Re: {sent['Subject']}", None)
    thanks["In-Reply-To"] = sent["Message-ID"]
    again = await pulled(desk, own_gateway.smtp_port, thanks)
    await expect(again.region.locator(".case-number")).to_have_text(case)
    await expect(again.region.locator(".mail")).to_have_count(3)
    await answer_in_a_tab(desk, case.rpartition(" ")[2])
    await desk.row("Zoé Martin").click()
    await expect(again.drafts).to_have_count(1)
    await again.button("New mail").click()
    await expect(again.region.get_by_role("form", name="New follow-up")).to_be_visible()
    await expect(again.drafts).to_have_count(1)
    await hand_on(stage, again, case)
    assert own_gateway.log.count("Traceback") == 0


async def sign_as(desk: Desk, signature: str) -> None:
    """Write a signature into one's own settings."""
    await desk.button("Settings").click()
    field = desk.page.get_by_role("dialog").get_by_label("Email signature")
    await field.fill(signature)
    await field.press("Tab")
    await desk.page.keyboard.press("Escape")


async def answer_in_a_tab(desk: Desk, number: str) -> None:
    """Look through the records; begin an answer in the tab of a case, and leave it for later."""
    page = desk.page
    for place, shown in (
        ("Customers", "zoe@customer.example"),
        ("Tasks", "0 tasks"),
        ("Cases", "Where is it?"),
    ):
        await page.locator(".rail-place").filter(has_text=place).click()
        area = page.get_by_role("region", name=place, exact=True)
        await expect(area).to_contain_text(shown)
    await page.get_by_role("table").get_by_role("button", name="Where is it?").click()
    await expect(page.locator(".case-tab")).to_have_count(2)
    tab = page.locator(".case-tab").last
    await expect(tab).to_contain_text(number)
    await expect(tab).to_contain_text("Zoé Martin")
    await area.get_by_role("button", name="Reply", exact=True).click()
    answer = area.get_by_role("form", name="Reply")
    await answer.get_by_role("textbox", name="Text").fill("You are welcome.")
    await answer.get_by_role("button", name="Close, keep as draft").click()
    await expect(area.locator(".draft-row")).to_have_count(1)
    size = page.viewport_size
    assert size is not None
    for narrower in (size, {"width": 320, "height": 640}, size):
        await page.set_viewport_size(narrower)  # type: ignore[arg-type]
        assert await page.evaluate(MANY_TABS) < 130, "the case keeps its room"


async def pulled(desk: Desk, port: int, message: EmailMessage) -> Letter:
    """Choose a letter among all that wait, throw another away; its case can be changed."""
    page = desk.page
    await desk.status.click()
    await page.get_by_role("menuitemradio", name="Work offline").click()
    await page.get_by_role("dialog").get_by_role("button", name="Lunch").click()
    await send_letter(port, letter("Win a prize", None), ADDRESSES["en"])
    await send_letter(port, message, ADDRESSES["en"])
    await expect(page.locator(".queue-waiting-open")).to_contain_text("2")
    await page.locator(".queue-waiting-open").click()
    area = page.get_by_role("region", name="Pending emails", exact=True)
    await expect(area.get_by_role("row")).to_have_count(3)
    await area.get_by_role("checkbox", name="Choose Win a prize").check()
    await area.get_by_role("button", name="Discard 1 mail").click()
    await area.get_by_role("alertdialog").get_by_role("button", name="Discard", exact=True).click()
    await expect(area.get_by_role("row")).to_have_count(2)
    await area.get_by_role("button", name=re.compile(r"^Re: ")).click()
    mail = Letter(desk, "Zoé Martin")
    await expect(desk.row("Zoé Martin")).to_have_attribute("aria-current", "true")
    await expect(desk.status).to_contain_text("Working offline")
    await desk.status.click()
    await expect(page.get_by_role("menuitemradio")).to_have_text(["Available", "Work offline"])
    await page.keyboard.press("Escape")
    for name in ("Reply", "Edit"):
        await expect(mail.button(name)).to_be_visible()
    await mail.button("Edit").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("group", name="Priority").get_by_role("button", name="High").click()
    await dialog.get_by_role("button", name="Save", exact=True).click()
    await expect(mail.region.locator(".case-facts")).to_contain_text("Priority: High")
    return mail


async def hand_on(stage: Stage, mail: Letter, case: str) -> None:
    """What is handed on stands there; who may not silence the warning cannot."""
    await expect(mail.region.get_by_text("does not match what I paid").first).to_be_visible()
    await mail.button("Transfer").click()
    dialog = mail.desk.page.get_by_role("dialog")
    await dialog.get_by_role("radio", name="letters fr").check()
    await dialog.locator('button[type="submit"]').click()
    anyway = dialog.get_by_role("button", name="Transfer anyway")
    await expect(anyway).to_be_visible()
    await expect(dialog.get_by_role("checkbox")).to_have_count(0)
    await anyway.click()
    await expect(dialog).to_be_hidden()
    await wrap_up(mail)
    other = await stage.desk(*CLERKS["fr"], language="fr")
    await other.be_ready()
    handed = await other.accept_letter("Zoé Martin")
    number = case.rpartition(" ")[2]
    await expect(handed.region.locator(".case-number")).to_have_text(re.compile(rf"{number}$"))


async def wrap_up(mail: Letter) -> None:
    """Say what came of it."""
    await mail.region.get_by_role("button", name="Solved", exact=True).click()
    await mail.button("Finish").click()
    await expect(mail.region).to_be_hidden()
