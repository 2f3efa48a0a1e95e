"""Who may do what: roles, granted permissions, and denial by default."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.directory import Agent
from accounts.permissions import PERMISSIONS, RULES, granted, may
from accounts.roles import RANK, includes

NEEDS_NOTHING = sorted(action for action, rule in RULES.items() if rule is None)
NEEDS_ROLE = sorted((action, rule) for action, rule in RULES.items() if rule in RANK)
NEEDS_PERMISSION = sorted((action, rule) for action, rule in RULES.items() if rule in PERMISSIONS)


def agent(role="agent", permissions=(), *, disabled=False):
    return Agent(
        id="a1",
        username="alice",
        name="Alice Martin",
        display_name="Alice",
        role=role,
        permissions=tuple(permissions),
        disabled=disabled,
    )


def test_every_rule_is_nothing_or_a_role_or_a_permission():
    assert len(NEEDS_NOTHING) + len(NEEDS_ROLE) + len(NEEDS_PERMISSION) == len(RULES)


@pytest.mark.parametrize(
    ("role", "wanted", "answer"),
    [
        ("agent", "agent", True),
        ("agent", "supervisor", False),
        ("supervisor", "agent", True),
        ("supervisor", "administrator", False),
        ("administrator", "supervisor", True),
    ],
)
def test_roles_are_cumulative(role, wanted, answer):
    """SES-004, SES-006, ADM-006: a supervisor is an agent too."""
    assert includes(role, wanted) is answer


@pytest.mark.parametrize("action", NEEDS_NOTHING)
def test_everybody_may_do_the_daily_work(action):
    assert may(agent(), action)


@pytest.mark.parametrize(("action", "role"), NEEDS_ROLE)
def test_a_role_is_asked_for(action, role):
    assert may(agent(role), action)
    assert not any(may(agent(lower), action) for lower in RANK if RANK[lower] < RANK[role])


@pytest.mark.parametrize(("action", "permission"), NEEDS_PERMISSION)
def test_a_permission_is_asked_for(action, permission):
    """ADM-011: what an agent may do is opened one permission at a time."""
    assert may(agent(permissions=[permission]), action)
    assert may(agent(), action) is (permission in granted(agent()))


def test_rejecting_must_be_granted_to_every_role():
    """perm.interaction.reject is the administrator's to give, whatever the role."""
    assert not any(may(agent(role), "offer.reject") for role in RANK)
    assert may(agent(permissions=["interaction.reject"]), "offer.reject")


def test_a_supervisor_keeps_the_knowledge_base():
    """CON-25: the faq permissions are all on for supervisors."""
    faq = {name for name in PERMISSIONS if name.startswith("faq.")}
    assert faq <= granted(agent("supervisor"))
    assert granted(agent()) & faq == {"faq.view"}


@pytest.mark.parametrize("action", sorted(RULES))
def test_a_disabled_agent_may_do_nothing(action):
    disabled = agent("administrator", PERMISSIONS, disabled=True)
    assert not may(disabled, action)
    assert granted(disabled) == frozenset()


@given(st.text())
def test_an_unwritten_action_is_denied(action):
    """Design section 7: deny by default."""
    assert may(agent("administrator", PERMISSIONS), action) is (action in RULES)


def test_an_unknown_permission_grants_nothing():
    assert granted(agent(permissions=["everything"])) == granted(agent())
