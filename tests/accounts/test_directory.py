"""The provisioned world as a value."""

import pytest

from accounts.directory import (
    Agent,
    Code,
    CodeList,
    Directory,
    FaqEntry,
    Membership,
    Queue,
    Site,
    code_ids,
)

ALICE = Agent(id="a1", username="alice", name="A", display_name="A", email="bruno@example.org")
BRUNO = Agent(id="a2", username="bruno", name="B", display_name="B", email="b@example.org")
WEB = Queue(id="q1", name="web", media=("chat",))
ON_WEB = Membership(agent_id="a1", queue_id="q1")
LEFT_WEB = Membership(agent_id="a2", queue_id="q1", disabled=True)
SHOP = Site(id="s1", key="shop", origins=(), queue_id="q1", identity_keys=("k" * 32,))
WORLD = Directory([ALICE, BRUNO, WEB, ON_WEB, LEFT_WEB, SHOP])


@pytest.mark.parametrize(
    ("login", "agent"),
    [
        ("alice", ALICE),
        ("ALICE ", ALICE),
        ("bruno@example.org", ALICE),
        ("bruno", BRUNO),
        ("B@EXAMPLE.ORG", BRUNO),
        ("nobody", None),
        ("", None),
    ],
)
def test_an_agent_is_found_by_user_name_or_email(login, agent):
    """SES-004."""
    assert WORLD.agent_by_login(login) is agent


def test_only_memberships_in_force_count():
    assert WORLD.memberships_of("a1") == (ON_WEB,)
    assert WORLD.memberships_of("a2") == ()


def test_sites_and_queues_are_found_by_what_people_call_them():
    assert WORLD.site_by_key("shop") is SHOP
    assert WORLD.site_by_key("Shop") is None
    assert WORLD.queue_by_name("web") is WEB
    assert WORLD.queue_by_name("mail") is None


def test_changed_records_replace_their_namesakes():
    renamed = Queue(id="q1", name="chat", media=("chat",))
    after = WORLD.with_records([renamed])

    assert after.queue_by_name("web") is None
    assert after.queue_by_name("chat") is renamed
    assert WORLD.queue_by_name("web") is WEB
    assert len(after.records()) == len(WORLD.records())


def test_directories_are_equal_by_content():
    assert Directory(reversed(WORLD.records())) == WORLD
    assert Directory() != WORLD
    assert WORLD != "something else"


def test_retired_codes_are_no_choices():
    old, new = Code(id="c1", name="Old", disabled=True), Code(id="c2", name="New")
    assert CodeList(id="l1", name="outcome", codes=(new, old)).choices == (new,)


def test_an_answer_is_known_by_its_shortcut_or_its_question():
    entry = FaqEntry(id="f1", question="When?", answer="Always")
    assert entry.natural_key == "When?"
    assert FaqEntry(id="f1", shortcut="q", question="When?", answer="x").natural_key == "q"


@pytest.mark.parametrize(
    "record",
    [Agent(id="a", username="u", name="n", display_name="d", password_hash="hunter2"), SHOP],
)
def test_secrets_never_show(record):
    for secret in ("hunter2", "k" * 32):
        assert secret not in repr(record)
        assert secret not in str(record.__rich_repr__())


def test_a_code_is_named_by_id_or_by_a_name_of_its_own():
    """protocol.md: `codes` and `code`; what is in doubt or unknown is left to be refused."""
    gone = Code(id="c4", name="Gone", disabled=True)
    outcome = CodeList(id="l1", name="outcome", codes=(Code(id="c1", name="Solved"), gone))
    reason = CodeList(
        id="l2", name="reason", codes=(Code(id="c2", name="Twice"), Code(id="c3", name="c1"))
    )
    other = CodeList(id="l3", name="other", codes=(Code(id="c5", name="Twice"),))
    said = ["Solved", "c2", "Twice", "c1", "c4", "Gone", "Never"]
    found = ("c1", "c2", "Twice", "c1", "c4", "Gone", "Never")
    assert code_ids([outcome, reason, other], said) == found
