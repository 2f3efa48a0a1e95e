"""What the desk shows an agent and lets them do, one requirement after the other."""

import asyncio
import re

import pytest
from playwright.async_api import Locator, Route, expect

from tests.browser.desk import Conversation, Desk
from tests.browser.stage import Stage
from tests.kit.clients import Customer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("browser"),
]

THE_EDITOR = re.compile(r"/rich-field-[^/]+\.js$")

# What leaves the page through loudspeaker and desktop, written down instead.
EARS_AND_EYES = """
    window.tones = 0;
    const create = AudioContext.prototype.createOscillator;
    AudioContext.prototype.createOscillator = function () {
        window.tones += 1;
        return create.call(this);
    };
    window.notices = [];
    window.Notification = class {
        static permission = "granted";
        static requestPermission = async () => "granted";
        constructor(title, { body }) { window.notices.push(`${title}: ${body}`); }
        close() {}
    };
    window.away = false;
    document.hasFocus = () => !window.away;
"""


async def chatting(stage: Stage) -> tuple[Desk, Conversation, Customer]:
    """Seat an agent who has taken one chat."""
    desk = await stage.desk()
    await desk.be_ready()
    customer = Customer(stage.gateway.url, stage.room.site)
    await customer.connect()
    await customer.start("Hello", name="Zoé")
    return desk, await desk.accept("Zoé"), customer


def tags(chat: Conversation) -> Locator:
    """Find the tags below a chat that has ended."""
    return chat.region.get_by_role("region", name="Wrap-up").locator(".tags")


async def test_the_desk_says_who_i_am_and_how_i_am(stage: Stage):
    """SES-014, SES-023, SES-025, STA-001, STA-003, STA-004: name, initials, status, its time."""
    desk = await stage.desk()
    me = desk.page.locator(".me")
    await expect(me.get_by_role("heading", name="Hello, Ann")).to_be_visible()
    await expect(me.locator(".avatar")).to_have_text("A")
    await expect(desk.status).to_contain_text("On break")
    await expect(desk.status.locator("time")).to_have_text(re.compile(r"^\d+ ?s$"))

    on_break = await desk.status.evaluate("(part) => getComputedStyle(part).color")
    await desk.be_ready()
    await expect(desk.status).to_contain_text("Available")
    await expect(desk.status).not_to_have_css("color", on_break)

    await desk.status.click()
    choices = desk.page.get_by_role("menuitemradio")
    await expect(choices).to_have_text(["Available", "Work offline", "Take a break"])


async def test_an_offer_can_be_looked_at_before_it_is_accepted(stage: Stage):
    """OFR-005, OFR-008, OFR-011: who, what they wrote and answered, and how long it rings."""
    desk = await stage.desk()
    await desk.be_ready()
    customer = Customer(stage.gateway.url, stage.room.site)
    await customer.connect()
    await customer.start("Where is my parcel?", name="Zoé", fields={"order": 4711})

    for shown in ("Zoé", "Where is my parcel?", "Order number", "4711", stage.room.queue):
        await expect(desk.offer).to_contain_text(shown)
    await expect(desk.offer.get_by_role("button", name="Accept")).to_be_enabled()
    await expect(desk.offer.get_by_role("button", name="Reject")).to_be_enabled()
    await customer.leave()


async def test_an_offer_and_a_message_are_heard_and_notified(stage: Stage):
    """OFR-020, CHT-035: a sound for each, and a notification while the desk is in the back."""
    window = await stage.window()
    await window.add_init_script(EARS_AND_EYES)
    desk = await Desk(window, stage.gateway.url).visit()
    await desk.log_in(stage.room.ann, "Ann")
    await desk.button("Settings").click()
    await window.get_by_role("checkbox", name=re.compile("^Notify me in the browser")).check()
    await window.keyboard.press("Escape")
    await desk.be_ready()
    await window.evaluate("window.away = true")

    customer = Customer(stage.gateway.url, stage.room.site)
    await customer.connect()
    await customer.start("Hello", name="Zoé")
    await expect(desk.offer).to_be_visible()
    await window.wait_for_function("() => window.tones === 2 && window.notices.length === 1")
    assert "Zoé" in await window.evaluate("window.notices[0]")

    await desk.accept("Zoé")
    await customer.say("Are you there?")
    await window.wait_for_function("() => window.tones === 3 && window.notices.length === 2")
    assert "Are you there?" in await window.evaluate("window.notices[1]")
    await customer.leave()


async def test_a_message_leaves_by_enter_and_by_the_button(stage: Stage):
    """CHT-045: Enter sends, Shift+Enter writes on; so it is before the editor has come."""
    desk, chat, customer = await chatting(stage)
    stage.troubles.expect("net::ERR_FAILED")
    await desk.page.route(THE_EDITOR, lambda route: route.abort())
    await desk.page.reload()
    await chat.send("plain")
    await chat.sees("plain")
    await desk.page.unroute_all()

    asked_for = asyncio.Event()

    async def later(route: Route) -> None:
        await asked_for.wait()
        await route.continue_()

    await desk.page.route(THE_EDITOR, later)
    await desk.page.reload()
    await chat.composer.press_sequentially("one")
    await chat.composer.press("Shift+Enter")
    asked_for.set()
    await expect(chat.region.get_by_role("toolbar", name="Text tools")).to_be_visible()
    await expect(chat.composer).to_be_focused()
    await desk.page.keyboard.type("two")
    await expect(chat.composer).to_have_text("one two", use_inner_text=True)
    await desk.page.keyboard.press("Enter")
    await expect(chat.composer).to_have_text("")
    await chat.write("three")
    await chat.button("Send").click()
    await chat.sees("three")
    await customer.leave()


async def test_all_tools_stay_within_reach_of_a_busy_agent(stage: Stage):
    """STA-012: palette, settings and queues open beside the chat that goes on."""
    desk, chat, customer = await chatting(stage)
    await expect(desk.status).to_contain_text("Busy")
    dialog = desk.page.get_by_role("dialog")
    await desk.page.keyboard.press("Control+k")
    await expect(dialog).to_be_visible()
    await desk.page.keyboard.press("Escape")
    await desk.button("Settings").click()
    await expect(dialog).to_be_visible()
    await desk.page.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()
    box = desk.page.get_by_role("checkbox", name=f"Serve {stage.room.queue}")
    await expect(box).to_be_enabled()
    await expect(chat.composer).to_be_visible()
    await customer.leave()


async def test_codes_are_chosen_from_lists(stage: Stage):
    """DSP-005, DSP-006, DSP-011, DSP-023, DSP-026, DSP-027: marked, found by typing, seen."""
    _, chat, customer = await chatting(stage)
    await chat.end()
    bar = chat.region.get_by_role("region", name="Wrap-up")
    await expect(bar.locator("time")).to_have_text(re.compile(r"^0?[01]:\d\d$"))
    mandatory = bar.get_by_role("group", name=re.compile("^outcome"))
    await expect(mandatory.locator(".codes-star")).to_have_text("*")
    await expect(bar.get_by_text("Choose “outcome” to finish")).to_be_visible()
    await expect(chat.button("Finish")).to_have_attribute("aria-disabled", "true")

    await bar.get_by_role("button", name="Solved", exact=True).click()
    await expect(bar.get_by_role("button", name="Solved", pressed=True)).to_be_visible()
    await expect(bar.get_by_text("Choose “outcome” to finish")).to_be_hidden()
    await expect(chat.button("Finish")).to_have_attribute("aria-disabled", "false")

    search = bar.get_by_role("group", name=re.compile("^topic")).get_by_role("combobox")
    await search.press_sequentially("warr")
    await expect(bar.get_by_role("listbox").get_by_role("option")).to_have_text(["Warranty"])
    await search.press("Enter")
    await expect(bar.get_by_text("Warranty")).to_be_visible()
    await chat.button("Finish").click()
    await expect(chat.region).to_be_hidden()
    await customer.leave()


async def test_a_chat_is_transferred_with_a_line_to_the_customer(stage: Stage):
    """CHT-037, CHT-040, ETR-008, QUE-023: every queue can be found; the customer is told first."""
    desk, chat, customer = await chatting(stage)
    await chat.button("Transfer").click()
    dialog = desk.page.get_by_role("dialog")
    targets = dialog.get_by_role("radio")
    await expect(dialog.get_by_role("radio", name="night")).to_be_visible()
    await dialog.get_by_role("searchbox").fill("nigh")
    await expect(targets).to_have_count(1)
    await targets.check()
    line = dialog.get_by_role("textbox", name="Tell the customer first")
    await expect(line).to_have_value(re.compile("night"))
    await line.fill("My colleagues of the night will help you.")
    await dialog.locator('button[type="submit"]').click()
    await dialog.get_by_role("checkbox", name=re.compile("without asking me$")).check()
    await dialog.get_by_role("button", name="Transfer anyway").click()

    await expect(dialog).to_be_hidden()
    await desk.button("Settings").click()
    silenced = dialog.get_by_role("checkbox", name=re.compile("without asking me$"))
    await expect(silenced).to_be_checked()
    await desk.page.keyboard.press("Escape")
    await expect(chat.region.get_by_role("region", name="Wrap-up")).to_be_visible()
    await customer.until(
        lambda: customer.texts()[1:] == ["My colleagues of the night will help you."]
    )
    await customer.leave()


async def test_tags_and_notes_are_kept(stage: Stage):
    """DSP-015, DSP-016, DSP-017, DSP-018, DSP-019, DSP-020, DSP-021, DSP-024, WRP-014."""
    desk, chat, customer = await chatting(stage)
    await chat.end()
    chips = tags(chat).locator(".chip")
    search = tags(chat).get_by_role("combobox", name="Add a tag")
    await search.press_sequentially("refu")
    await expect(tags(chat).get_by_role("option")).to_have_text(["refund"])
    await tags(chat).get_by_role("option", name="refund").click()
    await expect(chips).to_have_text(["refund"])
    await search.press_sequentially("deli")
    await search.press("Enter")
    await expect(chips).to_have_text(["refund", "delivery"])
    await tags(chat).get_by_role("button", name="Remove tag refund").click()
    await expect(chips).to_have_text(["delivery"])

    notes = chat.region.get_by_role("region", name="Wrap-up").get_by_label("Notes")
    await notes.fill("Send a voucher.")
    await expect(chat.region.get_by_text("Saved", exact=True)).to_be_visible()

    await desk.page.reload()
    await expect(chips).to_have_text(["delivery"])
    await expect(notes).to_have_value("Send a voucher.")
    await customer.leave()
