"""Pictures for entries, messages and mails: taken from agents, shown to whoever has the address."""

import io

import aiohttp
import pytest
from PIL import Image

from gateway.config import Images
from tests.gateway.house import House, open_house
from tests.kit.clients import Agent


def picture(image_format: str = "PNG", size: tuple[int, int] = (60, 40)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, (200, 30, 40)).save(file, image_format)
    return file.getvalue()


async def upload(http: aiohttp.ClientSession, agent: Agent, body: bytes, name: str = "lamp.png"):
    form = aiohttp.FormData()
    form.add_field("file", io.BytesIO(body), filename=name)
    headers = {"Authorization": f"Bearer {agent.token}"}
    url = f"{agent.url}/api/v1/images"
    async with http.post(url, data=form, headers=headers) as response:
        return response.status, await response.json()


async def copy(http: aiohttp.ClientSession, agent: Agent, url: str):
    headers = {"Authorization": f"Bearer {agent.token}"}
    async with http.post(
        f"{agent.url}/api/v1/images/copies", json={"url": url}, headers=headers
    ) as response:
        return response.status, await response.json()


async def test_a_picture_is_kept_and_shown_to_whoever_has_its_address(house: House, http):
    """The customer sees the picture that the agent sent."""
    agent, customer, chat_id = await house.talking()
    status, kept = await upload(http, agent, picture("JPEG", (3000, 1500)), "lamp.svg")
    assert status == 201
    assert kept["url"] == f"/api/v1/images/{kept['id']}"
    assert (kept["type"], kept["width"], kept["height"]) == ("image/jpeg", 2048, 1024)
    shown = f'<img src="{kept["url"]}" alt="A lamp">'
    await agent.ask("chat.send", chat_id=chat_id, client_id="p1", html=shown)
    message = await customer.until(lambda: customer.messages.get(2))
    assert message["html"] == shown
    async with http.get(house.url + kept["url"]) as response:
        assert len(await response.read()) == kept["size_bytes"]
        assert response.headers["Content-Type"] == "image/jpeg"
        assert response.headers["Content-Disposition"] == "inline"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert response.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    again, own = await copy(http, agent, house.url + kept["url"])
    assert (again, own) == (201, kept), "nothing is fetched from ourselves"
    for unknown in ("0" * 32, "x", kept["id"].upper(), kept["id"][:-1]):
        async with http.get(f"{house.url}/api/v1/images/{unknown}") as response:
            assert response.status == 404


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415, "PNG, JPEG, WebP or GIF"),
        (b"%PDF-1.7", 415, "PNG, JPEG, WebP or GIF"),
        (b"just words", 415, "PNG, JPEG, WebP or GIF"),
        (b"", 415, "PNG, JPEG, WebP or GIF"),
        (b"\x89PNG\r\n\x1a\nbroken", 415, "PNG, JPEG, WebP or GIF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(10_485_760), 413, "too large"),
    ],
    ids=["svg", "pdf", "text", "nothing", "broken", "too large"],
)
async def test_what_is_not_taken_is_told_plainly(house: House, http, body, status, words):
    """What counts is what the bytes are, never the name."""
    agent = await house.agent()
    got, answer = await upload(http, agent, body)
    assert got == status
    assert words in answer["error"]["message"]
    assert not house.failures()


async def test_only_agents_add_pictures(house: House, http):
    customer = await house.customer()
    for send in (upload(http, customer, picture()), copy(http, customer, "https://x.example/a")):  # type: ignore[arg-type]
        status, answer = await send
        assert (status, answer["error"]["code"]) == (401, "unauthenticated")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/a.png", "https://[::1]/a.png", "file:///etc/passwd", "x"]
)
async def test_a_copy_comes_from_the_open_web_alone(house: House, http, url: str):
    status, answer = await copy(http, await house.agent(), url)
    assert (status, answer["error"]["field"]) == (400, "url")
    assert "could not be copied" in answer["error"]["message"]
    assert not house.failures()


async def test_an_agent_adds_so_many_in_a_minute(strict_house: House, http):
    agent, other = await strict_house.agent(), await strict_house.agent("bruno")
    answers = [await copy(http, agent, "x") for _ in range(31)]
    assert [status for status, _ in answers] == [400] * 30 + [429]
    assert (await copy(http, other, "x"))[0] == 400


async def test_copying_from_pages_can_be_switched_off(company, tmp_path, http):
    async with open_house(company, tmp_path, images=Images(copy_from_web=False)) as house:
        status, answer = await copy(http, await house.agent(), "https://shop.example/a.png")
    assert status == 403
    assert "not copied from web pages here" in answer["error"]["message"]
