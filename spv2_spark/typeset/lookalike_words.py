"""The words of what looks like references and is none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spv2_spark.typeset.data_files import PACKAGE, read_as


@dataclass(frozen=True, slots=True)
class LookalikeWords:
    """Headings and lines, drawn alike.

    `series` and `groups` are headings, `series_lines` have {number}, {name}, {title} and {year};
    `endnotes` have {a} (a surname), {t} (a title), {y}, {p} and {q} (pages); `short_notes` point
    back to a work and have {name}, {page} and {note}. A term has its meaning beside it.
    """

    series: tuple[str, ...]
    series_lines: tuple[str, ...]
    groups: tuple[str, ...]
    questions: tuple[str, ...]
    terms: tuple[tuple[str, str], ...]
    endnotes: tuple[str, ...]
    short_notes: tuple[str, ...]
    appendices: tuple[str, ...]


@cache
def lookalike_words() -> LookalikeWords:
    """Return the project's own words."""
    return read_as(LookalikeWords, PACKAGE / "pools" / "lookalikes.toml")
