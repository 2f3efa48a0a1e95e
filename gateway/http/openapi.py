"""The OpenAPI document of the HTTP interface, built from the structs that validate it."""

import asyncio
import json
from collections.abc import Iterable
from typing import Any, Final

import msgspec
from aiohttp import web

from gateway.http.case_operations import CASE_OPERATIONS
from gateway.http.faq_operations import FAQ_OPERATIONS
from gateway.http.operation import AGENT, Operation
from gateway.wire import company, customers, mailboxes, reports, tasks, voicemail_rules
from gateway.wire import http as wire
from gateway.wire.chat import Attachment
from gateway.wire.errors import Failure
from gateway.wire.images import CopyImage, StoredImage
from gateway.wire.scalars import Ok, Payload
from gateway.wire.voicemail import CallerHistory, VoicemailPeaks

OPERATIONS: Final = (
    *FAQ_OPERATIONS,
    *CASE_OPERATIONS,
    Operation(
        method="post",
        path="/api/v1/login",
        summary="Log in by user name or email address; also sets the session cookie.",
        body=wire.Login,
        answer=wire.LoggedIn,
        refusals=(400, 401, 429),
    ),
    Operation(
        method="post",
        path="/api/v1/logout",
        summary="Log out: the same command as status.set logged_out, refused where that is.",
        answer=Ok,
        refusals=(401, 409),
        needs=AGENT,
    ),
    Operation(
        method="post",
        path="/api/v1/password",
        summary="Change one's password; every other session of the agent ends.",
        body=wire.ChangePassword,
        answer=Ok,
        refusals=(400, 401, 403, 429),
        needs=AGENT,
    ),
    Operation(
        method="post",
        path="/api/v1/chats/{chat_id}/attachments",
        summary="Upload the part `file` into one's own chat, for a message to carry.",
        upload=True,
        answer=Attachment,
        status=201,
        refusals=(400, 401, 404, 409, 413, 415, 429),
        needs=AGENT,
    ),
    Operation(
        method="get",
        path="/api/v1/attachments/{attachment_id}",
        summary="Fetch a file by its signed address, within ten minutes of its signing.",
        refusals=(404,),
    ),
    Operation(
        method="post",
        path="/api/v1/images",
        summary="Upload the part `file`: a picture for entries, messages and mails to show.",
        upload=True,
        answer=StoredImage,
        status=201,
        refusals=(400, 401, 413, 415, 429),
        needs=AGENT,
    ),
    Operation(
        method="post",
        path="/api/v1/images/copies",
        summary="Keep a copy of a picture on a web page, which is fetched once.",
        body=CopyImage,
        answer=StoredImage,
        status=201,
        refusals=(400, 401, 403, 413, 415, 429),
        needs=AGENT,
    ),
    Operation(
        method="get",
        path="/api/v1/images/{image_id}",
        summary="Look at a picture; who was told its address may.",
        refusals=(404,),
    ),
    Operation(
        method="get",
        path="/api/v1/mailboxes",
        summary="Tell whether mail comes in, for supervisors.",
        answer=mailboxes.Mailboxes,
        refusals=(401, 403),
        needs=AGENT,
    ),
    Operation(
        method="post",
        path="/api/v1/voicemail-rules/try",
        summary="Try the rules for voicemail by mail on a pasted mail, for supervisors.",
        body=voicemail_rules.TryVoicemailRules,
        answer=voicemail_rules.TriedVoicemailRules,
        refusals=(400, 401, 403, 413),
        needs=AGENT,
    ),
    Operation(
        method="get",
        path="/api/v1/customers",
        summary="Find customers by `q`, in the `order` last_name or company.",
        answer=customers.CustomerList,
        refusals=(400, 401),
        needs=AGENT,
    ),
    Operation(
        method="post",
        path="/api/v1/customers",
        summary="Write a customer down, once for each `id`, which its writer chooses.",
        body=customers.CreateCustomer,
        answer=customers.CustomerRecord,
        status=201,
        refusals=(400, 401, 409),
        needs=AGENT,
    ),
    Operation(
        method="get",
        path="/api/v1/customers/{customer_id}",
        summary="Read a customer with cases, contacts and tasks.",
        answer=customers.CustomerRecord,
        refusals=(401, 404),
        needs=AGENT,
    ),
    Operation(
        method="patch",
        path="/api/v1/customers/{customer_id}",
        summary="Change a customer who is still as in `rev`.",
        body=customers.ChangeCustomer,
        answer=customers.CustomerRecord,
        refusals=(400, 401, 404, 409),
        needs=AGENT,
    ),
    Operation(
        method="delete",
        path="/api/v1/customers/{customer_id}",
        summary="Erase a customer with everything said and written; numbers and times stay.",
        answer=Ok,
        refusals=(401, 403, 404, 409),
        needs=AGENT,
    ),
    Operation(
        method="post",
        path="/api/v1/customers/{customer_id}/merge",
        summary="Merge another record into this one.",
        body=customers.MergeCustomers,
        answer=customers.CustomerRecord,
        refusals=(400, 401, 403, 404, 409),
        needs=AGENT,
    ),
    Operation(
        method="post",
        path="/api/v1/customer-merges/{merge_id}/undo",
        summary="Part two records again that were merged less than a day ago.",
        answer=customers.UndoneMerge,
        refusals=(401, 403, 404, 409),
        needs=AGENT,
    ),
    Operation(
        method="get",
        path="/api/v1/queues",
        summary="List one's own queues with their figures of this moment.",
        answer=company.QueueList,
        refusals=(401,),
        needs=AGENT,
    ),
    Operation(
        method="get",
        path="/api/v1/agents",
        summary="List the colleagues one may see with their statuses.",
        answer=company.AgentList,
        refusals=(401,),
        needs=AGENT,
    ),
    Operation(
        method="get",
        path="/api/v1/codes",
        summary="List the codes for transactions and for statuses.",
        answer=company.CodeLists,
        refusals=(401,),
        needs=AGENT,
    ),
    Operation(
        method="get",
        path="/api/v1/reports",
        summary="Sum up the days `from` to `to` in `time_zone` `by` queue, agent or code; within"
        " `service_level` seconds is in time.",
        answer=reports.Report,
        refusals=(400, 401, 403, 503),
        needs=AGENT,
    ),
    Operation(
        method="get",
        path="/api/v1/tasks",
        summary="Find tasks by `mine`, `overdue` (1), `owner`, `status`, `priority`, `case`, `q`.",
        answer=tasks.TaskList,
        refusals=(400, 401),
        needs=AGENT,
    ),
    Operation(
        method="post",
        path="/api/v1/tasks",
        summary="Promise something, once for each `id`, which its writer chooses.",
        body=tasks.CreateTask,
        answer=tasks.KeptTask,
        status=201,
        refusals=(400, 401, 404),
        needs=AGENT,
    ),
    Operation(
        method="get",
        path="/api/v1/tasks/{task_id}",
        summary="Read a task.",
        answer=tasks.KeptTask,
        refusals=(401, 404),
        needs=AGENT,
    ),
    Operation(
        method="patch",
        path="/api/v1/tasks/{task_id}",
        summary="Change, finish or open a task again that is still as in `rev`.",
        body=tasks.ChangeTask,
        answer=tasks.KeptTask,
        refusals=(400, 401, 404, 409),
        needs=AGENT,
    ),
    Operation(
        method="get",
        path="/api/v1/mail-files/{file_id}",
        summary="Fetch a file of a mail by its signed address, within ten minutes of its signing.",
        refusals=(404,),
    ),
    Operation(
        method="post",
        path="/api/v1/widget/voice",
        summary="Upload the part `file`, a WAV of up to three minutes, for `callback.request`.",
        upload=True,
        answer=wire.UploadedVoice,
        status=201,
        refusals=(400, 401, 404, 413, 415, 429),
        needs=("bearer",),
    ),
    Operation(
        method="post",
        path="/api/v1/voicemails",
        summary="Hand a recording in, once for each `Idempotency-Key`; 200 for one that is there.",
        form=wire.HandedIn,
        answer=wire.TakenVoicemail,
        status=201,
        refusals=(400, 401, 413, 415, 422),
        needs=("pbx_key",),
    ),
    Operation(
        method="get",
        path="/api/v1/voicemails/{voicemail_id}/audio",
        summary="Play a recording by ranges; by its signed address, or while it is in hand.",
        refusals=(401, 404),
    ),
    Operation(
        method="get",
        path="/api/v1/voicemails/{voicemail_id}/peaks",
        summary="Read a waveform; by the signed address, or while the recording is in hand.",
        answer=VoicemailPeaks,
        refusals=(401, 404),
    ),
    Operation(
        method="get",
        path="/api/v1/voicemails/{voicemail_id}/history",
        summary="Read what the same number has left before; while the recording is in hand.",
        answer=CallerHistory,
        refusals=(401, 404),
        needs=AGENT,
    ),
    Operation(
        method="get",
        path="/api/v1/voicemails/{voicemail_id}/original",
        summary="Keep the recording as it came, by its signed address; for those who may.",
        refusals=(401, 404),
    ),
    Operation(
        method="get",
        path="/api/v1/openapi.json",
        summary="This document.",
    ),
    Operation(method="get", path="/healthz", summary="Whether it lives.", answer=wire.Health),
    Operation(
        method="get", path="/readyz", summary="Whether it can work.", answer=wire.Health,
        refusals=(503,),
    ),
    Operation(method="get", path="/metrics", summary="Figures for Prometheus."),
)  # fmt: skip


def document() -> str:
    """Build the whole document as JSON text."""
    structs: list[type[Payload]] = [Failure]
    for each in OPERATIONS:
        structs += filter(None, (each.body, each.form, each.answer))
    _, schemas = msgspec.json.schema_components(
        list(dict.fromkeys(structs)), ref_template="#/components/schemas/{name}"
    )
    paths: dict[str, dict[str, Any]] = {}
    for each in OPERATIONS:
        paths.setdefault(each.path, {})[each.method] = _operation(each)
    whole = {
        "openapi": "3.1.0",
        "info": {"title": "Parley HTTP", "version": "1"},
        "paths": paths,
        "components": {
            "schemas": dict(sorted(schemas.items())),
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "pbx_key": {"type": "http", "scheme": "bearer"},
                "session_cookie": {"type": "apiKey", "in": "cookie", "name": "parley_session"},
            },
        },
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _operation(each: Operation) -> dict[str, Any]:
    names = [part[1:-1] for part in each.path.split("/") if part.startswith("{")]
    described: dict[str, Any] = {
        "summary": each.summary,
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in names
        ],
        "responses": {str(each.status): _response("Done.", each.answer)}
        | {str(status): _response("Refused.", Failure) for status in each.refusals},
    }
    if each.body is not None:
        described["requestBody"] = {"required": True, "content": _json(each.body)}
    if each.upload:
        described["requestBody"] = {"required": True, "content": _MULTIPART}
    if each.form is not None:
        described["requestBody"] = {"required": True, "content": _form(each.form)}
    if each.needs:
        described["security"] = [{scheme: []} for scheme in each.needs]
    return described


def _form(fields: type[Payload]) -> dict[str, Any]:
    audio = {
        "type": "object",
        "required": ["audio"],
        "properties": {"audio": {"type": "string", "format": "binary"}},
    }
    whole = [{"$ref": f"#/components/schemas/{fields.__name__}"}, audio]
    return {"multipart/form-data": {"schema": {"allOf": whole}}}


_MULTIPART: Final = {
    "multipart/form-data": {
        "schema": {
            "type": "object",
            "required": ["file"],
            "properties": {"file": {"type": "string", "format": "binary"}},
        }
    }
}


def _response(description: str, struct: type[Payload] | None) -> dict[str, Any]:
    if struct is None:
        return {"description": description}
    return {"description": description, "content": _json(struct)}


def _json(struct: type[Payload]) -> dict[str, Any]:
    reference = {"$ref": f"#/components/schemas/{struct.__name__}"}
    return {"application/json": {"schema": reference}}


class OpenApiRoutes:
    """Serves the document."""

    def __init__(self) -> None:
        """Build it when somebody first asks."""
        self._document: str | None = None

    def routes(self) -> Iterable[web.RouteDef]:
        """Give the route."""
        return (web.get("/api/v1/openapi.json", self.show),)

    async def show(self, request: web.Request) -> web.Response:  # noqa: ARG002 - a handler
        """Give the document to whoever wants to write a client."""
        if self._document is None:
            # Some 50 ms of work: too long for every start, or for the event loop.
            self._document = await asyncio.to_thread(document)
        return web.Response(text=self._document, content_type="application/json")
