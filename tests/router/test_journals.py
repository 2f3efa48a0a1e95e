"""Journals of every release so far can be read, followed and judged by this one."""

from pathlib import Path

import msgspec
import pytest

from router.audit import audit
from router.audit.replay import replay
from router.history import Record, decode
from router.machine import Router
from tests.router.keep_journal import DECISIONS, INPUTS, kinds

JOURNALS = Path(__file__).resolve().parents[1] / "journals"
KEPT = sorted(JOURNALS.glob("*.jsonl"))


class _Line(msgspec.Struct):
    v: int
    router_version: str
    n: int
    at: int
    input: msgspec.Raw
    decisions: msgspec.Raw

    def record(self) -> Record:
        return decode(
            v=self.v,
            n=self.n,
            at=self.at,
            input_json=bytes(self.input).decode(),
            decisions_json=bytes(self.decisions).decode(),
        )


def _entries(path: Path) -> list[tuple[str, Record]]:
    lines = (msgspec.json.decode(line, type=_Line) for line in path.read_bytes().splitlines())
    return [(line.router_version, line.record()) for line in lines]


def test_a_journal_is_kept() -> None:
    """ARCHITECTURE: the first language of the journal stays readable."""
    assert "chat_spine" in {path.stem for path in KEPT}


def test_no_word_of_the_language_is_without_a_journal() -> None:
    """ARCHITECTURE: whoever adds an input or a decision keeps a journal that has it."""
    kept = (record for path in KEPT for _, record in _entries(path))
    assert (INPUTS | DECISIONS) - kinds(kept) == set()


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_it_is_decided_alike(path: Path) -> None:
    """ARCHITECTURE: today's router gives the recorded answers to the recorded inputs."""
    assert list(replay(_entries(path))) == []


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_it_is_sound(path: Path) -> None:
    """ARCHITECTURE: today's audit has nothing against it."""
    assert list(audit(record for _, record in _entries(path))) == []


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_its_snapshot_leads_to_the_same_end(path: Path) -> None:
    """ARCHITECTURE: an old snapshot and the entries after it say what the whole journal says."""
    whole = Router()
    restored = Router.restore((JOURNALS / f"{path.stem}.snapshot.json").read_bytes())
    begins = restored.n
    for _, record in _entries(path):
        whole.apply(record)
        if record.n > begins:
            restored.apply(record)
    assert 0 < begins < whole.n
    assert restored.snapshot() == whole.snapshot()
    assert restored.next_deadline() == whole.next_deadline()
