"""The desk's HTTP side as a script: cases and the mail written in them."""

from typing import Any, BinaryIO

import aiohttp

from tests.kit.clients import Agent, Refused


class CaseDesk:
    """What an agent does with cases."""

    def __init__(self, agent: Agent) -> None:
        self._url = agent.url
        self._headers = {"Authorization": f"Bearer {agent.token}"}

    async def ask(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        """Ask for something; raises `Refused` unless it was done."""
        headers = {**self._headers, **options.pop("headers", {})}
        async with (
            aiohttp.ClientSession(headers=headers) as http,
            http.request(method, f"{self._url}{path}", **options) as answer,
        ):
            body: dict[str, Any] = await answer.json()
            if answer.status >= 400:
                raise Refused(body["error"])
            return body

    async def page(self, path: str) -> tuple[str, dict[str, str]]:
        """Fetch a page by its signed address; gives its text and its headers."""
        async with aiohttp.ClientSession() as http, http.get(f"{self._url}{path}") as answer:
            assert answer.status == 200, answer.status
            return await answer.text(), dict(answer.headers)

    async def pictures(self, path: str) -> str:
        """Ask where the pictures of a page are."""
        async with aiohttp.ClientSession() as http, http.head(f"{self._url}{path}") as answer:
            return answer.headers["Parley-Pictures"]

    async def case(self, case_id: str) -> dict[str, Any]:
        """Read a case."""
        return await self.ask("GET", f"/api/v1/cases/{case_id}")

    async def attach(self, case_id: str, name: str, content: bytes | BinaryIO) -> str:
        """Upload a file; gives its id."""
        form = aiohttp.FormData()
        form.add_field("file", content, filename=name)
        kept = await self.ask("POST", f"/api/v1/cases/{case_id}/attachments", data=form)
        return str(kept["id"])

    async def draft(self, case_id: str, draft_id: str = "d1", **said: Any) -> dict[str, Any]:
        """Keep a draft."""
        body = {"kind": "reply", "to": ["zoe@customer.example"], **said}
        answer = await self.ask("PUT", f"/api/v1/cases/{case_id}/drafts/{draft_id}", json=body)
        kept: dict[str, Any] = answer["draft"]
        return kept

    async def send(self, case_id: str, draft_id: str = "d1") -> dict[str, Any]:
        """Send a draft."""
        path = f"/api/v1/cases/{case_id}/drafts/{draft_id}/send"
        return await self.ask("POST", path, headers={"Idempotency-Key": draft_id})
