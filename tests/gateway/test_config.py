"""The configuration file and the environment that overrides it."""

from pathlib import Path

import pytest

from gateway.config import Config, ConfigurationError, load_config, with_public_url


@pytest.fixture
def file(tmp_path):
    def write(text: str) -> Path:
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def mistakes_of(path: Path, **environ: str) -> tuple[str, ...]:
    with pytest.raises(ConfigurationError) as caught:
        load_config(path, environ)
    return caught.value.mistakes


def test_defaults_serve_without_any_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    config = load_config(None, {})

    assert config == with_public_url(Config())
    assert config.server.public_url == "http://127.0.0.1:8080"
    assert config.storage.url == "sqlite:///var/parley.db"
    assert config.limits.chat_message_chars == 5000  # CON-06


def test_the_file_in_the_working_directory_is_found(tmp_path, monkeypatch, file):
    file("[server]\nport = 9000\n")
    monkeypatch.chdir(tmp_path)

    assert load_config(None, {}).server.port == 9000


def test_every_section_is_read(file):
    path = file(
        """
        [server]
        host = "::1"
        port = 81
        trusted_proxies = ["10.0.0.0/8"]
        [storage]
        url = "postgresql://parley:secret@db/parley"
        blobs = "elsewhere"
        [smtp_in]
        enabled = false
        [[mailboxes]]
        name = "support"
        address = "support@example.org"
        queue = "mail"
        imap = { host = "127.0.0.1", username = "support", password = "secret", tls = false }
        smtp = { host = "127.0.0.1", tls = "none" }
        [[pbx]]
        name = "pbx"
        key = "0123456789abcdef0123456789abcdef"
        [[voicemail_spools]]
        path = "var/voicemail"
        queue = "voice"
        callback = true
        [limits]
        rate = "off"
        [retention]
        journal_days = 30
        chat_days = 90
        """
    )

    config = load_config(path, {})

    assert config.server.public_url == "http://[::1]:81"
    assert config.mailboxes[0].imap is not None
    assert config.mailboxes[0].imap.port == 993
    assert config.mailboxes[0].smtp is not None
    assert config.mailboxes[0].smtp.tls == "none"
    assert config.pbx[0].name == "pbx"
    assert config.voicemail_spools[0].callback
    assert config.limits.rate == "off"
    assert (config.retention.journal_days, config.retention.chat_days) == (30, 90)


def test_all_mistakes_are_reported_together(file):
    path = file(
        """
        [server]
        port = 70000
        hots = "x"
        public_url = "ftp://example.org"
        trusted_proxies = ["10.0.0.0/8", "everybody"]
        [storage]
        url = "mysql://db"
        [cluster]
        redis_url = "redis://127.0.0.1"
        [[mailboxes]]
        name = 3
        address = "nobody"
        imap = { host = "", tls = "no" }
        [[pbx]]
        name = "pbx"
        key = "short"
        [limits]
        rate = "maybe"
        chat_message_chars = 0
        """
    )

    found = mistakes_of(path)

    assert [mistake.partition(": ")[0] for mistake in found] == [
        "server.port",
        "server.hots",
        "server.public_url",
        "server.trusted_proxies[1]",
        "storage.url",
        "cluster.redis_url",
        "mailboxes[0].name",
        "mailboxes[0].imap.host",
        "mailboxes[0].imap.tls",
        "mailboxes[0].queue",
        "pbx[0].key",
        "limits.rate",
        "limits.chat_message_chars",
    ]


def _mail_rule(mailbox: str = "a", senders: str = "[]", patterns: str = "[]") -> str:
    return (
        _mailbox("a") + f"[[voicemail_mails]]\nname='r'\nqueue='voice'\nmailbox='{mailbox}'\n"
        f"senders={senders}\npatterns={patterns}\n"
    )


def _mailbox(name: str, *, first: str = "new") -> str:
    door = f'{{ host = "mail.example.org", username = "support", first = "{first}" }}'
    address = f'name = "{name}"\naddress = "{name}@example.org"\nqueue = "mail"'
    return f"[[mailboxes]]\n{address}\nimap = {door}\n"


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("[server]\nport = '80'", "server.port: must be a whole number"),
        ("[server]\nport = true", "server.port: must be a whole number"),
        ("[server]\nport = -1", "server.port: must be a whole number from 0 to 65535"),
        ("[server]\nhots = 'x'", 'server.hots: is not a known key; did you mean "host"?'),
        ("server = 3", "server: must be a table"),
        ("pbx = {}", "pbx: must be a list in brackets"),
        (
            "[routing]\nagent_transfer = 'all'",
            'routing.agent_transfer: must be "any" or "available_only" or "table"',
        ),
        (
            "[routing]\npersonal_wait_seconds = -1",
            "routing.personal_wait_seconds: must be a whole number from 0 to 86400",
        ),
        (
            "[routing]\npreferred_wait_seconds = 86401",
            "routing.preferred_wait_seconds: must be a whole number from 0 to 86400",
        ),
        (
            "[routing]\nextension_mode = 'off'",
            'routing.extension_mode: must be "add" or "restart"',
        ),
        ("[limits]\nrate = 'fast'", 'limits.rate: must be "off" or "on"'),
        (
            "[[voicemail_spools]]\npath = 'x'",
            "voicemail_spools[0].queue: is missing; add it",
        ),
        (
            (
                "[[voicemail_spools]]\npath = 'x'\nqueue = 'a'\n"
                "[[voicemail_spools]]\npath = './x'\nqueue = 'b'"
            ),
            "voicemail_spools[1].path: is watched already; name another folder",
        ),
        (
            _mail_rule(mailbox="none"),
            "voicemail_mails[0].mailbox: names no mailbox; add it, or correct it",
        ),
        (
            _mail_rule(senders="['pbx']"),
            (
                "voicemail_mails[0].senders[0]:"
                " must be an address, or a domain such as @pbx.example.org"
            ),
        ),
        (
            _mail_rule(patterns="['(?P<caller>a']"),
            (
                "voicemail_mails[0].patterns[0]:"
                " is no pattern that can be used: missing ): (?P<caller>a"
            ),
        ),
        (
            f"[[pbx]]\nname='a'\nkey='{'k' * 32}'\n[[pbx]]\nname='a'\nkey='{'l' * 32}'",
            'pbx[1].name: "a" is taken already; choose another',
        ),
        (
            _mailbox("a") + _mailbox("b"),
            "mailboxes[1].imap: fetches what another mailbox fetches; give each its own folder",
        ),
        (
            _mailbox("a", first="unread"),
            'mailboxes[0].imap.first: must be "new", "all" or a date such as "2026-11-01"',
        ),
        (
            "[cluster]\nredis_url = 'redis://x'",
            (
                "cluster.redis_url: several gateway processes are not supported yet;"
                " leave it empty and run one"
            ),
        ),
    ],
)
def test_a_mistake_says_where_it_is_and_what_to_do(file, text, mistake):
    assert mistakes_of(file(text)) == (mistake,)


def test_a_file_that_is_not_toml_is_named(file):
    (mistake,) = mistakes_of(file("[server"))
    assert mistake.startswith("is not TOML: ")


def test_a_named_file_must_exist(tmp_path):
    (mistake,) = mistakes_of(tmp_path / "absent.toml")
    assert mistake.endswith("name a readable file with --config")


def test_the_environment_overrides_every_key(file):
    path = file("[server]\nport = 1\n[[pbx]]\nname = 'pbx'\nkey = 'x'\n")

    config = load_config(
        path,
        {
            "PARLEY_SERVER__PORT": "2",
            "PARLEY_SERVER__TRUSTED_PROXIES": '["10.0.0.0/8"]',
            "PARLEY_SMTP_IN__ENABLED": "false",
            "PARLEY_LIMITS__RATE": "off",
            "PARLEY_PBX__0__KEY": "7" * 32,
            "PARLEY_PBX__1__NAME": "8",
            "PARLEY_PBX__1__KEY": "9" * 32,
            "PARLEY_UNRELATED": "ignored",
            "HOME": "ignored",
        },
    )

    assert config.server.port == 2
    assert config.server.trusted_proxies == ("10.0.0.0/8",)
    assert not config.smtp_in.enabled
    assert config.limits.rate == "off"
    assert [(pbx.name, pbx.key) for pbx in config.pbx] == [("pbx", "7" * 32), ("8", "9" * 32)]


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("PARLEY_SERVER__PORT", "many", "must be a whole number"),
        ("PARLEY_SERVER__PRT", "1", "names nothing in the configuration; correct or unset it"),
        ("PARLEY_PBX__7__KEY", "1", "names nothing in the configuration; correct or unset it"),
        ("PARLEY_SMTP_IN__ENABLED", "yes", "must be true or false"),
    ],
)
def test_a_mistaken_variable_is_named(file, name, value, advice):
    assert mistakes_of(file(""), **{name: value}) == (f"{name}: {advice}",)


def test_secrets_never_show(file):
    path = file(
        """
        [storage]
        url = "postgresql://parley:hunter2@db/parley"
        [[mailboxes]]
        name = "a"
        address = "a@example.org"
        queue = "mail"
        imap = { host = "127.0.0.1", password = "hunter2" }
        smtp = { host = "127.0.0.1", password = "hunter2" }
        [[pbx]]
        name = "pbx"
        key = "hunter2hunter2hunter2hunter2hunter2"
        """
    )

    config = load_config(path, {})

    assert "hunter2" not in repr(config)
    assert "hunter2" not in config.storage.shown_url
    assert config.storage.shown_url == "postgresql://parley:***@db/parley"
