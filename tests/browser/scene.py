"""What a journey through the states has at hand."""

from dataclasses import dataclass, field
from email.message import EmailMessage

import aiohttp
from playwright.async_api import Frame, Page

from tests.browser.company import ADDRESSES, BOTS, CALLERS, CLERKS, PBX_KEY
from tests.browser.desk import Desk
from tests.browser.letters import send_letter
from tests.browser.looks import Looks
from tests.browser.shop import Shop
from tests.browser.stage import Stage
from tests.kit.clients import Agent, Client, Customer
from tests.kit.gateway import PASSWORD
from tests.kit.recordings import recording, tone

ORDER = "Where is my parcel? I ordered a lamp two weeks ago."


@dataclass(slots=True)
class Scene:
    """One journey in one language: pages are looked at, the other side is a script."""

    stage: Stage
    language: str
    looks: Looks
    others: list[Client] = field(default_factory=list)

    @property
    def french(self) -> bool:
        """Whether this journey is told in French."""
        return self.language == "fr"

    async def shop(self, site: str | None = None) -> Shop:
        """Put a customer in front of the page."""
        stage = self.stage
        address = stage.host.page_with_widget(
            stage.gateway.url, site or stage.room.site, language=self.language
        )
        window = await self.window()
        return await Shop(window, address, self.language).visit()

    async def desk(self) -> Desk:
        """Seat an agent of this language at the desk, not yet logged in."""
        return await Desk(await self.window(), self.stage.gateway.url, self.language).visit()

    async def logged_in(self) -> Desk:
        """Seat an agent of this language at the desk."""
        desk = await self.desk()
        await desk.log_in(self.me, "Ben" if self.french else "Ann")
        return desk

    @property
    def me(self) -> str:
        """The user name of the room's agent who speaks this language."""
        return self.stage.room.ben if self.french else self.stage.room.ann

    async def clerk(self) -> Desk:
        """Seat the agent of this language who answers letters."""
        desk = await self.desk()
        await desk.log_in(*CLERKS[self.language])
        return desk

    async def caller(self) -> Desk:
        """Seat the agent of this language who answers calls."""
        desk = await self.desk()
        await desk.log_in(*CALLERS[self.language])
        return desk

    async def call(self, name: str, *, callback: bool) -> None:
        """Leave a message as a telephone system does, where this language is spoken."""
        form = aiohttp.FormData()
        # No two messages alike: the same one twice would be one.
        sound = recording(sound=tone(seconds=4, level=0.2 + 0.1 * self.french + len(name) / 200))
        form.add_field("audio", sound, filename="message.wav", content_type="audio/wav")
        form.add_field("queue", f"calls {self.language}")
        form.add_field("caller", "+33199001002" if self.french else "+33199001001")
        form.add_field("caller_name", name)
        form.add_field("callback", str(callback).lower())
        url = f"{self.stage.gateway.url}/api/v1/voicemails"
        headers = {"Authorization": f"Bearer {PBX_KEY}"}
        async with (
            aiohttp.ClientSession() as session,
            session.post(url, data=form, headers=headers) as answer,
        ):
            assert answer.status == 201, await answer.text()

    async def successor(self) -> Desk:
        """Seat the agent of this language who takes over from the answer bot."""
        desk = await self.desk()
        await desk.log_in(*BOTS[self.language])
        return desk

    async def letter(self, message: EmailMessage) -> None:
        """Let a customer's letter arrive where this language is spoken."""
        await send_letter(self.stage.gateway.smtp_port, message, ADDRESSES[self.language])

    async def window(self) -> Page:
        """Open a window in which axe may run."""
        return await self.stage.window(
            language=self.language, bypass_csp=True, reduced_motion="reduce"
        )

    async def agent(self) -> Agent:
        """Let somebody answer in the room's queue."""
        agent = Agent(self.stage.gateway.url, self.stage.room.ann, PASSWORD)
        self.others.append(agent)
        await agent.connect()
        await agent.be("available")
        return agent

    async def customer(self, name: str, message: str = ORDER) -> Customer:
        """Let somebody write to the room's queue."""
        customer = Customer(self.stage.gateway.url, self.stage.room.site, self.language)
        self.others.append(customer)
        await customer.connect()
        await customer.start(message, name=name, email="zoe@example.org", fields={"order": "4711"})
        return customer

    async def at_widget(self, state: str, shop: Shop) -> None:
        """Look at the panel."""
        await self.looks.at(state, shop.page, frame_of(shop.page))

    async def at_desk(self, state: str, desk: Desk) -> None:
        """Look at the desk."""
        await self.looks.at(state, desk.page)

    async def close(self) -> None:
        """Let the scripts go."""
        for client in self.others:
            await client.leave()


def frame_of(page: Page) -> Frame:
    """The widget's frame in a company's page."""
    return next(frame for frame in page.frames if "/widget/?" in frame.url)
