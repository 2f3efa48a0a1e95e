"""The windows of one test, each person's in a browser profile of their own."""

from pathlib import Path
from typing import Any, Literal

from playwright.async_api import Browser, BrowserContext, Page

from tests.browser.chromium import PATIENCE_MS, wary_profile
from tests.browser.company import Room
from tests.browser.desk import Desk
from tests.browser.host import Host
from tests.browser.shop import Shop
from tests.browser.troubles import Troubles
from tests.kit.gateway import GatewayProcess

WIDE = {"width": 1280, "height": 800}


class Stage:
    """Opens windows for customers and agents."""

    def __init__(
        self,
        browser: Browser,
        gateway: GatewayProcess,
        host: Host,
        room: Room,
        troubles: Troubles,
    ) -> None:
        self.gateway = gateway
        self.host = host
        self.room = room
        self.troubles = troubles
        self._browser = browser
        self._profiles: list[BrowserContext] = []

    async def profile(
        self,
        language: str = "en",
        scheme: Literal["light", "dark"] = "light",
        **options: Any,
    ) -> BrowserContext:
        """Open a browser profile: nothing is shared with the others."""
        return self._followed(
            await self._browser.new_context(
                locale="fr-FR" if language == "fr" else "en-GB",
                color_scheme=scheme,
                viewport=options.pop("viewport", WIDE),
                **options,
            )
        )

    async def wary_window(self, folder: Path) -> Page:
        """Open a window of a browser that denies foreign frames their storage; kept in `folder`."""
        profile = await wary_profile(self._browser, folder, locale="en-GB", viewport=WIDE)
        return await self._followed(profile).new_page()

    def _followed(self, context: BrowserContext) -> BrowserContext:
        context.set_default_timeout(PATIENCE_MS)
        self.troubles.listen(context)
        self._profiles.append(context)
        return context

    async def window(self, **options: Any) -> Page:
        """Open a window in a profile of its own."""
        return await (await self.profile(**options)).new_page()

    async def shop(self, language: str = "en", **options: Any) -> Shop:
        """Put a customer in front of the shop's page."""
        address = self.host.page_with_widget(self.gateway.url, self.room.site, language=language)
        window = await self.window(language=language, **options)
        return await Shop(window, address, language).visit()

    async def desk(
        self, username: str = "", name: str = "Ann", language: str = "en", **options: Any
    ) -> Desk:
        """Seat an agent at the desk, logged in."""
        window = await self.window(language=language, **options)
        desk = await Desk(window, self.gateway.url, language).visit()
        await desk.log_in(username or self.room.ann, name)
        return desk

    async def photograph(self, folder: Path) -> None:
        """Keep what every window shows."""
        for number, profile in enumerate(self._profiles):
            for page in profile.pages:
                await page.screenshot(path=folder / f"{number}.png")

    async def close(self) -> None:
        """Close every window."""
        for profile in self._profiles:
            await profile.close()
