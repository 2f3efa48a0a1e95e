"""Every event an agent can send has a rule, and who may send it is written down here.

The table is the specification: whoever adds an event adds a line, and whoever widens a permission
changes one.
"""

import pytest

from accounts.directory import Agent
from accounts.permissions import PERMISSIONS, may
from accounts.roles import RANK
from gateway.wire.events import AGENT_EVENTS

CLIENT_EVENTS = sorted(event.name for event in AGENT_EVENTS if event.direction == "client")

NEEDS = {
    "offer.reject": "interaction.reject",
    "queues.enable": "queues.self_manage",
    "visitor.block": "visitor.block",
    "faq.search": "faq.view",
    "faq.get": "faq.view",
    "faq.categories": "faq.view",
    "faq.suggest": "faq.view",
    "faq.insert": "faq.view",
    "email.pending": "email.pull",
    "email.pull": "email.pull",
    "email.discard": "email.discard",
}
"""The permission an event asks for; every other event is open to every agent."""

WITH_ROLE = {
    "agent": {"faq.view"},
    "supervisor": {"faq.view", "visitor.block"},
    "administrator": {"faq.view", "visitor.block"},
}
"""The permissions among those that a role has of itself."""


def agent(role, permissions=(), *, disabled=False):
    return Agent(
        id="a1",
        username="alice",
        name="Alice Martin",
        display_name="Alice",
        role=role,
        permissions=tuple(sorted(permissions)),
        disabled=disabled,
    )


@pytest.mark.parametrize("event", CLIENT_EVENTS)
@pytest.mark.parametrize("role", sorted(RANK))
def test_an_agent_without_grants_may_send_what_the_role_brings(event, role):
    needed = NEEDS.get(event)
    assert may(agent(role), event) is (needed is None or needed in WITH_ROLE[role])


@pytest.mark.parametrize("event", CLIENT_EVENTS)
@pytest.mark.parametrize("role", sorted(RANK))
def test_the_one_permission_that_is_needed_is_enough_and_no_other_is(event, role):
    needed = NEEDS.get(event)
    if needed is not None:
        assert may(agent(role, [needed]), event)
        others = PERMISSIONS - {needed}
        assert may(agent(role, others), event) is (needed in WITH_ROLE[role])
    assert may(agent(role, PERMISSIONS), event)


@pytest.mark.parametrize("event", CLIENT_EVENTS)
def test_a_disabled_agent_may_send_nothing(event):
    assert not may(agent("administrator", PERMISSIONS, disabled=True), event)
