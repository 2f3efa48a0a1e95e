"""Random histories of everything that can be told to the router.

After every step the audit must agree, a refusal must have changed nothing, and a deadline must
have been honest; at the end the record, a snapshot and the living router must say the same. The
cap, both orders, one offer at a time and no loss are rules of the audit: OFR-013, OFR-014, RTE-001,
RTE-002, RTE-008, RTE-026, CHT-001, CARD-006, QUE-030.
"""

from collections.abc import Sequence
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.router.story import EVENTS, Story


class Histories(RuleBasedStateMachine):
    """Lets hypothesis choose what happens next."""

    def __init__(self) -> None:
        super().__init__()
        self.data: st.DataObject | None = None
        self.story = Story(self.pick)

    def pick(self, among: Sequence[Any]) -> Any:
        assert self.data is not None
        return self.data.draw(st.sampled_from(among))

    @initialize(data=st.data())
    def opens(self, data: st.DataObject) -> None:
        self.data = data
        self.story.all_work()

    @rule(event=st.sampled_from(EVENTS))
    def something_happens(self, event: Any) -> None:
        event(self.story)

    def teardown(self) -> None:
        self.story.ends_well()


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=150,
    stateful_step_count=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
