"""`parley faq import` and `parley faq export`: the knowledge base as files."""

from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

from accounts.directory import FaqEntry
from faq.content import Content
from gateway.cli import DONE, FAILED, app
from gateway.knowledge_files import Placed
from gateway.knowledge_import import plan_import

TABLE = """question,category,language,shortcut,answer
Opening hours,Shops,en,\\q,We are **open**.
Prices,Shops,en,<Prix>,"| a |
|---|
| 1 |"
Horaires,Magasins,fr,,Dès 8 h.
"""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """An empty working directory, and no settings from the developer's own environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("PARLEY_CONFIG", raising=False)


def parley(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, arguments, prog_name="parley")
    return result.exit_code, result.stdout.strip(), result.stderr.strip()


def test_a_table_comes_in_and_a_folder_of_the_same_changes_nothing():
    """FAQ-013: whatever goes out comes in again as it was."""
    Path("in.csv").write_text(TABLE, encoding="utf-8-sig")
    assert parley("faq", "import", "in.csv") == (
        DONE,
        "3 added, 0 changed, 0 as they were.\n1 of them can be inserted as a link alone: Prix.",
        "",
    )
    assert parley("faq", "export", "out")[1] == "3 entries written to out."
    assert Path("out/opening-hours.md").read_text() == (
        "---\nquestion: Opening hours\ncategory: Shops\nlanguage: en\nshortcut: q\n---\n\n"
        "We are **open**.\n"
    )
    assert parley("faq", "import", "out")[1] == "0 added, 0 changed, 3 as they were."
    assert parley("faq", "export", "again.csv")[0] == DONE
    assert parley("faq", "import", "again.csv")[1] == "0 added, 0 changed, 3 as they were."
    file = Path("out/opening-hours.md")
    file.write_text(file.read_text().replace("**open**", "closed"))
    assert parley("faq", "import", "out")[1] == "0 added, 1 changed, 2 as they were."


def test_pictures_go_out_and_come_in_with_their_entries():
    """FAQ-013: beside the entries, as any reader of Markdown shows them."""
    Path("answers/images").mkdir(parents=True)
    Image.new("RGB", (60, 40), (200, 30, 40)).save("answers/images/lamp.png")
    Path("answers/lamp.md").write_text("---\nquestion: Lamp?\n---\n![A lamp](images/lamp.png)\n")
    Path("answers/html.md").write_text(
        '---\nquestion: HTML?\n---\n<p><img src="images/lamp.png"> images/lamp.png</p>\n'
    )
    assert parley("faq", "import", "answers")[1] == "2 added, 0 changed, 0 as they were."
    assert parley("faq", "import", "answers")[1] == "0 added, 0 changed, 2 as they were."

    assert parley("faq", "export", "out")[0] == DONE
    (image,) = Path("out/images").iterdir()
    with Image.open(image) as shown:
        assert (shown.format, shown.size) == ("PNG", (60, 40))
    assert Path("out/lamp.md").read_text().endswith(f"![A lamp](images/{image.name})\n")
    assert f'<img src="images/{image.name}"> images/lamp.png' in Path("out/html.md").read_text()
    assert parley("faq", "import", "out")[1] == "0 added, 0 changed, 2 as they were."
    assert parley("faq", "export", "out.csv")[0] == DONE
    assert Path("images", image.name).read_bytes() == image.read_bytes()
    assert parley("faq", "import", "out.csv")[1] == "0 added, 0 changed, 2 as they were."

    elsewhere = {"PARLEY_STORAGE__URL": "sqlite:///other.db", "PARLEY_STORAGE__BLOBS": "other"}
    result = CliRunner().invoke(app, ["faq", "import", "out"], env=elsewhere)
    assert result.stdout.strip() == "2 added, 0 changed, 0 as they were."
    assert len(list(Path("other").glob("*/*"))) == 1


def test_a_picture_that_is_none_keeps_everything_out():
    Path("answers/images").mkdir(parents=True)
    Path("answers/images/a.png").write_text("<svg/>")
    Path("answers/a.md").write_text(
        "---\nquestion: A\n---\n![](images/a.png) ![](images/b.png) ![](images/../a.md)\n"
    )
    code, _, told = parley("faq", "import", "answers")
    assert code == FAILED
    assert "a.md: images/a.png: is no picture that can be shown" in told
    assert "a.md: images/b.png: is not there" in told
    assert parley("faq", "export", "out")[1] == "0 entries written to out."


BAD_TABLES = [
    ("question\nHours\n", "bad.csv: has no column answer; add it to the first line"),
    ("question,answer\n,8 to 7\n", "bad.csv: line 2: question: must be 1 to 1,000 characters"),
    ("question,answer,language\nA,b,de\n", "bad.csv: line 2: language: must be one of en, fr"),
    (
        "question,answer,shortcut\nA,b,x y\n",
        "bad.csv: line 2: shortcut: must be one word of at most 40 characters without \\, < and >",
    ),
    (
        "question,answer\nA,yes, of course\n",
        (
            "bad.csv: line 2: has more cells than columns; "
            "put quotation marks around what holds the separator"
        ),
    ),
    ("question,answer\nA,b\na,c\n", "bad.csv: line 3: is the same entry as line 2"),
    (
        "question,answer,language\nA,b,en\nA,c,fr\n",
        'bad.csv: two entries would be known as "A"; give one of them a shortcut of its own',
    ),
    ('question,answer\n"A,b\n', "bad.csv: is not a CSV file in UTF-8: unexpected end of data"),
]


@pytest.mark.parametrize(
    ("head", "separator", "encoding"),
    [
        ("", ";", "utf-8-sig"),
        ("", ";", "cp1252"),
        ("", "\t", "utf-16"),
        ("sep=;\r\n", ";", "utf-8"),
        ("", ",", "utf-8"),
    ],
)
def test_a_table_comes_in_as_a_spreadsheet_saves_it(head: str, separator: str, encoding: str):
    """FAQ-013: semicolons, tabs, code pages, empty rows below the last one."""
    rows = [["Question", "answer ", "language"], ['"Où, ça ?"', '"Là ; à côté\r\n—\tdehors"', "fr"]]
    rows += [["", "", ""]] * 2
    table = "".join(separator.join(row) + "\r\n" for row in rows)
    Path("in.csv").write_bytes((head + table).encode(encoding))
    assert parley("faq", "import", "in.csv")[1] == "1 added, 0 changed, 0 as they were."
    parley("faq", "export", "out")
    (entry,) = Path("out").glob("*.md")
    assert "question: Où, ça ?\n" in entry.read_text()
    assert entry.read_text().endswith("Là ; à côté\n—\tdehors\n")


def test_a_table_with_a_mistake_changes_nothing():
    for table, mistake in BAD_TABLES:
        Path("bad.csv").write_text(table)
        code, _, told = parley("faq", "import", "bad.csv")
        assert (code, told) == (FAILED, f"parley: {mistake}")
    assert parley("faq", "export", "out")[1] == "0 entries written to out."
    Path("bad.csv").write_bytes(b"question,answer\nA,\x81\n")
    assert parley("faq", "import", "bad.csv")[2].startswith("parley: bad.csv: is not a CSV file")
    told = "parley: nowhere: there is no such file or folder"
    assert parley("faq", "import", "nowhere") == (FAILED, "", told)


def test_a_folder_with_a_mistake_says_which_file():
    Path("in/more").mkdir(parents=True)
    Path("in/a.md").write_text("no fields")
    Path("in/b.md").write_text("---\nquestion: B\nauthor: me\n---\nanswer")
    Path("in/more/c.md").write_text("---\nquestion: C\nnever closed")
    told = parley("faq", "import", "in")[2].splitlines()
    assert told == [
        "parley: in: a.md: question: must be 1 to 1,000 characters",
        "parley: in: b.md: author: is no field; remove it or correct the name",
        "parley: in: more/c.md: the line --- that ends the fields is missing",
    ]
    for name in ("a", "more/c"):
        Path(f"in/{name}.md").unlink()
    Path("in/b.md").write_text("\n---\nQuestion: B\n\nLanguage: fr\n---\nanswer")
    assert parley("faq", "import", "in")[1] == "1 added, 0 changed, 0 as they were."
    Path("in/b.md").write_bytes(b"\xff")
    assert parley("faq", "import", "in")[2].startswith("parley: in: b.md: is not UTF-8")
    Path("in/b.md").write_bytes(b"x" * 1_000_001)
    assert parley("faq", "import", "in")[2] == "parley: in: b.md: is larger than 1 MB"


def test_an_entry_is_matched_by_its_shortcut_then_by_its_question():
    known = {
        "1": FaqEntry(id="1", shortcut="q", question="Hours", answer="8", slug="hours", rev=4),
        "2": FaqEntry(id="2", question="Prices", answer="5", disabled=True),
    }
    wanted = [
        Placed("a", Content(question="Opening hours", answer="9", shortcut="Q")),
        Placed("b", Content(question="prices", answer="5")),
        Placed("c", Content(question="Hours?", answer="new")),
    ]
    changes, mistakes = plan_import(known, wanted, lambda: "3")
    assert mistakes == []
    entries = [change.record for change in changes if isinstance(change.record, FaqEntry)]
    first, second, third = entries
    assert (first.id, first.rev, first.slug) == ("1", 5, "hours")
    assert (second.id, second.disabled) == ("2", False)
    assert (third.id, third.slug) == ("3", "hours-2")
    assert changes[1].fields == ("question", "disabled")
