"""The journey of docs/reference/states.toml through the knowledge base."""

from dataclasses import dataclass
from typing import Final

from playwright.async_api import Page, expect

from tests.browser.case_journeys import SUPERVISORS
from tests.browser.desk import Desk
from tests.browser.pictures import PNG
from tests.browser.scene import Scene


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written in one language; nothing that other journeys talk about."""

    category: str
    question: str
    shortcut: str
    answer: str
    picture: str
    asked: str


ENTRIES: Final = {
    "en": Entry(
        "Colours",
        "Which shades do you paint?",
        "shades",
        "Every shade of the **colour chart**, on both sides:\n\n- moss\n- sand\n- night\n\n",
        "The colour chart",
        "Which shades do you paint, please?",
    ),
    "fr": Entry(
        "Couleurs",
        "Quelles teintes peignez-vous ?",
        "teintes",
        "Toutes les teintes du **nuancier**, des deux côtés :\n\n- mousse\n- sable\n- nuit\n\n",
        "Le nuancier",
        "Quelles teintes peignez-vous, s’il vous plaît ?",
    ),
}


async def entries(scene: Scene) -> None:
    """An entry is written with a picture, found again, put into a chat."""
    entry = ENTRIES[scene.language]
    keeper = await scene.desk()
    username, name, _ = SUPERVISORS[scene.language]
    await keeper.log_in(username, name)
    await keeper.be_ready()
    async with keeper.page.expect_popup() as opened:
        await keeper.page.get_by_role("link", name=keeper.say("Knowledge base")).click()
    window = Desk(await opened.value, scene.stage.gateway.url, scene.language)
    await write(scene, window, entry)
    await window.page.close()
    await keeper.page.close()
    await answer(scene, entry)


async def write(scene: Scene, window: Desk, entry: Entry) -> None:
    """Make a category, write an entry of it, add a picture, publish, look for others."""
    page = window.page
    search = page.get_by_role("searchbox")
    await expect(search).to_be_visible()
    await scene.looks.at("knowledge-list", page)
    await window.button("Categories").click()
    await page.get_by_placeholder(window.say("New category")).fill(entry.category)
    await page.keyboard.press("Enter")
    renaming = window.say("Rename {}", entry.category)
    await expect(page.get_by_role("button", name=renaming)).to_be_visible()
    await scene.looks.at("knowledge-categories", page)
    await window.button("New entry").click()
    answer = page.get_by_label(window.say("Answer"), exact=True)
    await page.get_by_label(window.say("Question"), exact=True).fill(entry.question)
    await page.get_by_label(window.say("Category"), exact=True).fill(entry.category)
    await page.get_by_label(window.say("Shortcut"), exact=True).fill(entry.shortcut)
    await answer.fill(entry.answer)
    async with page.expect_file_chooser() as chooser:
        await window.button("Add a picture").click()
    await (await chooser.value).set_files(
        {"name": "chart.png", "mimeType": "image/png", "buffer": PNG}
    )
    await expect(page.get_by_label(window.say("What the picture shows"))).to_be_focused()
    await scene.looks.at("knowledge-picture", page)
    await page.keyboard.type(entry.picture)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("img", name=entry.picture)).to_be_visible()
    await scene.looks.at("knowledge-writing", page)
    await window.button("Publish").click()
    await expect(page.get_by_text(window.say("The entry is published."))).to_be_visible()
    await search.fill("xyzzy")
    nothing = window.say("No entry matches. Try other words, or another category.")
    await expect(page.get_by_text(nothing)).to_be_visible()
    await scene.looks.at("knowledge-nothing", page)


async def answer(scene: Scene, entry: Entry) -> None:
    """Answer a customer from the knowledge base: one click, a shortcut, a search."""
    desk = await scene.logged_in()
    await desk.be_ready()
    await scene.customer("Zoé", entry.asked)
    chat = await desk.accept("Zoé")
    offered = chat.region.get_by_role("button", name=entry.question)
    await expect(offered).to_be_visible()
    await scene.at_desk("knowledge-suggested", desk)
    await chat.composer.press_sequentially(f"\\{entry.shortcut[:4]}")
    menu = chat.region.get_by_role("listbox", name=desk.say("Shortcuts"))
    await expect(menu.get_by_role("option", name=entry.question)).to_be_visible()
    await scene.at_desk("knowledge-shortcuts", desk)
    await chat.composer.fill("")
    await look_up(scene, desk, entry)


async def look_up(scene: Scene, desk: Desk, entry: Entry) -> None:
    """Search beside the chat, and read what was found."""
    page: Page = desk.page
    await page.keyboard.press("Alt+l")
    aside = page.get_by_role("complementary")
    await aside.get_by_role("searchbox").fill(entry.shortcut)
    found = aside.get_by_role("button", name=entry.question)
    await expect(found).to_be_visible()
    await scene.looks.at("knowledge-panel", page, widths=(1280,))
    await found.click()
    await expect(aside.get_by_role("button", name=desk.say("Insert as text"))).to_be_visible()
    await scene.looks.at("knowledge-entry", page, widths=(1280,))
