"""The demo's data."""

import io
import re
from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from accounts.passwords import Passwords
from channels.voicemail.audio.decoding import Sound, decode
from channels.voicemail.spool.sidecar import read_sidecar
from faq.shelf import Shelf
from gateway.config import Config, ConfigurationError, Mailbox, SmtpIn, load_config
from gateway.demo import (
    ADDRESS,
    PASSWORDS,
    _provision,
    demo_config,
    passphrase,
    prepare,
    print_welcome,
    with_mailbox,
    with_spools,
)
from gateway.demo_recordings import CALLBACKS, VOICEMAILS, leave_samples
from gateway.knowledge_base import article_of
from gateway.voicemail_config import VoicemailSpool
from storage.database import Database
from storage.directory import load_directory


@pytest.fixture
def data(tmp_path):
    return tmp_path / "demo"


def config_for(data, port=8080):
    return demo_config(Config(), port=port, data=data)


async def provisioned(data, port=8080):
    config = config_for(data, port)
    file, mistakes = prepare(data, config.server)
    await _provision(config, data, file, mistakes)
    database = await Database.open(config.storage.url)
    try:
        return await database.read(load_directory)
    finally:
        await database.close()


async def test_the_demo_has_a_shop_queues_codes_and_people(data):
    known = await provisioned(data)

    assert {queue.name: queue.media for queue in known.queues.values()} == {
        "web": ("chat",),
        "support": ("chat",),
        "mail": ("email",),
        "voice": ("voicemail", "callback"),
    }
    assert {agent.username: agent.role for agent in known.agents.values()} == {
        "alice": "agent",
        "bruno": "agent",
        "chloe": "agent",
        "diane": "supervisor",
    }
    assert {(codes.kind, codes.mandatory) for codes in known.code_lists.values()} == {
        ("transaction", True),
        ("status", True),
    }
    assert known.tags
    assert known.site_by_key("demo").queue_id == known.queue_by_name("web").id


async def test_the_printed_passwords_open_the_accounts(data):
    known = await provisioned(data)
    file, _ = prepare(data, config_for(data).server)
    passwords = Passwords()
    for agent in file.agents:
        stored = known.agent_by_login(agent.username)
        assert stored is not None
        assert passwords.matches_now(stored.password_hash, str(agent.password))
    passwords.close()


async def test_everything_survives_a_restart(data):
    assert await provisioned(data) == await provisioned(data)


async def test_the_site_follows_the_port(data):
    await provisioned(data, port=8080)
    known = await provisioned(data, port=9090)
    assert known.site_by_key("demo").origins == ("http://127.0.0.1:9090", "http://localhost:9090")


async def test_what_somebody_changes_in_the_file_is_kept(data):
    await provisioned(data)
    path = data / "demo.toml"
    path.write_text(path.read_text() + '\n[[tags]]\nname = "mine"\n')
    known = await provisioned(data)
    assert "mine" in {tag.name for tag in known.tags.values()}


def test_every_password_is_its_own_and_only_the_owner_can_read_it(data):
    prepare(data, config_for(data).server)
    path = data / "demo.toml"
    found = re.findall(r'^password = "(.+)"$', path.read_text(), re.MULTILINE)
    assert len(set(found)) == len(PASSWORDS)
    assert path.stat().st_mode & 0o077 == 0
    assert all(len(password) >= 12 for password in found)


def test_a_passphrase_can_be_typed():
    assert re.fullmatch(r"[a-z]+-[a-z]+-[a-z]+-\d{4}", passphrase())


def test_the_welcome_names_addresses_and_log_ins(data):
    config = config_for(data, port=9090)
    file, _ = prepare(data, config.server)
    out = io.StringIO()
    print_welcome(Console(file=out, width=120), config, data, file.agents)

    shown = out.getvalue()
    assert "http://127.0.0.1:9090/demo/" in shown
    assert "http://127.0.0.1:9090/workspace/" in shown
    for agent in file.agents:
        assert re.search(rf"{agent.username} +{agent.password} ", shown)


def test_the_demo_keeps_away_from_a_configuration_that_lies_about(tmp_path, monkeypatch, data):
    monkeypatch.chdir(tmp_path)
    Path("config.toml").write_text("[storage]\nurl = 'postgresql://production/parley'")

    config = demo_config(load_config(None, {}, default=None), port=1, data=data)

    assert config.storage.url == f"sqlite:///{data}/parley.db"
    assert config.server.public_url == "http://127.0.0.1:1"


def test_a_configuration_it_is_given_is_checked(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text("[server]\nport = 'x'")
    with pytest.raises(ConfigurationError):
        load_config(path, {}, default=None)


def test_the_shop_has_an_address_unless_the_company_has_named_its_own(data):
    config = config_for(data)
    file, _ = prepare(data, config.server)
    without_mail = msgspec.structs.replace(file, queues=file.queues[:1])
    own = Mailbox(name="own", address="own@example.org", queue="mail")

    assert [box.address for box in with_mailbox(config, file).mailboxes] == [ADDRESS]
    assert with_mailbox(config, file).smtp_in.port == SmtpIn().port
    assert with_mailbox(config_for(data, port=8123), file).smtp_in.port != SmtpIn().port
    assert with_mailbox(config, without_mail).mailboxes == ()
    configured = msgspec.structs.replace(config, mailboxes=(own,))
    assert with_mailbox(configured, file) == configured


def test_recordings_wait_in_folders_from_the_first_start(data):
    """VML-016: with the text of a telephone system; a folder that is there is left alone."""
    leave_samples(data, VOICEMAILS, now_seconds=1_795_000_000)
    before = {each.name: each.read_bytes() for each in data.iterdir()}
    leave_samples(data, CALLBACKS, now_seconds=0)

    assert {each.name: each.read_bytes() for each in data.iterdir()} == before
    sidecar = read_sidecar(before["msg0000.txt"])
    assert sidecar.complete
    assert sidecar.called_at == (1_795_000_000 - 42 * 60) * 1_000_000
    heard = decode(before["msg0000.wav"])
    assert isinstance(heard, Sound)
    assert heard.rate == 8_000
    assert 2 < sum(map(len, heard.blocks)) / heard.rate < 10


def test_the_shop_has_folders_for_recordings_unless_it_has_its_own(data):
    config = config_for(data)
    file, _ = prepare(data, config.server)
    without_voice = msgspec.structs.replace(file, queues=file.queues[:1])
    own = msgspec.structs.replace(
        config, voicemail_spools=(VoicemailSpool(path="own", queue="voice"),)
    )

    chosen = with_spools(config, data, file)

    assert [(each.path, each.callback) for each in chosen.voicemail_spools] == [
        (str(data / "voicemail"), False),
        (str(data / "callback"), True),
    ]
    assert with_spools(config, data, without_voice) == config
    assert with_spools(own, data, file) == own


async def test_the_demo_has_a_small_knowledge_base_in_two_languages(data):
    known = await provisioned(data)
    articles = [article_of(entry) for entry in known.faq_entries.values()]
    assert len(articles) >= 15
    assert {each.entry.language for each in articles} == {"en", "fr"}
    (prices,) = [each for each in articles if each.entry.shortcut == "Prix"]
    assert prices.reasons == ("table",)
    assert all(each.insertable_as == ("text", "link") for each in articles if each is not prices)
    shelf = Shelf(articles)
    for asked, shortcut in (("reimbursed", "returns"), ("my lamp is broken", "damaged")):
        assert shelf.find(asked, limit=1)[0].entry.shortcut == shortcut
