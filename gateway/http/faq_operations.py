"""The routes of those who keep the knowledge base, as the OpenAPI document describes them."""

from typing import Final

from gateway.http.operation import AGENT, Operation
from gateway.wire import knowledge
from gateway.wire.scalars import Ok

FAQ_OPERATIONS: Final = (
    Operation(
        method="get",
        path="/api/v1/faq/entries",
        summary="List every entry of the knowledge base, those too that are only being written.",
        answer=knowledge.ManagedEntries,
        refusals=(401, 403),
        needs=AGENT,
    ),
    Operation(
        method="post",
        path="/api/v1/faq/entries",
        summary="Write a new entry, for everybody or as a draft.",
        body=knowledge.WriteEntry,
        answer=knowledge.ManagedEntry,
        status=201,
        refusals=(400, 401, 403, 409),
        needs=AGENT,
    ),
    Operation(
        method="get",
        path="/api/v1/faq/entries/{entry_id}",
        summary="Read an entry with its draft and its versions.",
        answer=knowledge.ManagedEntry,
        refusals=(401, 403, 404),
        needs=AGENT,
    ),
    Operation(
        method="put",
        path="/api/v1/faq/entries/{entry_id}",
        summary="Change an entry that is still as in `rev`, or its draft as in `draft_rev`.",
        body=knowledge.WriteEntry,
        answer=knowledge.ManagedEntry,
        refusals=(400, 401, 403, 404, 409),
        needs=AGENT,
    ),
    Operation(
        method="delete",
        path="/api/v1/faq/entries/{entry_id}",
        summary="Take an entry away; its versions are kept.",
        answer=Ok,
        refusals=(401, 403, 404),
        needs=AGENT,
    ),
    Operation(
        method="delete",
        path="/api/v1/faq/entries/{entry_id}/draft",
        summary="Throw away what is being written of an entry.",
        answer=Ok,
        refusals=(401, 403),
        needs=AGENT,
    ),
    Operation(
        method="post",
        path="/api/v1/faq/preview",
        summary="Show how an answer looks in a message and on its page.",
        body=knowledge.PreviewAnswer,
        answer=knowledge.AnswerPreview,
        refusals=(400, 401, 403),
        needs=AGENT,
    ),
    Operation(
        method="get",
        path="/api/v1/faq/help",
        summary="Tell where user guides and support are, as the configuration has it.",
        answer=knowledge.HelpLinks,
        refusals=(401, 403),
        needs=AGENT,
    ),
    Operation(
        method="post",
        path="/api/v1/faq/categories",
        summary="Make a category.",
        body=knowledge.WriteCategory,
        answer=Ok,
        status=201,
        refusals=(400, 401, 403),
        needs=AGENT,
    ),
    Operation(
        method="put",
        path="/api/v1/faq/categories/{name}",
        summary="Give a category another name, in its entries too.",
        body=knowledge.WriteCategory,
        answer=Ok,
        refusals=(400, 401, 403),
        needs=AGENT,
    ),
    Operation(
        method="delete",
        path="/api/v1/faq/categories/{name}",
        summary="Forget a category in which nothing stands.",
        answer=Ok,
        refusals=(401, 403, 409),
        needs=AGENT,
    ),
)
