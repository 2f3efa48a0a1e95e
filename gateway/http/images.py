"""Pictures: uploaded or copied by agents, given out to whoever was told the address."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import Final

from aiohttp import web

from accounts.directory import Agent
from channels.chat.limits import Rate
from channels.contract import Clock
from gateway.http.answers import HttpRefusal, answer, read_body
from gateway.http.uploads import uploaded
from gateway.images.intake import ImageIntake, ImageTooLarge, NotAnImage
from gateway.images.web import NotFetched, WebImages
from gateway.wire import images as wire
from gateway.wire.errors import Code
from markup.own_images import address_of, images_in, is_own
from router.ids import SECOND
from storage.blobs import Blobs
from storage.images import ImageStore, StoredImage

_A_YEAR: Final = 31_536_000


class ImageRoutes:
    """Takes pictures in and gives them out."""

    def __init__(
        self,
        *,
        agent_of: Callable[[web.Request, str], Awaitable[Agent]],
        intake: ImageIntake,
        web_images: WebImages | None,
        store: ImageStore,
        blobs: Blobs,
        clock: Clock,
        own_origin: str,
        most_bytes: int,
        rate: Rate | None,
    ) -> None:
        """Join the collaborators.

        Without `web_images` nothing is copied from pages; `rate` is per agent, None switches it
        off.
        """
        self._agent_of = agent_of
        self._intake = intake
        self._web_images = web_images
        self._store = store
        self._blobs = blobs
        self._clock = clock
        self._own_origin = own_origin
        self._most_bytes = most_bytes
        self._rate = rate

    def routes(self) -> Iterable[web.RouteDef]:
        """Give the routes."""
        return (
            web.post("/api/v1/images", self.upload),
            web.post("/api/v1/images/copies", self.copy),
            web.get("/api/v1/images/{image_id}", self.show),
        )

    async def upload(self, request: web.Request) -> web.Response:
        """Keep a picture from an agent's computer (FAQ-019)."""
        agent = await self._caller(request)
        _, _, chunks = await uploaded(request)
        return await self._taken(await self._collected(chunks), agent, "file")

    async def copy(self, request: web.Request) -> web.Response:
        """Keep a copy of a picture on a web page, which is never shown from there (FAQ-018)."""
        agent = await self._caller(request)
        wanted = await read_body(request, wire.CopyImage)
        own = await self._own(wanted.url)
        if own is not None:
            return _shown(own)
        if self._web_images is None:
            raise HttpRefusal(Code.FORBIDDEN, "url", reason="copying_off")
        try:
            content = await self._web_images.fetch(wanted.url)
        except NotFetched as error:
            raise _REFUSALS[error.why]("url") from None
        return await self._taken(content, agent, "url")

    async def show(self, request: web.Request) -> web.StreamResponse:
        """Give a picture; its bytes never change, so a browser asks once."""
        image = await self._store.get(request.match_info["image_id"])
        if image is None:
            raise HttpRefusal(Code.NOT_FOUND)
        path = self._blobs.path(image.id)
        if not path.is_file():
            raise HttpRefusal(Code.NOT_FOUND)
        return web.FileResponse(
            path,
            headers={
                "Content-Type": image.type,
                "Content-Disposition": "inline",
                "Content-Security-Policy": "default-src 'none'; sandbox",
                # The frame a mail is shown in has no origin of its own.
                "Cross-Origin-Resource-Policy": "cross-origin",
                # Private: what one customer was shown is not for a cache that many share.
                "Cache-Control": f"private, max-age={_A_YEAR}, immutable",
            },
        )

    async def _caller(self, request: web.Request) -> Agent:
        agent = await self._agent_of(request, "image.add")
        if self._rate is not None:
            wait = self._rate.take(agent.id, self._clock.now())
            if wait:
                raise HttpRefusal(Code.RATE_LIMITED, retry_after_seconds=wait / SECOND)
        return agent

    async def _collected(self, chunks: AsyncIterator[bytes]) -> bytes:
        content = bytearray()
        async for chunk in chunks:
            content += chunk
            if len(content) > self._most_bytes:
                raise _too_large("file")
        return bytes(content)

    async def _taken(self, content: bytes, agent: Agent, field: str) -> web.Response:
        try:
            return _shown(await self._intake.take(content, agent.id))
        except ImageTooLarge:
            raise _too_large(field) from None
        except NotAnImage:
            raise _not_an_image(field) from None

    async def _own(self, url: str) -> StoredImage | None:
        """Find the picture if its page was one of ours: it is kept already."""
        address = url.removeprefix(self._own_origin)
        if not is_own(address):
            return None
        return await self._store.get(next(images_in(address)))


def _shown(image: StoredImage) -> web.Response:
    return answer(
        wire.StoredImage(
            id=image.id,
            url=address_of(image.id),
            width=image.width,
            height=image.height,
            size_bytes=image.size_bytes,
            type="image/jpeg" if image.type == "image/jpeg" else "image/png",
        ),
        status=201,
    )


def _too_large(field: str) -> HttpRefusal:
    return HttpRefusal(Code.TOO_LARGE, field, reason="image_too_large")


def _not_an_image(field: str) -> HttpRefusal:
    return HttpRefusal(Code.UNSUPPORTED_TYPE, field, reason="not_image")


def _refused(field: str) -> HttpRefusal:
    return HttpRefusal(Code.INVALID, field, reason="not_copied")


_REFUSALS: Final[dict[str, Callable[[str], HttpRefusal]]] = {
    "too_large": _too_large,
    "not_image": _not_an_image,
    "refused": _refused,
}
