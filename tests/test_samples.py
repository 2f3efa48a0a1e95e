"""The sample configuration: it loads, it says the defaults, and it leaves no key out."""

import re
import tomllib
from pathlib import Path

import msgspec
import pytest

from gateway.config import (
    Config,
    HelpLink,
    Imap,
    Mailbox,
    Smtp,
    load_config,
)
from gateway.voicemail_config import Caller, Pbx, VoicemailMail, VoicemailSpool

SAMPLE = Path(__file__).resolve().parents[1] / "config.sample.toml"
LISTS = {"callers", "help_links", "mailboxes", "pbx", "voicemail_mails", "voicemail_spools"}


def uncommented() -> str:
    """The sample with its example blocks switched on."""
    return re.sub(r"^# (?=\[\[|[a-z_]+ = )", "", SAMPLE.read_text(), flags=re.MULTILINE)


def test_the_sample_says_the_defaults():
    assert load_config(SAMPLE, {}) == load_config(None, {})


def test_the_sample_names_every_key():
    named = tomllib.loads(SAMPLE.read_text())
    every = {
        section.name: {key.name for key in msgspec.structs.fields(section.type)}
        for section in msgspec.structs.fields(Config)
        if section.name not in LISTS
    }
    assert {name: set(keys) for name, keys in named.items()} == every


@pytest.mark.parametrize(
    ("block", "value"),
    [
        ("callers", Caller),
        ("help_links", HelpLink),
        ("mailboxes", Mailbox),
        ("pbx", Pbx),
        ("voicemail_mails", VoicemailMail),
        ("voicemail_spools", VoicemailSpool),
    ],
)
def test_the_examples_name_every_key_and_load(tmp_path: Path, block: str, value: type):
    file = tmp_path / "config.toml"
    file.write_text(uncommented())
    assert len(getattr(load_config(file, {}), block)) == 1
    example = tomllib.loads(uncommented())[block][0]
    assert set(example) == {key.name for key in msgspec.structs.fields(value)}


@pytest.mark.parametrize(("door", "value"), [("imap", Imap), ("smtp", Smtp)])
def test_a_mailbox_shows_every_key_of_its_doors(door: str, value: type):
    example = tomllib.loads(uncommented())["mailboxes"][0][door]
    assert set(example) == {key.name for key in msgspec.structs.fields(value)}


def test_every_key_has_a_sentence():
    lines = SAMPLE.read_text().splitlines()
    keys = [n for n, line in enumerate(lines) if re.match(r"[a-z_]+ = ", line)]
    assert [lines[n] for n in keys if not lines[n - 1].startswith("# ")] == []
