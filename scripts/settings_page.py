"""docs/settings.md: every setting with its default, what it may be and why, from conf/base.toml.

What a setting may be is declared beside its type in `spv2_spark.config`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from spv2_spark.config import Settings
from spv2_spark.config.bounds import Bound, Choice, Local, Range, Scheme, hints_of

BASE = Path(__file__).parents[1] / "conf/base.toml"
_HEAD = "| setting | default | may be | |\n| --- | --- | --- | --- |"
_SECTION = re.compile(r"\[(\w+)\] +# (.+)")
_SETTING = re.compile(r"(\w+) = (.+?)(?: +# (.+))?")
_MOST = 2**31 - 1  # what a bound says that has none


@dataclass
class Told:
    """A section or a setting of the file: its name, its value as it stands there, and why."""

    section: str
    name: str
    value: str
    why: str


def markdown() -> str:
    """Return a table a section, in the file's order."""
    told = list(settings_in(BASE.read_text(encoding="utf-8")))
    sections = {one.name: type(getattr(Settings(), one.name)) for one in fields(Settings)}
    return "\n\n".join(
        f"## {one.section}\n\n`[{one.section}]`: {one.why}\n\n{_HEAD}\n"
        + "\n".join(_row(row, sections[one.section]) for row in told
                    if row.section == one.section and row.name)
        for one in told if not one.name
    )  # fmt: skip


def settings_in(text: str) -> Iterator[Told]:
    """Yield sections (without a name) and settings of a file like conf/base.toml.

    Raises ValueError for a line that is neither.
    """
    lines = re.sub(r"\n +# *", " ", text).splitlines()
    section = ""
    for line in (one for one in lines if one and not one.startswith("#")):
        if found := _SECTION.fullmatch(line):
            section = found[1]
            yield Told(section, "", "", found[2])
        elif found := _SETTING.fullmatch(line):
            yield Told(section, found[1], found[2], found[3] or "")
        else:
            raise ValueError(f"conf/base.toml: neither section nor setting: {line}")


def _row(told: Told, section: type) -> str:
    plain, bounds = hints_of(section)[told.name]
    cells = (f"`{told.section}.{told.name}`", f"`{told.value}`", _may_be(plain, bounds), told.why)
    return "| " + " | ".join(one.replace("|", "\\|") for one in cells) + " |"


def _may_be(plain: Any, bounds: tuple[Bound, ...]) -> str:
    for bound in bounds:
        match bound:
            case Choice(names):
                return ", ".join(f"`{name}`" for name in names)
            case Scheme(schemes):
                return f"a URL of {' or '.join(schemes)}, or empty"
            case Local():
                return "a path on the driver's machine, or empty"
            case Range(low, high):
                return f"{low:g} or more" if high >= _MOST else str(bound)
    return {bool: "`true`, `false`", str: "text"}.get(plain, "a list of texts")
