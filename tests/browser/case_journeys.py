"""The journeys of docs/reference/states.toml that an agent makes through what the company keeps."""

from typing import Final

from playwright.async_api import Locator, Page, expect

from tests.browser.desk import Desk
from tests.browser.letters import letter
from tests.browser.scene import Scene

PHONE: Final = (320,)
DESK: Final = (1280,)
SUBJECT: Final = "Your lamp is ready"
CALLED: Final = "From: pbx@shop.example\nSubject: A message\n\nFrom: 030 901820"
LURE: Final = "Win a lamp today"
SUPERVISORS: Final = {"en": ("sue", "Sue", "Sue Lang"), "fr": ("sacha", "Sacha", "Sacha Petit")}


async def cases_kept(scene: Scene) -> None:
    """A case is opened by writing first, told of, merged, deleted; a customer is erased."""
    desk = await scene.clerk()
    page = desk.page
    await page.keyboard.press("Alt+C")
    await desk.button("New mail").first.click()
    await field(page, desk.say("To")).fill("nora@customer.example")
    await field(page, desk.say("Subject")).fill(SUBJECT)
    await scene.looks.at("case-new-mail", page, widths=PHONE)
    await in_dialog(desk, "Begin to write")
    await expect(page.locator(".case-tab")).to_have_count(2)
    await desk.button("Close, keep as draft").click()
    await promise(scene, desk)
    await tell(scene, desk)
    await desk.button("Merge…").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await scene.looks.at("case-merge", page, widths=PHONE)
    await page.keyboard.press("Escape")
    await desk.button("Delete…").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await scene.looks.at("case-delete", page, widths=PHONE)
    await in_dialog(desk, "Delete for good")
    await expect(page.locator(".case-list")).to_be_visible()
    await expect(page.locator(".case-list")).not_to_contain_text(SUBJECT)
    await junk(scene, desk)
    await customers(scene, desk)
    await desk.button("Settings").click()
    await field(page, desk.say("Email signature")).fill("Mia\nThe Lamp Shop")
    await scene.looks.at("case-signature", page, widths=PHONE)


async def promise(scene: Scene, desk: Desk) -> None:
    """Promise something in the case, and find it among one's tasks."""
    page = desk.page
    await desk.button("New task").click()
    await field(page, desk.say("Task")).fill("Call about the lamp")
    await scene.looks.at("case-new-task", page, widths=PHONE)
    await in_dialog(desk, "Save")
    await go(desk, "Tasks")
    await expect(page.get_by_role("table")).to_contain_text("Call about the lamp")
    await scene.at_desk("case-tasks", desk)
    await go(desk, "Cases")


async def tell(scene: Scene, desk: Desk) -> None:
    """Tell a supervisor of the case, who sees it beside the mailboxes."""
    page = desk.page
    username, name, whole = SUPERVISORS[scene.language]
    above = await scene.desk()
    await above.log_in(username, name)
    await desk.button("Edit").click()
    await in_dialog(desk, "Save and notify…")
    colleague = page.get_by_role("dialog").get_by_role("combobox")
    await colleague.select_option(label=whole)
    await scene.looks.at("case-notify", page, widths=PHONE)
    await in_dialog(desk, "Notify")
    notice = above.page.locator(".notice")
    await expect(notice.first).to_contain_text(SUBJECT)
    await scene.looks.at("case-notices", above.page, widths=DESK)
    await above.page.locator(".mailbox").first.scroll_into_view_if_needed()
    await scene.looks.at("case-mailboxes", above.page, widths=DESK)
    await above.button("Try a voicemail rule").click()
    await field(above.page, above.say("Mail from the telephone system")).fill(CALLED)
    await in_dialog(above, "Try")
    await expect(above.page.locator(".rule-verdict")).to_be_visible()
    await scene.looks.at("case-voicemail-rule", above.page, widths=DESK)
    await above.page.keyboard.press("Escape")
    await notice.first.locator(".notice-open").click()
    await expect(above.page.locator(".case-subject")).to_contain_text(SUBJECT)
    await expect(notice).to_have_count(0)
    await above.page.close()


async def junk(scene: Scene, desk: Desk) -> None:
    """Put junk away with its sender, and look at who is blocked."""
    page = desk.page
    message = letter(LURE, None)
    del message["From"]
    message["From"] = f"Deals <deals-{scene.language}@junk.example>"
    await scene.letter(message)
    await desk.button("Look again").click()
    await page.get_by_role("table").get_by_role("button", name=LURE).click()
    await desk.button("Spam…").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await scene.looks.at("case-spam", page, widths=PHONE)
    await in_dialog(desk, "Mark as spam")
    await expect(page.locator(".spam-mark")).to_be_visible()
    await page.locator(".case-tab").first.get_by_role("button").click()
    await desk.button("Spam").click()
    await desk.button("Blocked senders").click()
    await expect(page.locator(".blocked-senders li").first).to_be_visible()
    await scene.looks.at("case-blocked-senders", page, widths=PHONE)
    await page.keyboard.press("Escape")


async def customers(scene: Scene, desk: Desk) -> None:
    """Look through the customers, and at one of them, who asks to be forgotten."""
    page = desk.page
    await go(desk, "Customers")
    await expect(page.get_by_role("table")).to_contain_text("nora@customer.example")
    await scene.at_desk("case-customers", desk)
    await page.get_by_role("table").get_by_role("button", name="nora@customer.example").click()
    await expect(desk.button("Edit")).to_be_visible()
    await scene.at_desk("case-customer", desk)
    await desk.button("Erase…").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await scene.looks.at("case-customer-erase", page, widths=PHONE)
    await in_dialog(desk, "Erase for good")
    await expect(page.get_by_role("table")).to_be_visible()
    await expect(page.get_by_role("table")).not_to_contain_text("nora@customer.example")


async def go(desk: Desk, english: str) -> None:
    """Go to one of the places of the rail."""
    await desk.page.locator(".rail-place").filter(has_text=desk.say(english)).click()


def field(page: Page, name: str) -> Locator:
    """Find a field of the dialog that is open."""
    return page.get_by_role("dialog").get_by_role("textbox", name=name, exact=True)


async def in_dialog(desk: Desk, english: str) -> None:
    """Press a button of the dialog that is open."""
    button = desk.page.get_by_role("dialog").get_by_role(
        "button", name=desk.say(english), exact=True
    )
    await button.click()
