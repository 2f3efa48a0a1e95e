"""The story told by keyboard alone, on both sides; focus is never lost and never stolen."""

import pytest
from playwright.async_api import Frame, Locator, Page, expect

from tests.browser.desk import Desk
from tests.browser.scene import frame_of
from tests.browser.shop import Shop
from tests.browser.stage import Stage
from tests.kit.clients import Customer
from tests.kit.gateway import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("browser"),
]

MOST_TABS = 40
HAS_FOCUS = "(part) => part.getRootNode().activeElement === part && document.hasFocus()"
NOWHERE = "() => [null, document.body, document.documentElement].includes(document.activeElement)"


async def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press Tab until a part of the page has the focus."""
    for _ in range(MOST_TABS):
        if await target.count() == 1 and await target.evaluate(HAS_FOCUS):
            return
        await page.keyboard.press(key)
    pytest.fail(f"{key} does not reach {target}")


async def focus_is_somewhere(page: Page | Frame) -> None:
    """Hold that the next key has somewhere to go."""
    await page.wait_for_function(f"() => !({NOWHERE})()")


async def logged_in_by_keyboard(stage: Stage) -> Desk:
    """Log in without touching the mouse."""
    desk = await Desk(await stage.window(), stage.gateway.url).visit()
    keyboard = desk.page.keyboard
    await expect(desk.page.get_by_label("User name or email")).to_be_focused()
    await keyboard.type(stage.room.ann)
    await keyboard.press("Tab")
    await keyboard.type(PASSWORD)
    await keyboard.press("Enter")
    await expect(desk.page.get_by_role("heading", name="Hello, Ann")).to_be_visible()
    return desk


async def test_a_whole_chat_without_a_mouse(stage: Stage):
    """CARD-003: log in, be ready, accept, answer, end, choose a code, finish; and the customer."""
    desk = await logged_in_by_keyboard(stage)
    await tab_to(desk.page, desk.button("Ready to work").first)
    await desk.page.keyboard.press("Enter")
    await expect(desk.status).to_contain_text("Available")
    await focus_is_somewhere(desk.page)

    shop = await stage.shop()
    widget = shop.widget
    await begin_by_keyboard(shop)
    await expect(desk.offer).to_be_visible()
    await desk.page.keyboard.press("Alt+a")
    chat = desk.chat_with("Zoé")
    await expect(chat.composer).to_be_focused()
    await desk.page.keyboard.type("Let me look.")
    await desk.page.keyboard.press("Enter")
    await widget.sees("Let me look.")
    await shop.page.keyboard.type("Thank you.")
    await shop.page.keyboard.press("Enter")
    await chat.sees("Thank you.")
    await end_by_keyboard(shop)

    await expect(chat.button("Finish")).to_be_visible()
    await focus_is_somewhere(desk.page)
    await tab_to(desk.page, chat.region.get_by_role("button", name="Solved"))
    await desk.page.keyboard.press("Space")
    await expect(chat.button("Finish")).to_have_attribute("aria-disabled", "false")
    await desk.page.keyboard.press("Alt+e")
    await expect(chat.region).to_be_hidden()
    await focus_is_somewhere(desk.page)


async def begin_by_keyboard(shop: Shop) -> None:
    """Go from the page to a waiting chat."""
    page, widget = shop.page, shop.widget
    await expect(shop.launcher).to_be_visible()
    await tab_to(page, shop.launcher)
    await page.keyboard.press("Enter")
    await expect(widget.inside.get_by_role("heading", name="The Lamp Shop")).to_be_focused()
    await tab_to(page, widget.inside.get_by_role("button", name="Write to us"))
    await page.keyboard.press("Enter")
    await expect(widget.field("Your name")).to_be_focused()
    await page.keyboard.type("Zoé")
    await tab_to(page, widget.inside.locator('[name="message"]'))
    await page.keyboard.type("Where is my parcel?")
    await tab_to(page, widget.button("Start the conversation"))
    await page.keyboard.press("Enter")
    await expect(widget.composer).to_be_focused()


async def end_by_keyboard(shop: Shop) -> None:
    """End the chat and rate it."""
    page, widget = shop.page, shop.widget
    frame = frame_of(page)
    await tab_to(page, widget.button("Options"), "Shift+Tab")
    await page.keyboard.press("Enter")
    await tab_to(page, widget.button("End the conversation"))
    await page.keyboard.press("Enter")
    await tab_to(page, widget.button("End it"))
    await page.keyboard.press("Enter")
    await expect(widget.inside.get_by_text("You ended this conversation.")).to_be_visible()
    await focus_is_somewhere(frame)
    await tab_to(page, widget.inside.get_by_role("radio").first)
    await page.keyboard.press("ArrowRight")
    await tab_to(page, widget.button("Send the rating"))
    await page.keyboard.press("Enter")
    await expect(widget.inside.get_by_text("Thank you for your rating.")).to_be_visible()
    await focus_is_somewhere(frame)


async def test_an_offer_steals_no_focus_and_chats_are_switched_by_number(stage: Stage):
    """OFR-006: what is being typed goes where it was going; Alt+A and Alt+1 do the rest."""
    desk = await logged_in_by_keyboard(stage)
    page = desk.page
    await page.keyboard.press("Alt+g")
    await expect(desk.status).to_contain_text("Available")
    customers = [Customer(stage.gateway.url, stage.room.site) for _ in range(2)]
    for customer in customers:
        await customer.connect()
    await customers[0].start("Hello", name="Zoé")
    await expect(desk.offer).to_be_visible()
    await page.keyboard.press("Alt+a")
    first, second = desk.chat_with("Zoé"), desk.chat_with("Ines")
    await expect(first.composer).to_be_focused()

    await page.keyboard.type("Good mor")
    await customers[1].start("Hello", name="Ines")
    await expect(desk.offer).to_contain_text("Ines")
    await expect(first.composer).to_be_focused()
    await page.keyboard.type("ning")
    await expect(first.composer).to_have_text("Good morning")

    await page.keyboard.press("Alt+a")
    await expect(second.composer).to_be_focused()
    await page.keyboard.press("Alt+1")
    await expect(first.composer).to_be_focused()
    await expect(first.composer).to_have_text("Good morning")
    await page.keyboard.press("Alt+2")
    await expect(second.composer).to_be_focused()
    for customer in customers:
        await customer.leave()


@pytest.mark.parametrize(
    ("opening", "name"),
    [("?", "Keyboard shortcuts"), ("Control+k", "Find anything")],
)
async def test_what_opens_by_a_key_closes_by_escape_and_gives_the_focus_back(
    stage: Stage, opening: str, name: str
):
    """CARD-003: `?` and Ctrl+K from anywhere, Esc back to where one was."""
    desk = await logged_in_by_keyboard(stage)
    settings = desk.button("Settings")
    await tab_to(desk.page, settings)

    await desk.page.keyboard.press(opening)
    dialog = desk.page.get_by_role("dialog", name=name)
    await expect(dialog).to_be_visible()
    assert await dialog.evaluate("(part) => part.contains(document.activeElement)")

    await desk.page.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()
    await expect(settings).to_be_focused()


async def test_the_palette_finds_and_does(stage: Stage):
    """CARD-003: a command by a part of its name, an entry by a word that it is about."""
    desk = await logged_in_by_keyboard(stage)
    await desk.page.keyboard.press("Control+k")
    await desk.page.keyboard.type("ready")
    await desk.page.keyboard.press("Enter")

    await expect(desk.status).to_contain_text("Available")
    await expect(desk.page.get_by_role("link", name="Knowledge base")).to_be_visible()

    await desk.page.keyboard.press("Control+k")
    await desk.page.keyboard.type("voltage")
    question = "Which voltage do I need abroad?"
    await expect(desk.page.get_by_role("option", name=question)).to_be_visible()
    await desk.page.keyboard.press("Enter")
    await expect(desk.page.get_by_role("article", name=question)).to_be_focused()


async def test_the_menus_answer_to_arrows_and_escape(stage: Stage):
    """STA-002: the status menu by keyboard."""
    desk = await logged_in_by_keyboard(stage)
    await tab_to(desk.page, desk.status)
    await desk.page.keyboard.press("ArrowDown")
    await expect(desk.page.get_by_role("menuitemradio", name="Take a break")).to_be_focused()
    await desk.page.keyboard.press("Escape")
    await expect(desk.status).to_be_focused()
    await desk.page.keyboard.press("Enter")
    await expect(desk.page.get_by_role("menuitemradio", name="Take a break")).to_be_focused()
    await desk.page.keyboard.press("Home")
    await desk.page.keyboard.press("Enter")

    await expect(desk.status).to_contain_text("Available")
    await focus_is_somewhere(desk.page)


async def test_escape_closes_the_panel_and_the_launcher_has_the_focus(stage: Stage):
    """CHT-032: closing ends nothing, and the keyboard is back on the page."""
    shop = await stage.shop()
    widget = await shop.open_chat()
    await widget.begin("Zoé", "Hello")
    await widget.sees("Hello")
    await expect(widget.composer).to_be_focused()

    await shop.page.keyboard.press("Escape")

    await expect(shop.frame).to_be_hidden()
    await expect(shop.launcher).to_be_focused()
    await shop.page.keyboard.press("Enter")
    await widget.sees("Hello")
