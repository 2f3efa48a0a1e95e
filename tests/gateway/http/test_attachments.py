"""Files go in as a stream into one's own chat, and out by signed address alone."""

import io

import aiohttp
import pytest

from gateway.http.signatures import Signatures
from tests.fakes.clock import FakeClock
from tests.gateway.house import House

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 100


async def upload(
    http: aiohttp.ClientSession,
    house: House,
    chat_id: str,
    token: str | None,
    body: bytes = PNG,
    name: str = "photo.png",
    field: str = "file",
):
    form = aiohttp.FormData()
    form.add_field(field, io.BytesIO(body), filename=name)
    async with http.post(
        f"{house.url}/api/v1/chats/{chat_id}/attachments",
        data=form,
        headers={"Authorization": f"Bearer {token}"},
    ) as response:
        return response.status, await response.json()


async def test_a_picture_goes_from_the_customer_to_the_agent(house: House, http):
    """CHT: attachments; the address works without any session, the picture may be shown."""
    agent, customer, chat_id = await house.talking()
    status, stored = await upload(http, house, chat_id, customer.token)
    assert status == 201
    assert stored["type"] == "image/png"
    await customer.ask(
        "chat.send", chat_id=chat_id, client_id="p1", text="", attachments=[stored["id"]]
    )
    message = await agent.until(lambda: agent.messages[chat_id].get(2))
    (attachment,) = message["attachments"]
    async with http.get(house.url + attachment["url"]) as response:
        assert await response.read() == PNG
        assert response.headers["Content-Type"] == "image/png"
        assert response.headers["Content-Disposition"].startswith("inline")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response.headers["Content-Security-Policy"]


async def test_an_agent_uploads_too(house: House, http):
    agent, _, chat_id = await house.talking()
    status, _ = await upload(http, house, chat_id, agent.token)
    assert status == 201


@pytest.mark.parametrize(
    ("body", "name", "status", "code"),
    [
        (b"<svg onload=alert(1)>", "x.svg", 415, "unsupported_type"),
        (b"<html><script>alert(1)</script>", "x.png", 415, "unsupported_type"),
        (b"MZ\x90\x00", "x.exe", 415, "unsupported_type"),
        (b"", "x.png", 400, "invalid"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 10_485_761, "x.png", 413, "too_large"),
    ],
    ids=["svg", "html", "program", "nothing", "too large"],
)
async def test_what_is_not_accepted(house: House, http, body, name, status, code):
    """What counts is what the bytes are, never the name."""
    _, customer, chat_id = await house.talking()
    got, answer = await upload(http, house, chat_id, customer.token, body, name)
    assert (got, answer["error"]["code"]) == (status, code)
    assert not house.failures()


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "a\u200b.html",
        'x"; filename=evil.html',
        "CON",
        "\u202egnp.exe",
        "x" * 900,
    ],
)
async def test_a_name_is_made_harmless(house: House, http, name):
    """A name never leads out of its place and never changes the kind of file (CVE-2026-28289)."""
    _, customer, chat_id = await house.talking()
    status, stored = await upload(http, house, chat_id, customer.token, PNG, name)
    assert status == 201
    assert stored["name"].endswith(".png")
    assert "/" not in stored["name"]
    async with http.get(house.url + stored["url"]) as response:
        disposition = response.headers["Content-Disposition"]
        assert disposition.startswith("inline; filename*=UTF-8''")
        assert '"' not in disposition


async def test_a_text_is_downloaded_never_shown(house: House, http):
    _, customer, chat_id = await house.talking()
    _, stored = await upload(http, house, chat_id, customer.token, b"plain words", "a.txt")
    async with http.get(house.url + stored["url"]) as response:
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.headers["Content-Type"] == "application/octet-stream"


async def test_only_parties_of_the_chat_upload(house: House, http):
    """Bound to chat and sender (CVE-2022-1176)."""
    _, _, chat_id = await house.talking()
    stranger, colleague = await house.customer(), await house.agent("bruno")
    assert (await upload(http, house, chat_id, stranger.token))[0] == 404
    assert (await upload(http, house, chat_id, colleague.token))[0] == 404
    assert (await upload(http, house, chat_id, "forged"))[0] == 401
    assert (await upload(http, house, "no-such-chat", stranger.token))[0] == 404


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (b"{}", "application/json"),
        (b"nonsense", "multipart/form-data; boundary=x"),
        (b"nonsense", "multipart/form-data"),
        (b"--x\r\n\r\n", "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data; boundary=x"),
    ],
)
async def test_a_broken_upload_is_refused(house: House, http, data, content_type):
    _, customer, chat_id = await house.talking()
    async with http.post(
        f"{house.url}/api/v1/chats/{chat_id}/attachments",
        data=data,
        headers={"Authorization": f"Bearer {customer.token}", "Content-Type": content_type},
    ) as response:
        assert response.status == 400
        assert (await response.json())["error"]["code"] == "invalid"
    assert not house.failures()


async def test_another_field_is_no_file(house: House, http):
    _, customer, chat_id = await house.talking()
    status, answer = await upload(http, house, chat_id, customer.token, field="picture")
    assert (status, answer["error"]["field"]) == (400, "file")


async def test_an_address_that_was_not_signed_opens_nothing(house: House, http):
    _, customer, chat_id = await house.talking()
    _, stored = await upload(http, house, chat_id, customer.token)
    path, _, query = stored["url"].partition("?")
    expires, signature = query.split("&")
    for forged in (
        path,
        f"{path}?{expires}",
        f"{path}?{expires}&signature=",
        f"{path}?{expires}&signature=é",
        f"{path}?expires=99999999999&{signature}",
        f"{path}?expires=x&{signature}",
        f"{path}0?{query}",
        f"/api/v1/attachments/..%2f..%2fparley.db?{query}",
    ):
        async with http.get(house.url + forged) as response:
            assert response.status == 404, forged


def test_a_signed_address_opens_for_ten_minutes():
    clock = FakeClock()
    signatures = Signatures(b"key", clock.now)
    _, _, query = signatures.attachment_url("a1").partition("?")
    expires, signature = (part.partition("=")[2] for part in query.split("&"))
    clock.advance(seconds=599)
    assert signatures.is_valid("a1", expires, signature)
    assert not signatures.is_valid("a2", expires, signature)
    clock.advance(seconds=2)
    assert not signatures.is_valid("a1", expires, signature)
    assert not Signatures(b"other", FakeClock().now).is_valid("a1", expires, signature)
