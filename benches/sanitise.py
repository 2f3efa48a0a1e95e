"""What cleaning costs beside nh3 alone, and how long it holds whoever waits.

    .venv/bin/python -m benches.sanitise            # half a minute
    .venv/bin/python -m benches.sanitise --quick    # a few seconds

The left column is what comes in, the next what Parley does with it: normalising, masking of card
numbers, both locks, links, the twin. nh3 alone is `nh3.clean` with its own defaults. The
hold is the longest of all rounds, in processor time; the second table holds what was contrived to
take long, and every attack of `tests/hostile`.
"""

import argparse
import contextlib
import gc
import time
from collections.abc import Callable

import nh3
from rich.console import Console
from rich.table import Table

from channels.chat.content import Contents
from channels.chat.refusal import Refusal
from channels.chat.values import Draft
from faq.article import write_article
from faq.entry import Entry
from markup.mail_html import clean_mail
from markup.rich_text import from_html, from_text
from tests.hostile.payloads import payloads

GOAL_SECONDS = 0.005
PLAIN = "Where is my parcel? I ordered a lamp two weeks ago."
SHORT = (
    '<p>Hello <b>Zoé</b>, see <a href="https://x.example/a">this page</a>:</p>'
    "<ul><li>one thing</li><li>another</li></ul>"
)
PARAGRAPH = (
    "<h2>Sending it back</h2><p>You have <b>30 days</b> to send a lamp back, from the day on which"
    " it came. Ask us for a label, put it on the box, and bring the box to any post office.</p>"
    '<ul><li>The label is free.</li><li>See <a href="https://x.example/label">how</a>.</li></ul>'
)
ENTRY = PARAGRAPH * 23
MAIL = "<div><p style='color:red'>row <b>x</b> of a table <i>or a letter</i></p></div>" * 1_300

NAMELESS = Entry(id="", slug="", language="en", category="", question="", answer_text="")

Kind = tuple[str, str, Callable[[str], object]]
KINDS: tuple[Kind, ...] = (
    ("plain message", PLAIN, lambda text: from_text(text, masked=True)),
    ("short rich message", SHORT, lambda html: from_html(html, masked=True)),
    ("entry of 5,000 characters", ENTRY, lambda html: from_html(html, masked=True)),
    ("the same, as an article", ENTRY, lambda html: write_article(NAMELESS, html)),
    ("mail of 100 KB", MAIL, lambda html: clean_mail(html, inline={}, remote_images=False)),
)

CONTRIVED: dict[str, str] = {
    "64 KB of `<`": "<" * 65_000,
    "64 KB of end tags": "</p>" * 16_000,
    "64 KB of entities": "&amp;" * 13_000,
    "8,000 attributes": f"<b {' '.join(f'a{n}=1' for n in range(8_000))}>",
    "80 attributes": f"<b {' '.join(f'a{n}=1' for n in range(80))}>",
    "bold texts that nobody ends": "".join(f"<p><b a={n}>x" for n in range(300)),
    "a few of them": "".join(f"<p><b a={n}>x" for n in range(30)),
    "600 levels": "<div>" * 600,
    "300 levels": "<div>" * 300,
    "400 elements": "<p>x</p>" * 400,
    "350 addresses": "<b>x</b>" + "www.x.example " * 350,
    "28 addresses": "<b>x</b>" + "www.x.example " * 28,
    "16 links": "<a href='https://x.example/a'>x</a>" * 16,
    "250 card numbers": "<b>x</b>" + "4111 1111 1111 1111 " * 249,
    "2,500 digits": "<b>x</b>" + "4 " * 2_400,
    "150 cells": "<table><tr>" + "<td><b>x</b></td>" * 150,
}


def seconds(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Give the usual and the longest processor time of one call; short ones are timed together."""
    begun = time.process_time_ns()
    work()
    together = max(1, 100_000 // max(1, time.process_time_ns() - begun))
    found = []
    for _ in range(rounds):
        begun = time.process_time_ns()
        for _ in range(together):
            work()
        found.append((time.process_time_ns() - begun) / together)
    found.sort()
    return found[len(found) // 2] / 1e9, found[-1] / 1e9


def said(html: str) -> None:
    """Take a message as the chat does."""
    with contextlib.suppress(Refusal):  # too long, or nothing was left: that is an answer too
        CONTENTS.of_draft(Draft(chat_id="", client_id="", html=html), masked=True)


CONTENTS = Contents(5_000)


def main() -> None:
    """Measure and print two tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    rounds = 15 if parser.parse_args().quick else 200
    gc.disable()  # the gateway freezes what it starts with, and collects between requests
    console = Console()
    console.print(usual(rounds))
    console.print(longest(max(5, rounds // 10)))


def usual(rounds: int) -> Table:
    """Measure what people send."""
    table = Table("", "characters", "nh3 alone, us", "Parley, us", "ratio", "longest, ms")
    for name, source, work in KINDS:
        alone, _ = seconds(lambda source=source: nh3.clean(source), rounds)  # type: ignore[misc]
        own, most = seconds(lambda work=work, source=source: work(source), rounds)  # type: ignore[misc]
        figures = (f"{alone * 1e6:,.1f}", f"{own * 1e6:,.1f}", f"{own / alone:.2f}")
        table.add_row(name, f"{len(source):,}", *figures, f"{most * 1e3:.2f}")
    return table


def longest(rounds: int) -> Table:
    """Measure what nobody sends who means well."""
    table = Table("contrived, as a chat message", "usual, ms", "over 5 ms")
    for name, source in CONTRIVED.items():
        took, _ = seconds(lambda source=source: said(source), rounds)  # type: ignore[misc]
        table.add_row(name, f"{took * 1e3:.2f}", "yes" if took > GOAL_SECONDS else "")
    attacks = [seconds(lambda each=each: said(each.source), 3)[0] for each in payloads()]  # type: ignore[misc]
    over = sum(each > GOAL_SECONDS for each in attacks)
    table.add_row(
        f"the slowest of {len(attacks):,} attacks", f"{max(attacks) * 1e3:.2f}", str(over)
    )
    return table


if __name__ == "__main__":
    main()
