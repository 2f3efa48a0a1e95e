"""Replay: today's router decides the past anew, and says where it would decide otherwise."""

import pytest
from msgspec.structs import replace

from router.audit.replay import replay
from router.decisions import Offered, StatusChanged
from router.history import ROUTER_VERSION, Record
from router.inputs import AcceptOffer
from tests.router.audit.doctored import added, altered, appended, dropped
from tests.router.audit.journals import sound, two_at_work, with_chat


def _entries(records: list[Record], version: str = ROUTER_VERSION) -> list[tuple[str, Record]]:
    return [(version, record) for record in records]


def test_a_sound_record_is_decided_alike_entry_by_entry() -> None:
    """ARCHITECTURE: the same inputs give the same decisions; long records show how far it is."""
    records = sound(with_chat())
    told: list[int] = []
    assert list(replay(_entries(records), on_entry=told.append)) == []
    assert told == [record.n for record in records]


def _ringing() -> list[Record]:
    desk = two_at_work()
    desk.enters("c1")
    return sound(desk)


def test_the_first_decision_that_differs_is_shown_and_nothing_after_it() -> None:
    """ARCHITECTURE: what follows a difference follows from it."""
    desk = two_at_work()
    desk.enters("c1")
    n = len(desk.records)
    desk.accepts("alice")
    records = altered(sound(desk), Offered, agent="bob")
    told: list[int] = []
    (found,) = replay(_entries(records), on_entry=told.append)
    assert (found.n, found.rule, told[-1]) == (n, "replay", n - 1)
    was, would_be = found.sentence.split(" and would now be ")
    assert "decision 1 was Offered" in was
    assert "agent='bob'" in was
    assert "agent='alice'" in would_be


def test_a_decision_too_few_is_shown() -> None:
    (found,) = replay(_entries(dropped(_ringing(), Offered)))
    assert "decision 1 was nothing more and would now be Offered" in found.sentence


def test_a_decision_too_many_is_shown() -> None:
    records = _ringing()
    status = next(made for made in records[-2].decisions if isinstance(made, StatusChanged))
    (found,) = replay(_entries(added(records, status)))
    assert "decision 2 was StatusChanged" in found.sentence
    assert found.sentence.endswith("would now be nothing more")


def test_what_another_version_decided_is_taken_as_it_is() -> None:
    """ARCHITECTURE: an older router decided otherwise, and rightly; today's goes on from there."""
    records = altered(_ringing(), Offered, agent="bob")
    offer = records[-1].decisions[-1]
    assert isinstance(offer, Offered)
    accepted = appended(records, AcceptOffer(agent="bob", offer=offer.offer))[-1]
    entries = [*_entries(records, version="0"), (ROUTER_VERSION, accepted)]
    (found,) = replay(entries)
    assert found.n == accepted.n
    assert "would now be HandlingStarted" in found.sentence
    assert "agent='bob'" in found.sentence


@pytest.mark.parametrize("version", [ROUTER_VERSION, "0"])
def test_a_record_that_does_not_fit_its_past_is_a_finding(version: str) -> None:
    """ARCHITECTURE: a damaged journal is reported, whoever wrote it."""
    records = sound(with_chat())
    torn = [*records[:2], replace(records[2], n=1), *records[3:]]
    (found,) = replay(_entries(torn, version))
    assert found.n == 1
    assert found.sentence.startswith("the router cannot follow: ValueError")


def test_a_command_that_would_be_refused_now_is_a_finding() -> None:
    """ARCHITECTURE: a refused command has no entry, so a record of one came from nowhere."""
    records = appended(sound(with_chat()), AcceptOffer(agent="bob", offer="9.9"))
    (found,) = replay(_entries(records))
    assert found.sentence == "the router cannot follow: Refused offer_expired"
