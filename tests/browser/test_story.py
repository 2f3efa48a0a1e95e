"""The whole story in two windows: a customer on a company's page, an agent at the desk."""

import asyncio
from pathlib import Path
from typing import Protocol

import pytest
from playwright.async_api import expect

from tests.browser.desk import Conversation, Desk
from tests.browser.pictures import PNG
from tests.browser.shop import Shop, Widget
from tests.browser.stage import Stage
from tests.kit.gateway import GatewayProcess

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("browser"),
]


WORDS = 30
CUTS = 2


class Writer(Protocol):
    """Either side of a chat."""

    async def send(self, text: str) -> None:
        """Say something."""

    async def said(self) -> list[str]:
        """Give everything that is shown as sent."""


async def talking(stage: Stage) -> tuple[Shop, Desk, Conversation]:
    """Bring a customer and an agent together."""
    desk = await stage.desk()
    await desk.be_ready()
    shop = await stage.shop()
    widget = await shop.open_chat()
    await widget.begin("Zoé", "Hello")
    chat = await desk.accept("Zoé")
    await expect(widget.inside.get_by_role("heading", name="Ann")).to_be_visible()
    return shop, desk, chat


async def both_show(widget: Widget, chat: Conversation, *expected: str) -> None:
    """Wait until both sides show the same messages as sent, and hold them to what was said."""
    wanted = ["Hello", *expected]
    for text in expected:
        await widget.sees(text)
        await chat.sees(text)
    assert await widget.said() == await chat.said() == wanted


async def test_a_chat_from_the_first_word_to_the_next_conversation(stage: Stage, tmp_path: Path):
    """CHT-001, OFR-002, WRP-002, DSP-003: wait, offer, talk, end, wrap up, rate, start again."""
    desk = await stage.desk()
    await desk.be_ready()
    shop = await stage.shop()
    widget = await shop.open_chat()

    await widget.begin("Zoé", "Where is my parcel?", email="zoe@example.org")
    await expect(desk.offer).to_contain_text("Where is my parcel?")
    chat = await desk.accept("Zoé")
    await expect(widget.inside.get_by_role("heading", name="Ann")).to_be_visible()

    await chat.composer.press_sequentially("Let me")
    await expect(widget.inside.get_by_text("Ann is typing")).to_be_visible()
    await chat.send("Let me look.")
    await widget.sees("Let me look.")
    await expect(chat.region.get_by_text("Read", exact=True)).to_be_visible()

    await widget.composer.press_sequentially("Thank")
    await expect(desk.page.get_by_text("Zoé is typing")).to_be_visible()
    await widget.send("Thank you.")
    await chat.sees("Thank you.")
    await expect(widget.inside.get_by_text("Read", exact=True)).to_be_visible()

    picture, letter = tmp_path / "lamp.png", tmp_path / "letter.txt"
    picture.write_bytes(PNG)
    letter.write_text("Dear shop")
    await widget.attach(picture)
    await widget.send("The lamp")
    await expect(chat.region.get_by_role("img", name="lamp.png")).to_be_visible()
    await chat.attach(letter)
    await chat.send("The answer")
    await expect(widget.inside.get_by_role("link", name="letter.txt")).to_be_visible()

    await chat.end()
    await expect(widget.inside.get_by_text("Ann ended the conversation.")).to_be_visible()
    await expect(chat.button("Finish")).to_have_attribute("aria-disabled", "true")
    await expect(chat.region.get_by_text("Choose “outcome” to finish")).to_be_visible()
    await save_the_log(desk, chat)
    await chat.finish("Solved")
    await expect(desk.status).to_contain_text("Available")

    await widget.rate(5, "Quick and kind")
    await widget.button("Start a new conversation").click()
    await widget.field("Your name").fill("Zoé")
    await widget.button("Start the conversation").click()
    await expect(desk.offer).to_contain_text("Zoé")


async def save_the_log(desk: Desk, chat: Conversation) -> None:
    """CHT-025, CHT-026: kept over a reload, saved as a case of whoever is written down for it."""
    page = desk.page
    log = chat.region.get_by_role("region", name="Log of the chat")
    await log.get_by_label("What it was about").fill("A parcel")
    await log.get_by_role("button", name="Save as draft").click()
    await expect(log.get_by_text("The draft is saved.")).to_be_visible()
    await page.reload()
    await expect(log.get_by_label("What it was about")).to_have_value("A parcel")
    await log.get_by_role("button", name="Save as case").click()
    whose = page.get_by_role("dialog", name="Whose chat was it?")
    await whose.get_by_role("button", name="New customer").click()
    new = page.get_by_role("dialog", name="New customer")
    await expect(new.get_by_label("Name", exact=True)).to_have_value("Zoé")
    await new.get_by_label("Email addresses").fill("")
    await new.get_by_role("button", name="Save", exact=True).click()
    await expect(whose.get_by_role("button", name="Zoé", pressed=True)).to_be_visible()
    await whose.get_by_role("button", name="Save as case").click()
    await expect(log.get_by_text("Logged as case")).to_be_visible()


async def test_both_windows_are_reloaded_in_the_middle(stage: Stage):
    """CHT-034: the conversation, what was typed and the panel itself are there again."""
    shop, desk, chat = await talking(stage)
    widget = shop.widget
    await widget.send("first")
    await chat.send("second")
    await both_show(widget, chat, "first", "second")
    await widget.write("half a sen")
    await chat.write("half an ans")

    await shop.page.reload()
    await desk.page.reload()

    await expect(widget.composer).to_have_value("half a sen")
    await expect(chat.composer).to_have_text("half an ans")
    await widget.send("half a sentence")
    await chat.send("half an answer")
    await both_show(widget, chat, "first", "second", *await last_two(chat))
    assert sorted(await last_two(chat)) == ["half a sentence", "half an answer"]


async def last_two(chat: Conversation) -> list[str]:
    """Give the last two messages in the order in which the gateway took them."""
    await expect(chat.log.locator(".message:not(.outgoing)")).to_have_count(5)
    return (await chat.said())[-2:]


@pytest.mark.parametrize("who", ["customer", "agent"])
async def test_one_side_is_offline_while_both_write(stage: Stage, who: str):
    """CHT-034: a banner says so, what is written waits, everything arrives once and in order."""
    shop, desk, chat = await talking(stage)
    widget = shop.widget
    away = shop.page.context if who == "customer" else desk.page.context
    banner = widget.banner if who == "customer" else desk.banner
    stage.troubles.expect_no_network()

    await away.set_offline(offline=True)
    await expect(banner).to_be_visible()
    for number in range(3):
        await widget.send(f"customer {number}")
        await chat.send(f"agent {number}")
    here, there = (chat, widget) if who == "customer" else (widget, chat)
    mine = "agent" if who == "customer" else "customer"
    await here.sees(f"{mine} 2")
    assert await there.said() == ["Hello"]

    await away.set_offline(offline=False)
    await expect(banner).to_be_hidden()
    theirs = "customer" if who == "customer" else "agent"
    said = [f"{side} {number}" for side in (mine, theirs) for number in range(3)]
    await both_show(widget, chat, *said)


async def say_all(writer: Writer, who: str) -> list[str]:
    """Write thirty messages, as fast as the page lets one."""
    said = [f"{who} {number}" for number in range(WORDS)]
    for text in said:
        await writer.send(text)
        await asyncio.sleep(0.1)
    return said


@pytest.mark.slow
async def test_the_power_fails_while_both_write(own_gateway: GatewayProcess, stage: Stage):
    """CHT-034: what was shown as sent is there once, in order, on both sides, after `kill -9`."""
    shop, _, chat = await talking(stage)
    widget = shop.widget
    stage.troubles.expect_no_network()
    shown: list[str] = []

    async def cut_the_power() -> None:
        for _ in range(CUTS):
            await asyncio.sleep(0.8)
            shown.extend(await widget.said())
            shown.extend(await chat.said())
            own_gateway.kill()
            await asyncio.to_thread(own_gateway.start)

    by_customer, by_agent, _ = await asyncio.gather(
        say_all(widget, "customer"), say_all(chat, "agent"), cut_the_power()
    )

    for text in (by_customer[-1], by_agent[-1]):
        await widget.sees(text)
        await chat.sees(text)
    said = await chat.said()
    assert await widget.said() == said
    assert [text for text in said if text.startswith("customer")] == by_customer
    assert [text for text in said if text.startswith("agent")] == by_agent
    assert set(shown) <= set(said)
    audit = own_gateway.run("audit", "--replay")
    assert audit.returncode == 0, audit.stdout + audit.stderr
