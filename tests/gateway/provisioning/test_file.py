"""The provisioning file: what it may hold, and every mistake with its path."""

import pytest

from accounts.directory import Prechat
from gateway.provisioning.file import MembershipTable, ProvisioningError, read_file

ORIGIN_ADVICE = "must be like https://shop.example.org, without a path or a final slash"


@pytest.fixture
def read(tmp_path):
    def write_and_read(text):
        path = tmp_path / "world.toml"
        path.write_text(text, encoding="utf-8")
        return read_file(path)

    return write_and_read


def test_every_table_of_the_format_is_read(read):
    file, mistakes = read(
        """
        [[groups]]
        name = "Support"
        [[queues]]
        name = "web"
        medium = "chat"
        accept_timeout_seconds = 30
        wrap_up_seconds = 60
        priority = 0
        codes = ["outcome"]
        hours = "Mo-Fr 08:00-19:00"
        time_zone = "Europe/Paris"
        holidays = ["2026-12-25"]
        max_wait_seconds = 0
        auto_log = "off"
        screen_pop = "before_accept"
        overflow_to = "web2"
        overflow_after_seconds = 60
        notify = "boss@example.org"
        on_reject = "offline"
        on_time_out = "on_break"
        transfer_position = "original"
        unattended = "block"
        [[queues]]
        name = "voice"
        media = ["voicemail", "callback"]
        [[code_lists]]
        name = "outcome"
        kind = "transaction"
        mandatory = true
        multiple = false
        codes = ["Solved", "Call back", "Not ours"]
        [[code_lists]]
        name = "reason"
        kind = "status"
        statuses = ["offline", "on_break"]
        [[agents]]
        username = "alice"
        password = "short"
        name = "Alice Martin"
        display_name = "Alice"
        locale = "en"
        email = "alice@example.org"
        group = "Support"
        role = "agent"
        max_chats = 6
        queues = ["web", { name = "voice", callback = true, wrap_up_seconds = 30, enabled = true }]
        permissions = ["interaction.reject", "email.pull"]
        [[tags]]
        name = "refund"
        [[sites]]
        key = "demo"
        origins = ["http://127.0.0.1:8080"]
        queue = "web"
        prechat = { name = "require", email = "allow", account_number = "allow" }
        prechat_fields = [{ key = "order", label = "Order number", kind = "number" }]
        bot = false
        idle_minutes = 10
        [[faq]]
        shortcut = "q"
        category = "General"
        question = "Opening hours"
        answer = "We are open **8 am to 7 pm** Monday to Friday."
        """
    )

    assert mistakes.found == []
    assert [queue.name for queue in file.queues] == ["web", "voice"]
    assert file.queues[1].media == ("voicemail", "callback")
    assert file.agents[0].memberships() == (
        MembershipTable(name="web"),
        MembershipTable(name="voice", callback=True, wrap_up_seconds=30),
    )
    assert file.sites[0].prechat == Prechat(name="require", account_number="allow")
    assert file.faq[0].name == "q"


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("[[queues]]\nmedium = 'chat'", "queues[0].name: is missing; add it"),
        ("[[queues]]\nname = ''", "queues[0].name: must not be empty"),
        ("[[queues]]\nname = 3", "queues[0].name: must be a text in quotes"),
        (
            "[[queues]]\nname = 'w'\nmedum = 'chat'",
            'queues[0].medum: is not a known key; did you mean "medium"?',
        ),
        ("[[queues]]\nname = 'w'\nmedia = []", "queues[0].media: must name at least one medium"),
        (
            "[[queues]]\nname = 'w'\nmedium = 'chat'\nmedia = ['chat']",
            "queues[0].media: stands beside medium; keep one of the two",
        ),
        (
            "[[queues]]\nname = 'w'\nmedia = ['chat', 'fax']",
            'queues[0].media[1]: must be "callback" or "chat" or "email" or "voicemail"',
        ),
        (
            "[[queues]]\nname = 'w'\naccept_timeout_seconds = 0",
            "queues[0].accept_timeout_seconds: must be a whole number from 1 to 3600",
        ),
        (
            "[[queues]]\nname = 'w'\nhours = 'Mo-Fr'",
            "queues[0].hours: 'Mo-Fr' is no opening hours: write 'Mo-Fr 08:00-19:00'",
        ),
        (
            "[[queues]]\nname = 'w'\ntime_zone = 'Mars/Base'",
            "queues[0].hours: 'Mars/Base' is no time zone: write 'Europe/Paris'",
        ),
        (
            "[[queues]]\nname = 'w'\nholidays = ['25.12.']",
            "queues[0].hours: '25.12.' is no date: write '2026-12-25'",
        ),
        ("[[queues]]\nname = 'w'\nnotify = 'x'", "queues[0].notify: must be an email address"),
        (
            "[[code_lists]]\nname = 'c'\ncodes = ['a', 'b', 'a']",
            'code_lists[0].codes[2]: "a" stands here twice; keep one of the two',
        ),
        (
            "[[code_lists]]\nname = 'c'\nkind = 'transaction'\nstatuses = ['offline']",
            'code_lists[0].statuses: goes with kind = "status"; remove it or change the kind',
        ),
        (
            "[[code_lists]]\nname = 'c'\nkind = 'status'\nstatuses = ['available']",
            'code_lists[0].statuses[0]: must be "offline" or "on_break"',
        ),
        ("[[agents]]\nusername = 'a b'", "agents[0].username: must be a name without spaces and @"),
        ("[[agents]]\nusername = 'a@b'", "agents[0].username: must be a name without spaces and @"),
        (
            "[[agents]]\nusername = 'a'\nmax_chats = 7",
            "agents[0].max_chats: must be a whole number from 1 to 6",
        ),
        ("[[agents]]\nusername = 'a'\npassword = ''", "agents[0].password: must not be empty"),
        (
            "[[agents]]\nusername = 'a'\npassword_hash = 'md5'",
            "agents[0].password_hash: must be an Argon2id hash, beginning with $argon2id$",
        ),
        (
            "[[agents]]\nusername = 'a'\npassword = 'b'\npassword_hash = '$argon2id$x'",
            "agents[0].password_hash: stands beside password; keep one of the two",
        ),
        (
            "[[agents]]\nusername = 'a'\nqueues = ['w', {name = 'w'}]",
            'agents[0].queues[1]: "w" stands here twice; keep one of the two',
        ),
        (
            "[[agents]]\nusername = 'a'\nqueues = ['w', {nam = 'w'}]",
            'agents[0].queues[1].nam: is not a known key; did you mean "name"?',
        ),
        (
            "[[sites]]\nkey = 's'\norigins = ['https://ok.example', 'https://x.example/']",
            f"sites[0].origins[1]: {ORIGIN_ADVICE}",
        ),
        (
            "[[sites]]\nkey = 's'\norigins = ['*']",
            f"sites[0].origins[0]: {ORIGIN_ADVICE}",
        ),
        ("[[sites]]\nkey = 'a b'", "sites[0].key: must be letters, digits, points and dashes"),
        ("[[sites]]\nkey = 's'\ncolour = 'red'", "sites[0].colour: must be a colour like #1d4ed8"),
        (
            "[[sites]]\nkey = 's'\nlanguages = []",
            "sites[0].languages: must name at least one language",
        ),
        (
            "[[sites]]\nkey = 's'\nprechat = {name = 'maybe'}",
            'sites[0].prechat.name: must be "allow" or "off" or "require"',
        ),
        (
            "[[sites]]\nkey = 's'\nprechat_fields = [{key = 'k'}]",
            "sites[0].prechat_fields[0].label: is missing; add it",
        ),
        (
            "[[sites]]\nkey = 's'\ngreeting = {en = 'Hello', de = 'Hallo'}",
            "sites[0].greeting.de: is not a known key; known here: en, fr",
        ),
        (
            "[[sites]]\nkey = 's'\nconsent = {fr = 3}",
            "sites[0].consent.fr: must be a text in quotes",
        ),
        ("[[faq]]\nanswer = 'x'", "faq[0].question: is missing; add it"),
        ("[[faq]]\nshortcut = 'a b'", "faq[0].shortcut: must be one word without \\, < and >"),
        ("[[queue]]\nname = 'w'", 'queue: is not a known key; did you mean "queues"?'),
        ("queues = 3", "queues: must be a list in brackets"),
        ("queues = [3]", "queues[0]: must be a table"),
    ],
)
def test_a_mistake_says_where_it_is_and_what_to_do(read, text, mistake):
    _, mistakes = read(text)
    assert mistakes.found[:1] == [mistake]


@pytest.mark.parametrize("text", ["[[queues]", "\xff", "a = 1\na = 2"])
def test_what_is_no_toml_is_refused_as_a_whole(read, text):
    with pytest.raises(ProvisioningError, match="is not TOML"):
        read(text)


def test_an_absent_file_is_named(tmp_path):
    with pytest.raises(ProvisioningError, match=r"absent\.toml: No such file"):
        read_file(tmp_path / "absent.toml")


def test_passwords_never_show(read):
    file, _ = read("[[agents]]\nusername = 'a'\npassword = 'hunter2'")
    assert "hunter2" not in repr(file)
