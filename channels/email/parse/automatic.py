"""The headers by which programs tell that they are programs."""

import re
from typing import Final

from channels.email.parse.addresses import address_in
from channels.email.parse.headers import Headers
from channels.email.parse.parameters import structured
from channels.email.parse.parsed import AutoFacts
from channels.email.parse.printable import clean_line, shorten
from channels.email.parse.words import header_text

LOOP_HEADERS: Final = ("x-loop", "x-parley-loop")
"""The second one is set on every automatic message that Parley sends."""

_LIST_HEADERS: Final = frozenset(
    f"list-{name}"
    for name in ("id", "post", "help", "subscribe", "unsubscribe", "archive", "owner")
)
_AUTOREPLIES: Final = ("x-autoreply", "x-autorespond", "x-auto-response-id", "x-auto-reply-from")
_COMMENT: Final = re.compile(r"\([^()]*\)")
_WORD: Final = re.compile(r"[a-z0-9_-]+")


def auto_facts(headers: Headers) -> AutoFacts:
    """Gather what the headers of a message say about who wrote it."""
    names = {name for name, _ in headers}
    kind = structured(headers.first("content-type"))
    report = kind.parameters.get("report-type", "").lower() or "unknown"
    return AutoFacts(
        auto_submitted=_keyword(headers, "auto-submitted")
        or ("unknown" if "auto-submitted" in headers else ""),
        precedence=_keyword(headers, "precedence"),
        list_id=shorten(_line(headers, "list-id"), 200),
        list_headers=not names.isdisjoint(_LIST_HEADERS),
        return_path=_return_path(headers),
        suppress=tuple(
            word
            for raw in headers.all("x-auto-response-suppress")
            for word in _WORD.findall(header_text(raw).lower())
        ),
        report_type=report if kind.value == "multipart/report" else "",
        autoreply=any(name.startswith(_AUTOREPLIES) for name in names)
        and _keyword(headers, "x-autoreply") not in {"no", "false"},
        loop=not names.isdisjoint(LOOP_HEADERS),
        from_text=shorten(_line(headers, "from"), 300),
    )


def _keyword(headers: Headers, name: str) -> str:
    """Give the first word of a header in lower case; comments and parameters mean nothing."""
    match = _WORD.search(_COMMENT.sub(" ", header_text(headers.first(name))).lower())
    return match[0] if match else ""


def _return_path(headers: Headers) -> str | None:
    if "return-path" not in headers:
        return None
    text = _line(headers, "return-path")
    return address_in(text) or text.strip("<> ")


def _line(headers: Headers, name: str) -> str:
    return clean_line(header_text(headers.first(name)))
