"""Ten thousand short histories, and the conversations that are kept.

What the audit checks at every step is listed in `test_histories`: the cap, both orders, one offer
at a time, no loss: OFR-013, OFR-014, RTE-001, RTE-002, RTE-008, RTE-026, CHT-001, CARD-006.
"""

from pathlib import Path

import pytest

from tests.router.conversations import (
    KEPT,
    failure,
    improvise,
    read,
    shrink,
    tell,
    written,
)
from tests.router.mutants import MUTANTS, Mutant
from tests.router.story import AuditFailed

CHUNKS = 20
HISTORIES = 500
LENGTH = 20


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_history_goes_wrong(chunk: int) -> None:
    """All media, transfers, personal queues, schedules, presence, restarts, changes of policy."""
    for seed in range(chunk * HISTORIES, (chunk + 1) * HISTORIES):
        conversation, error = improvise(seed, LENGTH)
        if error is not None:
            shortest = shrink(conversation, type(error))
            pytest.fail(f"keep in {KEPT.name}/:\n{written(repr(error), shortest).decode()}")


@pytest.mark.parametrize("file", sorted(KEPT.glob("*.json")), ids=lambda file: file.stem)
def test_a_kept_conversation_goes_well(file: Path) -> None:
    """What once told a wrong router from a right one goes well for ever."""
    tell(read(file))


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_is_known_by_its_conversation(
    mutant: Mutant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each conversation is as short as it was found, so it says what the rule is about."""
    conversation = read(KEPT / f"{mutant.name}.json")
    mutant.infect(monkeypatch)
    with pytest.raises(AuditFailed) as caught:
        tell(conversation)
    assert caught.value.rules & mutant.caught_by


def test_a_failure_is_shrunk_to_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long history with one defect in it leaves a short conversation that can be kept."""
    mutant = next(each for each in MUTANTS if each.name == "rings_at_nobody")
    mutant.infect(monkeypatch)
    conversation, error = improvise(0, 250)
    assert isinstance(error, AuditFailed)
    shortest = shrink(conversation, AuditFailed)
    assert isinstance(failure(shortest), AuditFailed)
    assert all(
        not isinstance(failure(shortest[:at] + shortest[at + 1 :]), AuditFailed)
        for at in range(len(shortest))
    )
