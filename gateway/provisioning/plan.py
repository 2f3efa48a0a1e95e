"""What a provisioning file changes: the records to save, found without touching anything.

Records are matched by name, user name or key. Only what differs is saved, nothing is deleted: a
queue that has gone from an agent's list ends that membership, a code that has gone from its list
is retired, and both keep their ids.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Protocol, TypeVar

import msgspec
from msgspec import UNSET

from accounts.directory import (
    PRECHAT_FIELDS,
    Agent,
    Code,
    CodeList,
    Directory,
    FaqEntry,
    Group,
    Membership,
    Queue,
    Site,
    Tag,
)
from faq.slug import free_slug
from gateway.provisioning.changes import Change, Plan
from gateway.provisioning.file import (
    AgentTable,
    CodeListTable,
    FaqTable,
    ProvisioningFile,
    QueueTable,
    SiteTable,
)
from gateway.toml_tables import Mistakes

NewId = Callable[[], str]


class Hashing(Protocol):
    """Hashes and compares passwords; each takes some 40 ms."""

    def hash_now(self, password: str) -> str:
        """Give a fresh hash."""
        ...

    def matches_now(self, stored: str | None, password: str) -> bool:
        """Tell whether the password is the one behind the hash."""
        ...


_SIGNS_OUT: Final = frozenset({"password_hash", "role", "disabled"})

R = TypeVar("R", Group, Queue, CodeList, Tag, Agent, Site, FaqEntry)


def make_plan(
    known: Directory,
    file: ProvisioningFile,
    mistakes: Mistakes,
    *,
    new_id: NewId,
    hashing: Hashing,
    progress: Callable[[str], None] = lambda _: None,
) -> Plan:
    """Compare `file` with the directory, noting further mistakes.

    `progress` hears the name of each agent before their password is hashed. The plan may be used
    only if there are no mistakes.
    """
    return _Planner(known, mistakes, new_id, hashing, progress).plan(file)


class _Planner:
    """Compares one file, table after table; each may refer to what an earlier one has made."""

    def __init__(
        self,
        known: Directory,
        mistakes: Mistakes,
        new_id: NewId,
        hashing: Hashing,
        progress: Callable[[str], None],
    ) -> None:
        self._known = known
        self._mistakes = mistakes
        self._new_id = new_id
        self._hashing = hashing
        self._progress = progress
        self._slugs = {entry.address for entry in known.faq_entries.values()}
        self._changes: list[Change] = []
        self._signed_out: list[str] = []

    def plan(self, file: ProvisioningFile) -> Plan:
        """Go through the tables in the order in which they refer to each other."""
        groups = self._match("groups", file.groups, self._known.groups)
        lists = self._match("code_lists", file.code_lists, self._known.code_lists)
        tags = self._match("tags", file.tags, self._known.tags)
        queues = self._match("queues", file.queues, self._known.queues)
        agents = self._match("agents", file.agents, self._known.agents)
        sites = self._match("sites", file.sites, self._known.sites)
        entries = self._match("faq", file.faq, self._known.faq_entries)
        self._group_ids = _ids(self._known.groups, groups)
        self._list_ids = _ids(self._known.code_lists, lists)
        self._queue_ids = _ids(self._known.queues, queues)
        for record_id, group in groups.values():
            self._keep(
                "groups", Group, record_id, {"name": group.name, **_given(group, "disabled")}
            )
        for record_id, code_list in lists.values():
            self._code_list(record_id, code_list)
        for record_id, tag in tags.values():
            self._keep("tags", Tag, record_id, {"name": tag.name, **_given(tag, "disabled")})
        for record_id, queue in queues.values():
            self._queue(record_id, queue)
        for record_id, agent in agents.values():
            self._agent(record_id, agent)
        for record_id, site in sites.values():
            self._site(record_id, site)
        for record_id, entry in entries.values():
            self._faq_entry(record_id, entry)
        self._check_emails([table for _, table in agents.values()])
        return Plan(changes=tuple(self._changes), signed_out=tuple(self._signed_out))

    def _match(
        self, section: str, tables: Sequence[Any], known: Mapping[str, Any]
    ) -> dict[str, tuple[str, Any]]:
        """Give each table the id of the record it means, a fresh one where there is none."""
        by_key = {_folded(section, record.natural_key): record.id for record in known.values()}
        matched: dict[str, tuple[str, Any]] = {}
        for table in tables:
            name = _name_of(table)
            key = _folded(section, name)
            if key in matched:
                field = {"agents": "username", "sites": "key", "faq": "shortcut"}.get(section)
                self._wrong(
                    table, field or "name", f'"{name}" stands here twice; keep one of the two'
                )
            else:
                matched[key] = (by_key.get(key) or self._new_id(), table)
        return matched

    def _code_list(self, record_id: str, table: CodeListTable) -> None:
        before = self._known.code_lists.get(record_id)
        values = {
            "name": table.name,
            **_given(table, "kind", "statuses", "mandatory", "multiple", "disabled"),
        }
        if table.codes is not UNSET:
            values["codes"] = self._codes(before.codes if before else (), table.codes)
        self._keep("code_lists", CodeList, record_id, values)

    def _codes(self, before: Sequence[Code], names: Sequence[str]) -> tuple[Code, ...]:
        """Give the codes in the file's order, the retired ones behind them."""
        known = {code.name: code.id for code in before}
        listed = [Code(id=known.get(name) or self._new_id(), name=name) for name in names]
        retired = [
            msgspec.structs.replace(code, disabled=True)
            for code in before
            if code.name not in names
        ]
        return (*listed, *retired)

    def _queue(self, record_id: str, table: QueueTable) -> None:
        values = {
            "name": table.name,
            **_given(
                table,
                *("accept_timeout_seconds", "wrap_up_seconds", "priority", "max_wait_seconds"),
                *("time_zone", "holidays", "auto_log", "screen_pop", "overflow_after_seconds"),
                *("on_reject", "on_time_out", "transfer_position", "unattended", "disabled"),
            ),
        }
        if table.media is not UNSET:
            values["media"] = table.media
        elif table.medium is not UNSET:
            values["media"] = (table.medium,)
        elif record_id not in self._known.queues:
            self._wrong(table, "medium", "is missing; add it")
            return
        if table.hours is not UNSET:
            values["hours"] = table.hours or None
        if table.notify is not UNSET:
            values["notify"] = table.notify or None
        if table.codes is not UNSET:
            values["code_list_ids"] = tuple(
                self._refer(table, f"codes[{index}]", "code list", name, self._list_ids)
                for index, name in enumerate(table.codes)
            )
        if table.automatic_code is not UNSET:
            values["automatic_code_id"] = self._automatic_code(record_id, table, values)
        if table.overflow_to is not UNSET:
            values["overflow_to_id"] = self._refer_or_none(
                table, "overflow_to", "queue", table.overflow_to, self._queue_ids
            )
            if values["overflow_to_id"] == record_id:
                self._wrong(table, "overflow_to", "is the queue itself; name another")
        self._keep("queues", Queue, record_id, values)

    def _automatic_code(
        self, record_id: str, table: QueueTable, values: Mapping[str, Any]
    ) -> str | None:
        """Give the id of the code that the queue's lists know by the name."""
        if not table.automatic_code:
            return None
        before = self._known.queues.get(record_id)
        lists = values.get("code_list_ids", before.code_list_ids if before else ())
        known = self._known.with_records(change.record for change in self._changes).code_lists
        for codes in (known[list_id] for list_id in lists if list_id in known):
            for code in codes.choices:
                if code.name == table.automatic_code:
                    return code.id
        text = f'no list of this queue has the code "{table.automatic_code}"; add it to one'
        self._wrong(table, "automatic_code", text)
        return None

    def _agent(self, record_id: str, table: AgentTable) -> None:
        before = self._known.agents.get(record_id)
        values = {
            "username": before.username if before else table.username,
            **_given(
                table,
                "name",
                "display_name",
                "locale",
                "role",
                "max_chats",
                "disabled",
                "signature",
            ),
        }
        if before is None:
            values.setdefault("name", table.username)
            values.setdefault("display_name", values["name"])
        if table.email is not UNSET:
            values["email"] = table.email or None
        if table.permissions is not UNSET:
            values["permissions"] = tuple(sorted(set(table.permissions)))
        if table.group is not UNSET:
            values["group_id"] = self._refer_or_none(
                table, "group", "group", table.group, self._group_ids
            )
        values.update(self._password(before, table))
        self._keep("agents", Agent, record_id, values)
        if table.queues is not UNSET:
            self._memberships(record_id, table)

    def _password(self, before: Agent | None, table: AgentTable) -> dict[str, str]:
        """Give the new hash, or nothing where the password is the one it was."""
        if table.password_hash is not UNSET:
            return {"password_hash": table.password_hash}
        if table.password is UNSET or self._mistakes.found:
            return {}  # hashing would be for nothing
        self._progress(table.username)
        stored = before.password_hash if before else None
        if stored is not None and self._hashing.matches_now(stored, table.password):
            return {}
        return {"password_hash": self._hashing.hash_now(table.password)}

    def _memberships(self, agent_id: str, table: AgentTable) -> None:
        listed: dict[str, Membership] = {}
        for index, entry in enumerate(table.memberships()):
            place = f"queues[{index}]"
            queue_id = self._refer(table, place, "queue", entry.name, self._queue_ids)
            listed[queue_id] = Membership(
                agent_id=agent_id,
                queue_id=queue_id,
                enabled=entry.enabled,
                callback=entry.callback,
                wrap_up_seconds=entry.wrap_up_seconds,
            )
        for member in self._known.memberships_of(agent_id):
            if member.queue_id not in listed:
                listed[member.queue_id] = msgspec.structs.replace(member, disabled=True)
        names = {queue_id: name for name, queue_id in self._queue_ids.items()}
        for queue_id, member in listed.items():
            before = self._known.memberships.get(member.id)
            name = f"{table.username} on {names.get(queue_id, queue_id)}"
            self._note("memberships", name, before, member)

    def _site(self, record_id: str, table: SiteTable) -> None:
        values = {
            "key": table.key,
            **_given(
                table,
                *("origins", "prechat", "prechat_fields", "bot", "idle_minutes", "name"),
                *("greeting", "colour", "consent", "languages", "mask_cards", "identity_keys"),
                *("bot_threshold", "bot_asks", "bot_idle_minutes", "disabled"),
            ),
        }
        if table.queue is not UNSET:
            values["queue_id"] = self._refer(table, "queue", "queue", table.queue, self._queue_ids)
        elif record_id not in self._known.sites:
            self._wrong(table, "queue", "is missing; add it")
            return
        self._check_asks(record_id, table)
        if table.voice_queue is not UNSET:
            values["voice_queue_id"] = table.voice_queue and self._refer_or_none(
                table, "voice_queue", "queue", table.voice_queue, self._queue_ids
            )
        if record_id not in self._known.sites:
            values.setdefault("origins", ())
        self._keep("sites", Site, record_id, values)

    def _check_asks(self, record_id: str, table: SiteTable) -> None:
        """Refuse a question of the bot's for a field that the form does not know."""
        before = self._known.sites.get(record_id)
        own = table.prechat_fields
        if own is UNSET:
            own = () if before is None else before.prechat_fields
        known = {*PRECHAT_FIELDS, *(field.key for field in own)}
        for index, field in enumerate(() if table.bot_asks is UNSET else table.bot_asks):
            if field not in known:
                advice = f"is no field of the form; use one of {', '.join(sorted(known))}"
                self._wrong(table, f"bot_asks[{index}]", advice)

    def _faq_entry(self, record_id: str, table: FaqTable) -> None:
        keys = ("shortcut", "category", "question", "answer", "language", "disabled")
        values = _given(table, *keys)
        before = self._known.faq_entries.get(record_id)
        if before is None:
            missing = [key for key in ("question", "answer") if key not in values]
            for key in missing:
                self._wrong(table, key, "is missing; add it")
            if missing:
                return
            slug = free_slug(values["question"], self._slugs)
            self._slugs.add(slug)
            values["slug"] = slug
        elif any(getattr(before, key) != value for key, value in values.items()):
            values |= {"rev": before.rev + 1, "changed_by": None}
        self._keep("faq", FaqEntry, record_id, values)

    def _check_emails(self, tables: Sequence[AgentTable]) -> None:
        """Refuse one address for two agents: they could both log in with it (SES-004)."""
        after = self._known.with_records(change.record for change in self._changes)
        owners: dict[str, list[str]] = {}
        for agent in after.agents.values():
            owners.setdefault((agent.email or "").casefold(), []).append(agent.username)
        for table in tables:
            email = table.email
            if email is not UNSET and email and len(owners.get(email.casefold(), ())) > 1:
                others = [name for name in owners[email.casefold()] if name != table.username]
                self._wrong(table, "email", f"is also {', '.join(others)}'s; give each their own")

    def _keep(self, section: str, kind: type[R], record_id: str, values: dict[str, Any]) -> None:
        """Note the record that `values` make of the one known by the id, if it differs."""
        before: R | None = getattr(self._known, _MAPPINGS[section]).get(record_id)
        after = (
            msgspec.structs.replace(before, **values) if before else kind(id=record_id, **values)
        )
        self._note(section, after.natural_key, before, after)

    def _note(self, section: str, name: str, before: Any, after: Any) -> None:  # noqa: ANN401 - of one kind
        if before == after:
            return
        fields = tuple(
            field
            for field in after.__struct_fields__
            if before is not None and getattr(before, field) != getattr(after, field)
        )
        self._changes.append(
            Change(record=after, table=section, name=name, fields=fields, new=before is None)
        )
        if section == "agents" and before is not None and _SIGNS_OUT.intersection(fields):
            self._signed_out.append(after.id)

    def _refer(
        self, table: msgspec.Struct, key: str, what: str, name: str, ids: Mapping[str, str]
    ) -> str:
        """Give the id of what is called `name`, or note that nothing is."""
        if name not in ids:
            self._wrong(table, key, f'there is no {what} "{name}"; add it or correct the name')
        return ids.get(name, "")

    def _refer_or_none(
        self, table: msgspec.Struct, key: str, what: str, name: str, ids: Mapping[str, str]
    ) -> str | None:
        return self._refer(table, key, what, name, ids) if name else None

    def _wrong(self, table: msgspec.Struct, key: str, text: str) -> None:
        path = f"{self._mistakes.places[id(table)]}.{key}"
        if not self._mistakes.has(path):  # a key that was wrong looks as if it were missing
            self._mistakes.add(path, text)


_MAPPINGS: Final = {
    "groups": "groups",
    "queues": "queues",
    "code_lists": "code_lists",
    "tags": "tags",
    "agents": "agents",
    "sites": "sites",
    "faq": "faq_entries",
}
"""Where the directory keeps what each table of the file describes."""


def _given(table: msgspec.Struct, *names: str) -> dict[str, Any]:
    """Give the named keys that the file has set."""
    return {name: value for name in names if (value := getattr(table, name)) is not UNSET}


def _name_of(table: Any) -> str:  # noqa: ANN401 - any table with a natural key
    for key in ("username", "key", "name"):
        if hasattr(table, key):
            return str(getattr(table, key))
    raise TypeError(table)


def _folded(section: str, name: str) -> str:
    """User names are one name in whatever case; every other name is taken to the letter."""
    return name.casefold() if section == "agents" else name


def _ids(known: Mapping[str, Any], matched: Mapping[str, tuple[str, Any]]) -> dict[str, str]:
    """Give the id behind each name, known or about to be."""
    ids = {record.natural_key: record_id for record_id, record in known.items()}
    return ids | {_name_of(table): record_id for record_id, table in matched.values()}
