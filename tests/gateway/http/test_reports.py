"""Figures over HTTP are those of `parley report`."""

from datetime import UTC, datetime, timedelta

import pytest

from gateway.report_counting import Counting
from gateway.report_process import count
from gateway.report_room import ReportRoom
from reports.figures import SERVICE_LEVEL
from reports.tables import columns
from tests.gateway.house import House
from tests.kit.clients import Refused
from tests.kit.desk_http import CaseDesk

REPORTS = "/api/v1/reports"


async def reader(house: House) -> CaseDesk:
    """Log a supervisor in, who may view reports."""
    return CaseDesk(await house.agent("chloe"))


async def chat_through(house: House) -> None:
    """Have Alice serve one chat of the queue "web"."""
    agent, customer, chat_id = await house.talking()
    await agent.ask("interaction.end", interaction_id=chat_id)
    await agent.ask("interaction.wrap_up", interaction_id=chat_id)
    await customer.leave()


async def test_a_program_reads_what_was_counted(house: House):
    """Protocol, HTTP: `/api/v1` has JSON for reports; every figure of the command is there."""
    await chat_through(house)
    desk = await reader(house)

    report = await desk.ask("GET", REPORTS)
    assert report["by"] == "queue"
    (row,) = report["rows"]
    assert row["name"] == "web"
    assert list(row["figures"]) == list(columns("queue"))
    assert (row["figures"]["entered"], row["figures"]["accepted"]) == (1, 1)

    by_agent = (await desk.ask("GET", f"{REPORTS}?by=agent"))["rows"]
    assert {each["name"]: each["figures"]["handled"] for each in by_agent}["Alice Martin"] == 1

    assert (await desk.ask("GET", f"{REPORTS}?by=code"))["rows"] == []


async def test_only_the_days_asked_for_count(house: House):
    """From the first day's beginning to the last one's end, in the zone that is named."""
    await chat_through(house)
    desk = await reader(house)
    today = datetime.now(UTC).date()
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)

    assert (await desk.ask("GET", f"{REPORTS}?to={yesterday - timedelta(days=1)}"))["rows"] == []
    around = f"{REPORTS}?from={yesterday}&to={tomorrow}&time_zone=Europe/Paris"
    (row,) = (await desk.ask("GET", around))["rows"]
    assert row["figures"]["entered"] == 1
    later = await desk.ask("GET", f"{REPORTS}?from={tomorrow + timedelta(days=1)}")
    assert later["rows"] == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("by=planet", "by"),
        ("by=", "by"),
        ("from=yesterday", "from"),
        ("from=0001-01-01", "from"),
        ("to=9999-12-31", "to"),
        ("to=2026-02-30", "to"),
        ("time_zone=Mars/Olympus", "time_zone"),
        ("time_zone=../../etc/passwd", "time_zone"),
        ("service_level=soon", "service_level"),
        ("service_level=-1", "service_level"),
        ("service_level=nan", "service_level"),
        ("service_level=inf", "service_level"),
    ],
)
async def test_what_cannot_be_counted_is_refused(house: House, query: str, field: str):
    desk = await reader(house)
    with pytest.raises(Refused) as refused:
        await desk.ask("GET", f"{REPORTS}?{query}")
    assert (refused.value.code, refused.value.error["field"]) == ("invalid", field)


async def test_reports_are_for_who_may_view_them(house: House):
    with pytest.raises(Refused) as refused:
        await CaseDesk(await house.agent("alice")).ask("GET", REPORTS)
    assert refused.value.code == "forbidden"


async def test_a_record_that_cannot_be_read_says_so_and_the_next_report_is_counted(tmp_path):
    def counting(path) -> Counting:
        url = f"sqlite:///{path}"
        return Counting(url=url, by="queue", first=None, last=None, service_level=SERVICE_LEVEL)

    (tmp_path / "broken.db").write_bytes(b"nothing of the kind" * 100)
    assert count(counting(tmp_path / "broken.db")).fault

    room = ReportRoom(deadline_seconds=0.0)
    assert (await room.count(counting(tmp_path / "broken.db"))).fault
    await room.stop()
