"""The generator's data: TOML files of this package, checked against the types that hold them.

A type is a dataclass (its fields are the keys of a table), a mapping, a tuple, a `Literal`, or
one of str, int, float and bool. In a list of single values an entry `["none", 14]` stands
fourteen times. Whoever reads a file keeps what it gives: nothing here is read at import.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from spv2_spark.errors import SettingsError

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover
    import tomli as tomllib

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

T = TypeVar("T")
Table = Mapping[str, Any]

PACKAGE = files("spv2_spark.typeset")
LIKE = "like"
_NAMES = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}
_REPEATED = 2  # a value and how often it stands


def read_table(file: Traversable) -> Table:
    """Return a file's table as it stands; SettingsError if it is not TOML in UTF-8."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file}: not a TOML file: {error}") from error


def read_as(kind: type[T], file: Traversable) -> T:
    """Return a file as a value of the type `kind`.

    Raises SettingsError, which names the file, the table and the entry, for a key that is
    unknown or missing and for a value of another type.
    """
    read: T = typed(read_table(file), kind, f"{file}: ")
    return read


def like(named: Mapping[str, Table], value: Any, place: str) -> Table:
    """Return a table with what it is `like` put under it; a text is the name of such a table.

    Raises SettingsError at a name that is not among `named`, or leads back to itself.
    """
    table = {LIKE: value} if isinstance(value, str) else value
    if not isinstance(table, dict):
        raise SettingsError(f"{place}: expected a table or the name of one, found {value!r}")
    if LIKE not in table:
        return table
    name = table[LIKE]
    if name not in named:
        known = ", ".join(sorted(named))
        raise SettingsError(f"{place}: like {name!r}, which is none of {known}")
    others = {key: one for key, one in named.items() if key != name}
    own = {key: one for key, one in table.items() if key != LIKE}
    return {**like(others, named[name], f"{place} like {name}"), **own}


def typed(value: Any, kind: Any, place: str) -> Any:
    """Return a value of TOML as one of the type `kind`; `place` leads the error's message."""
    if dataclasses.is_dataclass(kind):
        return _built(kind, _table(value, place), place)
    form, args = get_origin(kind), get_args(kind)
    if form is tuple:
        return _tuple(value, args, place)
    if form in (dict, Mapping):
        inner = args[1]
        return {
            key: typed(one, inner, _at(place, key)) for key, one in _table(value, place).items()
        }
    if form is UnionType:  # X | None: TOML says none by leaving the key out
        return typed(value, args[0], place)
    if form is Literal and value in args:
        return value
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        wanted = f"one of {', '.join(map(repr, args))}" if form is Literal else _NAMES[kind]
        raise SettingsError(f"{place}: expected {wanted}, found {value!r}")
    return value


def _built(kind: Any, table: Table, place: str) -> Any:
    hints = _hints(kind)
    for key in table:
        if key not in hints:
            known = ", ".join(sorted(hints))
            raise SettingsError(f"{_at(place, key)}: unknown key (known: {known})")
    for one in dataclasses.fields(kind):
        missing = (one.default, one.default_factory) == (dataclasses.MISSING, dataclasses.MISSING)
        if missing and one.name not in table:
            raise SettingsError(f"{_at(place, one.name)}: missing")
    return kind(**{key: typed(one, hints[key], _at(place, key)) for key, one in table.items()})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _tuple(value: Any, args: tuple[Any, ...], place: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise SettingsError(f"{place}: expected a list, found {value!r}")
    if args[-1] is not Ellipsis:
        if len(value) != len(args):
            raise SettingsError(f"{place}: expected {len(args)} values, found {value!r}")
        pairs = zip(value, args, strict=True)
        return tuple(typed(one, kind, f"{place}[{n}]") for n, (one, kind) in enumerate(pairs))
    kind = args[0]
    if kind not in _NAMES:
        return tuple(typed(one, kind, f"{place}[{n}]") for n, one in enumerate(value))
    found: list[Any] = []
    for n, one in enumerate(value):
        single, times = _repeated(one, f"{place}[{n}]")
        found.extend((typed(single, kind, f"{place}[{n}]"),) * times)
    return tuple(found)


def _repeated(entry: Any, place: str) -> tuple[Any, int]:
    if not isinstance(entry, list):
        return entry, 1
    if len(entry) != _REPEATED or type(entry[1]) is not int or entry[1] < _REPEATED:
        raise SettingsError(f"{place}: expected a value and how often it stands, found {entry!r}")
    return entry[0], entry[1]


def _table(value: Any, place: str) -> Table:
    if not isinstance(value, dict):
        raise SettingsError(f"{place}: expected a table, found {value!r}")
    return value


def _at(place: str, key: str) -> str:
    return f"{place}{key}" if place.endswith(": ") else f"{place}.{key}"
