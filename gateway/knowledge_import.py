"""What an import of entries changes, found without touching anything."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from accounts.directory import FaqEntry
from faq.language import fold
from faq.slug import free_slug
from gateway.knowledge_files import FIELDS, Placed
from gateway.provisioning.changes import Change


def plan_import(
    known: Mapping[str, FaqEntry], wanted: Iterable[Placed], new_id: Callable[[], str]
) -> tuple[tuple[Change, ...], list[str]]:
    """Give what must be saved, and every mistake; nothing may be saved where there is one.

    An entry is matched by its shortcut, otherwise by its question in its language; nothing is
    deleted.
    """
    by_shortcut = {fold(each.shortcut): each for each in known.values() if each.shortcut}
    by_question = {(each.language, fold(each.question)): each for each in known.values()}
    slugs = {each.address for each in known.values()}
    seen: dict[str, str] = {}
    after = dict(known)
    changes: list[Change] = []
    mistakes: list[str] = []
    for placed in wanted:
        content = placed.content
        before = by_shortcut.get(fold(content.shortcut)) if content.shortcut else None
        before = before or by_question.get((content.language, fold(content.question)))
        entry_id = new_id() if before is None else before.id
        if entry_id in seen:
            mistakes.append(f"{placed.place}: is the same entry as {seen[entry_id]}")
            continue
        seen[entry_id] = placed.place
        values = msgspec.structs.asdict(content)
        if before is None:
            slug = free_slug(content.question, slugs)
            slugs.add(slug)
            entry = FaqEntry(id=entry_id, slug=slug, **values)
            after[entry_id] = entry
            changes.append(_change(entry, (), new=True))
            by_question[content.language, fold(content.question)] = entry
            if content.shortcut:
                by_shortcut[fold(content.shortcut)] = entry
        elif fields := _differing(before, values):
            entry = msgspec.structs.replace(
                before, **values, rev=before.rev + 1, changed_by=None, disabled=False
            )
            after[entry_id] = entry
            changes.append(_change(entry, fields, new=False))
    return tuple(changes), [*mistakes, *_clashes(after.values())]


def _differing(before: FaqEntry, values: Mapping[str, Any]) -> tuple[str, ...]:
    fields = [name for name in (*FIELDS, "answer") if getattr(before, name) != values[name]]
    return (*fields, *(["disabled"] if before.disabled else []))


def _change(entry: FaqEntry, fields: tuple[str, ...], *, new: bool) -> Change:
    return Change(record=entry, table="faq", name=entry.natural_key, fields=fields, new=new)


def _clashes(entries: Iterable[FaqEntry]) -> list[str]:
    names = Counter(entry.natural_key for entry in entries)
    return [
        f'two entries would be known as "{name}"; give one of them a shortcut of its own'
        for name, times in names.items()
        if times > 1
    ]
