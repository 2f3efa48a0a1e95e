"""Hostile markup let in by every door, and looked at wherever desk, widget and pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from playwright.async_api import Locator, Page, Request, expect

from channels.chat import content
from markup.mail_html import TAGS as MAIL_TAGS
from markup.mail_html import has_remote_pictures
from markup.page_html import PAGE_TAGS
from tests.browser.company import ADDRESSES, ANYTHING, CLERKS, FIELDS
from tests.browser.desk import Desk
from tests.browser.shop import Shop
from tests.browser.stage import Stage
from tests.hostile.doors import Said, hand_files_in, lines, one_line, say_all, write_entries
from tests.hostile.letters import hand_in, letters
from tests.hostile.payloads import Payload
from tests.hostile.vocabulary import STRANGER
from tests.hostile.walk import Watch, look, look_over, names_in, press_each
from tests.kit.clients import Agent, Customer
from tests.kit.gateway import PASSWORD

ANSWER: Final = 500
"""How many characters an answer to a question of the site may have."""
IN_A_CHAT: Final = 84
"""So many that the desk shows all of their messages at once."""
AT_ONCE: Final = 4
"""So many wait while nobody is there: what is said at the desk's face is drawn word by word."""
PAGE_OF_A_MAIL: Final = frozenset({"html", "head", "meta", "style", "body"})
WISH: Final = "frame => { frame.src += '&images=1' }"
HARMLESS: Final = "<p>plain <b>words</b></p>"


@dataclass(slots=True)
class Found:
    """What was let in, and what became of it."""

    doors: dict[str, int] = field(default_factory=dict)
    """How many attacks came in by each door."""
    elements: int = 0
    """How many elements were built of rich text."""
    wrong: list[str] = field(default_factory=list)
    frames: int = 0
    """How many letters were looked at in frames."""
    pictures: int = 0
    """How many pictures were asked for, once somebody wished to see them."""

    def came_in(self, door: str, number: int) -> None:
        """Count attacks."""
        self.doors[door] = self.doors.get(door, 0) + number


class Coming(NamedTuple):
    """Somebody who comes, under which name, with which answers."""

    name: str
    answers: tuple[str, ...]
    attacks: Sequence[Payload]


PLAIN: Final = Coming("Zoé", ("plain",), ())


class Rehearsal:
    """One desk, one shop, and whoever means them ill."""

    def __init__(self, stage: Stage, watch: Watch) -> None:
        self.found = Found()
        self._stage = stage
        self._watch = watch

    async def window(self) -> Page:
        """Open a window in which scripts are heard."""
        page = await self._stage.window()
        await self._watch.over(page.context)
        return page

    async def to_widget(self, attacks: Sequence[Payload]) -> None:
        """Say everything to a customer, and by another window of the customer's."""
        stage = self._stage
        address = stage.host.page_with_widget(stage.gateway.url, ANYTHING, name="hostile")
        shop = await Shop(await self.window(), address).visit()
        agent = await self.agent()
        await agent.be("available")
        widget = await shop.open_chat()
        await widget.begin("Zoé", "Hello")
        chat = (await agent.accept())["id"]
        await agent.ask("chat.send", chat_id=chat, client_id="x", html=HARMLESS)
        await expect(widget.log.locator(".rich b")).to_have_count(1)
        frame = next(each for each in shop.page.frames if "/widget/?" in each.url)
        known = await names_in(frame)
        said = await say_all(agent, chat, attacks)
        self.found.came_in("chat, to the customer", said.attacks)
        holders = widget.log.locator(".rich, .plain")
        await expect(holders).to_have_count(said.messages + 2)
        await self._look(holders)
        self.found.wrong += await look_over(frame, known)
        await agent.ask("interaction.end", interaction_id=chat)
        await agent.be("on_break")
        await agent.leave()
        await shop.page.context.close()

    async def agent(self) -> Agent:
        """Let somebody be ready to answer."""
        agent = Agent(self._stage.gateway.url, "olga", PASSWORD)
        await agent.connect()
        return agent

    async def to_desk(self, attacks: Sequence[Payload]) -> None:
        """Say everything, answer everything and hand files in, as many customers in turn."""
        comings = [
            Coming(
                next(lines(attacks[start + number % 7 :])),
                tuple(lines(attacks[start : start + IN_A_CHAT], ANSWER))[: len(FIELDS)],
                attacks[start : start + IN_A_CHAT],
            )
            for number, start in enumerate(range(0, len(attacks), IN_A_CHAT))
        ]
        for start in range(0, len(comings), AT_ONCE):
            await self._be_asked(comings[start : start + AT_ONCE])

    async def names(self, attacks: Sequence[Payload]) -> None:
        """Come under every name."""
        comings = [Coming(name, ("plain",), ()) for name in lines(attacks)]
        for start in range(0, len(comings), 10 * AT_ONCE):
            await self._be_asked(comings[start : start + 10 * AT_ONCE])
        self.found.came_in("customer names", len(attacks))

    async def _be_asked(self, comings: Sequence[Coming]) -> None:
        """Let people wait, then let an agent come to the desk and accept one after the other."""
        waiting = [await self._come(each) for each in (PLAIN, *comings)]
        desk = await Desk(await self.window(), self._stage.gateway.url).visit()
        await desk.log_in("olga", "Olga")
        ready = desk.button("Ready to work").first
        await expect(ready.or_(desk.offer.first)).to_be_visible()
        if await ready.is_visible():
            await ready.click()
        known: set[str] = set()
        for coming, (customer, said) in zip((PLAIN, *comings), waiting, strict=True):
            await desk.offer.get_by_role("button", name="Accept").click()
            log = desk.page.get_by_role("log")
            await expect(log.locator(".rich, .plain")).to_have_count(said.worded + 2)
            await expect(log.locator(".attachment")).to_have_count(len(coming.attacks))
            aside = desk.page.get_by_role("complementary")
            await expect(aside).to_contain_text(content.one_line(coming.answers[0], "", ANSWER))
            await self._look(log.locator(".rich, .plain"))
            if known:
                self.found.wrong += await look_over(desk.page, known)
            known = known or await names_in(desk.page) | {"svg", "path"}
            await customer.ask("chat.end", chat_id=customer.chat["id"])
            await customer.leave()
            await expect(desk.page.locator(".work-row")).to_have_count(0)
        await desk.page.context.close()

    async def _come(self, coming: Coming) -> tuple[Customer, Said]:
        customer = Customer(self._stage.gateway.url, ANYTHING)
        await customer.connect()
        fields = dict(zip(FIELDS, coming.answers, strict=False))
        name, attacks = coming.name, coming.attacks
        await customer.start("Hello", name=name, account_number=name, fields=fields)
        chat = customer.chat["id"]
        await customer.ask("chat.send", chat_id=chat, client_id="x", html=HARMLESS)
        said = await say_all(customer, chat, attacks)
        files = await hand_files_in(customer, attacks)
        self.found.came_in("chat, to the agent", said.attacks)
        self.found.came_in("answers before the chat", held_by(coming.answers, attacks))
        self.found.came_in("file names", files)
        return customer, said

    async def to_readers(self, attacks: Sequence[Payload], *, together: int) -> None:
        """Publish entries, and read the page of each, and the list of all."""
        agent = await self.agent()
        page = await self.window()
        slugs = await write_entries(agent, attacks, together=together)
        known: set[str] = set()
        for slug in ("", *slugs):
            await page.goto(f"{self._stage.gateway.url}/faq/{slug}")
            known = known or await names_in(page) | PAGE_TAGS
            self.found.wrong += await look_over(page, known)
        self.found.came_in("answers of the knowledge base", len(attacks))
        await agent.leave()
        await page.context.close()

    async def to_case(self, attacks: Sequence[Payload]) -> None:
        """Send every attack by mail into one case, open all of it, look into each frame.

        At last pictures are wished for: from then on the stranger is asked, for nothing else.
        """
        gateway = self._stage.gateway
        await hand_in(gateway.smtp_port, list(letters(attacks)), ADDRESSES["en"])
        desk = await Desk(await self.window(), gateway.url).visit()
        await desk.log_in(*CLERKS["en"])
        await desk.be_ready()
        mail = await desk.accept_letter("Zoé Martin")
        await expect(mail.region.locator(".mail")).to_have_count(len(attacks) + 1)
        known = await names_in(desk.page)
        await press_each(mail.region.locator('.mail[data-open="false"] .mail-head'))
        await press_each(mail.region.locator(".mail-view"))
        await expect(mail.region.locator("iframe")).to_have_count(len(attacks) + 1)
        self.found.wrong += await look_over(desk.page, known | MAIL_TAGS | {"iframe"})
        await self._look_into_frames(desk.page)
        await self._wish_for_pictures(desk.page, mail.region, attacks)
        self.found.came_in("letters: body, subject, sender, file name", len(attacks))
        await desk.page.context.close()

    async def _look_into_frames(self, page: Page) -> None:
        for frame in page.frames[1:]:
            await frame.wait_for_url("**/html?*")
            self.found.wrong += await look_over(frame, PAGE_OF_A_MAIL | MAIL_TAGS)
            self.found.frames += 1

    async def _wish_for_pictures(
        self, page: Page, region: Locator, attacks: Sequence[Payload]
    ) -> None:
        """Wish for them where a letter names the stranger, whether or not the desk offers that."""
        stage = self._stage

        def hear(request: Request) -> None:
            if not request.url.startswith(stage.gateway.url):
                self.found.pictures += request.resource_type == "image"
                if request.resource_type != "image":
                    self.found.wrong.append(f"{request.resource_type} {request.url}")

        stage.troubles.allow(f"https://{STRANGER}")
        stage.troubles.expect("net::ERR_FAILED")
        await page.route(f"https://{STRANGER}/**", lambda route: route.abort())
        page.on("request", hear)
        naming = [number for number, each in enumerate(attacks, 1) if STRANGER in each.source]
        for number in naming:
            shown = region.locator(".mail").nth(number)
            if has_remote_pictures(attacks[number - 1].source):
                await shown.get_by_role("button", name="Show remote pictures").press("Enter")
            else:
                await shown.locator("iframe").evaluate(WISH)
        wished = region.locator('iframe[src*="images=1"]')
        await expect(wished).to_have_count(len(naming))
        for frame in page.frames[1:]:
            if "images=1" in frame.url:
                self.found.wrong += await look_over(frame, PAGE_OF_A_MAIL | MAIL_TAGS)

    async def _look(self, holders: Locator) -> None:
        elements, wrong = await look(holders)
        self.found.elements += elements
        self.found.wrong += wrong


def held_by(written: Sequence[str], attacks: Sequence[Payload]) -> int:
    """Count the attacks of which at least the beginning stands in a text."""
    together = "\n".join(written)
    return sum(one_line(attack.source)[:60] in together for attack in attacks)
