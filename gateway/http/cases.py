"""Cases over HTTP: reading, changing, writing mail in them."""

import re
from collections.abc import Iterable
from mimetypes import guess_type
from typing import Final, cast, get_args

from aiohttp import web

from channels.contract import Clock
from channels.email.parse.filenames import safe_name
from channels.email.parse.printable import clean_line
from channels.email.ports import Mint
from channels.email.values import Draft, Mail, MailFile
from channels.email.writing import recipients
from crm.records import CaseStatus
from gateway.http.answers import HttpRefusal, answer, read_body
from gateway.http.case_access import CaseAccess
from gateway.http.paging import limit_of
from gateway.http.uploads import uploaded
from gateway.post_room import PostRoom
from gateway.views.mail import MailViews
from gateway.wire import cases as wire
from gateway.wire.errors import Code
from gateway.wire.scalars import Ok
from storage.blobs import Blobs, BlobTooLarge
from storage.case_search import CaseLine, CaseSearch, Position, Wanted

_USUALLY_LISTED: Final = 50
_CURSOR: Final = re.compile(r"(\d{1,18})\.(\d{1,12})", re.ASCII)
_DRAFT_BYTES: Final = 1_500_000
_ID_CHARS: Final = 64
"""A draft's id is chosen by the desk that begins it."""


class CaseRoutes:
    """What agents do with cases."""

    def __init__(
        self,
        *,
        access: CaseAccess,
        post_room: PostRoom,
        search: CaseSearch,
        mails: MailViews,
        blobs: Blobs,
        clock: Clock,
        mint: Mint,
        most_file_bytes: int,
    ) -> None:
        """Join the collaborators; an upload has at most `most_file_bytes`."""
        self._access = access
        self._post_room = post_room
        self._drafting = post_room.drafting
        self._search = search
        self._views = access.views
        self._mails = mails
        self._blobs = blobs
        self._clock = clock
        self._mint = mint
        self._most_file_bytes = most_file_bytes

    def routes(self) -> Iterable[web.RouteDef]:
        """Give the routes."""
        draft = "/api/v1/cases/{case_id}/drafts/{draft_id}"
        return (
            web.get("/api/v1/cases", self.find),
            web.post("/api/v1/cases", self.open),
            web.get("/api/v1/cases/{case_id}", self.read),
            web.patch("/api/v1/cases/{case_id}", self.change),
            web.delete("/api/v1/cases/{case_id}", self.delete),
            web.post("/api/v1/cases/{case_id}/attachments", self.upload),
            web.put(draft, self.save),
            web.delete(draft, self.discard),
            web.post(f"{draft}/send", self.send),
            web.post(f"{draft}/resolve", self.resolve_draft),
            web.post("/api/v1/mails/{mail_id}/resolve", self.resolve),
        )

    async def find(self, request: web.Request) -> web.Response:
        """List cases (CRM-002, CRM-003, ERP-016)."""
        agent = await self._access.agent(request)
        query = request.query
        limit = limit_of(request, _USUALLY_LISTED)
        status = query.get("status") or None
        if status is not None and status not in get_args(CaseStatus):
            raise HttpRefusal(Code.INVALID, "status")
        words = query.get("q", "").strip()
        if len(words) > 200 or "\0" in words:
            raise HttpRefusal(Code.INVALID, "q")
        found = await self._search.find(
            Wanted(
                status=cast("CaseStatus | None", status),
                assignee=agent.id if query.get("mine") == "1" else None,
                drafts_of=agent.id if query.get("drafts") == "1" else None,
                words=words,
                spam=query.get("spam") == "1",
                after=_cursor(query.get("after")),
                limit=limit,
            )
        )
        return answer(
            wire.Cases(
                cases=tuple(self._views.line(each) for each in found[:limit]),
                more=len(found) > limit,
                next=None if len(found) <= limit else _after(found[limit - 1]),
            )
        )

    async def open(self, request: web.Request) -> web.Response:
        """Open a case for a mail that answers none; a draft in it is written next."""
        agent = await self._access.agent(request)
        wanted = await read_body(request, wire.OpenCase)
        case = await self._post_room.beginning.begin(
            agent.id,
            wanted.client_id,
            to=wanted.to,
            subject=clean_line(wanted.subject),
            sender=wanted.sender,
        )
        return await self._access.show(case.id, agent)

    async def read(self, request: web.Request) -> web.Response:
        """Give a case with everything that was written in it."""
        agent = await self._access.agent(request)
        return await self._access.show(request.match_info["case_id"], agent)

    async def change(self, request: web.Request) -> web.Response:
        """Change the status, the priority, the severity or the subject (EIN-023, CRM-016)."""
        agent = await self._access.agent(request)
        wanted = await read_body(request, wire.ChangeCase)
        changes = {
            name: value
            for name in ("status", "priority", "severity", "subject")
            if (value := getattr(wanted, name)) is not None
        }
        if "subject" in changes:
            changes["subject"] = clean_line(changes["subject"])
        case_id = (await self._access.lasting(request)).case.id
        changed = await self._search.change(case_id, self._clock.now(), **changes)
        if changed is None:
            raise HttpRefusal(Code.NOT_FOUND, "case_id")
        self._post_room.channel.case_changed(changed)
        return await self._access.show(case_id, agent)

    async def delete(self, request: web.Request) -> web.Response:
        """Delete a case for good (CRM-004)."""
        agent = await self._access.agent(request, "case.delete")
        await self._post_room.deleting.delete(request.match_info["case_id"], agent.id)
        return answer(Ok())

    async def upload(self, request: web.Request) -> web.Response:
        """Take a file into a case, for a draft to carry (ERP-011)."""
        agent = await self._access.agent(request)
        file = await self._access.file(request)
        given, _, chunks = await uploaded(request)
        now = self._clock.now()
        try:
            blob = await self._blobs.keep(chunks, limit_bytes=self._most_file_bytes, at=now)
        except BlobTooLarge:
            raise HttpRefusal(Code.TOO_LARGE, "file") from None
        media_type = guess_type(given)[0] or "application/octet-stream"
        kept = MailFile(
            id=self._mint.id(),
            case_id=file.case.id,
            mail_id=None,
            name=safe_name(given, media_type),
            type=media_type,
            size_bytes=blob.size_bytes,
            blob=blob.id,
            uploaded_by=agent.id,
        )
        await self._post_room.drafts.add_file(kept, now)
        return answer(self._mails.file(kept), status=201)

    async def save(self, request: web.Request) -> web.Response:
        """Keep a draft (ERP-014)."""
        agent = await self._access.agent(request)
        draft_id = request.match_info["draft_id"]
        if len(draft_id) > _ID_CHARS or "\0" in draft_id:
            raise HttpRefusal(Code.INVALID, "draft_id")
        wanted = await read_body(request, wire.SaveDraft, limit_bytes=_DRAFT_BYTES)
        kept = await self._drafting.save(
            Draft(
                id=draft_id,
                case_id=request.match_info["case_id"],
                agent_id=agent.id,
                kind=wanted.kind,
                sender=wanted.sender,
                recipients=recipients(wanted.to, wanted.cc, wanted.bcc),
                subject=clean_line(wanted.subject),
                html=wanted.html.replace("\0", ""),
                files=wanted.attachments,
                rev=0,
                saved_at=self._clock.now(),
                answers=wanted.answers,
            ),
            seen_rev=wanted.rev,
        )
        file = await self._access.file(request)
        return answer(wire.SavedDraft(draft=self._views.draft(kept, file)))

    async def discard(self, request: web.Request) -> web.Response:
        """Throw a draft away."""
        agent = await self._access.agent(request)
        info = request.match_info
        await self._drafting.discard(agent.id, info["case_id"], info["draft_id"])
        return answer(Ok())

    async def send(self, request: web.Request) -> web.Response:
        """Send a draft; it is sent once, however often it is asked for (ERP-015)."""
        agent = await self._access.agent(request)
        info = request.match_info
        mail = await self._drafting.send(
            agent.id, info["case_id"], info["draft_id"], name=agent.display_name
        )
        self._post_room.delivery.soon()
        return answer(_sent_mail(mail), status=202)

    async def resolve_draft(self, request: web.Request) -> web.Response:
        """Settle what a draft has become, named by the draft (protocol.md, HTTP)."""
        agent = await self._access.agent(request)
        wanted = await read_body(request, wire.ResolveMail)
        info = request.match_info
        mail = await self._drafting.resolve_draft(
            agent.id, info["case_id"], info["draft_id"], resend=wanted.action == "resend"
        )
        self._post_room.delivery.soon()
        return answer(_sent_mail(mail))

    async def resolve(self, request: web.Request) -> web.Response:
        """Settle a mail of which nobody knows whether it arrived."""
        await self._access.agent(request)
        wanted = await read_body(request, wire.ResolveMail)
        mail = await self._drafting.resolve(
            request.match_info["mail_id"], resend=wanted.action == "resend"
        )
        self._post_room.delivery.soon()
        return answer(_sent_mail(mail))


def _after(last: CaseLine) -> str:
    return f"{last.case.changed_at}.{last.case.number}"


def _cursor(text: str | None) -> Position | None:
    if text is None:
        return None
    found = _CURSOR.fullmatch(text)
    if found is None:
        raise HttpRefusal(Code.INVALID, "after")
    return Position(changed_at=int(found[1]), number=int(found[2]))


def _sent_mail(mail: Mail) -> wire.SentMail:
    assert mail.state is not None
    return wire.SentMail(message_id=mail.id, state=mail.state)
