"""TOML tables read into typed values, every mistake collected with its path.

msgspec stops at the first mistake. Somebody who corrects a configuration wants the whole list, so
tables are walked field by field and only the leaves are left to msgspec.
"""

import difflib
import re
import typing
from collections.abc import Iterable, Mapping
from typing import Annotated, TypeVar

import msgspec
from msgspec import inspect

T = TypeVar("T", bound=msgspec.Struct)

Count = Annotated[int, msgspec.Meta(ge=0)]
Named = Annotated[str, msgspec.Meta(min_length=1)]

_KINDS = {
    "int": "a whole number",
    "str": "a text in quotes",
    "bool": "true or false",
    "array": "a list in brackets",
    "object": "a table",
}
_WRONG = object()
"""Stands for a value that is a mistake."""

_EXPECTED = re.compile(r"Expected `([a-z |]+)`(?:, got `.*`)?$")


class Mistakes:
    """The mistakes found so far, in the order of the file.

    Paths read like `agents[2].queues[0]`. `origins` names the paths that were set elsewhere than
    in the file, by what set them; `places` gives the path of each table that was read, by its
    identity.
    """

    def __init__(self) -> None:
        self.found: list[str] = []
        self.origins: dict[str, str] = {}
        self.places: dict[int, str] = {}
        self._paths: set[str] = set()

    def add(self, path: str, text: str) -> None:
        """Note that what stands at `path` is wrong; `text` says what to do."""
        self._paths.add(path)
        self.found.append(f"{self.origins.get(path, path)}: {text}")

    def has(self, path: str) -> bool:
        """Tell whether something is wrong at exactly this path."""
        return path in self._paths


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """A table with rules that the type of one key cannot express."""

    def faults(self) -> Iterable[tuple[str, str]]:
        """Give each broken rule as (key, what to do); a key may carry an index: `origins[0]`."""
        return ()


def read_table(kind: type[T], raw: Mapping[str, object], path: str, mistakes: Mistakes) -> T | None:
    """Read one table as a `kind`, noting its mistakes under `path`.

    Where a key is wrong its default stands in, so that everything else is read and checked all
    the same: the table can be used only if no mistake was found. None if a key without a default
    is wrong or missing.
    """
    info = inspect.type_info(kind)
    assert isinstance(info, inspect.StructType)
    hints = typing.get_type_hints(kind, include_extras=True)
    fields = {field.encode_name: field for field in info.fields}
    values: dict[str, object] = {}
    for key, value in raw.items():
        place = f"{path}.{key}" if path else key
        field = fields.get(key)
        if field is None:
            mistakes.add(place, _unknown(key, tuple(fields)))
            continue
        result = _read(field.type, hints[field.name], value, place, mistakes)
        if result is not _WRONG:
            values[field.name] = result
    for name, field in fields.items():
        if field.required and name not in raw:
            mistakes.add(f"{path}.{name}" if path else name, "is missing; add it")
    if any(field.required and field.name not in values for field in info.fields):
        return None
    table = kind(**values)
    mistakes.places[id(table)] = path
    if isinstance(table, Checked):
        for key, text in table.faults():
            mistakes.add(f"{path}.{key}" if path else key, text)
    return table


def field_hint(kind: type[msgspec.Struct], keys: Iterable[str]) -> object:
    """Give the type of what stands at the path `keys` in a `kind`, or None where nothing may.

    A decimal key selects an entry of a list; `Annotated` and optional types give what they wrap.
    """
    hint: object = kind
    for key in keys:
        options = (hint, *typing.get_args(hint))
        tuples = [option for option in options if typing.get_origin(option) is tuple]
        tables = [o for o in options if isinstance(o, type) and issubclass(o, msgspec.Struct)]
        if key.isdecimal() and tuples:
            hint = typing.get_args(tuples[0])[0]
        elif tables:
            hint = typing.get_type_hints(tables[0]).get(key)
        else:
            return None
    return hint


def _read(info: inspect.Type, hint: object, raw: object, path: str, mistakes: Mistakes) -> object:
    """Read one value, walking into tables and lists of tables."""
    struct = _member(info, inspect.StructType)
    if struct is not None and isinstance(raw, Mapping):
        table = read_table(struct.cls, raw, path, mistakes)
        return _WRONG if table is None else table
    items = _member(info, inspect.VarTupleType)
    if items is not None and isinstance(raw, list):
        item_hint = _item_hint(hint)
        values = tuple(
            _read(items.item_type, item_hint, item, f"{path}[{index}]", mistakes)
            for index, item in enumerate(raw)
        )
        return tuple(value for value in values if value is not _WRONG)
    try:
        return msgspec.convert(raw, hint)
    except msgspec.ValidationError as error:
        mistakes.add(path, _advice(info, str(error)))
        return _WRONG


U = TypeVar("U", bound=inspect.Type)


def _member(info: inspect.Type, wanted: type[U]) -> U | None:
    """Find the `wanted` kind of type in `info`, itself or one of its alternatives."""
    for option in info.types if isinstance(info, inspect.UnionType) else (info,):
        plain = option.type if isinstance(option, inspect.Metadata) else option
        if isinstance(option, wanted):
            return option
        if isinstance(plain, wanted):
            return plain
    return None


def _item_hint(hint: object) -> object:
    """Give the type of the items of the variable tuple that `hint` is or offers."""
    for option in (hint, *typing.get_args(hint)):
        if typing.get_origin(option) is tuple:
            return typing.get_args(option)[0]
    raise TypeError(hint)


def _unknown(key: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(key, known, 1)
    hint = f'did you mean "{near[0]}"?' if near else f"known here: {', '.join(sorted(known))}"
    return f"is not a known key; {hint}"


def _advice(info: inspect.Type, message: str) -> str:
    """Turn msgspec's words into an instruction."""
    described = _member(info, inspect.Metadata)
    if described is not None and described.extra_json_schema:
        return f"must be {described.extra_json_schema['description']}"
    choices = _member(info, inspect.LiteralType)
    if choices is not None:
        return "must be " + " or ".join(f'"{value}"' for value in sorted(map(str, choices.values)))
    expected = _EXPECTED.match(message)
    if expected:
        wanted = [part for part in expected[1].split(" | ") if part != "null"]
        return "must be " + " or ".join(_KINDS.get(part, part) for part in wanted)
    number = _member(info, inspect.IntType)
    if number is not None:
        return f"must be a whole number {_span(number)}"
    text = _member(info, inspect.StrType)
    if text is not None and text.min_length == 1 and "length >=" in message:
        return "must not be empty"
    if text is not None and text.min_length is not None and "length >=" in message:
        return f"must have at least {text.min_length} characters"
    if text is not None and text.max_length is not None and "length <=" in message:
        return f"must have at most {text.max_length} characters"
    return message[:1].lower() + message[1:]


def _span(number: inspect.IntType) -> str:
    if number.ge is not None and number.le is not None:
        return f"from {number.ge} to {number.le}"
    return f"of at least {number.ge}" if number.ge is not None else f"of at most {number.le}"
