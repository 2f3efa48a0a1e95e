"""Reports over HTTP: the figures that `parley report` prints."""

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final, Protocol, get_args

from aiohttp import web

from accounts.directory import Directory
from gateway.http.answers import HttpRefusal, answer
from gateway.http.case_access import CaseAccess
from gateway.report_counting import Counted, Counting
from gateway.report_days import span, zone_of
from gateway.wire import reports as wire
from gateway.wire.errors import Code
from reports.figures import SERVICE_LEVEL
from reports.tables import By, columns, names
from router.ids import Duration, seconds

_KINDS: Final[Mapping[str, By]] = {each: each for each in get_args(By)}
_MOST_SECONDS: Final = 86_400.0
"""Nobody promises an answer within more than a day."""
_EPOCH: Final = 1970


class Counter(Protocol):
    """Counts the record beside the gateway."""

    async def count(self, counting: Counting) -> Counted:
        """Give the figures, or why there are none."""
        ...


class ReportRoutes:
    """Tells programs the figures of a period."""

    def __init__(
        self,
        *,
        access: CaseAccess,
        directory: Callable[[], Directory],
        counter: Counter,
        url: str,
    ) -> None:
        """Have the record of the database at `url` counted by `counter`."""
        self._access = access
        self._directory = directory
        self._counter = counter
        self._url = url

    def routes(self) -> Iterable[web.RouteDef]:
        """Give the routes."""
        return (web.get("/api/v1/reports", self.report),)

    async def report(self, request: web.Request) -> web.Response:
        """Sum up what happened by queue, agent or code, over all days or some."""
        await self._access.agent(request, "reports.view")
        asked = self._read(request.query)
        counted = await self._counter.count(asked)
        if counted.fault is not None:
            raise HttpRefusal(Code.UNAVAILABLE)
        named = names(self._directory(), asked.by)
        rows = (
            wire.ReportRow(
                id=row.id,
                name=named.get(row.id, row.id),
                figures=dict(zip(columns(asked.by), row.cells, strict=True)),
            )
            for row in counted.rows
        )
        return answer(
            wire.Report(by=asked.by, rows=tuple(sorted(rows, key=lambda row: (row.name, row.id))))
        )

    def _read(self, query: Mapping[str, str]) -> Counting:
        by = _KINDS.get(query.get("by", "queue"))
        if by is None:
            raise HttpRefusal(Code.INVALID, "by")
        try:
            zone = zone_of(query.get("time_zone", "UTC"))
        except ValueError:
            raise HttpRefusal(Code.INVALID, "time_zone") from None
        first, last = span(_day(query, "from"), _day(query, "to"), zone)
        return Counting(
            url=self._url,
            by=by,
            first=first,
            last=last,
            service_level=_service_level(query.get("service_level")),
        )


def _day(query: Mapping[str, str], key: str) -> date | None:
    text = query.get(key)
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise HttpRefusal(Code.INVALID, key) from None
    if not _EPOCH <= day.year < date.max.year:  # beyond, a day may begin outside the calendar
        raise HttpRefusal(Code.INVALID, key)
    return day


def _service_level(text: str | None) -> Duration:
    if text is None:
        return SERVICE_LEVEL
    try:
        wanted = float(text)
    except ValueError:
        wanted = math.nan
    if not 0 <= wanted <= _MOST_SECONDS:
        raise HttpRefusal(Code.INVALID, "service_level")
    return seconds(wanted)
