"""The files of words, one a language: read and checked."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from spv2_spark.errors import SettingsError
from spv2_spark.layout.word_list import STAR, fold, phrases_of

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover
    import tomli as tomllib

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

Tables = Mapping[str, Mapping[str, tuple[str, ...]]]  # {table: {key: entries}}
Schema = Mapping[str, Collection[str]]  # {table: its keys}

FOLDER = files("spv2_spark.layout") / "languages"
_HEADINGS = "headings"
_NAME = "language"
_SHORTEST_STEM = 4  # letters before a star; a Chinese word has two
_SHORTEST_CJK = 2


def read_languages(schema: Schema, folder: Traversable = FOLDER) -> dict[str, Tables]:
    """Return the tables of every file in `folder` by its name without ".toml".

    Raise SettingsError for a file that is broken or has what `schema` does not know, and
    where a phrase means two headings, in one file or in two.
    """
    found = sorted(one.name for one in folder.iterdir() if one.name.endswith(".toml"))
    languages = {name.removesuffix(".toml"): read_language(folder / name, schema) for name in found}
    _check_headings(languages)
    return languages


def read_language(file: Traversable, schema: Schema) -> Tables:
    """Return the tables of one file.

    Raise SettingsError, which names the file, the table, the key and the entry, if it is not
    TOML in UTF-8, lacks its language's name, has an unknown table or key, or an entry that is
    no text, is empty, stands twice in one list (case and accents aside), or misplaces a star.
    """
    try:
        read = tomllib.loads(file.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file.name}: not a TOML file: {error}") from error
    if not isinstance(read.pop(_NAME, None), str):
        raise SettingsError(f'{file.name}: says no language, as in language = "German"')
    for table, lists in read.items():
        if table not in schema:
            raise SettingsError(_told(file, table, "", "unknown table", schema))
        if not isinstance(lists, dict):
            raise SettingsError(_told(file, table, "", "not a table"))
        for key, entries in lists.items():
            if key not in schema[table]:
                raise SettingsError(_told(file, table, key, "unknown key", schema[table]))
            _check(file, table, key, entries)
    return {
        table: {key: tuple(entries) for key, entries in lists.items()}
        for table, lists in read.items()
    }


def _check_headings(languages: Mapping[str, Tables]) -> None:
    seen: dict[str, tuple[str, str]] = {}  # {letters: (language, heading)}
    for language, tables in languages.items():
        for heading, entries in tables.get(_HEADINGS, {}).items():
            for entry in entries:
                for phrase in phrases_of(entry):
                    other, meant = seen.setdefault("".join(phrase), (language, heading))
                    if meant != heading:
                        raise SettingsError(
                            f"{language}.toml: [{_HEADINGS}] {heading}: {entry!r} is a phrase of "
                            f"{meant} in {other}.toml"
                        )


def _check(file: Traversable, table: str, key: str, entries: Any) -> None:
    if not isinstance(entries, list) or not entries:
        raise SettingsError(_told(file, table, key, "not a list of texts, or an empty one"))
    seen: set[tuple[str, ...] | str] = set()
    for entry in entries:
        if not isinstance(entry, str):
            raise SettingsError(_told(file, table, key, f"{entry!r} is no text"))
        if problem := _problem(entry):
            raise SettingsError(_told(file, table, key, f"{entry!r} {problem}"))
        if table == _HEADINGS and STAR in entry:
            raise SettingsError(_told(file, table, key, f"{entry!r}: a heading has no star"))
        said = {_starred(entry)} if STAR in entry else set(phrases_of(entry))
        if said & seen:
            raise SettingsError(_told(file, table, key, f"{entry!r} stands there twice"))
        seen |= said


def _problem(entry: str) -> str:
    """Return what is wrong with an entry, "" if nothing is."""
    if not phrases_of(entry):
        return "has no letters"
    if entry != " ".join(entry.split()):
        return "has spaces at its ends, or several in a row"
    if STAR not in entry:
        return ""
    stem = entry.removeprefix(STAR).removesuffix(STAR)
    if STAR in stem or " " in stem:
        return "has a star elsewhere than at the ends of one word"
    is_short = len(fold(stem)) < (_SHORTEST_STEM if ord(stem[0]) < 0x2E80 else _SHORTEST_CJK)  # noqa: PLR2004 - the first block of CJK
    return "has too few letters beside its star" if is_short else ""


def _starred(entry: str) -> str:
    stars = entry.startswith(STAR), entry.endswith(STAR)
    return f"{STAR * stars[0]}{fold(entry)}{STAR * stars[1]}"


def _told(
    file: Traversable, table: str, key: str, problem: str, known: Collection[str] = ()
) -> str:
    place = f"{file.name}: [{table}]" + (f" {key}" if key else "")
    return f"{place}: {problem}" + (f" (known: {', '.join(sorted(known))})" if known else "")
