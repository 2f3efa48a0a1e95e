"""Fetches a picture from a web page, and from nowhere else (the guard against SSRF).

Each socket is judged by the numeric address it is about to be connected to. There is nothing
between the judgement and the connection that could look the name up once more, and a redirection
makes a new socket, which is judged anew.
"""

import asyncio
import socket
from collections.abc import Callable
from typing import Any, Final, Literal

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from gateway.images.public_addresses import is_web_server

TIMEOUT_SECONDS: Final = 10.0
"""From the first question for the name to the last byte."""
MOST_REDIRECTS: Final = 3

_SCHEMES: Final = frozenset({"http", "https"})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_TYPES: Final = ("image/png", "image/jpeg", "image/webp", "image/gif")
_CHUNK_BYTES: Final = 65_536
_HEADERS: Final = {
    "Accept": ", ".join(_TYPES),
    # A compressed answer could unpack to any size, and pictures are compressed already.
    "Accept-Encoding": "identity",
    "User-Agent": "Parley",
}
_FAILED: Final = (aiohttp.ClientError, OSError, ValueError, TimeoutError)
"""With it what is wrong about the address, the name, the certificate, or the answer."""

Why = Literal["refused", "not_image", "too_large"]


class NotFetched(Exception):
    """There is no picture; `refused` stands for every reason that would tell about a network."""

    def __init__(self, why: Why) -> None:
        """Say no more than `why`."""
        super().__init__(why)
        self.why: Why = why


class WebImages:
    """Fetches the pictures that agents copied from pages."""

    def __init__(
        self,
        *,
        most_bytes: int,
        allows: Callable[[str, int], bool] = is_web_server,
        resolver: Callable[[], AbstractResolver] | None = None,
        timeout_seconds: float = TIMEOUT_SECONDS,
    ) -> None:
        """Connect only where `allows(address, port)`; names are looked up by the system's own."""
        self._most_bytes = most_bytes
        self._allows = allows
        self._resolver = resolver
        self._timeout = timeout_seconds

    async def fetch(self, address: str) -> bytes:
        """Give what stands at `address`, if it says that it is a picture.

        Raises:
            NotFetched: there is none, or it may not be asked for.

        """
        try:
            async with asyncio.timeout(self._timeout), self._session() as session:
                return await self._follow(session, URL(address))
        except _FAILED as error:
            raise NotFetched("refused") from error

    def _session(self) -> aiohttp.ClientSession:
        """Open a session for one picture: no cookie or connection outlives it, no proxy is used."""
        connector = aiohttp.TCPConnector(
            resolver=None if self._resolver is None else self._resolver(),
            socket_factory=self._open,
            use_dns_cache=False,
            force_close=True,
        )
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            headers=_HEADERS,
        )

    def _open(self, place: Any) -> socket.socket:  # noqa: ANN401 - a row of getaddrinfo
        """Open the socket for a connection, or refuse the address that it would go to."""
        family, kind, protocol, _, target = place
        if not self._allows(target[0], target[1]):
            raise PermissionError("this address is not one of the open web")
        return socket.socket(family, kind, protocol)

    async def _follow(self, session: aiohttp.ClientSession, url: URL) -> bytes:
        for _ in range(1 + MOST_REDIRECTS):
            if url.scheme not in _SCHEMES or not url.host or url.user or url.password:
                raise NotFetched("refused")
            async with session.get(url, allow_redirects=False) as response:
                if response.status not in _REDIRECTS:
                    return await self._read(response)
                url = url.join(URL(response.headers.get("Location", "")))
        raise NotFetched("refused")

    async def _read(self, response: aiohttp.ClientResponse) -> bytes:
        if response.status != 200:
            raise NotFetched("refused")
        if response.content_type not in _TYPES:
            raise NotFetched("not_image")
        content = bytearray()
        async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
            content += chunk
            if len(content) > self._most_bytes:
                raise NotFetched("too_large")
        return bytes(content)
