"""What the knowledge base says, found and put into a chat by an agent."""

import asyncio
import re
from base64 import b64encode

import pytest
from playwright.async_api import Locator, Page, Route, expect

from tests.browser.desk import Conversation, Desk
from tests.browser.entries import ENTRIES
from tests.browser.looks import AXE
from tests.browser.pictures import PNG, SIDE
from tests.browser.stage import Stage
from tests.kit.clients import Customer
from tests.kit.gateway import GatewayProcess

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("browser"),
]

PAGE = re.compile(r"^http\S+/faq/what-does-delivery-cost$")


SHOWN_BY = re.compile(r"^Like this: !\[A green lamp\]\(/api/v1/images/[0-9a-f]{32}\)$")
KEPT = re.compile(r"^/api/v1/images/[0-9a-f]{32}$")
# As a browser gives a picture that was copied from a page: its bytes, and where it stood.
PASTE = """(box, png) => {
    const data = new DataTransfer();
    const bytes = Uint8Array.from(atob(png), (sign) => sign.charCodeAt(0));
    data.items.add(new File([bytes], "image.png", { type: "image/png" }));
    data.setData("text/html", '<img src="https://elsewhere.example/lamp.png">');
    const paste = { clipboardData: data, bubbles: true, cancelable: true };
    box.dispatchEvent(new ClipboardEvent("paste", paste));
}"""


async def stay_when_asked(page: Page) -> None:
    """Begin to leave; the browser asks, for something here is kept nowhere else."""
    async with page.expect_event("dialog") as asked:
        await page.close(run_before_unload=True)
    question = await asked.value
    assert question.type == "beforeunload"
    await question.dismiss()


async def write_an_entry(stage: Stage) -> None:
    """FAQ-012: a window of its own from the menu, in which categories and entries are made."""
    desk = await stage.desk("sue", "Sue", bypass_csp=True)
    await desk.be_ready()
    way = desk.page.get_by_role("link", name="Knowledge base")
    async with desk.page.expect_popup() as opened:
        await way.click()
    window = await opened.value
    await expect(window.get_by_role("button", name="When are you open?")).to_be_visible()
    help_ways = window.get_by_role("navigation", name="Guides and support")
    await expect(help_ways.get_by_role("link", name="User guide")).to_have_attribute(
        "href", "https://guide.example.org/"
    )
    await window.get_by_role("button", name="Categories").click()
    await window.get_by_placeholder("New category").fill("Lamps")
    await window.keyboard.press("Enter")
    await expect(window.get_by_role("button", name="Rename Lamps")).to_be_visible()

    await window.get_by_role("button", name="New entry").click()
    await window.get_by_label("Question").fill("What does the lamp look like?")
    await window.get_by_label("Category").fill("Lamps")
    await window.get_by_label("Shortcut").fill("lamp")
    await window.get_by_label("Answer", exact=True).fill("Like this: ")
    async with window.expect_file_chooser() as chooser:
        await window.get_by_role("button", name="Add a picture").click()
    await (await chooser.value).set_files(
        {"name": "lamp.png", "mimeType": "image/png", "buffer": PNG}
    )
    await expect(window.get_by_label("What the picture shows")).to_be_focused()
    await window.evaluate(AXE.read_text())
    found = await window.evaluate("axe.run(document).then(({violations}) => violations)")
    assert [each["id"] for each in found] == []
    await window.keyboard.type("A green lamp")
    await window.keyboard.press("Enter")
    await expect(window.get_by_role("img", name="A green lamp")).to_be_visible()

    # The same window comes to the front, with what is in writing there.
    await way.click()
    await expect(window.get_by_label("Answer", exact=True)).to_have_value(SHOWN_BY)
    await stay_when_asked(window)
    await window.get_by_role("button", name="Publish").click()
    await expect(window.get_by_text("The entry is published.")).to_be_visible()


async def asked(desk: Desk, customer: Customer) -> Conversation:
    """Let a customer ask an agent."""
    await desk.be_ready()
    await customer.connect()
    await customer.start("What are your opening hours?", name="Zoé")
    return await desk.accept("Zoé")


async def write_by_keyboard(desk: Desk, chat: Conversation) -> None:
    r"""By `\` the text goes in, by `<` a link where the entry holds a table."""
    await chat.composer.press_sequentially(r"Good morning! \ho")
    menu = chat.region.get_by_role("listbox", name=desk.say("Shortcuts"))
    await expect(menu.get_by_role("option", name="When are you open?")).to_be_visible()
    await chat.composer.press("Tab")
    await expect(chat.composer.locator("b")).to_have_text("8 am to 7 pm")
    await expect(chat.composer).to_be_focused()
    await chat.composer.press("Enter")
    answer = chat.log.locator(".message", has_text="We are open")
    await expect(answer.locator("b")).to_have_text("8 am to 7 pm")

    await chat.composer.press_sequentially("<Prix>")
    await expect(menu.get_by_role("option", name="What does delivery cost?")).to_be_visible()
    await chat.composer.press("Tab")
    await expect(link_in(chat)).to_have_attribute("href", PAGE)
    told = desk.say("“{}” went in as a link", "What does delivery cost?")
    await expect(desk.page.get_by_text(told)).to_be_visible()
    await expect(chat.composer).to_have_text("What does delivery cost?")
    await chat.composer.fill("")


def link_in(chat: Conversation) -> Locator:
    """Find the link to the entry in what is being written."""
    return chat.composer.get_by_role("link", name="What does delivery cost?", exact=True)


async def paste_a_picture(desk: Desk, chat: Conversation, customer: Customer) -> None:
    """It is kept by the gateway and goes out by Enter; nobody asks where it came from for it."""
    await chat.composer.evaluate(PASTE, b64encode(PNG).decode())
    picture = chat.composer.get_by_role("img", name=desk.say("Picture"), exact=True)
    await expect(picture).to_have_attribute("src", KEPT)
    await chat.composer.press("Enter")
    sent = chat.log.get_by_role("img", name=desk.say("Picture"), exact=True)
    await expect(sent).to_have_attribute("src", KEPT)
    await expect(sent).to_have_js_property("naturalWidth", SIDE)
    address = await sent.get_attribute("src")
    await customer.until(
        lambda: any(f'src="{address}"' in each["html"] for each in customer.messages.values())
    )


async def paste_a_picture_that_comes_late(desk: Desk, chat: Conversation) -> None:
    """Nothing is sent without it; when its editor has closed it finds its place all the same."""
    page, come = desk.page, asyncio.Event()

    async def hold(route: Route) -> None:
        await come.wait()
        await route.continue_()

    await page.route("**/api/v1/images", hold)
    await chat.composer.press_sequentially("Look: ")
    await chat.composer.evaluate(PASTE, b64encode(PNG).decode())
    await chat.composer.press("Enter")
    await expect(page.get_by_text("A picture is still on its way.")).to_be_visible()
    await stay_when_asked(page)
    await page.keyboard.press("Alt+c")
    await expect(chat.composer).to_be_hidden()
    async with page.expect_response("**/api/v1/images"):
        come.set()
    await page.get_by_text("Zoé").first.click()
    picture = chat.composer.get_by_role("img", name="Picture", exact=True)
    await expect(picture).to_have_attribute("src", KEPT)
    await expect(chat.composer).to_have_text("Look: ")
    await chat.composer.fill("")
    await page.unroute_all()


async def test_entries_and_pictures_are_put_into_a_chat(own_gateway: GatewayProcess, stage: Stage):
    r"""FAQ-006, FAQ-007, FAQ-009, FAQ-010, FAQ-014, FAQ-015, FAQ-018, FAQ-020, CHT-015.

    FAQ-012, FAQ-019: the last one was written in a window of its own, with a picture from a file.
    """
    (own_gateway.folder / "knowledge.toml").write_text(ENTRIES)
    done = own_gateway.run("load", str(own_gateway.folder / "knowledge.toml"))
    assert done.returncode == 0, done.stdout + done.stderr
    await write_an_entry(stage)
    french = await stage.desk(stage.room.ben, "Ben", "fr")
    customer = Customer(own_gateway.url, stage.room.site, "fr")
    chat = await asked(french, customer)
    await write_by_keyboard(french, chat)
    await paste_a_picture(french, chat, customer)
    await french.button("Stop new").click()
    await customer.leave()

    desk = await stage.desk()
    customer = Customer(own_gateway.url, stage.room.site)
    chat = await asked(desk, customer)
    suggested = chat.region.get_by_role("region", name="Entries that may answer the customer")
    await expect(suggested.get_by_role("button", name="When are you open?")).to_be_visible()
    await write_by_keyboard(desk, chat)
    await paste_a_picture(desk, chat, customer)
    await paste_a_picture_that_comes_late(desk, chat)

    await desk.page.keyboard.press("Alt+l")
    aside = desk.page.get_by_role("complementary")
    await aside.get_by_role("searchbox").fill("deliverry")
    found = aside.get_by_role("button", name="What does delivery cost?")
    await expect(found).to_be_visible()
    await expect(aside.get_by_role("button", name="When are you open?")).to_be_hidden()
    await found.click()
    await expect(aside.get_by_role("button", name="Insert as text")).to_have_attribute(
        "aria-disabled", "true"
    )
    await aside.get_by_role("button", name="Insert as link").click()
    await expect(link_in(chat)).to_have_attribute("href", PAGE)

    await chat.composer.fill("")
    await chat.composer.press_sequentially(r"\lamp")
    menu = chat.region.get_by_role("listbox", name="Shortcuts")
    await expect(menu.get_by_role("option", name="What does the lamp look like?")).to_be_visible()
    await chat.composer.press("Tab")
    await expect(chat.composer.get_by_role("img", name="A green lamp")).to_be_visible()
    await chat.composer.press("Enter")
    await expect(chat.log.get_by_role("img", name="A green lamp")).to_be_visible()
    await customer.until(
        lambda: any('alt="A green lamp"' in each["html"] for each in customer.messages.values())
    )
    await customer.leave()
