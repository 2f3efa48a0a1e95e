"""The knowledge base as files: one CSV table, or a folder of Markdown files.

A Markdown file begins with its fields between two lines `---`, each as `name: value`; the rest is
the answer. The columns of the table have the same names.
"""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec

from accounts.directory import FaqEntry
from faq.content import Content
from faq.language import LANGUAGES
from gateway.provisioning.file import ProvisioningError

FIELDS: Final = ("question", "category", "language", "shortcut")
COLUMNS: Final = (*FIELDS, "answer")
_NEEDED: Final = frozenset({"question", "answer"})
_SEPARATORS: Final = (",", ";", "\t")
_NAMED_SEPARATOR: Final = re.compile(r"(?i)sep=.?")
_SURPLUS: Final = "cells beyond the columns"
_FENCE: Final = "---"
_OPEN: Final = "fields without an end"
_MOST_FILE_BYTES: Final = 1_000_000
_ADVICE: Final[Mapping[str, str]] = {
    "question": "must be 1 to 1,000 characters",
    "answer": "must be 1 to 65,536 characters",
    "category": "must be 1 to 120 characters",
    "shortcut": "must be one word of at most 40 characters without \\, < and >",
}


class Placed(msgspec.Struct, frozen=True):
    """What was read, with where it stood."""

    place: str
    content: Content


def read_entries(path: Path, progress: Callable[[str], None] = lambda _: None) -> list[Placed]:
    """Read a CSV file or a folder.

    Raises:
        ProvisioningError: with everything that is wrong in it.

    """
    rows = _rows_of_folder(path, progress) if path.is_dir() else _rows_of_table(path)
    placed: list[Placed] = []
    mistakes: list[str] = []
    for place, row in rows:
        wrong = list(_faults(row))
        if wrong:
            mistakes += [f"{place}: {each}" for each in wrong]
        else:
            placed.append(Placed(place, _content(row)))
    if mistakes:
        raise ProvisioningError(str(path), mistakes)
    return placed


def write_entries(path: Path, entries: Iterable[FaqEntry]) -> int:
    """Write a CSV file, or a folder where the name does not end in `.csv`; give how many."""
    ordered = sorted(entries, key=lambda entry: (entry.category, entry.question, entry.id))
    if path.suffix.casefold() == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, COLUMNS)
            table.writeheader()
            table.writerows(_row(entry) for entry in ordered)
        return len(ordered)
    path.mkdir(parents=True, exist_ok=True)
    for entry in ordered:
        row = _row(entry)
        head = "".join(f"{name}: {row[name]}\n" for name in FIELDS if row[name])
        text = f"{_FENCE}\n{head}{_FENCE}\n\n{row['answer']}\n"
        (path / f"{entry.address}.md").write_text(text, encoding="utf-8")
    return len(ordered)


_Row = Mapping[str, str]


def _rows_of_table(path: Path) -> Iterator[tuple[str, _Row]]:
    try:
        lines = io.StringIO(_text_of_table(path.read_bytes()), newline="")
        head = lines.readline()
        if _NAMED_SEPARATOR.fullmatch(head.strip()):
            head = lines.readline()
        separator = _separator(head)
        lines.seek(lines.tell() - len(head))
        table = csv.DictReader(lines, delimiter=separator, restkey=_SURPLUS, strict=True)
        table.fieldnames = [name.strip().casefold() for name in table.fieldnames or ()]
        missing = _NEEDED.difference(table.fieldnames)
        if missing:
            advice = f"has no column {min(missing)}; add it to the first line"
            raise ProvisioningError(str(path), [advice])
        for row in table:
            if any(row.values()):  # spreadsheets write empty rows below the last one
                wanted = (*COLUMNS, _SURPLUS) if any(row.get(_SURPLUS) or ()) else COLUMNS
                yield f"line {table.line_num}", {key: str(row.get(key) or "") for key in wanted}
    except (UnicodeDecodeError, csv.Error) as error:
        raise ProvisioningError(str(path), [f"is not a CSV file in UTF-8: {error}"]) from error


def _text_of_table(raw: bytes) -> str:
    """Read a table as spreadsheets save it: UTF-8, "Unicode text", or the code page of Windows."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # That of the West: entries are in English or French.
        return raw.decode("cp1252")


def _separator(head: str) -> str:
    """Give what stands between the columns: where commas are decimal, spreadsheets write `;`."""
    for separator in _SEPARATORS:
        names = next(csv.reader([head], delimiter=separator), [])
        if _NEEDED.issubset(name.strip().casefold() for name in names):
            return separator
    return _SEPARATORS[0]


def _rows_of_folder(path: Path, progress: Callable[[str], None]) -> Iterator[tuple[str, _Row]]:
    for file in sorted(path.rglob("*.md")):
        place = file.relative_to(path).as_posix()
        progress(place)
        if file.stat().st_size > _MOST_FILE_BYTES:
            raise ProvisioningError(str(path), [f"{place}: is larger than 1 MB"])
        try:
            text = file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise ProvisioningError(str(path), [f"{place}: is not UTF-8: {error}"]) from error
        yield place, _row_of_text(text)


def _row_of_text(text: str) -> _Row:
    first, _, rest = text.lstrip().partition("\n")
    if first.strip() != _FENCE:
        return {"answer": text}
    row: dict[str, str] = {}
    lines = rest.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if line.strip() == _FENCE:
            return {**row, "answer": "".join(lines[number + 1 :])}
        if line.strip():
            name, _, value = line.partition(":")
            row[name.strip().casefold()] = value.strip()
    return {_OPEN: ""}


def _faults(row: _Row) -> Iterator[str]:
    if _SURPLUS in row:
        yield "has more cells than columns; put quotation marks around what holds the separator"
        return
    if _OPEN in row:
        yield f"the line {_FENCE} that ends the fields is missing"
        return
    unknown = sorted(set(row) - set(COLUMNS))
    if unknown:
        yield f"{unknown[0]}: is no field; remove it or correct the name"
    if (row.get("language") or LANGUAGES[0]) not in LANGUAGES:
        yield f"language: must be one of {', '.join(LANGUAGES)}"
        return
    for name in _content(row).faults():
        yield f"{name}: {_ADVICE[name]}"


def _content(row: _Row) -> Content:
    return msgspec.convert(
        {
            "question": row.get("question", ""),
            "answer": row.get("answer", ""),
            "category": row.get("category") or "General",
            "language": row.get("language") or LANGUAGES[0],
            "shortcut": row.get("shortcut") or None,
        },
        type=Content,
    ).tidied()


def _row(entry: FaqEntry) -> dict[str, str]:
    return {
        "question": entry.question,
        "category": entry.category,
        "language": entry.language,
        "shortcut": entry.shortcut or "",
        "answer": entry.answer,
    }
