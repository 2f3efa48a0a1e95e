"""Quotations are folded away, and never lost."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from channels.email.parse.quoting import MARKER, fold

BLOCK = "From: Bob\nSent: Monday\nTo: Ada\nSubject: x\n\nold text\n"


@pytest.mark.parametrize(
    ("own", "quoted"),
    [
        ("Thanks!\n\n", "On Mon, 4 Jan 2027 at 10:00, Bob <b@x.example> wrote:\n> old\n> older\n"),
        ("Thanks!\n\n", "On Mon, 4 Jan 2027 at 10:00, Bob\n<b@x.example> wrote:\n\n> old\n"),
        ("Danke\n", "Am 04.01.2027 um 10:00 schrieb Bob <b@x.example>:\n> alt\n"),
        ("Merci\n", "Le lun. 4 janv. 2027 à 10:00, Bob <b@x.example> a écrit :\n> vieux\n"),
        ("Gracias\n", "El lun, 4 ene 2027 a las 10:00, Bob (<b@x.example>) escribió:\n> viejo\n"),
        (
            "Grazie\n",
            "Il giorno lun 4 gen 2027 alle ore 10:00 Bob <b@x.example> ha scritto:\n> x\n",
        ),
        ("Bedankt\n", "Op ma 4 jan 2027 om 10:00 schreef Bob <b@x.example>:\n> oud\n"),
        ("Спасибо\n", "пн, 4 янв. 2027 г. в 10:00, Боб <b@x.example> написал(а):\n> старое\n"),
        ("谢谢\n", "2027年1月4日 Bob <b@x.example> 写道：\n> 旧\n"),
        ("Unmarked\n", "On Mon, 4 Jan 2027 at 10:00, Bob wrote:\n\nold\nolder\n"),
        ("Hi\n", "-----Original Message-----\n" + BLOCK),
        ("Hi\n", "-----Ursprüngliche Nachricht-----\nVon: Bob\n"),
        ("Hi\n", "________________________________\n" + BLOCK),
        ("Hi\n", "---\n\n" + BLOCK),
        ("Hallo\n", "Gesendet: Montag\nVon: Bob\nAn: Ada\nBetreff: x\n\nalt\n"),
        ("Hi\n", BLOCK),
        ("Hi\n\n", "On Mon, 4 Jan 2027 at 10:00, Bob wrote:\n> old\n\n-- \nAda\nAda Ltd\n"),
        ("Hi\n", "> old\n--\nAda\n"),
        ("Hallo\n", "*Von:* Bob\n*Gesendet:* Montag\n*An:* Ada\n*Betreff:* x\n\nalt\n"),
        ("Hi\n", "> no sentence before it\n\n> at all\n"),
        ("Hi\n", f"{MARKER}\nCase 42\n"),
    ],
)
def test_a_quotation_at_the_end_is_folded(own: str, quoted: str):
    assert fold(own + quoted) == (own, quoted)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no quotation",
        "> only\n> a quotation\n",
        "> a question\nand the answer below\n",
        "On Mon, 4 Jan 2027 at 10:00, Bob wrote:\n> a question\n\nthe answer\n",
        "Hi\n\nOn Mon, 4 Jan 2027 at 10:00, Bob wrote:\n> first\nyes\n> second\nno\n",
        "> a question\nand the answer below\n-- \nAda\n",
        "> a question\n-- \n" + "no signature is that long\n" * 13,
        "I wrote:\n\nnothing of the kind",
        "From: is a word\nthat begins a sentence: not a header\n",
        "On 4 January you wrote:",
    ],
)
def test_anything_else_is_shown_whole(text: str):
    """Nothing is hidden behind a fold if the answer might be in it."""
    assert fold(text) == (text, "")


@given(
    st.lists(
        st.one_of(
            st.sampled_from([*BLOCK.splitlines(), MARKER, "> x", "On 1 Jan Bob wrote:", "", "\r"]),
            st.text(max_size=20),
        ),
        max_size=30,
    ).map("\n".join)
)
@example("\n" * 1_000 + "On 1:\n" * 1_000)
def test_not_a_character_is_lost(text: str):
    folded = fold(text)
    assert folded.visible + folded.quoted == text
    assert folded.visible.strip() or not text.strip()


@pytest.mark.timeout(10)
@pytest.mark.parametrize("line", ["On 1 x:\n", "On " + "a " * 140 + ":\n", "1 wrote :\n", "> a\n"])
def test_a_long_text_takes_no_time(line: str):
    text = "hello\n" + line * 20_000
    assert "".join(fold(text)) == text
