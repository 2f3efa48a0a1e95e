"""The journeys of docs/reference/states.toml that a customer makes."""

import asyncio

from playwright.async_api import expect

from tests.browser.company import CLOSED
from tests.browser.files import FILM, INVOICE, PICTURE
from tests.browser.refusals import REFUSED, Refusals
from tests.browser.scene import ORDER, Scene, frame_of
from tests.browser.shop import Shop
from tests.kit.clients import Agent

LONG = "I have looked everywhere, also behind the door and at the neighbours'. "
FORMATTED = (
    "<p>It left us on <b>Monday</b>. You can:</p><ul><li>wait until <i>Friday</i>,</li>"
    '<li>or read <a href="https://example.org/delivery">how we deliver</a>.</li></ul>'
)


VOLTAGE = {
    "en": ("Which voltage do I need?", "110 to 240 V"),
    "fr": ("Quelle tension faut-il ?", "110 à 240 V"),
}
"""What the answer bot is asked, and what it answers."""

FORBID = """() => {
    navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException("", "NotAllowedError"));
}"""


async def begun(scene: Scene, site: str | None = None) -> Shop:
    """Let a customer begin a conversation."""
    shop = await scene.shop(site)
    widget = await shop.open_chat()
    await widget.begin("Zoé", ORDER)
    return shop


async def first_conversation(scene: Scene) -> None:
    """A customer writes, is answered, sends files, ends, rates and takes a copy along."""
    agent = await scene.agent()
    shop = await scene.shop()
    await ask(scene, shop)
    chat = (await agent.accept())["id"]
    await be_answered(scene, shop, agent, chat)
    await send_files(scene, shop)
    await be_told_at_length(scene, shop, agent, chat)
    await look_away(scene, shop, agent, chat)
    await end(scene, shop)


async def ask(scene: Scene, shop: Shop) -> None:
    """From the page to the waiting line."""
    await expect(shop.launcher).to_be_visible()
    await scene.looks.at("widget-launcher", shop.page)
    widget = await shop.open_chat()
    answers = widget.inside.get_by_role("link", name=shop.say("Questions and answers"))
    await expect(answers).to_have_attribute("href", f"/faq/?lang={scene.language}")
    await scene.at_widget("widget-home", shop)
    await widget.button("Options").click()
    await scene.at_widget("widget-options", shop)
    await widget.button("Options").click()
    await widget.fill_in("", ORDER)
    await scene.at_widget("widget-form", shop)
    await widget.inside.get_by_label("Order number").fill("no idea")
    await widget.button("Start the conversation").click()
    await expect(widget.inside.get_by_text(widget.say("Please fill this in."))).to_be_visible()
    await scene.at_widget("widget-form-errors", shop)
    await widget.field("Your name").fill("Zoé")
    await widget.inside.get_by_label("Order number").fill("4711")
    await widget.button("Start the conversation").click()
    await widget.sees(ORDER)
    await scene.at_widget("widget-waiting", shop)


async def be_answered(scene: Scene, shop: Shop, agent: Agent, chat: str) -> None:
    """The first words of the other side."""
    widget = shop.widget
    await agent.say(chat, "Good morning, Zoé. Let me look where it is.")
    await widget.sees("Good morning, Zoé. Let me look where it is.")
    await scene.at_widget("widget-active", shop)
    typing = asyncio.create_task(keep_typing(agent, chat))
    await expect(widget.inside.get_by_text(widget.say("{} is typing", "Ann"))).to_be_visible()
    await scene.at_widget("widget-typing", shop)
    typing.cancel()


async def send_files(scene: Scene, shop: Shop) -> None:
    """A picture, a letter with a long name, and a film that is too large."""
    widget = shop.widget
    chooser = widget.inside.locator('input[type="file"]')
    await chooser.set_input_files([PICTURE, INVOICE])
    await expect(widget.inside.locator(".drafts li:not(.busy)")).to_have_count(2)
    await scene.at_widget("widget-files-chosen", shop)
    await chooser.set_input_files([FILM])
    await expect(widget.inside.get_by_role("alert")).to_be_visible()
    await scene.at_widget("widget-file-refused", shop)
    await widget.send("This is how it came")
    picture = widget.log.locator(".thumbnail")
    await expect(picture).to_be_visible()
    await scene.at_widget("widget-files", shop)
    await picture.click()
    await expect(widget.inside.get_by_role("dialog")).to_be_visible()
    await scene.at_widget("widget-picture", shop)
    await shop.page.keyboard.press("Escape")


async def be_told_at_length(scene: Scene, shop: Shop, agent: Agent, chat: str) -> None:
    """A formatted answer, and a question that grows too long."""
    widget = shop.widget
    await agent.ask("chat.send", chat_id=chat, client_id="formatted", html=FORMATTED)
    await expect(widget.log.get_by_role("listitem").get_by_text("Friday")).to_be_visible()
    await scene.at_widget("widget-formatted", shop)
    await widget.write(LONG * 60)
    await scene.at_widget("widget-counter", shop)
    await widget.write(LONG * 80)
    await scene.at_widget("widget-too-long", shop)
    await widget.write("")


async def look_away(scene: Scene, shop: Shop, agent: Agent, chat: str) -> None:
    """What is said while the panel is closed, and while one reads further up."""
    widget = shop.widget
    await shop.close_chat()
    await agent.say(chat, "It comes tomorrow.")
    await agent.say(chat, "Between eight and noon.")
    await expect(shop.launcher).to_have_text("2")
    await scene.looks.at("widget-unread", shop.page)
    await shop.open_chat()
    await expect(widget.log.get_by_text("Between eight and noon.")).to_be_in_viewport()
    await widget.log.evaluate("(log) => log.scrollTo({ top: 0 })")
    await agent.say(chat, "Is there anything else?")
    await expect(widget.inside.locator(".to-end")).to_be_visible()
    await scene.at_widget("widget-new-below", shop)
    await widget.inside.locator(".to-end").click()


async def end(scene: Scene, shop: Shop) -> None:
    """From the options to the first screen."""
    widget = shop.widget
    await widget.button("Options").click()
    await scene.at_widget("widget-options-chat", shop)
    await widget.button("End the conversation").click()
    await scene.at_widget("widget-end-asked", shop)
    await widget.button("End it").click()
    await expect(widget.inside.locator(".rating")).to_be_visible()
    await scene.at_widget("widget-ended", shop)
    await widget.inside.locator(".star").nth(3).click()
    await scene.at_widget("widget-rating", shop)
    await widget.button("Send the rating").click()
    await expect(widget.inside.locator(".rated")).to_be_visible()
    await scene.at_widget("widget-rated", shop)
    await widget.button("Receive a copy by email").click()
    await widget.inside.get_by_role("dialog").get_by_role("textbox").fill("zoe@example.org")
    await scene.at_widget("widget-copy", shop)
    await shop.page.keyboard.press("Escape")
    await widget.button("Back").click()
    await expect(widget.inside.get_by_text(widget.say("Write to us"))).to_be_visible()
    await scene.at_widget("widget-home-again", shop)


async def keep_typing(agent: Agent, chat: str) -> None:
    """Type for as long as somebody looks."""
    while True:
        await agent.ask("chat.typing", chat_id=chat, typing=True)
        await asyncio.sleep(1)


async def nobody_there(scene: Scene) -> None:
    """Nobody serves the queue: one may wait all the same, or leave a message."""
    shop = await scene.shop()
    widget = await shop.open_chat()
    await scene.at_widget("widget-home-unstaffed", shop)
    await widget.begin("Zoé", ORDER)
    await expect(widget.button("Leave a message instead")).to_be_visible()
    await scene.at_widget("widget-waiting-form", shop)
    await widget.button("Leave a message instead").click()
    await expect(widget.button("Send the message")).to_be_visible()
    await scene.at_widget("widget-leave", shop)
    await widget.field("Your name").fill("Zoé")
    await widget.field("Email address").fill("zoe")
    await widget.button("Send the message").click()
    await scene.at_widget("widget-leave-errors", shop)
    await widget.field("Email address").fill("zoe@example.org")
    await widget.inside.locator('[name="text"]').fill(ORDER)
    await widget.button("Send the message").click()
    await expect(widget.inside.get_by_text(widget.say("Message received"))).to_be_visible()
    await scene.at_widget("widget-left", shop)


async def closed_hours(scene: Scene) -> None:
    """The queue is closed: when it opens, and a message form."""
    shop = await scene.shop(CLOSED)
    widget = await shop.open_chat()
    await expect(
        widget.inside.get_by_text(widget.say("Leave a message"), exact=True)
    ).to_be_visible()
    await scene.at_widget("widget-home-closed", shop)


async def voice_message(scene: Scene) -> None:
    """Nobody is there: a visitor speaks, listens to it, and asks to be called."""
    shop = await scene.shop(CLOSED)
    widget = await shop.open_chat()
    await widget.inside.get_by_text(widget.say("Leave a voice message")).click()
    frame = frame_of(shop.page)
    await widget.button("Record").wait_for()
    await frame.evaluate(FORBID)
    await widget.button("Record").click()
    await expect(widget.inside.get_by_role("alert")).to_be_visible()
    await scene.at_widget("widget-voice-refused", shop)
    await frame.evaluate("() => delete navigator.mediaDevices.getUserMedia")
    await widget.button("Record").click()
    await expect(widget.inside.get_by_role("timer")).to_be_visible()
    await scene.at_widget("widget-voice-recording", shop)
    await widget.button("Stop").click()
    await widget.button("Record again").wait_for()
    await widget.field("Telephone number").fill("12")
    await widget.button("Send").click()
    await expect(widget.inside.locator(".field .error")).to_be_visible()
    await scene.at_widget("widget-voice-recorded", shop)
    await widget.field("Telephone number").fill("+33 1 23 45 67 89")
    await widget.button("Send").click()
    await widget.inside.get_by_text(widget.say("We call you back")).wait_for()
    await scene.at_widget("widget-voice-sent", shop)


async def answer_bot(scene: Scene) -> None:
    """The bot answers, asks for the order, hands over; the agent sees what it tried."""
    question, answer = VOLTAGE[scene.language]
    desk = await scene.successor()
    await desk.be_ready()
    shop = await scene.shop(f"bot-{scene.language}")
    widget = await shop.open_chat()
    await widget.begin("Zoé", question)
    await expect(widget.log.get_by_text(answer)).to_be_visible()
    await expect(widget.button("That did not help")).to_be_visible()
    await expect(desk.offer).to_have_count(0)
    await scene.at_widget("widget-bot", shop)
    await widget.button("That did not help").click()
    await expect(widget.log.get_by_text("Order number")).to_be_visible()
    await widget.send("4711")
    chat = await desk.accept("Zoé")
    tried = chat.log.get_by_role("group")
    await expect(tried.get_by_text(widget.say("Its answer did not help."))).to_be_visible()
    await expect(
        tried.get_by_text(widget.say("1 answer · 1 question for the case"))
    ).to_be_visible()
    await expect(tried.get_by_text(answer)).to_be_hidden()
    await expect(desk.page.get_by_role("definition").filter(has_text="4711")).to_be_visible()
    await scene.at_desk("desk-bot", desk)
    await tried.locator("summary").press("Enter")
    await expect(tried.get_by_text(answer)).to_be_visible()


async def customer_offline(scene: Scene) -> None:
    """The customer's network goes away in the middle of a chat."""
    scene.stage.troubles.expect_no_network()
    shop = await begun(scene)
    await shop.widget.sees(ORDER)
    await shop.page.context.set_offline(offline=True)
    await shop.widget.send("Are you still there?")
    await expect(shop.widget.banner).to_be_visible()
    await scene.at_widget("widget-offline", shop)
    await shop.page.context.set_offline(offline=False)


async def customer_refused(scene: Scene) -> None:
    """The gateway takes neither a message, nor a page, nor an old widget."""
    refusals = Refusals(REFUSED[scene.language])
    shop = await scene.shop()
    await shop.page.route_web_socket("**/ws/widget/**", refusals.stand_between)
    await shop.page.reload()
    widget = await shop.open_chat()
    await widget.begin("Zoé", ORDER)
    await widget.sees(ORDER)
    refusals.code = "forbidden"
    await widget.send("And one more thing")
    await expect(widget.inside.get_by_role("alert")).to_be_visible()
    await scene.at_widget("widget-not-sent", shop)
    for code, state in (("forbidden", "widget-refused"), ("upgrade_required", "widget-outdated")):
        refusals.code = code
        await shop.page.reload()
        await expect(widget.banner).to_be_visible()
        await scene.at_widget(state, shop)


async def frames_forbidden(scene: Scene) -> None:
    """The company's page forbids frames: the chat opens in a window of its own."""
    scene.stage.troubles.expect("Content Security Policy|net::ERR_BLOCKED_BY_CSP|postMessage")
    gateway = scene.stage.gateway.url
    address = scene.stage.host.page_with_widget(
        gateway,
        scene.stage.room.site,
        language=scene.language,
        name="no-frames",
        headers={
            "Content-Security-Policy": f"default-src 'self'; script-src {gateway}; img-src data:"
        },
    )
    page = await scene.stage.window(language=scene.language, reduced_motion="reduce")
    shop = await Shop(page, address, scene.language).visit()
    await shop.launcher.click()
    link = page.locator("a[target]")
    await expect(link).to_be_visible()
    await scene.looks.at("widget-window-link", page)
    async with page.expect_popup() as opening:
        await link.click()
    popup = await opening.value
    await expect(popup.get_by_text(shop.say("Write to us"))).to_be_visible()
    await scene.looks.at("widget-window", popup)
