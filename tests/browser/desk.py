"""An agent in front of the desk."""

import re
from pathlib import Path

from playwright.async_api import FilePayload, FrameLocator, Locator, Page, expect

from tests.browser.words import Speech
from tests.kit.gateway import PASSWORD

SENT = """(log) => Array.from(
    log.querySelectorAll(".message:not(.outgoing)"),
    (message) => Array.from(message.children)
        .filter((part) => !part.matches(".unseen, .message-mark"))
        .map((part) => part.innerText).join(" ").trim(),
)"""


class Conversation:
    """One chat on the desk."""

    def __init__(self, page: Page, speech: Speech, who: str) -> None:
        self.who = who
        self.say = speech
        self.region = page.get_by_role("region", name=speech("Chat with {}", who), exact=True)

    @property
    def composer(self) -> Locator:
        """The place to write."""
        name = self.say("Message to {}", self.who)
        return self.region.get_by_role("textbox", name=name, exact=True)

    @property
    def log(self) -> Locator:
        """What was said."""
        return self.region.get_by_role("log")

    def button(self, english: str) -> Locator:
        """Find a button of this conversation by its whole name."""
        return self.region.get_by_role("button", name=self.say(english), exact=True)

    async def write(self, text: str) -> None:
        """Type something without sending it."""
        await self.composer.fill(text)

    async def send(self, text: str) -> None:
        """Say something."""
        await self.composer.fill(text)
        await self.composer.press("Enter")

    async def attach(self, *files: Path) -> None:
        """Put files beside the message that is being written."""
        await self.region.locator('input[type="file"]').set_input_files(files)
        for file in files:
            tray = self.region.locator(".attachment-tray")
            await expect(tray.get_by_text(file.name, exact=True)).to_be_visible()

    async def sees(self, text: str) -> None:
        """Wait until the log shows a text that has been stored."""
        shown = self.log.locator(".message:not(.outgoing)").get_by_text(text, exact=True)
        await expect(shown).to_be_visible()

    async def said(self) -> list[str]:
        """Give everything the log shows as sent, in its order."""
        return await self.log.evaluate(SENT)

    async def end(self) -> None:
        """End the chat, answered or not."""
        await self.button("End").click()
        sure = self.button("End chat")
        wrap_up = self.region.get_by_role("region", name=self.say("Wrap-up"))
        await expect(sure.or_(wrap_up).first).to_be_visible()
        if await sure.is_visible():
            await sure.click()
        await expect(wrap_up).to_be_visible()

    async def finish(self, code: str) -> None:
        """Choose a code and finish the wrap-up."""
        await self.region.get_by_role("button", name=code, exact=True).click()
        await expect(self.region.get_by_role("button", name=code, pressed=True)).to_be_visible()
        await self.button("Finish").click()
        await expect(self.region).to_be_hidden()


class Letter:
    """One letter that is being handled, in the case it belongs to."""

    def __init__(self, desk: "Desk", who: str) -> None:
        self.desk = desk
        self.say = desk.say
        name = self.say("Email from {}", who)
        self.region = desk.page.get_by_role("region", name=name, exact=True)

    @property
    def body(self) -> Locator:
        """The place to write an answer."""
        return self.region.get_by_role("textbox", name=self.say("Text"), exact=True)

    @property
    def drafts(self) -> Locator:
        """The answers put aside."""
        return self.region.locator(".draft-row")

    @property
    def states(self) -> Locator:
        """How each open letter that went out stands."""
        return self.region.locator(".delivery-state")

    @property
    def layout(self) -> FrameLocator:
        """The letter as its sender laid it out."""
        return self.region.frame_locator("iframe")

    def button(self, english: str, *filled: str) -> Locator:
        """Find a button of this letter by its whole name."""
        return self.region.get_by_role("button", name=self.say(english, *filled), exact=True)

    def field(self, english: str) -> Locator:
        """Find a field of the answer."""
        return self.region.get_by_role("textbox", name=self.say(english), exact=True)

    async def attach(self, file: FilePayload) -> None:
        """Put a file beside the answer."""
        await self.region.locator('input[type="file"]').last.set_input_files(file)
        card = self.region.locator(".draft-files").get_by_text(file["name"], exact=True)
        await expect(card).to_be_visible()


class Desk:
    """The desk of one agent."""

    def __init__(self, page: Page, gateway: str, language: str = "en") -> None:
        self.page = page
        self.address = f"{gateway}/workspace/"
        self.say = Speech(language)

    def button(self, english: str) -> Locator:
        """Find a button by its whole name."""
        return self.page.get_by_role("button", name=self.say(english), exact=True)

    @property
    def offer(self) -> Locator:
        """The card that rings."""
        return self.page.locator(".offer")

    @property
    def status(self) -> Locator:
        """The button that shows the status and changes it."""
        return self.page.get_by_role("button", name=re.compile("^Statu[st]"))

    @property
    def banner(self) -> Locator:
        """What is said about the connection."""
        return self.page.locator(".banner")

    def chat_with(self, who: str) -> Conversation:
        """Find a conversation by its customer."""
        return Conversation(self.page, self.say, who)

    def row(self, who: str) -> Locator:
        """Find a chat in the list of one's work."""
        return self.page.locator(".work-row").get_by_role("button").filter(has_text=who)

    async def accept_letter(self, who: str) -> Letter:
        """Take the letter that rings."""
        await self.offer.get_by_role("button", name=re.compile(self.say("Accept"))).click()
        letter = Letter(self, who)
        await expect(letter.region).to_be_visible()
        return letter

    async def visit(self) -> "Desk":
        """Open the page."""
        await self.page.goto(self.address)
        return self

    async def type_in(self, username: str, password: str = PASSWORD) -> None:
        """Fill the log-in form in and send it."""
        await self.page.get_by_label(self.say("User name or email")).fill(username)
        await self.page.get_by_label(self.say("Password"), exact=True).fill(password)
        await self.button("Log in").click()

    async def log_in(self, username: str, name: str) -> None:
        """Log in and wait for the greeting by one's display name."""
        await self.type_in(username)
        greeting = self.page.get_by_role("heading", name=self.say("Hello, {}", name))
        await expect(greeting).to_be_visible()

    async def be_ready(self) -> None:
        """Be available."""
        await self.button("Ready to work").first.click()
        await expect(self.button("Ready to work")).to_have_count(0)

    async def accept(self, who: str) -> Conversation:
        """Take the offer that rings for a customer."""
        await self.offer.filter(has_text=who).get_by_role("button", name=self.say("Accept")).click()
        conversation = self.chat_with(who)
        await expect(conversation.composer).to_be_visible()
        return conversation
