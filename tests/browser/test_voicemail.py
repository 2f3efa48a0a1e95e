"""Recordings: made in the widget, at the desk heard, kept by a copy, answered by a call."""

import email
import email.policy
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import expect

from tests.browser.company import ADDRESSES, ANYTHING, MAILBOXES, Room, password_hash
from tests.browser.desk import Desk
from tests.browser.letters import letter, send_letter
from tests.browser.stage import Stage
from tests.kit.clients import Agent, Customer
from tests.kit.gateway import PASSWORD, GatewayProcess
from tests.kit.recordings import recording, tone
from tests.kit.warm import WarmGateway

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("browser"),
]

KEY = "a-key-that-both-of-them-have-known-for-long"
CONFIG = f"""
[[pbx]]
name = "switchboard"
key = "{KEY}"
{MAILBOXES}"""
COMPANY = """
[[queues]]
name = "voice"
media = ["voicemail", "callback"]
accept_timeout_seconds = 60
wrap_up_seconds = 60

[[agents]]
username = "vera"
password_hash = "{hash}"
name = "Vera Sand"
display_name = "Vera"
email = "vera@lamps.example"
queues = [{{ name = "voice", callback = true }}, "letters en", "anything"]

[[sites]]
key = "{site}"
voice_queue = "voice"
"""
DECODED = """async () => {
    const played = performance.getEntriesByType("resource").map(({ name }) => name)
        .filter((name) => name.includes("/audio?")).at(-1);
    const bytes = await (await fetch(played)).arrayBuffer();
    const sound = await new OfflineAudioContext(1, 1, 16000).decodeAudioData(bytes);
    const loudest = sound.getChannelData(0).reduce((most, one) => Math.max(most, one), 0);
    return [sound.duration, sound.numberOfChannels, loudest];
}"""
"""Decodes what the desk has played last: seconds, channels, how loud."""


@pytest.fixture
def own_gateway(tmp_path: Path, company: Path, room: Room) -> Iterator[GatewayProcess]:
    """A gateway that takes recordings, with one agent who hears them, and serves all else."""
    gateway = WarmGateway(tmp_path, config=CONFIG, takes_mail=True)
    (tmp_path / "parley.db").write_bytes(company.read_bytes())
    (tmp_path / "voice.toml").write_text(COMPANY.format(hash=password_hash(), site=room.site))
    done = gateway.run("load", str(tmp_path / "voice.toml"))
    assert done.returncode == 0, done.stdout + done.stderr
    gateway.start()
    yield gateway
    gateway.stop()


async def hand_in(gateway: GatewayProcess, name: str, *, seconds: int, callback: bool) -> None:
    """Leave a message as a telephone system does."""
    form = aiohttp.FormData()
    sound = recording(sound=tone(seconds=seconds))
    form.add_field("audio", sound, filename=f"{name}.wav", content_type="audio/wav")
    form.add_field("queue", "voice")
    form.add_field("caller", "+33123456789")
    form.add_field("caller_name", name)
    form.add_field("callback", str(callback).lower())
    headers = {"Authorization": f"Bearer {KEY}"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{gateway.url}/api/v1/voicemails", data=form, headers=headers) as answer,
    ):
        assert answer.status == 201, await answer.text()


async def test_a_voicemail_is_heard_and_kept_and_a_caller_called_again(
    own_gateway: GatewayProcess, stage: Stage
):
    """VML-002, VML-007, VML-009, VML-012, VML-013, CBK-003, CBK-005: by mouse and by keyboard.

    VML-001, CBK-001, CBK-006: a visitor finds nobody, speaks, and is called, twice.
    SES-021: in the same window letters and chats are answered, and all routine work is done.
    """
    desk = await stage.desk("vera", "Vera")
    await desk.be_ready()
    await hand_in(own_gateway, "Zoé Roux", seconds=3, callback=False)
    await expect(desk.offer).to_contain_text("0:03")
    await desk.offer.get_by_role("button", name="Accept").click()
    voicemail = desk.page.get_by_role("region", name="Voicemail from Zoé Roux", exact=True)
    await expect(voicemail.get_by_role("button", name="Pause")).to_be_visible()

    place = voicemail.get_by_role("slider", name="Position in the recording")
    await expect(place).to_be_focused()
    await expect(place).to_have_attribute("aria-valuemax", "3")
    await place.press("Space")
    await place.press("End")
    await expect(place).to_have_attribute("aria-valuetext", "0:03 of 0:03")
    await place.press("ArrowLeft")
    await expect(place).to_have_attribute("aria-valuetext", "0:00 of 0:03")
    await place.press("Space")
    await expect(place).to_have_attribute("aria-valuenow", re.compile("[12]"))

    await place.press("1")
    await expect(voicemail).to_contain_text("A copy was sent to vera@lamps.example.")
    (copy,) = (own_gateway.folder / "outgoing").glob("*.eml")
    mail = email.message_from_bytes(copy.read_bytes(), policy=email.policy.default)
    assert [part.get_content_type() for part in mail.iter_attachments()] == ["audio/wav"]

    await voicemail.get_by_role("button", name="End", exact=True).click()
    await expect(voicemail.get_by_role("button", name="Play", exact=True)).to_be_visible()
    await voicemail.get_by_role("button", name="Finish").click()
    await expect(voicemail).to_be_hidden()

    await hand_in(own_gateway, "Léo Blanc", seconds=2, callback=True)
    await desk.offer.get_by_role("button", name="Accept").click()
    owed = desk.page.get_by_role("region", name="Callback to Léo Blanc", exact=True)
    call = owed.get_by_role("link", name="Call")
    await expect(call).to_have_attribute("href", "tel:+33123456789")
    await expect(owed.get_by_role("button", name="End", exact=True)).to_have_count(0)
    await desk.page.keyboard.press("Alt+E")
    await expect(owed.get_by_role("button", name="Reached", exact=True)).to_be_focused()
    await owed.get_by_role("button", name="Not reached").click()
    chosen = owed.get_by_role("gridcell", selected=True).get_by_role("button")
    await chosen.focus()
    await chosen.press("PageDown")
    await expect(chosen).to_be_focused()
    await owed.get_by_role("button", name="Call again then").click()
    await expect(desk.page.get_by_text("To be called again:")).to_be_visible()
    await owed.get_by_role("button", name="Finish").click()
    await expect(owed).to_be_hidden()

    await leave_voice_message(stage, "+33 1 23 45 67 89")
    await desk.offer.get_by_role("button", name="Accept").click()
    called = desk.page.get_by_role("region", name="Callback to Zoé", exact=True)
    await expect(called.get_by_role("button", name="Pause")).to_be_visible()
    seconds, channels, loudest = await desk.page.evaluate(DECODED)
    assert 1.5 < seconds < 60
    assert channels == 1
    assert loudest > 0.05
    await called.get_by_role("slider", name="Position in the recording").press("1")
    await expect(called).to_contain_text("A copy was sent to vera@lamps.example.")
    copies = (own_gateway.folder / "outgoing").glob("*.eml")
    assert sum("message.wav" in each.read_text() for each in copies) == 1
    await be_put_off(own_gateway)
    await called.get_by_role("button", name="Finish").click()
    await expect(desk.offer).to_contain_text("+33123456789")
    await desk.offer.get_by_role("button", name="Accept").click()
    await expect(called).to_contain_text("Tried 1 time, not reached")
    await expect(called).to_contain_text("Kept until the caller has been reached.")
    await called.get_by_role("button", name="Reached", exact=True).click()
    await expect(called).to_contain_text("Deleted for good once you have ended and wrapped up.")
    await called.get_by_role("button", name="Finish").click()
    await serve_everybody(stage, desk)


async def serve_everybody(stage: Stage, desk: Desk) -> None:
    """Take a letter and a chat where the calls were taken; the routine work is a press away."""
    await send_letter(stage.gateway.smtp_port, letter("My lamp", None), ADDRESSES["en"])
    mail = await desk.accept_letter("Zoé Martin")
    await expect(mail.button("Reply")).to_be_visible()
    await mail.button("End").click()
    await mail.region.get_by_role("button", name="Solved", exact=True).click()
    await mail.button("Finish").click()
    customer = Customer(stage.gateway.url, ANYTHING)
    await customer.connect()
    await customer.start("Hello", name="Ines")
    chat = await desk.accept("Ines")
    for place in ("Cases", "Tasks", "Customers"):
        await desk.page.locator(".rail-place").filter(has_text=place).click()
        await expect(desk.page.get_by_role("region", name=place, exact=True)).to_be_visible()
    await desk.row("Ines").click()
    await expect(chat.composer).to_be_visible()
    await desk.page.keyboard.press("Alt+l")
    aside = desk.page.get_by_role("complementary")
    await expect(aside.get_by_role("searchbox")).to_be_visible()
    assert len(desk.page.context.pages) == 1
    await customer.leave()


async def leave_voice_message(stage: Stage, number: str) -> None:
    """Record a message in the widget, with the keyboard alone, and send it with a number."""
    shop = await stage.shop()
    widget = await shop.open_chat()
    await widget.button("Leave a voice message We can call you back").press("Enter")
    record = widget.button("Record")
    await record.press("Enter")
    time = widget.inside.get_by_role("timer")
    await expect(time).to_have_text(re.compile("0:0[2-9] of 3:00"))
    await shop.page.keyboard.press("Enter")
    message = widget.inside.get_by_label("Your message")
    await expect(message).to_have_js_property("error", None)
    await expect(widget.inside.get_by_role("status")).to_contain_text("Recorded: 0:0")
    await expect(widget.button("Record again")).to_be_focused()
    await widget.button("Delete the recording").press("Enter")
    await expect(record).to_be_focused()
    await record.press("Enter")
    await expect(time).to_have_text(re.compile("0:0[2-9] of 3:00"))
    await shop.page.keyboard.press("Enter")
    await widget.field("Telephone number").fill(number)
    await widget.field("Your name").fill("Zoé")
    await widget.field("Your name").press("Enter")
    await expect(widget.inside.get_by_role("status")).to_contain_text(f"We call {number}")


async def be_put_off(gateway: GatewayProcess) -> None:
    """Have the caller called again in two seconds; the desk's calendar counts in minutes."""
    agent = Agent(gateway.url, "vera", PASSWORD)
    await agent.connect()
    (call,) = agent.heard["snapshot"][-1]["interactions"]
    soon = datetime.now(UTC) + timedelta(seconds=2)
    await agent.ask("callback.reschedule", interaction_id=call["id"], at=soon.isoformat())
    await agent.leave()
