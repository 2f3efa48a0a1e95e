"""The built front ends, read once and served from memory with the headers each needs."""

import asyncio
import gzip
import hashlib
import mimetypes
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aiohttp import web

from accounts.directory import Directory
from gateway.http import headers
from gateway.http.answers import HttpRefusal
from gateway.wire.errors import Code

_FOR_EVER: Final = "public, max-age=31536000, immutable"
_ASK_AGAIN: Final = "no-cache"
_FIVE_MINUTES: Final = "public, max-age=300"
_HASHED: Final = re.compile(r"-[A-Za-z0-9_-]{8,}\.\w+$")
_COMPRESSED: Final = ("text/", "application/json", "image/svg")


@dataclass(frozen=True, slots=True)
class _File:
    """A file with everything that can be known of it beforehand."""

    body: bytes
    media_type: str
    etag: str


class PageRoutes:
    """The widget, the desk and the demo's shop.

    The widget's loader is on every page of a customer's site: it is served for five minutes
    without asking. What carries a hash in its name never changes.
    """

    def __init__(self, folder: Path, directory: Callable[[], Directory]) -> None:
        """Read every file under `folder`; what is not built yet is simply not there."""
        self._directory = directory
        self._files: Mapping[str, _File] = {
            path.relative_to(folder).as_posix(): _read(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        self._zipped: dict[str, bytes | None] = {}

    def routes(self) -> Iterable[web.RouteDef]:
        """Give the routes."""
        return (
            web.get("/", self.home),
            web.get("/favicon.ico", self.icon),
            web.get("/widget.js", self.loader),
            web.get("/widget/", self.widget),
            web.get("/widget/{path:.+}", self.widget_file),
            web.get("/workspace", self.to_workspace),
            web.get("/workspace/{path:.*}", self.workspace),
            web.get("/demo", self.to_demo),
            web.get("/demo/{path:.*}", self.demo),
        )

    async def home(self, request: web.Request) -> web.StreamResponse:  # noqa: ARG002 - a handler
        """Lead people who type the bare address to the desk."""
        raise web.HTTPFound("/workspace/")

    async def icon(self, request: web.Request) -> web.Response:
        """Give the icon that browsers ask for of their own accord."""
        return await self._give(request, "workspace/icon.svg", headers.API)

    async def to_workspace(self, request: web.Request) -> web.StreamResponse:  # noqa: ARG002
        """Add the slash that relative addresses need."""
        raise web.HTTPMovedPermanently("/workspace/")

    async def to_demo(self, request: web.Request) -> web.StreamResponse:  # noqa: ARG002
        """Add the slash that relative addresses need."""
        raise web.HTTPMovedPermanently("/demo/")

    async def loader(self, request: web.Request) -> web.Response:
        """Give the script that a site puts on its pages."""
        return await self._give(
            request, "widget/widget.js", headers.FOR_OTHER_SITES, cache=_FIVE_MINUTES
        )

    async def widget(self, request: web.Request) -> web.Response:
        """Give the frame of one site's widget, which that site alone may show."""
        site = self._directory().site_by_key(request.query.get("site", ""))
        if site is None or site.disabled:
            raise HttpRefusal(Code.NOT_FOUND, "site")
        return await self._give(request, "widget/index.html", headers.widget(site.origins))

    async def widget_file(self, request: web.Request) -> web.Response:
        """Give what the widget's frame loads."""
        path = request.match_info["path"]
        if path == "index.html":
            raise HttpRefusal(Code.NOT_FOUND)  # without a site nobody may frame it
        return await self._give(request, f"widget/{path}", headers.API)

    async def workspace(self, request: web.Request) -> web.Response:
        """Give the desk; addresses inside it are its own."""
        path = request.match_info["path"]
        if "." in path.rpartition("/")[2]:
            return await self._give(request, f"workspace/{path}", headers.WORKSPACE)
        return await self._give(request, "workspace/index.html", headers.WORKSPACE)

    async def demo(self, request: web.Request) -> web.Response:
        """Give the sample shop."""
        path = request.match_info["path"] or "index.html"
        return await self._give(request, f"demo/{path}", headers.DEMO)

    async def _give(
        self,
        request: web.Request,
        path: str,
        extra: Mapping[str, str],
        *,
        cache: str | None = None,
    ) -> web.Response:
        file = self._files.get(path)
        if file is None:
            raise HttpRefusal(Code.NOT_FOUND)
        sent = {
            **extra,
            "Cache-Control": cache or (_FOR_EVER if _HASHED.search(path) else _ASK_AGAIN),
            "ETag": file.etag,
            "Vary": "Accept-Encoding",
        }
        if file.etag in request.headers.get("If-None-Match", ""):
            return web.Response(status=304, headers=sent)
        body = file.body
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            zipped = await self._zip(path, file)
            if zipped is not None:
                body = zipped
                sent["Content-Encoding"] = "gzip"
        return web.Response(body=body, headers={**sent, "Content-Type": file.media_type})

    async def _zip(self, path: str, file: _File) -> bytes | None:
        """Compress a file for whoever asks first, beside the loop: the largest takes 30 ms."""
        if path not in self._zipped:
            self._zipped[path] = await asyncio.to_thread(_compress, file)
        return self._zipped[path]


def _read(path: Path) -> _File:
    body = path.read_bytes()
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if media_type.startswith(_COMPRESSED):
        media_type += "; charset=utf-8"
    return _File(body, media_type, f'"{hashlib.sha256(body).hexdigest()[:32]}"')


def _compress(file: _File) -> bytes | None:
    """Give the body compressed, if that is worth it."""
    if not file.media_type.startswith(_COMPRESSED):
        return None
    zipped = gzip.compress(file.body, mtime=0)
    return zipped if len(zipped) < len(file.body) else None
