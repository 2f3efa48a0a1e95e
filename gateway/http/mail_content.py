"""What came with mails, given out by signed address: files, and HTML behind two walls."""

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from urllib.parse import quote

from aiohttp import web

from channels.chat.attachments import HEAD_BYTES, media_type_of
from channels.email.values import Mail
from gateway.http.answers import HttpRefusal
from gateway.http.signatures import LIFETIME_SECONDS, Signatures
from gateway.views.mail import MailViews
from gateway.wire.errors import Code
from markup.mail_html import clean_mail, has_remote_pictures
from storage.blobs import Blobs
from storage.drafts import Drafts
from storage.incoming_body import UnknownBlob

_SHOWN_INLINE: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
PICTURES: Final = "Parley-Pictures"
"""The header that says where a mail's pictures are: `remote`, if any of them is, or `none`."""
_UNKEPT: Final = {"Cache-Control": "no-store"}
_PAGE: Final = (
    '<!doctype html><html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">'
    "<style>body{{margin:12px;font:15px/1.5 system-ui,sans-serif;color:#1b1b1b;background:#fff;"
    "overflow-wrap:anywhere}}img{{max-width:100%;height:auto}}table{{max-width:100%}}"
    "blockquote{{margin:0 0 0 12px;padding-left:12px;border-left:2px solid #ccc}}"
    "[class^=Mso]{{margin:0}}[class^=MsoListParagraph]{{margin-left:36pt}}</style></head>"
    "<body dir='auto'>{body}</body></html>"
)


class MailContentRoutes:
    """Shows mails' HTML and gives out their files."""

    def __init__(
        self,
        *,
        store: Drafts,
        views: MailViews,
        blobs: Blobs,
        signatures: Signatures,
        own_origin: str,
    ) -> None:
        """Join the collaborators; pictures inside mails come from `own_origin`."""
        self._store = store
        self._views = views
        self._blobs = blobs
        self._signatures = signatures
        self._own_origin = own_origin

    def routes(self) -> Iterable[web.RouteDef]:
        """Give the routes."""
        return (
            web.get("/api/v1/mails/{mail_id}/html", self.page),
            web.get("/api/v1/mail-files/{file_id}", self.download),
        )

    async def page(self, request: web.Request) -> web.Response:
        """Show a mail's HTML, for a sandboxed frame of the desk alone.

        Asked for the head alone, say whether there is anything in it to fetch from elsewhere: the
        desk cannot look into the frame.
        """
        mail_id = request.match_info["mail_id"]
        self._check(request, f"mail_html:{mail_id}")
        mail = await self._store.mail(mail_id)
        if mail is None or mail.html is None:
            raise HttpRefusal(Code.NOT_FOUND)
        if request.method == "HEAD":
            far = await asyncio.to_thread(has_remote_pictures, mail.html)
            return web.Response(headers={PICTURES: "remote" if far else "none", **_UNKEPT})
        remote = request.query.get("images") == "1"
        body = await asyncio.to_thread(
            clean_mail, mail.html, inline=self._inline(mail), remote_images=remote
        )
        pictures = f"{self._own_origin} data:{' https: http:' if remote else ''}"
        return web.Response(
            text=_PAGE.format(body=body),
            content_type="text/html",
            headers={
                "Content-Security-Policy": (
                    f"default-src 'none'; img-src {pictures}; style-src 'unsafe-inline'; "
                    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
                    "sandbox allow-popups allow-popups-to-escape-sandbox"
                ),
                "Referrer-Policy": "no-referrer",
                **_UNKEPT,
            },
        )

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Give a file; only a still picture that is one is shown in place."""
        file_id = request.match_info["file_id"]
        self._check(request, f"mail_file:{file_id}")
        file = await self._store.file(file_id)
        if file is None:
            raise HttpRefusal(Code.NOT_FOUND)
        try:
            path = self._blobs.path(file.blob)
        except UnknownBlob:
            raise HttpRefusal(Code.NOT_FOUND) from None
        found = await asyncio.to_thread(_type_of, path)
        if found is None:
            raise HttpRefusal(Code.NOT_FOUND)
        inline = found in _SHOWN_INLINE
        disposition = "inline" if inline else "attachment"
        return web.FileResponse(
            path,
            headers={
                "Content-Type": found if inline else "application/octet-stream",
                "Content-Disposition": f"{disposition}; filename*=UTF-8''{quote(file.name)}",
                "Content-Security-Policy": "default-src 'none'; sandbox",
                # The frame a mail is shown in has no origin of its own.
                "Cross-Origin-Resource-Policy": "cross-origin",
                "Cache-Control": f"private, max-age={LIFETIME_SECONDS}",
            },
        )

    def _check(self, request: web.Request, subject: str) -> None:
        query = request.query
        if not self._signatures.is_valid(
            subject, query.get("expires", ""), query.get("signature", "")
        ):
            raise HttpRefusal(Code.NOT_FOUND)

    def _inline(self, mail: Mail) -> dict[str, str]:
        return {
            file.content_id: self._own_origin + self._views.file(file).url
            for file in mail.files
            if file.content_id is not None
        }


def _type_of(path: Path) -> str | None:
    """Look at the bytes; what the sender declared means nothing. None: the file is not there."""
    try:
        with path.open("rb") as file:
            return media_type_of(file.read(HEAD_BYTES)) or "application/octet-stream"
    except OSError:
        return None
