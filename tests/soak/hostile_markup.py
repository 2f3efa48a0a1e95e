"""Every hostile piece of markup by every door, in Chromium: nothing runs, nobody else is asked."""

import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.async_api import Browser, Page

from markup.rich_text import from_html
from tests.browser.chromium import chromium
from tests.browser.company import HELP, MAILBOXES, Room, provisioning
from tests.browser.host import Host, serve_host
from tests.browser.stage import Stage
from tests.browser.troubles import Troubles
from tests.hostile.payloads import Payload
from tests.hostile.rehearsal import IN_A_CHAT, Found, Rehearsal
from tests.hostile.walk import Watch
from tests.kit.gateway import GatewayProcess, free_port

CHANGED: Final = """(pairs) => {
    const tree = (html) => new DOMParser().parseFromString(html, "text/html").body;
    return pairs
        .map(([once, twice], number) => ({ once: tree(once), twice: tree(twice), number }))
        .filter(({ once, twice }) =>
            !once.isEqualNode(twice) || !once.isEqualNode(tree(once.innerHTML)))
        .map(({ number }) => number);
}"""
"""Gives the places of what is another tree when it is cleaned, or written and read, once more."""


@dataclass(slots=True)
class HostileMarkup:
    """What became of the attacks."""

    attacks: int
    doors: Counter[str] = field(default_factory=Counter)
    """How many came in by each door."""
    elements: int = 0
    """How many elements were built of messages."""
    frames: int = 0
    """How many letters were looked at in frames."""
    pictures: int = 0
    """How many pictures were asked for, once somebody wished to see them."""
    ran: list[str] = field(default_factory=list)
    """Scripts and dialogs."""
    strange: list[str] = field(default_factory=list)
    """Elements, attributes and targets that should not be."""
    troubles: list[str] = field(default_factory=list)
    """Requests to strangers, errors and refusals of policies."""
    changed: list[str] = field(default_factory=list)
    """What is another tree when it is cleaned a second time."""

    @property
    def faults(self) -> list[str]:
        """What should not be."""
        return [
            *(f"hostile markup ran: {each}" for each in self.ran),
            *(f"hostile markup built: {each}" for each in self.strange),
            *(f"hostile markup caused: {each}" for each in self.troubles),
            *(f"cleaning twice changes: {each}" for each in self.changed),
        ]

    def add(self, found: Found) -> None:
        """Count what one rehearsal has found."""
        self.doors.update(found.doors)
        self.elements += found.elements
        self.frames += found.frames
        self.pictures += found.pictures
        self.strange += found.wrong


async def rehearse(
    folder: Path, attacks: Sequence[Payload], *, progress: Callable[[int], None]
) -> HostileMarkup:
    """Let the attacks in by every door, as many as a chat shows at once by a gateway each."""
    found = HostileMarkup(len(attacks))
    async with chromium() as browser, serve_host(free_port()) as host:
        page = await browser.new_page()
        found.changed += await _changed(page, attacks)
        await page.close()
        for start in range(0, len(attacks), IN_A_CHAT):
            some = attacks[start : start + IN_A_CHAT]
            with tempfile.TemporaryDirectory(dir=folder) as own:
                await _rehearse_some(found, browser, host, Path(own), some)
            progress(start + len(some))
    return found


async def _rehearse_some(
    found: HostileMarkup, browser: Browser, host: Host, folder: Path, some: Sequence[Payload]
) -> None:
    gateway = GatewayProcess(
        folder,
        provisioning=provisioning(host.origin),
        config=MAILBOXES + HELP,
        takes_mail=True,
    )
    gateway.provision()
    gateway.start()
    troubles = Troubles(gateway.url.partition("//")[2], host.origin.partition("//")[2])
    stage, watch = Stage(browser, gateway, host, Room(0), troubles), Watch()
    rehearsal = Rehearsal(stage, watch)
    try:
        await rehearsal.to_widget(some)
        await rehearsal.to_desk(some)
        await rehearsal.to_readers(some, together=20)
        await rehearsal.to_case(some)
    finally:
        await stage.close()
        gateway.stop()
    found.add(rehearsal.found)
    found.ran += watch.ran
    found.troubles += troubles.left()


async def _changed(page: Page, attacks: Sequence[Payload]) -> list[str]:
    pairs: list[tuple[str, str]] = []
    for attack in attacks:
        once = from_html(attack.source, masked=False).html
        pairs.append((once, from_html(once, masked=False).html))
    return [attacks[number].source for number in await page.evaluate(CHANGED, pairs)]
