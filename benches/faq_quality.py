"""How often the search finds what was meant, on the tuning and on the sealed half of the questions.

    .venv/bin/python -m benches.faq_quality             # both halves, and the searches beside ours
    .venv/bin/python -m benches.faq_quality --misses    # also what was missed in the tuning half

tests/faq/questions/README.md says how the questions were made. What the sealed half misses is not
printed, on purpose.
"""

import argparse
import sqlite3
from collections.abc import Callable, Iterable, Sequence

from rich.console import Console
from rich.table import Table

from faq.entry import Entry
from faq.language import LANGUAGES, Language, words
from faq.search import Search
from tests.faq.question_set import Case, Half, cases

Find = Callable[[str], Sequence[str]]
"""Gives the ids of the entries that answer a question, the nearest first."""

DEPTH = 20


def entries(known: Iterable[Case]) -> list[Entry]:
    """Give the entries of the set as the knowledge base holds them."""
    return [
        Entry(
            id=case.id,
            slug=case.id,
            language=case.language,
            category="General",
            question=case.question,
            answer_text=case.answer,
        )
        for case in known
    ]


class PlainSql:
    """The same entries in SQLite: the searches that need no search engine."""

    def __init__(self, known: Iterable[Entry]) -> None:
        """Fill a table and a full-text index."""
        self._database = sqlite3.connect(":memory:")
        self._database.execute("CREATE TABLE entry (id, text)")
        self._database.execute(
            "CREATE VIRTUAL TABLE entry_fts USING fts5"
            "(id UNINDEXED, question, answer, tokenize = 'porter unicode61 remove_diacritics 2')"
        )
        for entry in known:
            text = f"{entry.question} {entry.answer_text}"
            self._database.execute("INSERT INTO entry VALUES (?, ?)", (entry.id, text))
            row = (entry.id, entry.question, entry.answer_text)
            self._database.execute("INSERT INTO entry_fts VALUES (?, ?, ?)", row)

    def like(self, text: str) -> Sequence[str]:
        """Order the entries by how many content words of `text` they contain."""
        wanted = self._content_words(text)
        held = " + ".join("(text LIKE ?)" for _ in wanted) or "0"
        rows = self._database.execute(
            f"SELECT id FROM (SELECT id, {held} AS held FROM entry) WHERE held > 0"  # noqa: S608 - question marks alone
            f" ORDER BY held DESC, id LIMIT {DEPTH}",
            [f"%{word}%" for word in wanted],
        )
        return [name for (name,) in rows]

    def full_text(self, text: str) -> Sequence[str]:
        """Ask FTS5 for any of the content words, questions weighted as ours."""
        wanted = " OR ".join(f'"{word}"' for word in self._content_words(text))
        rows = self._database.execute(
            "SELECT id FROM entry_fts WHERE entry_fts MATCH ?"
            " ORDER BY bm25(entry_fts, 0, 3, 1), id LIMIT ?",
            [wanted or '""', DEPTH],
        )
        return [name for (name,) in rows]

    def _content_words(self, text: str) -> list[str]:
        """Spare both searches the function words, as ours is spared them."""
        languages = [Language(code) for code in LANGUAGES]
        return [
            word
            for word in words(text)
            if len(word) > 1 and not any(each.is_function_word(word) for each in languages)
        ]


def measure(find: Find, half: Sequence[Case]) -> tuple[float, float, float]:
    """Give recall@1, recall@3 and the mean reciprocal rank over the questions of `half`."""
    ranks = [rank(find(asked.text), case.id) for case in half for asked in case.asked]
    number = len(ranks)
    return (
        sum(place == 1 for place in ranks) / number,
        sum(0 < place <= 3 for place in ranks) / number,
        sum(1 / place for place in ranks if place) / number,
    )


def rank(found: Sequence[str], wanted: str) -> int:
    """Give the place of `wanted`, counted from 1; 0: not found."""
    return found.index(wanted) + 1 if wanted in found else 0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list the misses of the tuning half")
    arguments = parser.parse_args()
    halves: dict[Half, tuple[Case, ...]] = {"tuning": cases("tuning"), "sealed": cases("sealed")}
    everything = entries(case for half in halves.values() for case in half)
    search = Search(everything)

    def ours(text: str) -> Sequence[str]:
        return [hit.entry.id for hit in search.find(text, limit=DEPTH)]

    table = Table("search", "half", "questions", "recall@1", "recall@3", "MRR")
    sql = PlainSql(everything)
    searches = {"Parley": ours, "SQLite FTS5": sql.full_text, "SQL LIKE": sql.like}
    for name, find in searches.items():
        for half_name, half in halves.items():
            number = sum(len(case.asked) for case in half)
            figures = (f"{figure:.3f}" for figure in measure(find, half))
            table.add_row(name, half_name, str(number), *figures)
    console = Console()
    console.print(table)
    if arguments.misses:
        for case in halves["tuning"]:
            for asked in case.asked:
                found = ours(asked.text)
                if not 0 < rank(found, case.id) <= 3:
                    console.print(f"{case.id}: {asked.text}  ->  {', '.join(found[:3])}")


if __name__ == "__main__":
    main()
