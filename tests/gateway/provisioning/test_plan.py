"""What a provisioning file changes, compared with what is known."""

import itertools

import pytest

from accounts.directory import Directory, Prechat
from gateway.provisioning.changes import Plan
from gateway.provisioning.file import read_file
from gateway.provisioning.plan import make_plan

WORLD = """
[[groups]]
name = "Support"
[[queues]]
name = "web"
medium = "chat"
codes = ["outcome"]
overflow_to = "second"
[[queues]]
name = "second"
medium = "chat"
[[code_lists]]
name = "outcome"
mandatory = true
codes = ["Solved", "Not ours"]
[[tags]]
name = "refund"
[[agents]]
username = "alice"
password = "s"
name = "Alice Martin"
display_name = "Alice"
email = "alice@example.org"
group = "Support"
queues = ["web", { name = "second", enabled = false, wrap_up_seconds = 5 }]
permissions = ["visitor.block", "interaction.reject"]
[[sites]]
key = "demo"
origins = ["https://shop.example"]
queue = "web"
prechat = { name = "require" }
[[faq]]
shortcut = "q"
question = "Opening hours"
answer = "Always"
"""


class FakeHashing:
    """A hash that shows what it is of, and counts."""

    def __init__(self):
        self.hashed = itertools.count(1)

    def hash_now(self, password):
        return f"$argon2id${next(self.hashed)}${password}"

    def matches_now(self, stored, password):
        return stored is not None and stored.rpartition("$")[2] == password


class World:
    """A directory that files are loaded into."""

    def __init__(self, path):
        self.path = path
        self.known = Directory()
        self.numbers = itertools.count(1)
        self.hashing = FakeHashing()

    def plan(self, text) -> tuple[Plan, list[str]]:
        self.path.write_text(text, encoding="utf-8")
        file, mistakes = read_file(self.path)
        plan = make_plan(
            self.known,
            file,
            mistakes,
            new_id=lambda: f"id{next(self.numbers)}",
            hashing=self.hashing,
        )
        return plan, mistakes.found

    def load(self, text) -> Plan:
        plan, mistakes = self.plan(text)
        assert mistakes == []
        self.known = self.known.with_records(plan.records)
        return plan

    def changed(self, text):
        return [(change.table, change.name, change.fields) for change in self.load(text).changes]

    def agent(self, username="alice"):
        return self.known.agent_by_login(username)

    def queue(self, name="web"):
        return self.known.queue_by_name(name)

    @property
    def code_list(self):
        (only,) = self.known.code_lists.values()
        return only


@pytest.fixture
def world(tmp_path):
    return World(tmp_path / "world.toml")


@pytest.fixture
def loaded(world):
    world.load(WORLD)
    return world


def test_everything_in_a_first_file_is_new(world):
    plan = world.load(WORLD)

    assert all(change.new for change in plan.changes)
    assert [(change.table, change.name) for change in plan.changes] == [
        ("groups", "Support"),
        ("code_lists", "outcome"),
        ("tags", "refund"),
        ("queues", "web"),
        ("queues", "second"),
        ("agents", "alice"),
        ("memberships", "alice on web"),
        ("memberships", "alice on second"),
        ("sites", "demo"),
        ("faq", "q"),
    ]
    assert plan.signed_out == ()


def test_a_queue_s_automatic_code_is_one_of_its_own(loaded):
    """DSP-028: known by its name, kept when the file says nothing more, taken away by nothing."""
    chosen = WORLD.replace('overflow_to = "second"', 'automatic_code = "Not ours"')

    assert loaded.changed(chosen) == [("queues", "web", ("automatic_code_id",))]
    assert loaded.queue().automatic_code_id == loaded.code_list.choices[1].id
    assert loaded.changed(WORLD) == []
    loaded.load(chosen.replace('"Not ours"\n[[queues]]', '""\n[[queues]]'))
    assert loaded.queue().automatic_code_id is None


@pytest.mark.parametrize("lists", ['codes = ["outcome"]', "codes = []"])
def test_an_automatic_code_of_no_list_is_a_mistake(world, lists):
    wrong = WORLD.replace('codes = ["outcome"]', f'{lists}\nautomatic_code = "Sold"')

    assert world.plan(wrong)[1] == [
        'queues[0].automatic_code: no list of this queue has the code "Sold"; add it to one'
    ]


def test_the_bot_asks_for_fields_of_the_form_alone(world):
    asks = 'bot_asks = ["email", "order"]'
    wrong = WORLD.replace('key = "demo"', f'key = "demo"\n{asks}')
    known = "account_number, case_number, email, name"

    assert world.plan(wrong)[1] == [
        f"sites[0].bot_asks[1]: is no field of the form; use one of {known}"
    ]
    own = 'prechat_fields = [{ key = "order", label = "Order", mode = "off" }]'
    assert world.plan(wrong.replace(asks, f"{asks}\n{own}"))[1] == []


def test_names_become_ids(loaded):
    alice, web, second = loaded.agent(), loaded.queue(), loaded.queue("second")

    assert loaded.known.groups[alice.group_id].name == "Support"
    assert web.code_list_ids == (loaded.code_list.id,)
    assert web.overflow_to_id == second.id
    assert {
        m.queue_id: (m.enabled, m.wrap_up_seconds) for m in loaded.known.memberships_of(alice.id)
    } == {
        web.id: (True, None),
        second.id: (False, 5),
    }
    site = loaded.known.site_by_key("demo")
    assert (site.queue_id, site.prechat) == (web.id, Prechat(name="require"))


def test_every_record_has_an_id_of_its_own(loaded):
    ids = [record.id for record in loaded.known.records()]
    ids += [code.id for code in loaded.code_list.codes]
    assert len(set(ids)) == len(ids)


def test_loading_the_same_file_again_changes_nothing(loaded):
    assert loaded.changed(WORLD) == []


def test_only_what_differs_is_changed(loaded):
    text = WORLD.replace('name = "Alice Martin"', 'name = "Alice Roy"\nmax_chats = 2')
    assert loaded.changed(text) == [("agents", "alice", ("name", "max_chats"))]


def test_what_the_file_does_not_name_stays(loaded):
    before = loaded.known
    assert loaded.changed("[[tags]]\nname = 'order'") == [("tags", "order", ())]
    assert {r.id for r in before.records()} < {r.id for r in loaded.known.records()}


def test_a_key_that_is_left_out_stays_as_it_is(loaded):
    assert loaded.changed("[[agents]]\nusername = 'alice'\nlocale = 'fr'") == [
        ("agents", "alice", ("locale",))
    ]
    assert loaded.agent().email == "alice@example.org"
    assert len(loaded.known.memberships_of(loaded.agent().id)) == 2


def test_an_empty_value_takes_a_reference_away(loaded):
    loaded.load(
        "[[agents]]\nusername = 'alice'\nemail = ''\ngroup = ''\n"
        "[[queues]]\nname = 'web'\noverflow_to = ''"
    )
    assert (loaded.agent().email, loaded.agent().group_id) == (None, None)
    assert loaded.queue().overflow_to_id is None


def test_the_user_name_is_the_same_in_any_case(loaded):
    assert loaded.changed("[[agents]]\nusername = 'ALICE'\nlocale = 'fr'") == [
        ("agents", "alice", ("locale",))
    ]


def test_an_unchanged_password_keeps_its_hash_and_sessions(loaded):
    stored = loaded.agent().password_hash
    plan = loaded.load(WORLD + "[[tags]]\nname = 'other'")
    assert loaded.agent().password_hash == stored
    assert plan.signed_out == ()


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("password = 'another'", ("password_hash",)),
        ("password_hash = '$argon2id$given'", ("password_hash",)),
        ("role = 'supervisor'", ("role",)),
        ("disabled = true", ("disabled",)),
    ],
)
def test_another_password_role_or_access_signs_out(loaded, line, fields):
    plan = loaded.load(f"[[agents]]\nusername = 'alice'\n{line}")
    assert plan.changes[0].fields == fields
    assert plan.signed_out == (loaded.agent().id,)


def test_a_new_name_signs_nobody_out(loaded):
    assert loaded.load("[[agents]]\nusername = 'alice'\nname = 'A'").signed_out == ()


def test_disabled_switches_off_and_on(loaded):
    for table in ("queues", "code_lists", "tags", "groups"):
        name = {"queues": "web", "code_lists": "outcome", "tags": "refund", "groups": "Support"}[
            table
        ]
        assert loaded.changed(f"[[{table}]]\nname = '{name}'\ndisabled = true") == [
            (table, name, ("disabled",))
        ]
        assert loaded.changed(f"[[{table}]]\nname = '{name}'") == []
        assert loaded.changed(f"[[{table}]]\nname = '{name}'\ndisabled = false") == [
            (table, name, ("disabled",))
        ]


def test_a_queue_gone_from_the_list_ends_the_membership_and_coming_back_renews_it(loaded):
    """ADM-028: who serves which queue is the supervisor's to say."""
    alice, second = loaded.agent(), loaded.queue("second")

    assert loaded.changed("[[agents]]\nusername = 'alice'\nqueues = ['web']") == [
        ("memberships", "alice on second", ("disabled",))
    ]
    assert [m.queue_id for m in loaded.known.memberships_of(alice.id)] == [loaded.queue().id]
    assert loaded.known.memberships[alice.id, second.id].disabled

    loaded.load("[[agents]]\nusername = 'alice'\nqueues = ['web', 'second']")
    assert len(loaded.known.memberships_of(alice.id)) == 2


def test_a_code_gone_from_the_list_is_retired_and_comes_back_with_its_id(loaded):
    """DSP-014: what an old interaction refers to can still be named."""
    before = {code.name: code.id for code in loaded.code_list.codes}

    loaded.load("[[code_lists]]\nname = 'outcome'\ncodes = ['Not ours', 'Call back']")
    assert [code.name for code in loaded.code_list.choices] == ["Not ours", "Call back"]
    assert loaded.code_list.codes[-1].name == "Solved"

    loaded.load("[[code_lists]]\nname = 'outcome'\ncodes = ['Solved']")
    (solved,) = loaded.code_list.choices
    assert solved.id == before["Solved"]


def test_a_new_agent_is_known_by_the_user_name_until_named(world):
    world.load("[[agents]]\nusername = 'bob'")
    assert (world.agent("bob").name, world.agent("bob").display_name) == ("bob", "bob")
    assert world.agent("bob").password_hash is None


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("[[queues]]\nname = 'new'", "queues[0].medium: is missing; add it"),
        ("[[sites]]\nkey = 'new'", "sites[0].queue: is missing; add it"),
        ("[[faq]]\nshortcut = 'new'\nquestion = 'x'", "faq[0].answer: is missing; add it"),
        (
            "[[agents]]\nusername = 'bob'\nqueues = ['web', 'nowhere']",
            'agents[0].queues[1]: there is no queue "nowhere"; add it or correct the name',
        ),
        (
            "[[agents]]\nusername = 'bob'\ngroup = 'nobody'",
            'agents[0].group: there is no group "nobody"; add it or correct the name',
        ),
        (
            "[[queues]]\nname = 'web'\ncodes = ['outcome', 'none']",
            'queues[0].codes[1]: there is no code list "none"; add it or correct the name',
        ),
        (
            "[[queues]]\nname = 'web'\noverflow_to = 'none'",
            'queues[0].overflow_to: there is no queue "none"; add it or correct the name',
        ),
        (
            "[[queues]]\nname = 'web'\noverflow_to = 'web'",
            "queues[0].overflow_to: is the queue itself; name another",
        ),
        (
            "[[sites]]\nkey = 'demo'\nqueue = 'none'",
            'sites[0].queue: there is no queue "none"; add it or correct the name',
        ),
        (
            "[[agents]]\nusername = 'bob'\nemail = 'Alice@example.org'",
            "agents[0].email: is also alice's; give each their own",
        ),
        (
            "[[agents]]\nusername = 'bob'\n[[agents]]\nusername = 'BOB'",
            'agents[1].username: "BOB" stands here twice; keep one of the two',
        ),
        (
            "[[tags]]\nname = 'a'\n[[tags]]\nname = 'a'",
            'tags[1].name: "a" stands here twice; keep one of the two',
        ),
    ],
)
def test_a_mistake_against_what_is_known_says_where_and_what_to_do(loaded, text, mistake):
    _, mistakes = loaded.plan(text)
    assert mistakes == [mistake]


def test_mistakes_of_every_kind_are_listed_together(loaded):
    _, mistakes = loaded.plan(
        """
        [[queues]]
        name = 3
        [[queues]]
        name = "new"
        medium = "fax"
        [[agents]]
        username = "bob"
        queues = ["nowhere"]
        max_chats = 9
        """
    )
    assert [mistake.partition(": ")[0] for mistake in mistakes] == [
        "queues[0].name",
        "queues[1].medium",
        "agents[0].max_chats",
        "agents[0].queues[0]",
    ]


def test_passwords_are_not_hashed_for_a_file_that_will_not_be_loaded(loaded):
    before = next(loaded.hashing.hashed)
    loaded.plan("[[queues]]\nname = 'x'\n[[agents]]\nusername = 'bob'\npassword = 'x'")
    assert next(loaded.hashing.hashed) == before + 1
