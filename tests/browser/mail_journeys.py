"""The journeys of docs/reference/states.toml that an agent makes through letters."""

import re
from typing import Any, Final

from playwright.async_api import Route, expect

from tests.browser.desk import Desk, Letter
from tests.browser.files import INVOICE
from tests.browser.letters import letter
from tests.browser.scene import Scene

SUBJECT: Final = "Your invoice 2026-118 looks wrong"
A_CASE: Final = re.compile(r"/api/v1/cases/[^/?]+$")


async def letters(scene: Scene) -> None:
    """A letter rings, is read and answered; its case is found again."""
    desk = await scene.clerk()
    page = desk.page
    await page.keyboard.press("Alt+C")
    await desk.button("Assigned to me").click()
    await expect(page.locator(".case-empty")).to_be_visible()
    await scene.at_desk("mail-no-cases", desk)
    await look_through(scene, desk)
    await desk.be_ready()
    await scene.letter(letter(SUBJECT))
    await expect(desk.offer).to_contain_text(SUBJECT)
    await scene.at_desk("mail-offer", desk)
    mail = await desk.accept_letter("Zoé Martin")
    await expect(mail.region.get_by_text("does not match what I paid")).to_be_visible()
    await scene.at_desk("mail-case", desk)
    await mail.button("View as HTML").click()
    await expect(mail.layout.get_by_role("heading", name="Invoice")).to_be_visible()
    await scene.at_desk("mail-html", desk)
    await mail.button("View as text").click()
    await answer(scene, mail)
    await scene.at_desk("mail-sent", desk)
    await page.keyboard.press("Alt+C")
    await expect(page.get_by_role("table")).to_contain_text(SUBJECT)
    await scene.at_desk("mail-cases", desk)
    await page.route(A_CASE, doubtful)
    await page.get_by_role("table").get_by_role("button", name=SUBJECT).click()
    doubt = page.locator(".delivery-state", has_text=desk.say("Possibly sent"))
    await expect(doubt.last).to_be_visible()
    await scene.at_desk("mail-doubts", desk)
    await page.unroute_all()


async def look_through(scene: Scene, desk: Desk) -> None:
    """Look at what waits without being offered it, and throw it away (EPL-005, EPL-007)."""
    page = desk.page
    prize = "Win a prize now"
    await scene.letter(letter(prize, None))
    await page.locator(".queue-waiting-open").click()
    area = page.get_by_role("region", name=desk.say("Pending emails"), exact=True)
    await area.get_by_role("button", name=desk.say("Work offline")).click()
    await page.get_by_role("dialog").get_by_role("button", name="Lunch").click()
    await expect(area.get_by_role("table")).to_contain_text(prize)
    await scene.at_desk("mail-pending", desk)
    await area.get_by_role("checkbox", name=desk.say("Choose {}", prize)).check()
    await area.get_by_role("button", name=desk.say("Discard {}", desk.say("1 mail"))).click()
    sure = area.get_by_role("alertdialog")
    await sure.get_by_role("button", name=desk.say("Discard"), exact=True).click()
    await expect(area.get_by_text(desk.say("No mail waits in this queue."))).to_be_visible()
    await desk.button("Close the list").click()


async def answer(scene: Scene, mail: Letter) -> None:
    """Write an answer with a mistake in it, put it aside, mend it, send it."""
    await mail.button("Reply to all").click()
    await mail.body.fill("Hello Zoé,\n\nthe corrected invoice is attached.\n\nMia")
    await mail.attach(INVOICE)
    await mail.field("Cc").fill("somebody,")
    await mail.body.press("Control+Enter")
    await expect(mail.region.locator(".reply-obstacle")).not_to_be_empty()
    await scene.at_desk("mail-reply-refused", mail.desk)
    await mail.button("Remove {}", "somebody").click()
    await mail.button("Close, keep as draft").click()
    await expect(mail.drafts).to_have_count(1)
    await scene.at_desk("mail-draft", mail.desk)
    await mail.drafts.click()
    await mail.body.press("Control+Enter")
    await expect(mail.states.last).to_have_text(mail.say("Accepted by the mail server"))


async def doubtful(route: Route) -> None:
    """Answer as the gateway does when a letter is odd and its answer hung in the air."""
    answer = await route.fetch()
    case: dict[str, Any] = await answer.json()
    first, *_, last = case["mails"]
    first["flags"] = ["two_senders", "damaged_attachment", "signed", "a_new_oddity"]
    first["attachments"][0]["damaged"] = True
    last["state"] = "possibly_sent"
    for each in last["recipients"]:
        each |= {"state": "possibly_sent", "detail": "connection lost after DATA"}
    case["mails"] = [last, first, last | {"id": "again"}]
    await route.fulfill(response=answer, json=case)
