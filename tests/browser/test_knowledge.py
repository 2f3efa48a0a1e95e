"""What the knowledge base says, found and put into a chat by an agent."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.entries import ENTRIES
from tests.browser.stage import Stage
from tests.kit.clients import Customer
from tests.kit.gateway import GatewayProcess

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("browser"),
]

PAGE = re.compile(r"^http\S+/faq/what-does-delivery-cost$")


async def test_entries_are_found_put_into_a_chat_and_read(
    own_gateway: GatewayProcess, stage: Stage
):
    r"""FAQ-006, FAQ-007, FAQ-009, FAQ-010, FAQ-014, FAQ-015, CHT-015: by `\`, `<`, searching."""
    (own_gateway.folder / "knowledge.toml").write_text(ENTRIES)
    done = own_gateway.run("load", str(own_gateway.folder / "knowledge.toml"))
    assert done.returncode == 0, done.stdout + done.stderr
    desk = await stage.desk()
    await desk.be_ready()
    customer = Customer(own_gateway.url, stage.room.site)
    await customer.connect()
    await customer.start("What are your opening hours?", name="Zoé")
    chat = await desk.accept("Zoé")

    suggested = chat.region.get_by_role("region", name="Entries that may answer the customer")
    await expect(suggested.get_by_role("button", name="When are you open?")).to_be_visible()

    await chat.composer.press_sequentially(r"Good morning! \ho")
    menu = chat.region.get_by_role("listbox", name="Shortcuts")
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
    link = chat.composer.get_by_role("link", name="What does delivery cost?", exact=True)
    await expect(link).to_have_attribute("href", PAGE)
    told = "“What does delivery cost?” went in as a link"
    await expect(desk.page.get_by_text(told)).to_be_visible()
    await expect(chat.composer).to_have_text("What does delivery cost?")

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
    await chat.composer.fill("")
    await aside.get_by_role("button", name="Insert as link").click()
    await expect(link).to_have_attribute("href", PAGE)
    await customer.leave()
