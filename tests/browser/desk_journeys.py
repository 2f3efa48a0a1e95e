"""The journeys of docs/reference/states.toml that an agent makes."""

import asyncio
from typing import Final

from playwright.async_api import Route, ViewportSize, expect

from tests.browser.desk import Conversation, Desk
from tests.browser.files import INVOICE, PICTURE
from tests.browser.refusals import REFUSED, Refusals
from tests.browser.scene import ORDER, Scene
from tests.kit.clients import Customer

NARROW: Final[ViewportSize] = {"width": 320, "height": 640}
NAMES: Final = (
    "Zoé",
    "Émile Fontaine",
    "Ines",
    "Maximilian von Habsburg-Lothringen",
    "Ada",
    "Noor",
)


async def with_a_chat(scene: Scene) -> tuple[Desk, Conversation, Customer]:
    """Seat an agent who has taken one chat."""
    desk = await scene.logged_in()
    await desk.be_ready()
    customer = await scene.customer("Zoé")
    return desk, await desk.accept("Zoé"), customer


async def logging_in(scene: Scene) -> None:
    """An agent comes to work."""
    desk = await scene.desk()
    page = desk.page
    await expect(desk.button("Log in")).to_be_visible()
    await scene.at_desk("desk-log-in", desk)
    await desk.button("Log in").click()
    await expect(page.get_by_role("alert")).not_to_be_empty()
    await scene.at_desk("desk-log-in-empty", desk)
    scene.stage.troubles.expect("status of (401|429)|net::ERR_FAILED")
    await desk.type_in(scene.me, "not my password")
    await expect(page.get_by_role("alert")).to_contain_text(desk.say("Password").lower())
    await scene.at_desk("desk-log-in-refused", desk)

    async def throttle(route: Route) -> None:
        """Answer as the gateway does after many attempts."""
        await route.fulfill(status=429, headers={"Retry-After": "3600"}, json={})

    await page.route("**/api/v1/login", throttle)
    await desk.type_in(scene.me)
    await expect(desk.button("Log in")).to_have_attribute("aria-disabled", "true")
    await scene.at_desk("desk-log-in-throttled", desk)
    await page.unroute_all()
    await page.reload()
    await page.route("**/api/v1/login", lambda route: route.abort())
    await desk.type_in(scene.me)
    await expect(page.get_by_role("alert")).not_to_be_empty()
    await scene.at_desk("desk-log-in-unreachable", desk)
    await page.unroute_all()
    await desk.type_in(scene.me)
    await desk.status.click()
    await page.get_by_role("menuitem", name=desk.say("Log out")).click()
    await expect(page.locator(".login-notice")).to_be_visible()
    await scene.at_desk("desk-logged-out", desk)


async def first_chat(scene: Scene) -> None:
    """From the first look at the desk to the end of the first wrap-up."""
    desk = await scene.logged_in()
    await choose_a_status(scene, desk)
    customer = await scene.customer("Zoé")
    await expect(desk.offer).to_contain_text(ORDER)
    await scene.at_desk("desk-offer", desk)
    await desk.offer.get_by_role("button", name=desk.say("Reject")).click()
    await expect(desk.offer).to_have_count(0)
    await scene.at_desk("desk-rejected", desk)
    await desk.be_ready()
    chat = await desk.accept("Zoé")
    await talk(scene, desk, chat, customer)
    await finish(scene, desk, chat, customer)


async def choose_a_status(scene: Scene, desk: Desk) -> None:
    """From the break to being available."""
    page = desk.page
    await scene.at_desk("desk-first-day", desk)
    await desk.status.click()
    await scene.looks.at("desk-status-menu", page, widths=(1280,))
    await page.get_by_role("menuitemradio", name=desk.say("Work offline")).click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await scene.at_desk("desk-reason", desk)
    await page.get_by_role("button", name="Meeting").click()
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await scene.at_desk("desk-offline", desk)
    await desk.be_ready()
    await scene.at_desk("desk-available", desk)


async def talk(scene: Scene, desk: Desk, chat: Conversation, customer: Customer) -> None:
    """Words and files."""
    await chat.send("Good morning, Zoé. Let me look where it is.")
    await customer.say("Thank you! It is the floor lamp with the linen shade.")
    await chat.sees("Thank you! It is the floor lamp with the linen shade.")
    await scene.at_desk("desk-chat", desk)
    typing = asyncio.create_task(keep_typing(customer))
    await expect(chat.region.get_by_text(desk.say("{} is typing", "Zoé"))).to_be_visible()
    await scene.at_desk("desk-typing", desk)
    typing.cancel()
    await chat.region.locator('input[type="file"]').set_input_files([PICTURE, INVOICE])
    tray = chat.region.locator(".attachment-tray")
    await expect(tray.get_by_text(INVOICE["name"], exact=True)).to_be_visible()
    await expect(tray.get_by_text(PICTURE["name"], exact=True)).to_be_visible()
    await scene.at_desk("desk-files-chosen", desk)
    await chat.send("Here is where it is.")
    await expect(chat.log.get_by_role("img", name=PICTURE["name"])).to_be_visible()
    await scene.at_desk("desk-files", desk)
    await chat.composer.press_sequentially("* Parcel 4711")
    await chat.composer.press("Shift+Enter")
    await chat.composer.press("Control+b")
    await chat.composer.press_sequentially("on its way")
    await chat.button("Link").click()
    await chat.region.get_by_role("dialog").get_by_role("textbox").fill("nowhere")
    await chat.button("Apply").click()
    await scene.at_desk("desk-writing", desk)
    await chat.region.get_by_role("dialog").press("Escape")
    await chat.write("We are very sorry. " * 270)
    await scene.at_desk("desk-too-long", desk)
    await chat.write("")


async def finish(scene: Scene, desk: Desk, chat: Conversation, customer: Customer) -> None:
    """End with a question open, and wrap up."""
    await customer.say("When does it come?")
    await chat.sees("When does it come?")
    await chat.button("End").click()
    await expect(desk.page.get_by_role("alertdialog")).to_be_visible()
    await scene.at_desk("desk-end-asked", desk)
    await chat.button("End chat").click()
    await expect(chat.button("Finish")).to_be_visible()
    await scene.at_desk("desk-wrap-up-missing", desk)
    await chat.region.get_by_role("button", name="Solved").click()
    await chat.region.locator(".tags").get_by_role("combobox").fill("refund")
    await chat.region.locator(".tags").get_by_role("combobox").press("Enter")
    await expect(chat.region.locator(".tags .chip")).to_be_visible()
    await chat.region.locator(".notes textarea").fill("Send a voucher with the next parcel.")
    await scene.at_desk("desk-wrap-up-ready", desk)
    await chat.button("Save as case").click()
    await expect(desk.page.get_by_role("dialog")).to_be_visible()
    await scene.at_desk("desk-log-customer", desk)


async def keep_typing(customer: Customer) -> None:
    """Type for as long as somebody looks."""
    while True:
        await customer.ask("chat.typing", chat_id=customer.chat["id"], typing=True)
        await asyncio.sleep(1)


async def six_chats(scene: Scene) -> None:
    """As many chats as one agent may hold."""
    desk = await scene.logged_in()
    await desk.be_ready()
    customers = []
    for name in NAMES:
        customers.append(await scene.customer(name))
        await desk.accept(name)
    for customer in customers[:3]:
        await customer.say("Hello? Are you still there?")
        await customer.say("I can wait, but not for ever.")
    await expect(desk.row(NAMES[2])).to_contain_text("2")
    await scene.at_desk("desk-six-chats", desk)
    await desk.button("Side by side").click()
    await expect(desk.page.get_by_role("region").locator(".composer")).not_to_have_count(1)
    await scene.at_desk("desk-side-by-side", desk)
    await desk.button("Stop new").click()
    await expect(desk.button("Resume")).to_be_visible()
    await scene.at_desk("desk-stop-new", desk)


async def tools(scene: Scene) -> None:
    """What floats above the desk."""
    desk, chat, _ = await with_a_chat(scene)
    await open_dialogs(scene, desk)
    await act_on_the_chat(scene, desk, chat)
    await open_drawers(scene, desk)


async def open_dialogs(scene: Scene, desk: Desk) -> None:
    """Palette, shortcuts, settings."""
    page = desk.page
    dialog = page.get_by_role("dialog")
    await page.keyboard.press("Control+k")
    await scene.at_desk("desk-palette", desk)
    await dialog.get_by_role("combobox").fill("zzz")
    await expect(dialog.get_by_role("status")).to_have_text(desk.say("Nothing found"))
    await scene.at_desk("desk-palette-nothing", desk)
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name=desk.say("Keyboard shortcuts")).click()
    await scene.at_desk("desk-shortcuts", desk)
    await page.keyboard.press("Escape")
    await desk.button("Settings").click()
    await scene.at_desk("desk-settings", desk)
    scene.stage.troubles.expect("status of 403")
    await page.get_by_label(desk.say("Present password")).fill("not my password")
    await page.get_by_label(desk.say("New password")).fill("a new one of some length")
    await dialog.get_by_role("button", name=desk.say("Change password")).click()
    await expect(dialog.get_by_role("alert")).not_to_be_empty()
    await scene.at_desk("desk-password-refused", desk)
    await page.keyboard.press("Escape")


async def act_on_the_chat(scene: Scene, desk: Desk, chat: Conversation) -> None:
    """Transfer, block, ask why."""
    page = desk.page
    dialog = page.get_by_role("dialog")
    await chat.button("Transfer").click()
    await expect(dialog.get_by_role("radio").first).to_be_visible()
    await scene.at_desk("desk-transfer", desk)
    await dialog.get_by_role("searchbox").fill("night")
    await dialog.get_by_role("radio", name="night").check()
    await dialog.locator('button[type="submit"]').click()
    await expect(dialog.get_by_role("alert")).to_be_visible()
    await scene.at_desk("desk-transfer-unattended", desk)
    await page.keyboard.press("Escape")
    await desk.button("Block visitor").click()
    await scene.at_desk("desk-block", desk)
    await page.keyboard.press("Escape")
    await page.get_by_text(desk.say("Why me"), exact=True).click()
    await expect(page.locator(".candidates li").first).to_be_visible()
    await scene.at_desk("desk-why-me", desk)
    await page.get_by_role("checkbox", name=desk.say("Serve {}", scene.stage.room.queue)).uncheck()
    await scene.at_desk("desk-queues-changed", desk)


async def open_drawers(scene: Scene, desk: Desk) -> None:
    """What stands beside the chat in a wide window."""
    page = desk.page
    await page.set_viewport_size(NARROW)
    await page.get_by_role("button", name=desk.say("Open the list of chats and queues")).click()
    await scene.looks.at("desk-rail-drawer", page, widths=(320,))
    await page.set_viewport_size(NARROW)
    await desk.status.click()
    await scene.looks.at("desk-status-menu-drawer", page, widths=(320,))
    await page.set_viewport_size(NARROW)
    await page.reload()
    await page.get_by_role("button", name=desk.say("Open customer and notes")).first.click()
    await scene.looks.at("desk-context-drawer", page, widths=(320,))
    await page.set_viewport_size(NARROW)
    await page.reload()
    await scene.customer("Émile Fontaine")
    await expect(desk.offer).to_be_visible()
    await scene.looks.at("desk-offer-narrow", page, widths=(320,))


async def agent_offline(scene: Scene) -> None:
    """The agent's connection, session or desk is out of order."""
    scene.stage.troubles.expect_no_network()
    refusals = Refusals(REFUSED[scene.language])
    desk = await scene.desk()
    page = desk.page
    await page.route_web_socket("**/ws/agent/**", refusals.stand_between)
    await page.reload()
    await desk.log_in(scene.me, "Ben" if scene.french else "Ann")
    await desk.be_ready()
    await scene.customer("Zoé")
    chat = await desk.accept("Zoé")
    await page.context.set_offline(offline=True)
    await chat.send("Let me look.")
    await expect(desk.banner).to_be_visible()
    await scene.at_desk("desk-connection-lost", desk)
    await page.context.set_offline(offline=False)
    await expect(desk.banner).to_be_hidden()
    await chat.sees("Let me look.")
    refusals.code = "forbidden"
    await chat.send("And one more thing")
    await expect(chat.region.get_by_role("alert")).to_be_visible()
    await scene.at_desk("desk-not-sent", desk)
    refusals.code = "upgrade_required"
    await page.context.set_offline(offline=True)
    await page.context.set_offline(offline=False)
    await expect(page.locator(".banner[role=alert]")).to_be_visible()
    await scene.at_desk("desk-out-of-date", desk)
    refusals.code = ""
    await page.reload()
    await expect(desk.status).to_be_visible()
    ended = await asyncio.to_thread(
        scene.stage.gateway.run, "agent", "sessions", scene.me, "--revoke"
    )
    assert ended.returncode == 0, ended.stderr
    await expect(desk.button("Log in")).to_be_visible()
    await scene.at_desk("desk-session-ended", desk)


async def supervising(scene: Scene) -> None:
    """What a supervisor sees besides."""
    username, name = ("sacha", "Sacha") if scene.french else ("sue", "Sue")
    desk = await scene.desk()
    await desk.log_in(username, name)
    await expect(desk.page.get_by_text("Ann Weber").first).to_be_visible()
    await scene.at_desk("desk-team", desk)
