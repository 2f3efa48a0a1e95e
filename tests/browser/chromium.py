"""The browser of the tests: the system's own Chromium."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final, NoReturn

import pytest
from playwright.async_api import Browser, BrowserContext, async_playwright, expect

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_MS: Final = 15_000
"""How long anything may take; a busy machine is no failure."""
ARGUMENTS: Final = (
    "--no-sandbox",  # tests may run as root, and open nothing but our own pages
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
    # A microphone that beeps, which every page may use that the gateway's headers let.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)


def without(what: str) -> NoReturn:
    """Skip what cannot run here; where everything must run it is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Start the browser."""
    executable = _executable()
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        await browser.close()


async def wary_profile(browser: Browser, folder: Path, **options: Any) -> BrowserContext:
    """Start another browser, which denies foreign frames their storage.

    So do incognito windows, and everybody's who has chosen "Block third-party cookies".
    """
    (folder / "Default").mkdir()
    (folder / "Default" / "Preferences").write_text('{"profile": {"cookie_controls_mode": 1}}')
    return await browser.browser_type.launch_persistent_context(
        folder, executable_path=_executable(), args=ARGUMENTS, **options
    )


def _executable() -> str:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        without("no Chromium: install it with the system's packages (apt-get install chromium)")
    return found
