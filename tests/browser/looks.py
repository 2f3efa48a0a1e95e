"""Looks at one state in light and dark, wide and narrow: axe, sideways scrolling, a picture.

axe answers in a quarter of a second, and is asked what it has not answered yet: all rules at
each width, the rules of colours once more in the dark. What is told in French has the colours
that it has in English.
"""

from pathlib import Path
from typing import Any, Final

from playwright.async_api import Frame, Page

ROOT: Final = Path(__file__).resolve().parents[2]
AXE: Final = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PICTURES: Final = ROOT / "test-results" / "states"
LARGEST_DIMENSIONS: Final = {1280: 800, 320: 640}

TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice")
COLOURS: Final = ("color-contrast", "link-in-text-block")
"""The rules whose outcome depends on light or dark."""
RUN_AXE: Final = """async ([runOnly, iframes]) => {
    const found = await axe.run(document, {
        runOnly, iframes, resultTypes: ["violations"], elementRef: false,
    });
    return found.violations.map(({ id, help, nodes }) => [
        id, help, nodes.slice(0, 3).map(({ target, any }) =>
            `${target.join(" ")} ${any[0]?.message ?? ""}`),
    ]);
}"""

SETTLED: Final = """() => new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(() => done()));
    setTimeout(done, 1000); // a busy machine may draw nothing for a while
})"""

SIDEWAYS: Final = """() => {
    const faults = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth)
        faults.push(`the page scrolls sideways by ${root.scrollWidth - root.clientWidth}px`);
    for (const part of document.body.querySelectorAll("*")) {
        const { overflowX } = getComputedStyle(part);
        if (["auto", "scroll"].includes(overflowX) && part.scrollWidth > part.clientWidth + 1) {
            const edge = part.getBoundingClientRect().right + 1;
            const widest = [...part.querySelectorAll("*")].findLast(
                (each) => each.getBoundingClientRect().right > edge,
            );
            faults.push(`${part.tagName}.${part.className} scrolls sideways, ` +
                `made wide by ${widest?.outerHTML.slice(0, 200)}`);
        }
        if (!part.matches("button, a[href], input:not([hidden]), textarea")) continue;
        if (!part.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
        const { left, right, width, height } = part.getBoundingClientRect();
        if (width > 1 && height > 1 && part.matches(":not(.skip)") &&
            (left < -1 || right > innerWidth + 1))
            faults.push(`${part.tagName}.${part.className} lies outside the window`);
    }
    return faults;
}"""


class Looks:
    """The looks at the states of one journey in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.seen: list[str] = []
        self.faults: list[str] = []
        self._axe = AXE.read_text()

    async def at(
        self,
        state: str,
        page: Page,
        frame: Frame | None = None,
        *,
        widths: tuple[int, ...] = (1280, 320),
    ) -> None:
        """Look at what a page, or the frame of the widget in it, shows now."""
        self.seen.append(state)
        inside = frame or page.main_frame
        for width in widths:
            await page.set_viewport_size({"width": width, "height": LARGEST_DIMENSIONS[width]})
            for scheme in ("light", "dark"):
                await page.emulate_media(color_scheme=scheme)
                await inside.evaluate(SETTLED)
                await page.screenshot(
                    path=PICTURES / f"{state}-{self.language}-{width}-{scheme}.jpg",
                    type="jpeg",
                    quality=80,
                )
                place = f"{state} {self.language} {width} {scheme}"
                for fault in await inside.evaluate(SIDEWAYS):
                    self.faults.append(f"{place}: {fault}")
                if scheme == "light":
                    rules = {"type": "tag", "values": TAGS}
                elif self.language == "en" and width == widths[0]:
                    rules = {"type": "rule", "values": COLOURS}
                else:
                    continue
                await self._ask_axe(place, inside, rules, alone=frame is None)
        await page.emulate_media(color_scheme="light")
        await page.set_viewport_size({"width": 1280, "height": LARGEST_DIMENSIONS[1280]})

    async def _ask_axe(
        self, place: str, frame: Frame, rules: dict[str, Any], *, alone: bool
    ) -> None:
        if not await frame.evaluate("() => 'axe' in window"):
            await frame.evaluate(self._axe)
        violations: list[Any] = await frame.evaluate(RUN_AXE, [rules, not alone])
        for rule, text, nodes in violations:
            self.faults.append(f"{place}: {rule}, {text}: {'; '.join(nodes)}")
