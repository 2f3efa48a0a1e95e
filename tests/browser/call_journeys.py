"""The journeys of docs/reference/states.toml that an agent makes through calls that wait."""

from playwright.async_api import Locator, expect

from tests.browser.desk import Desk
from tests.browser.scene import Scene


async def calls(scene: Scene) -> None:
    """A voicemail is heard; a caller is called back, not reached, put off."""
    desk = await scene.caller()
    await desk.be_ready()
    await scene.call("Zoé Roux" if scene.french else "Zoe Roux", callback=False)
    await expect(desk.offer).to_contain_text("0:04")
    await scene.at_desk("calls-offer", desk)
    voicemail = await _accepted(desk)
    await expect(voicemail).to_contain_text("my lamp has not arrived")
    await scene.at_desk("calls-voicemail", desk)
    await voicemail.get_by_role("button", name=desk.say("End"), exact=True).click()
    await scene.at_desk("calls-voicemail-ended", desk)
    await voicemail.get_by_role("button", name=desk.say("Finish")).click()
    await scene.call("Léo Blanc" if scene.french else "Leo White", callback=True)
    owed = await _accepted(desk)
    await expect(owed).to_contain_text("my lamp has not arrived")
    await expect(owed.locator(".caller-history li")).to_have_count(1)
    await scene.at_desk("calls-callback", desk)
    await owed.get_by_role("button", name=desk.say("Not reached")).click()
    await expect(owed.get_by_role("gridcell", selected=True)).to_be_visible()
    await scene.at_desk("calls-reschedule", desk)
    await owed.get_by_role("button", name=desk.say("Call again then")).click()
    await expect(owed.get_by_role("button", name=desk.say("Finish"))).to_be_visible()
    await scene.at_desk("calls-put-off", desk)


async def _accepted(desk: Desk) -> Locator:
    """Take the call that rings; gives its pane."""
    await desk.offer.get_by_role("button", name=desk.say("Accept")).click()
    pane = desk.page.locator(".conversation:has(.call)")
    await expect(pane.locator(".player-play")).to_be_enabled()
    return pane
