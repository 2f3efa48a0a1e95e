"""What the knowledge base says, found and put into a chat by an agent."""

import re
from base64 import b64encode

import pytest
from playwright.async_api import Locator, expect

from tests.browser.desk import Conversation, Desk
from tests.browser.entries import ENTRIES
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


async def test_entries_and_pictures_are_put_into_a_chat(own_gateway: GatewayProcess, stage: Stage):
    r"""FAQ-006, FAQ-007, FAQ-009, FAQ-010, FAQ-014, FAQ-015, FAQ-018, FAQ-020, CHT-015."""
    (own_gateway.folder / "knowledge.toml").write_text(ENTRIES)
    done = own_gateway.run("load", str(own_gateway.folder / "knowledge.toml"))
    assert done.returncode == 0, done.stdout + done.stderr
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
    await customer.leave()
