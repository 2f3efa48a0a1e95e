"""Recordings at the desk: heard, kept by a copy, answered by a call."""

import email
import email.policy
import re
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import expect

from tests.browser.company import password_hash
from tests.browser.stage import Stage
from tests.kit.gateway import GatewayProcess
from tests.kit.recordings import recording, tone

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
"""
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
queues = [{{ name = "voice", callback = true }}]
"""


@pytest.fixture
def own_gateway(tmp_path: Path, company: Path) -> Iterator[GatewayProcess]:
    """A gateway that takes recordings, with one agent who hears them."""
    gateway = GatewayProcess(tmp_path, config=CONFIG)
    (tmp_path / "parley.db").write_bytes(company.read_bytes())
    (tmp_path / "voice.toml").write_text(COMPANY.format(hash=password_hash()))
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
    """VML-002, VML-007, VML-009, VML-012, VML-013, CBK-003, CBK-005: by mouse and by keyboard."""
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
    await owed.get_by_role("button", name="Not reached").click()
    chosen = owed.get_by_role("gridcell", selected=True).get_by_role("button")
    await chosen.focus()
    await chosen.press("PageDown")
    await expect(chosen).to_be_focused()
    await owed.get_by_role("button", name="Call again then").click()
    await expect(desk.page.get_by_text("To be called again:")).to_be_visible()
    await owed.get_by_role("button", name="Finish").click()
    await expect(owed).to_be_hidden()
