"""How long the knowledge base takes to answer each key pressed, at 10,000 entries.

    .venv/bin/python -m benches.faq_type_ahead

The entries are made of the sentences of the question set, dealt with a fixed seed; the keys are
those of its questions. The goal is 20 ms.
"""

import random
import statistics
import time

from rich.console import Console
from rich.table import Table

from faq.entry import Entry
from faq.language import LANGUAGES
from faq.search import Search
from tests.faq.question_set import cases

ENTRIES = 10_000
SEED = 20261121
QUESTIONS = 60


def many_entries(number: int) -> list[Entry]:
    """Deal `number` entries, half in each language, with a word of its own in each."""
    dealer = random.Random(SEED)  # noqa: S311 - repeatable
    known = (*cases("tuning"), *cases("sealed"))
    made = []
    for place in range(number):
        language = LANGUAGES[place % len(LANGUAGES)]
        of_language = [case for case in known if case.language == language]
        question, *others = dealer.sample(of_language, 3)
        article = f"{dealer.choice(others).id.partition('-')[2]}{place}"
        made.append(
            Entry(
                id=f"{place:05}",
                slug=f"{place:05}",
                language=language,
                category=f"Category {place % 40}",
                question=f"{question.question} {article}",
                answer_text=" ".join(case.answer for case in others),
            )
        )
    return made


def main() -> None:
    """Measure and print one table."""
    entries = many_entries(ENTRIES)
    begun = time.perf_counter()
    search = Search(entries)
    built = time.perf_counter() - begun
    dealer = random.Random(SEED)  # noqa: S311 - repeatable
    asked = [a.text for half in ("tuning", "sealed") for c in cases(half) for a in c.asked]
    taken = []
    for text in dealer.sample(asked, QUESTIONS):
        for end in range(1, len(text) + 1):
            begun = time.perf_counter()
            search.find(text[:end], limit=8, unfinished=True)
            taken.append((time.perf_counter() - begun) * 1e3)
    taken.sort()
    table = Table("entries", "index built", "keys", "median", "99 of 100", "slowest")
    table.add_row(
        f"{ENTRIES:,}",
        f"{built:.1f} s",
        f"{len(taken):,}",
        f"{statistics.median(taken):.1f} ms",
        f"{taken[len(taken) * 99 // 100]:.1f} ms",
        f"{taken[-1]:.1f} ms",
    )
    Console().print(table)


if __name__ == "__main__":
    main()
