"""Files in chats: taken in as a stream, given out by signed address."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final
from urllib.parse import quote

from aiohttp import web

from accounts.directory import Directory
from accounts.networks import network_of
from accounts.permissions import may
from channels.chat.attachments import HEAD_BYTES, media_type_of
from channels.chat.limits import Rate
from channels.chat.service import ChatService
from channels.chat.values import Author, Upload
from channels.contract import Clock
from gateway.http.addresses import ClientAddresses
from gateway.http.answers import HttpRefusal, answer
from gateway.http.callers import Callers, bearer
from gateway.http.signatures import LIFETIME_SECONDS, Signatures
from gateway.http.uploads import uploaded
from gateway.views.chats import ChatViews
from gateway.wire.errors import Code
from router.ids import SECOND
from storage.blobs import Blobs, BlobTooLarge
from storage.incoming_body import UnknownBlob

_SHOWN_INLINE: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


class AttachmentRoutes:
    """Upload and download of files in chats."""

    def __init__(
        self,
        *,
        chat: ChatService,
        views: ChatViews,
        blobs: Blobs,
        callers: Callers,
        directory: Callable[[], Directory],
        addresses: ClientAddresses,
        signatures: Signatures,
        clock: Clock,
        max_bytes: int,
        rate: Rate | None,
    ) -> None:
        """Join the collaborators; `rate` is per address, None switches it off."""
        self._chat = chat
        self._views = views
        self._blobs = blobs
        self._callers = callers
        self._directory = directory
        self._addresses = addresses
        self._signatures = signatures
        self._clock = clock
        self._max_bytes = max_bytes
        self._rate = rate

    def routes(self) -> Iterable[web.RouteDef]:
        """Give the routes."""
        return (
            web.post("/api/v1/chats/{chat_id}/attachments", self.upload),
            web.get("/api/v1/attachments/{attachment_id}", self.download),
        )

    async def upload(self, request: web.Request) -> web.Response:
        """Take a file into a chat of the caller's; a message may then carry it."""
        self._limit(request)
        author = await self._author(request)
        chat_id = request.match_info["chat_id"]
        self._check_party(author, chat_id)
        name, head, chunks = await uploaded(request)
        try:
            blob = await self._blobs.keep(chunks, limit_bytes=self._max_bytes, at=self._clock.now())
        except BlobTooLarge:
            raise HttpRefusal(Code.TOO_LARGE, "file") from None
        upload = Upload(name=name, head=bytes(head), size_bytes=blob.size_bytes, blob=blob.id)
        attachment = await self._chat.add_attachment(author, chat_id, upload)
        return answer(self._views.attachment(attachment), status=201)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Give a file to whoever shows an address that was signed less than ten minutes ago."""
        attachment_id = request.match_info["attachment_id"]
        query = request.query
        if not self._signatures.is_valid(
            attachment_id, query.get("expires", ""), query.get("signature", "")
        ):
            raise HttpRefusal(Code.NOT_FOUND)
        attachment = await self._chat.attachment(attachment_id)
        if attachment is None:
            raise HttpRefusal(Code.NOT_FOUND)
        try:
            path = self._blobs.path(attachment.blob)
        except UnknownBlob:
            raise HttpRefusal(Code.NOT_FOUND) from None
        if not path.is_file():
            raise HttpRefusal(Code.NOT_FOUND)
        inline = attachment.type in _SHOWN_INLINE and _is_still(path, attachment.type)
        disposition = "inline" if inline else "attachment"
        return web.FileResponse(
            path,
            headers={
                "Content-Type": attachment.type if inline else "application/octet-stream",
                # RFC 6266: the encoded form alone, so that no name can break out of its quotes.
                "Content-Disposition": f"{disposition}; filename*=UTF-8''{quote(attachment.name)}",
                "Content-Security-Policy": "default-src 'none'; sandbox",
                "Cache-Control": f"private, max-age={LIFETIME_SECONDS}",
            },
        )

    def _limit(self, request: web.Request) -> None:
        if self._rate is None:
            return
        wait = self._rate.take(network_of(self._addresses.of(request)), self._clock.now())
        if wait:
            raise HttpRefusal(Code.RATE_LIMITED, retry_after_seconds=wait / SECOND)

    async def _author(self, request: web.Request) -> Author:
        """Find who uploads: a visitor by bearer token, or an agent."""
        token = bearer(request)
        if token is not None:
            visitor = await self._chat.visitor_by_token(token)
            if visitor is not None:
                return Author.customer(visitor.id)
        session = await self._callers.session(request)
        agent = self._directory().agents.get(session.agent_id)
        if agent is None or not may(agent, "chat.attach"):
            raise HttpRefusal(Code.FORBIDDEN)
        return Author.agent(agent.id)

    def _check_party(self, author: Author, chat_id: str) -> None:
        """Refuse before a byte is read; whether the chat still takes files is said at the end."""
        chat = self._chat.chat(chat_id)
        if chat is None or author.id not in (chat.visitor_id, chat.holder):
            raise HttpRefusal(Code.NOT_FOUND, "chat_id")


def _is_still(path: Path, media_type: str) -> bool:
    """Look at the bytes again: what is shown in the page must be the picture it was taken for."""
    with path.open("rb") as file:
        return media_type_of(file.read(HEAD_BYTES)) == media_type
