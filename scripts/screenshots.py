"""Take the pictures of README.md: the demo's desk with three chats, its shop with the chat open.

    python scripts/screenshots.py

Starts the demo in a folder of its own, lets scripted customers write, and writes
docs/images/desk.png and docs/images/widget.png.
"""

import asyncio
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import aiohttp
import socketio
from playwright.async_api import Page, ViewportSize, async_playwright

ROOT: Final = Path(__file__).resolve().parent.parent
IMAGES: Final = ROOT / "docs" / "images"
WINDOW: Final[ViewportSize] = {"width": 1280, "height": 760}
ARGUMENTS: Final = ("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu")
LARGEST_BYTES: Final = 250_000

CUSTOMERS: Final = (
    (
        "Nora Lindqvist",
        "Hello, my Heron arrived today and the linen shade has a dent.",
        ("I am sorry to hear that. Could you tell me your order number?",),
        ("4711. The box looked fine from outside.",),
    ),
    (
        "Tomás Ferreira",
        "Does the Quill take a warmer bulb? 2,200 K would be perfect.",
        ("It does: any E14 bulb up to 25 W.",),
        ("Great, thank you!", "Then I take two."),
    ),
    (
        "Inès Moreau",
        "Can I still return the Bell? I bought it three weeks ago.",
        (),
        (),
    ),
)
WAITING: Final = ("Oskar Brandt", "Is the switch of the Heron a spare part you have?")


class Visitor:
    """A customer of the demo's shop."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        """Take the address of the gateway."""
        self._url = url
        self._socket = socketio.AsyncClient(http_session=http)
        self._chat = ""

    async def begin(self, name: str, message: str) -> None:
        """Open a chat."""
        await self._socket.connect(
            self._url,
            auth={"protocol": 1, "site": "demo"},
            socketio_path="ws/widget",
            transports=["websocket"],
        )
        answer = await self._socket.call(
            "chat.start",
            {
                "client_id": "start",
                "name": name,
                "email": f"{name.split(maxsplit=1)[0].lower()}@example.org",
                "fields": {"order": "4711"},
                "message": message,
            },
        )
        self._chat = answer["chat"]["id"]

    async def say(self, text: str) -> None:
        """Write."""
        await self._socket.call(
            "chat.send", {"chat_id": self._chat, "client_id": text, "text": text}
        )

    async def leave(self) -> None:
        """Go."""
        await self._socket.disconnect()


@contextmanager
def demo() -> Iterator[tuple[str, str]]:
    """Run the demo; gives its address and the first agent's password."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="parley-"))
    command = [sys.executable, "-P", "-m", "gateway", "demo", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--data", str(folder)], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        ready(url)
        agents: list[dict[str, Any]] = tomllib.loads((folder / "demo.toml").read_text())["agents"]
        yield url, agents[0]["password"]
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder)


def ready(url: str) -> None:
    """Wait until the gateway serves."""
    while True:
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=5):  # noqa: S310 - our own
                return
        except (urllib.error.URLError, ConnectionError):
            continue


async def take_desk(desk: Page, url: str, password: str, http: aiohttp.ClientSession) -> None:
    """Let three customers talk with Alice, and a fourth one ring."""
    await desk.goto(f"{url}/workspace/")
    await desk.get_by_label("User name or email").fill("alice")
    await desk.get_by_label("Password", exact=True).fill(password)
    await desk.keyboard.press("Enter")
    await desk.get_by_role("button", name="Ready to work").first.click()
    visitors = []
    for name, question, answers, replies in CUSTOMERS:
        visitor = Visitor(url, http)
        visitors.append(visitor)
        await visitor.begin(name, question)
        await desk.get_by_role("button", name=re.compile("^Accept")).click()
        composer = desk.get_by_role("textbox", name=f"Message to {name}")
        await composer.wait_for()
        for text in answers:
            await composer.fill(text)
            await composer.press("Enter")
            await desk.get_by_text("Sent", exact=True).wait_for()
        for text in replies:
            await visitor.say(text)
    await desk.keyboard.press("Alt+1")
    composer = desk.get_by_role("textbox", name=f"Message to {CUSTOMERS[0][0]}")
    await composer.fill(
        "Thank you, I have found it. We send you a new shade today, free of charge."
    )
    await composer.press("Enter")
    await composer.fill("You can keep the old one, or ")
    last = Visitor(url, http)
    visitors.append(last)
    await last.begin(*WAITING)
    await desk.locator(".offer").wait_for()
    await desk.wait_for_timeout(6_000)  # a moment of waiting is what the picture is about
    await desk.screenshot(path=IMAGES / "desk.png")
    await desk.get_by_role("button", name=re.compile("^Accept")).click()
    await desk.get_by_role("textbox", name=f"Message to {WAITING[0]}").wait_for()
    for visitor in visitors:
        await visitor.leave()


async def take_widget(shop: Page, desk: Page, url: str) -> None:
    """Let a customer talk with Alice."""
    await shop.goto(f"{url}/demo/")
    await shop.get_by_role("button", name="Open chat").click()
    chat = shop.frame_locator("iframe")
    await chat.get_by_role("button", name="Write to us").click()
    await chat.get_by_label("Your name").fill("Sofia Conti")
    await chat.locator("[name=message]").fill("Which bulb goes into the Heron?")
    await chat.get_by_role("button", name="Start the conversation").click()
    await desk.get_by_role("button", name=re.compile("^Accept")).click()
    composer = desk.get_by_role("textbox", name="Message to Sofia Conti")
    await composer.fill("Good evening, Sofia. An E27 bulb of up to 40 W; one comes with it.")
    await composer.press("Enter")
    answer = chat.get_by_role("textbox", name="Write a message")
    await chat.get_by_text("An E27 bulb").wait_for()
    await answer.fill("Perfect. And can it be dimmed?")
    await answer.press("Enter")
    await desk.get_by_text("can it be dimmed").first.wait_for()
    await composer.press_sequentially("Yes")
    await chat.get_by_text("Alice is typing").wait_for()
    await shop.screenshot(path=IMAGES / "widget.png")


async def main() -> None:
    """Start the demo and take both pictures of it."""
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    with demo() as (url, password):
        await take_pictures(executable, url, password)
    for image in sorted(IMAGES.glob("*.png")):
        print(f"{image.relative_to(ROOT)}: {image.stat().st_size / 1000:.0f} kB")
        if image.stat().st_size > LARGEST_BYTES:
            raise SystemExit(f"{image.name} is larger than {LARGEST_BYTES} bytes")


async def take_pictures(executable: str | None, url: str, password: str) -> None:
    """Open the two windows."""
    async with aiohttp.ClientSession() as http, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        desk, shop = [
            await browser.new_page(viewport=WINDOW, locale="en-GB", reduced_motion="reduce")
            for _ in range(2)
        ]
        await take_desk(desk, url, password, http)
        await take_widget(shop, desk, url)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
