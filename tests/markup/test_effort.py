"""What HTML costs whoever builds its tree is known before anybody does."""

import time

import pytest

from markup.effort import is_laborious
from markup.sanitize import MOST_STEPS, clean_html

ORDINARY = {
    "words": "Where is my parcel? I ordered a lamp two weeks ago.",
    "words with marks": "1 < 2 & 3 > 2, <3",
    "a message": "<p>Hello <b>Zoé</b>,</p><ul><li>one</li><li>two<br>lines</li></ul>" * 20,
    "an entry": '<h2>Title</h2><p>See <a href="https://x.example/a">this</a>.</p><hr>' * 80,
    "paragraphs that nobody ends": "<p>one<p>two" * 100,
    "a list that nobody ends": "<ul>" + "<li>one" * 200,
    "capitals, odd spaces": "<B CLASS = x  ID='y'>a</B >" * 50,
    "a short attack": "<script>x</script><svg onload=x><img src=x onerror='y'>",
}


@pytest.mark.parametrize("html", ORDINARY.values(), ids=ORDINARY.keys())
def test_what_people_write_is_little_work(html: str):
    assert not is_laborious(html, MOST_STEPS)


LABORIOUS = {
    "many elements": "<p>a</p>" * MOST_STEPS,
    "end tags alone": "</p>" * MOST_STEPS,
    "depth": "<div>" * 600,
    "depth in a list": "<ul><li>" * 300,
    "bold texts that nobody ends": "".join(f"<p><b a={n}>" for n in range(100)),
    "attributes": "<b " + " ".join(f"a{n}=1" for n in range(1_000)) + ">",
    "attributes without spaces": "<b " + "/".join(f"a{n}" for n in range(1_000)) + ">",
    "attributes in quotes of two kinds": "<b x=\"'>\" y='>" + " ".join(map(str, range(1_000))),
    "end tags in a script": "".join(f"<b a={n}><script></b></script><p>" for n in range(60)),
    "end tags in a value": "".join(f"<b a={n}><i x='</b>'></i><p>" for n in range(60)),
    "end tags behind a wall": "".join(f"<b a={n}><object></b></object><p>" for n in range(60)),
    "end tags in a comment": "".join(f"<b a={n}><!--</b>--><p>" for n in range(60)),
    "entities": "&CounterClockwiseContourIntegral;" * 1_000,
}


@pytest.mark.parametrize("html", LABORIOUS.values(), ids=LABORIOUS.keys())
def test_what_nobody_writes_is_too_much(html: str):
    assert is_laborious(html, MOST_STEPS)


@pytest.mark.parametrize(
    "html", [*ORDINARY.values(), *LABORIOUS.values()], ids=[*ORDINARY.keys(), *LABORIOUS.keys()]
)
def test_nothing_a_stranger_sends_is_cleaned_for_long(html: str):
    """Seconds, before there was an estimate; the bench says how little it is exactly."""
    begun = time.process_time()
    clean_html(html * max(1, 20_000 // len(html)))
    assert time.process_time() - begun < 0.1
