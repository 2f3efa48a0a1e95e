"""Write the TypeScript types and the API documents of the wire from its structs.

    python scripts/generate_wire.py            write what differs
    python scripts/generate_wire.py --check    exit 1 and name the files that differ

`gateway/wire` is the one definition; what this script writes is never edited by hand.
"""

import argparse
import importlib
import json
import pkgutil
import re
import sys
import typing
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import msgspec
from msgspec import inspect

import gateway.wire
from accounts.permissions import RULES
from gateway.http.openapi import document
from gateway.wire.agent import AgentAuth
from gateway.wire.errors import Code, Failure
from gateway.wire.events import (
    AGENT_EVENTS,
    WIDGET_EVENTS,
    Event,
    client_events,
    server_events,
)
from gateway.wire.scalars import Nothing, Ok, Payload
from gateway.wire.widget import WidgetAuth

ROOT: Final = Path(__file__).resolve().parent.parent
TYPESCRIPT: Final = ROOT / "wire"
ASYNCAPI: Final = ROOT / "docs" / "reference" / "asyncapi.json"
OPENAPI: Final = ROOT / "docs" / "reference" / "openapi.json"
CHANNELS: Final = (
    ("Widget", "/ws/widget", WIDGET_EVENTS, WidgetAuth),
    ("Agent", "/ws/agent", AGENT_EVENTS, AgentAuth),
)

Aliases = dict[frozenset[Any], tuple[str, tuple[Any, ...]]]
"""A literal union's members, to its name and the members in their written order."""

HEADER: Final = """\
// Generated from gateway/wire by scripts/generate_wire.py. Do not edit: change the structs.

"""


def main() -> int:
    """Write or check every generated file; the exit code is 1 when a check finds drift."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say which files differ")
    check = parser.parse_args().check
    modules = wire_modules()
    produced = {TYPESCRIPT / name: text for name, text in typescript(modules).items()}
    abandoned = set(TYPESCRIPT.glob("*.ts")) - produced.keys()
    produced |= {ASYNCAPI: asyncapi(), OPENAPI: document()}
    drifted = [
        path
        for path, text in produced.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path in drifted:
        if check:
            print(f"{path.relative_to(ROOT)} differs; run scripts/generate_wire.py")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(produced[path], encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")
    for path in sorted(abandoned):
        if check:
            print(f"{path.relative_to(ROOT)} is of no module; run scripts/generate_wire.py")
        else:
            path.unlink()
            print(f"removed {path.relative_to(ROOT)}")
    return 1 if check and (drifted or abandoned) else 0


def wire_modules() -> list[ModuleType]:
    """Import every module of the wire, in name order."""
    return [
        importlib.import_module(f"gateway.wire.{found.name}")
        for found in pkgutil.iter_modules(gateway.wire.__path__)
    ]


# --- TypeScript ----------------------------------------------------------------------------------


def typescript(modules: list[ModuleType]) -> dict[str, str]:
    """Build the files of `wire/`: one for the structs of each module, literals, events, index."""
    aliases = literal_aliases(modules)
    bodies = {
        "literals": "".join(
            f"export type {name} = {union};\n\n"
            for name, union in [
                *((name, literal_union(values)) for name, values in aliases.values()),
                ("ErrorCode", literal_union(tuple(Code))),
            ]
        )
    }
    for module in modules:
        if found := structs(module):
            bodies[module.__name__.rpartition(".")[2]] = "".join(
                interface(struct, aliases) for struct in found
            )
    parts = ["/** What a client event is answered with. */\n"]
    parts.append("export type Answer<T> = T | Failure;\n\n")
    for name, _, events, _ in CHANNELS:
        parts.append(client_map(f"{name}ClientEvents", events))
        parts.append(server_map(f"{name}ServerEvents", events))
    bodies["events"] = "".join(parts)
    homes = {name: file for file, body in bodies.items() for name in _DECLARED.findall(body)}
    files = {
        f"{file}.ts": f"{HEADER}{imports(file, body, homes)}{body}".rstrip("\n") + "\n"
        for file, body in bodies.items()
    }
    exports = "".join(f'export type * from "./{file}";\n' for file in sorted(bodies))
    return files | {"index.ts": HEADER + exports}


_DECLARED: Final = re.compile(r"^export (?:type|interface) (\w+)", re.MULTILINE)
_TOLD: Final = re.compile(r'/\*\*.*?\*/|"[^"]*"')
"""Sentences and literals, whose words are no types."""


def imports(file: str, body: str, homes: dict[str, str]) -> str:
    """Write where a file's types come from that stand in another one."""
    used: dict[str, list[str]] = {}
    for word in sorted(set(re.findall(r"\w+", _TOLD.sub("", body)))):
        if homes.get(word, file) != file:
            used.setdefault(homes[word], []).append(word)
    lines = [
        f'import type {{ {", ".join(names)} }} from "./{home}";\n'
        for home, names in sorted(used.items())
    ]
    return "".join([*lines, "\n"]) if lines else ""


def literal_aliases(modules: list[ModuleType]) -> Aliases:
    """Find the named literal unions, so that TypeScript can use the same names."""
    found: Aliases = {}
    for module in modules:
        for name, value in vars(module).items():
            if typing.get_origin(value) is typing.Literal and not name.startswith("_"):
                values = typing.get_args(value)
                found.setdefault(frozenset(values), (name, values))
    internal = {"Direction", "Needs"}
    return {values: entry for values, entry in found.items() if entry[0] not in internal}


def structs(module: ModuleType) -> list[type[Payload]]:
    """Give a module's own payload structs, in the order of their definition."""
    bases = (Payload, Ok, Nothing)
    return [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, Payload)
        and value.__module__ == module.__name__
        and (value not in bases or value is Ok)
    ]


def interface(struct: type[Payload], aliases: Aliases) -> str:
    """Write one struct as an interface; a defaulted field of a request may be left out."""
    info = inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)
    asked = is_request(struct)
    omits = struct.__struct_config__.omit_defaults
    lines = [f"/** {first_line(struct)} */\n", f"export interface {struct.__name__} {{\n"]
    for entry in info.fields:
        # A field that may be UNSET is inspected as neither required nor defaulted.
        undefaulted = entry.default is entry.default_factory is msgspec.NODEFAULT
        optional = not entry.required and (asked or omits or undefaulted)
        written = ok_type(struct) if entry.encode_name == "ok" else type_text(entry.type, aliases)
        lines.append(f"  {entry.encode_name}{'?' if optional else ''}: {written};\n")
    return "".join([*lines, "}\n\n"])


def is_request(struct: type[Payload]) -> bool:
    """Tell whether clients send this struct, at the top of an event, a connect or a request."""
    sent = {
        event.payload for event in (*WIDGET_EVENTS, *AGENT_EVENTS) if event.direction == "client"
    }
    return struct in {*sent, WidgetAuth, AgentAuth}


def ok_type(struct: type[Payload]) -> str:
    """An answer's `ok` is the tag a client branches on."""
    return "true" if issubclass(struct, Ok) else "false" if struct is Failure else "boolean"


def type_text(kind: inspect.Type, aliases: Aliases) -> str:  # noqa: PLR0911
    """Write one field type in TypeScript."""
    match kind:
        case inspect.StructType():
            return kind.cls.__name__
        case inspect.LiteralType():
            named = aliases.get(frozenset(kind.values))
            return named[0] if named else literal_union(kind.values)
        case inspect.UnionType():
            return " | ".join(dict.fromkeys(type_text(t, aliases) for t in kind.types))
        case inspect.VarTupleType() | inspect.ListType():
            item = type_text(kind.item_type, aliases)
            return f"({item})[]" if " | " in item else f"{item}[]"
        case inspect.DictType():
            return f"Record<string, {type_text(kind.value_type, aliases)}>"
        case inspect.StrType():
            return "string"
        case inspect.IntType() | inspect.FloatType():
            return "number"
        case inspect.BoolType():
            return "boolean"
        case inspect.NoneType():
            return "null"
    message = f"no TypeScript for {kind!r}; add it to type_text"
    raise NotImplementedError(message)


def literal_union(values: typing.Iterable[Any]) -> str:
    """Write literals as a TypeScript union."""
    return " | ".join(json.dumps(str(value)) for value in values)


def first_line(struct: type) -> str:
    """The summary of a struct's docstring."""
    return (struct.__doc__ or "").strip().splitlines()[0]


def client_map(name: str, events: tuple[Event, ...]) -> str:
    """Write what a client may emit, each with its acknowledgement."""
    lines = [f"export interface {name} {{\n"]
    for event in client_events(events).values():
        payload = "Record<string, never>" if event.payload is Nothing else event.payload.__name__
        answer = f"(answer: Answer<{event.ack.__name__}>) => void"
        lines.append(f'  "{event.name}": (payload: {payload}, acknowledge: {answer}) => void;\n')
    return "".join([*lines, "}\n\n"])


def server_map(name: str, events: tuple[Event, ...]) -> str:
    """Write what a client hears."""
    lines = [f"export interface {name} {{\n"]
    for event in server_events(events).values():
        many = "[]" if event.many else ""
        lines.append(f'  "{event.name}": (payload: {event.payload.__name__}{many}) => void;\n')
    return "".join([*lines, "}\n\n"])


# --- AsyncAPI ------------------------------------------------------------------------------------


def asyncapi() -> str:
    """Build the AsyncAPI 3.0 document of both socket paths."""
    named: dict[str, type[Payload]] = {"Failure": Failure}
    for _, _, events, auth in CHANNELS:
        named[auth.__name__] = auth
        for event in events:
            named.setdefault(event.payload.__name__, event.payload)
            named.setdefault(event.ack.__name__, event.ack)
    _, schemas = msgspec.json.schema_components(
        list(named.values()), ref_template="#/components/schemas/{name}"
    )
    document = {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Parley sockets",
            "version": "1",
            "description": (
                "Socket.IO protocol 5 over WebSocket, polling as fallback. Every client event is "
                "acknowledged with its reply or with Failure."
            ),
        },
        "defaultContentType": "application/json",
        "channels": {name.lower(): channel(path, events) for name, path, events, _ in CHANNELS},
        "operations": {
            f"{name.lower()}.{event.name}": operation(name.lower(), event)
            for name, _, events, _ in CHANNELS
            for event in events
        },
        "components": {"schemas": dict(sorted(schemas.items()))},
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def channel(path: str, events: tuple[Event, ...]) -> dict[str, Any]:
    """Describe one path with every message it carries."""
    messages: dict[str, Any] = {"failure": message(Failure, many=False)}
    for event in events:
        messages[event.name] = message(event.payload, many=event.many)
        if event.direction == "client":
            messages[f"{event.name}:ack"] = message(event.ack, many=False)
    return {"address": path, "messages": messages}


def message(struct: type[Payload], *, many: bool) -> dict[str, Any]:
    """Describe one message by its schema."""
    reference = {"$ref": f"#/components/schemas/{struct.__name__}"}
    payload = {"type": "array", "items": reference} if many else reference
    return {"summary": first_line(struct), "payload": payload}


def operation(channel_name: str, event: Event) -> dict[str, Any]:
    """Describe one event from the gateway's side: it receives or sends."""
    at = f"#/channels/{channel_name}"
    described: dict[str, Any] = {
        "action": "receive" if event.direction == "client" else "send",
        "channel": {"$ref": at},
        "messages": [{"$ref": f"{at}/messages/{event.name}"}],
    }
    if event.direction == "client":
        described["reply"] = {
            "channel": {"$ref": at},
            "messages": [
                {"$ref": f"{at}/messages/{event.name}:ack"},
                {"$ref": f"{at}/messages/failure"},
            ],
        }
        if channel_name == "agent":
            described["x-needs"] = event.needs
            described["x-permission"] = RULES[event.name]
    return described


if __name__ == "__main__":
    sys.exit(main())
