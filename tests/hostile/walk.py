"""What a browser has made of hostile markup: every element, every attribute, every target."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, Final

from playwright.async_api import BrowserContext, Frame, Locator, Page

from markup.allowlist import ATTRIBUTES, LINK_SCHEMES, TAGS

SHELL: Final = {"a": ["target", "rel"], "img": ["loading", "referrerpolicy"]}
"""What desk and widget add to what they rebuild."""
ALLOWED: Final = {
    "tags": sorted(TAGS),
    "attributes": {tag: [*sorted(names), *SHELL[tag]] for tag, names in ATTRIBUTES.items()},
    "schemes": [f"{scheme}:" for scheme in sorted(LINK_SCHEMES)],
}

IN_RICH_TEXT: Final = """(holders, allowed) => {
    const wrong = [];
    let elements = 0;
    for (const holder of holders) {
        const nodes = document.createNodeIterator(holder, NodeFilter.SHOW_ALL);
        nodes.nextNode();
        for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
            if (node.nodeType === Node.TEXT_NODE) continue;
            elements += 1;
            const tag = node.localName ?? node.nodeName;
            const odd = node.namespaceURI !== "http://www.w3.org/1999/xhtml" || node.shadowRoot;
            if (odd || !allowed.tags.includes(tag)) { wrong.push(tag); continue; }
            for (const { name, value } of Array.from(node.attributes)) {
                const listed = allowed.attributes[tag]?.includes(name);
                const leads = name !== "href" || allowed.schemes.includes(node.protocol);
                const near = name !== "src" || new URL(node.src).origin === location.origin;
                if (!listed || !leads || !near) wrong.push(`${tag} ${name}=${value}`);
            }
        }
    }
    return { elements, wrong };
}"""
"""Holds what stands in the given elements against the allow-list."""

IN_PAGE: Final = """() => {
    const names = new Set(), wrong = [];
    for (const element of document.querySelectorAll("*")) {
        names.add(element.localName);
        for (const { name, value } of Array.from(element.attributes)) {
            if (/^on/i.test(name)) wrong.push(`${element.localName} ${name}=${value}`);
            const loads = /^(src|srcset|srcdoc|href|xlink:href|action|formaction|poster|ping)$/;
            if (loads.test(name) && !/^(https?:|mailto:|tel:|blob:|[/#.]|$)/i.test(value.trim()))
                wrong.push(`${element.localName} ${name}=${value}`);
        }
    }
    return { names: [...names], wrong };
}"""
"""Looks over a whole page, the program's own elements included."""

PRESS_EACH: Final = """async (buttons) => {
    for (const button of buttons) {
        button.click();
        await new Promise((resolve) => setTimeout(resolve));
    }
}"""
"""Lets the page draw after each one."""


@dataclass(slots=True)
class Watch:
    """Hears what runs and what is asked for in the windows of a browser profile."""

    ran: list[str] = field(default_factory=list)

    async def over(self, context: BrowserContext) -> None:
        """Give scripts something to call, in every frame of every page."""
        await context.expose_binding("owned", lambda source: self._run(source))  # noqa: PLW0108 - whoever is called must take attributes
        context.on("dialog", lambda dialog: self._talk(dialog.message))

    def _run(self, source: dict[str, Any]) -> None:
        frame: Frame = source["frame"]
        self.ran.append(f"a script in {frame.url}")

    def _talk(self, message: str) -> None:
        self.ran.append(f"a dialog: {message}")


async def look(holders: Locator) -> tuple[int, list[str]]:
    """Count the elements that were built of rich text; give those that should not be."""
    found = await holders.evaluate_all(IN_RICH_TEXT, ALLOWED)
    return found["elements"], found["wrong"]


async def look_over(page: Page | Frame, known: AbstractSet[str]) -> list[str]:
    """Give what should not stand in a page whose elements, without attacks, are `known`."""
    found = await page.evaluate(IN_PAGE)
    return [*found["wrong"], *sorted(set(found["names"]) - known - TAGS)]


async def names_in(page: Page | Frame) -> set[str]:
    """Give the names of all elements of a page."""
    found = await page.evaluate(IN_PAGE)
    return set(found["names"])


async def press_each(buttons: Locator) -> None:
    """Press all buttons that are there now."""
    await buttons.evaluate_all(PRESS_EACH)
