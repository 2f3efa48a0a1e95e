"""What a company does not use makes no start longer, and what it uses is there when it serves."""

import subprocess
import sys

import msgspec
import pytest

from accounts.directory import Queue, Site

LARGE = ("PIL", "dkim", "jwt", "phonenumbers", "snowballstemmer", "numpy")
SPOKEN = Queue(id="q", name="voice", media=("voicemail",))
WRITTEN = Queue(id="q", name="web", media=("chat",))
SIGNED = Site(id="s", key="s", origins=(), queue_id="q", identity_keys=("k" * 32,))
UNSIGNED = Site(id="s", key="s", origins=(), queue_id="q")

PROGRAM = f"""
import sys
import msgspec
import gateway.serving
from accounts.directory import Directory, Queue, Site
from gateway.libraries import import_needed
queue = msgspec.json.decode(sys.argv[1], type=Queue)
site = msgspec.json.decode(sys.argv[2], type=Site)
import_needed(Directory([queue, site]))
print(*(name for name in {LARGE!r} if name in sys.modules))
"""


@pytest.mark.parametrize(
    ("queue", "site", "imported"),
    [
        (WRITTEN, UNSIGNED, []),
        (SPOKEN, UNSIGNED, ["phonenumbers"]),
        (WRITTEN, SIGNED, ["jwt"]),
    ],
)
def test_a_gateway_imports_what_its_company_uses(queue: Queue, site: Site, imported):
    values = [msgspec.json.encode(each).decode() for each in (queue, site)]
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, *values], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == imported
