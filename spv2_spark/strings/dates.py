"""A date's parts as ISO 8601 writes it: "2011-05-19", "2011-05" or "2011"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spv2_spark.layout.months import month_of
from spv2_spark.strings.spans import Span

_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_MONTHS, _DAYS, _CENTURY = 12, 31, 100
_THIS_CENTURY = 40  # "39" is 2039, "40" is 1940: papers are no older
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9,
          "x": 10, "xi": 11, "xii": 12}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Date:
    """A date as printed in parts, and as ISO writes as much of it as is sure; else empty."""

    iso: str
    year: str = ""
    month: str = ""
    day: str = ""


def date_of(text: str, spans: Sequence[Span]) -> Date | None:
    """Return the first date that the spans of a string are parts of; None without any part.

    >>> date_of("19 May 2011", [Span("day", 0, 2), Span("month", 3, 6), Span("year", 7, 11)])
    Date(iso='2011-05-19', year='2011', month='May', day='19')
    """
    parts: dict[str, str] = {}
    for span in spans:
        if span.field in parts:
            continue  # of a second date, or the end of a period
        parts[span.field] = text[span.start : span.end]
    if not parts:
        return None
    year, month, day = (parts.get(name, "") for name in ("year", "month", "day"))
    return Date(_iso(_year(year), _month(month), _day(day)), year, month, day)


def _iso(year: int, month: int, day: int) -> str:
    if year and not month and day:
        return f"{year:04d}"
    if month > _MONTHS and 0 < day <= _MONTHS:
        month, day = day, month  # written the other way round
    if not year or month > _MONTHS:
        return f"{year:04d}" if year else ""
    if not month:
        return f"{year:04d}"
    try:
        return date(year, month, day).isoformat() if day else f"{year:04d}-{month:02d}"
    except ValueError:
        return f"{year:04d}-{month:02d}"


def _year(text: str) -> int:
    plain = text.replace(" ", "")
    if whole := _YEAR.search(plain):
        return int(whole[0])
    short = _DIGITS.fullmatch(plain.strip("'’"))
    if not short or len(short[0]) != 2:  # noqa: PLR2004  of a year without its century
        return 0
    value = int(short[0])
    return value + (20 if value < _THIS_CENTURY else 19) * _CENTURY


def _month(text: str) -> int:
    for word in re.findall(r"[^\W_]+", text):
        if word.isdecimal():
            return int(word[:3])
        if found := month_of(word) or _ROMAN.get(word.lower(), 0):
            return found
    return 0


def _day(text: str) -> int:
    found = _DIGITS.search(text)
    value = int(found[0][:4]) if found else 0
    return value if value <= _DAYS else 0
