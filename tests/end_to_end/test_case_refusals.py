"""What the desk may not do with cases: told apart by codes, and nothing is changed."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from yarl import URL

from tests.kit.clients import Agent, Refused
from tests.kit.desk_http import CaseDesk
from tests.kit.gateway import PASSWORD, GatewayProcess
from tests.kit.post import MAIL_WORLD, MAILBOX, letter, post
from tests.kit.postgres import PostgresServer
from tests.kit.worlds import Worlds

REPLY = {"kind": "reply", "to": ["zoe@customer.example"]}
BODIES: list[tuple[dict[str, Any], str, str]] = [
    ({"kind": "telegram"}, "invalid", "kind"),
    ({"to": ["zoe"]}, "invalid", "to[0]"),
    ({"to": ["zoe@c.example\nBcc: all@c.example"]}, "invalid", "to[0]"),
    ({"cc": ["zoe@c.example"] * 101}, "invalid", "cc"),
    ({"subject": "x" * 5_000}, "invalid", "subject"),
    ({"html": 1}, "invalid", "html"),
    ({"html": "x" * 1_000_001}, "invalid", "html"),
    ({"html": "\ud800"}, "invalid", ""),
    ({"rev": -1}, "invalid", "rev"),
    ({"rev": 2**70}, "conflict", "rev"),
    ({"attachments": ["nobody's"]}, "invalid", "attachments"),
    ({"attachments": ["\0"]}, "invalid", "attachments"),
    ({"from": "boss@shop.example"}, "invalid", "from"),
]
CHANGES: list[tuple[bytes, str]] = [
    (b'{"status": "gone"}', "status"),
    (b'{"priority": 7}', "priority"),
    (b'{"subject": "%s"}' % (b"x" * 2_000), "subject"),
    (b'{"subject": "\\udfff"}', ""),
    (b'{"subject": "\xff"}', ""),
    (b"[]", ""),
    (b"", ""),
]
STRANGE = ["%00", "%ED%A0%80", "%FF", "..%2F", "x" * 3_000, "%F0%9F%A7%8A"]
PATHS = [
    ("GET", "/cases/{}", {}),
    ("PATCH", "/cases/{}", {"json": {"status": "closed"}}),
    ("GET", "/cases?status={}", {}),
    ("POST", "/cases/CASE/drafts/{}/send", {"headers": {"Idempotency-Key": "k"}}),
    ("DELETE", "/cases/CASE/drafts/{}", {}),
    ("POST", "/cases/CASE/drafts/{}/resolve", {"json": {"action": "resend"}}),
    ("POST", "/mails/{}/resolve", {"json": {"action": "resend"}}),
    ("GET", "/mails/{}/html?expires=9999999999&signature=x", {}),
    ("GET", "/mail-files/{}?expires=9999999999&signature=x", {}),
]


@pytest.fixture
def office(worlds: Worlds, tmp_path: Path, postgres: PostgresServer) -> Iterator[GatewayProcess]:
    """Run a gateway on the database that takes the least."""
    gateway = worlds.gateway(
        tmp_path, MAIL_WORLD, postgres=postgres, config=MAILBOX, takes_mail=True
    )
    gateway.start()
    yield gateway
    gateway.stop()


class Asker(CaseDesk):
    """A desk that looks at how it is refused."""

    async def refused(self, method: str, path: str, **options: Any) -> tuple[str, str]:
        """Ask for what cannot be; gives the code with the field."""
        url = URL(f"{self._url}/api/v1{path}", encoded=True)
        headers = {**self._headers, **options.pop("headers", {})}
        async with (
            aiohttp.ClientSession(headers=headers) as http,
            http.request(method, url, **options) as answer,
        ):
            error = (await answer.json()).get("error", {})
            return error.get("code", "done"), error.get("field", "")


@pytest.mark.postgresql
async def test_what_may_not_be_is_refused_by_name(office: GatewayProcess):
    """ERP-011, ERP-014, ERP-015: wrong, too long, not allowed, not mine, at the wrong moment."""
    alice, bruno = (Agent(office.url, name, PASSWORD) for name in ("alice", "bruno"))
    await alice.connect()
    await bruno.connect()
    await alice.be("available")
    await post(office.smtp_port, letter())
    await alice.rung()
    case_id = (await alice.accept())["case"]["id"]
    desk, other = Asker(alice), Asker(bruno)
    draft = f"/cases/{case_id}/drafts"
    before = await desk.case(case_id)

    told = {
        str(more)[:40]: await desk.refused("PUT", f"{draft}/d", json={**REPLY, **more})
        for more, _, _ in BODIES
    }
    assert told == {str(more)[:40]: (code, field) for more, code, field in BODIES}
    for body, field in CHANGES:
        json = {"Content-Type": "application/json"}
        said = await desk.refused("PATCH", f"/cases/{case_id}", data=body, headers=json)
        assert said == ("invalid", field), body
    for method, path, options in PATHS:
        for name in STRANGE:
            at = path.format(name).replace("CASE", case_id)
            code, _ = await desk.refused(method, at, **options)
            assert code == ("invalid" if "status=" in path else "not_found"), at
    assert await desk.case(case_id) == before

    await desk.draft(case_id, "d", html="<p>Yes</p>")
    assert await other.refused("DELETE", f"{draft}/d") == ("not_found", "draft_id")
    assert await other.refused("PUT", f"{draft}/d", json=REPLY) == ("not_found", "draft_id")
    with pytest.raises(Refused, match="not_found"):
        await other.send(case_id, "d")
    sent = await desk.send(case_id, "d")
    assert await desk.send(case_id, "d") == sent
    assert await desk.refused("DELETE", f"{draft}/d") == ("conflict", "draft_id")
    assert await desk.refused("PUT", f"{draft}/d", json=REPLY) == ("conflict", "draft_id")
    resend = {"json": {"action": "resend"}}
    for resolve in (f"/mails/{sent['message_id']}/resolve", f"{draft}/d/resolve"):
        assert await desk.refused("POST", resolve, json={"action": "no"}) == ("invalid", "action")
    said = await other.refused("POST", f"{draft}/d/resolve", **resend)
    assert said == ("not_found", "draft_id")

    assert (await desk.refused("GET", "/mailboxes"))[0] == "forbidden"
    bodies: tuple[dict[str, Any], ...] = ({"json": {}}, {"data": b"x"})
    for options in bodies:
        said = await desk.refused("POST", f"/cases/{case_id}/attachments", **options)
        assert said == ("invalid", "file")
    with pytest.raises(Refused, match="too_large"):
        await desk.attach(case_id, "film.mp4", BytesIO(b"x" * 20_971_521))
    assert len((await desk.case(case_id))["mails"]) == 2
    assert '"error"' not in office.log
    await alice.leave()
    await bruno.leave()
