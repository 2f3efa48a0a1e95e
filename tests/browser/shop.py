"""A customer in front of a shop's page, with the chat in its corner."""

from pathlib import Path

from playwright.async_api import FrameLocator, Locator, Page, expect

from tests.browser.words import Speech

SENT = """() => Array.from(
    document.querySelectorAll(".log .bubble:not(.pending, .failed)"),
    (bubble) => bubble.innerText.trim(),
)"""


class Widget:
    """The panel of the chat, as a customer uses it."""

    def __init__(self, inside: FrameLocator | Page, speech: Speech) -> None:
        self.inside = inside
        self.say = speech

    def button(self, english: str) -> Locator:
        """Find a button by its whole name."""
        return self.inside.get_by_role("button", name=self.say(english), exact=True)

    def field(self, english: str) -> Locator:
        """Find a field by its label."""
        return self.inside.get_by_label(self.say(english))

    @property
    def composer(self) -> Locator:
        """The place to write."""
        return self.inside.get_by_role("textbox", name=self.say("Write a message"))

    @property
    def log(self) -> Locator:
        """The conversation."""
        return self.inside.get_by_role("log")

    @property
    def banner(self) -> Locator:
        """What is said about the connection."""
        return self.inside.locator(".banner")

    async def fill_in(self, name: str, message: str = "", email: str = "") -> None:
        """Answer the questions before a chat."""
        await self.inside.get_by_role("button", name=self.say("Write to us")).click()
        await self.field("Your name").fill(name)
        if email:
            await self.field("Email address").fill(email)
        if message:
            await self.inside.locator('[name="message"]').fill(message)

    async def begin(self, name: str, message: str = "", email: str = "") -> None:
        """Start a conversation."""
        await self.fill_in(name, message, email)
        await self.button("Start the conversation").click()
        await expect(self.composer).to_be_visible()

    async def write(self, text: str) -> None:
        """Type something without sending it."""
        await self.composer.fill(text)

    async def send(self, text: str) -> None:
        """Say something."""
        await self.composer.fill(text)
        await self.composer.press("Enter")

    async def attach(self, *files: Path) -> None:
        """Put files beside the message that is being written."""
        await self.inside.locator('input[type="file"]').set_input_files(files)
        for file in files:
            await expect(self.inside.locator(".drafts").get_by_text(file.name)).to_be_visible()
        await expect(self.inside.locator(".drafts .busy")).to_have_count(0)

    async def sees(self, text: str) -> None:
        """Wait until the log shows a text that has been stored."""
        shown = self.log.locator(".bubble:not(.pending, .failed)").get_by_text(text, exact=True)
        await expect(shown).to_be_visible()

    async def said(self) -> list[str]:
        """Give everything the log shows as sent, in its order."""
        return await self.log.evaluate(SENT)

    async def end(self) -> None:
        """End the conversation."""
        await self.button("Options").click()
        await self.button("End the conversation").click()
        await self.button("End it").click()

    async def rate(self, stars: int, comment: str) -> None:
        """Say how it was."""
        await self.inside.locator(".star").nth(stars - 1).click()
        await self.inside.get_by_label(self.say("What should we know? (optional)")).fill(comment)
        await self.button("Send the rating").click()
        await expect(
            self.inside.get_by_text(self.say("Thank you for your rating."))
        ).to_be_visible()


class Shop:
    """The page, and the chat's button on it."""

    def __init__(self, page: Page, address: str, language: str = "en") -> None:
        self.page = page
        self.address = address
        self.say = Speech(language)
        self.widget = Widget(page.frame_locator("iframe"), self.say)

    @property
    def launcher(self) -> Locator:
        """The round button, by the name that it has while the panel is closed."""
        return self.page.get_by_role("button", name=self.say("Open chat"))

    @property
    def frame(self) -> Locator:
        """The panel."""
        return self.page.locator("iframe")

    def in_a_window(self) -> Widget:
        """Give the panel where it fills the whole window."""
        return Widget(self.page, self.say)

    async def visit(self) -> "Shop":
        """Open the page."""
        await self.page.goto(self.address)
        return self

    async def open_chat(self) -> Widget:
        """Press the button and wait until somebody greets."""
        await self.launcher.click()
        await expect(self.widget.button("Options")).to_be_visible()
        return self.widget

    async def close_chat(self) -> None:
        """Hide the panel by its own button."""
        await self.widget.button("Close").click()
        await expect(self.frame).to_be_hidden()
