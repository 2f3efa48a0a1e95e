"""What goes wrong in a page without anybody looking: errors, warnings of policies, strangers."""

import re
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, ConsoleMessage, Request, WebError


class Troubles:
    """Listens to browser contexts; what was not expected fails the test at its end."""

    def __init__(self, *hosts: str) -> None:
        """Take the hosts (with their ports) that pages may talk to."""
        self.requests: list[str] = []
        self._hosts = set(hosts)
        self._heard: list[str] = []
        self._expected: list[str] = []

    def listen(self, context: BrowserContext) -> None:
        """Listen to every page of a context, its frames included."""
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)

    def allow(self, origin: str) -> None:
        """Let pages come from a further origin."""
        self._hosts.add(origin.partition("//")[2])

    def expect(self, pattern: str) -> None:
        """Let errors pass that match a regular expression."""
        self._expected.append(pattern)

    def expect_no_network(self) -> None:
        """Let the browser say that it could not reach the gateway."""
        self.expect(r"net::ERR_|WebSocket connection to .* failed|WebSocket is (closed|already)")

    def left(self) -> list[str]:
        """Give what nobody expected."""
        return [
            each
            for each in self._heard
            if not any(re.search(pattern, each) for pattern in self._expected)
        ]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning", "assert"):
            where = message.location.get("url", "")
            self._heard.append(f"console {message.type}: {message.text} ({where})")

    def _error(self, error: WebError) -> None:
        self._heard.append(f"page error: {error.error}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss"):
            self.requests.append(request.url)
            if address.netloc not in self._hosts:
                self._heard.append(f"request to a stranger: {request.url}")
