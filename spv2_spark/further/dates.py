"""When a paper was received, accepted and published: dates behind the words that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from spv2_spark.domain.metadata import Value
from spv2_spark.further.front import Front
from spv2_spark.further.printed import Printed, value_at
from spv2_spark.layout.months import month_of
from spv2_spark.layout.vocabulary import vocabulary
from spv2_spark.layout.word_list import fold
from spv2_spark.strings.dates import Date

_KINDS = ("received", "revised", "accepted", "published")
_REACH = 10  # tokens of a date, the marks before and within it included
_LONGEST_LINK = 4  # letters of what may stand in a date beside months: "on", "of", "date"
_YEAR = re.compile(r"(?:19|20)\d\d")
_CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed, what happened then, and its tokens."""

    kind: str
    text: str
    tokens: tuple[int, ...]


def printed_dates(front: Front, texts: Sequence[Printed]) -> list[PrintedDate]:
    """Return the first date behind a word of each kind in the texts, one after the other."""
    found: dict[str, PrintedDate] = {}
    for one in chain.from_iterable(_dates(front, printed) for printed in texts):
        found.setdefault(one.kind, one)
    return [one for one in found.values() if one.kind != "revised"]


def date_values(
    front: Front, dates: list[PrintedDate], read: Mapping[str, Date | None]
) -> dict[str, Value]:
    """Return the dates by their kinds, in ISO's form."""
    values = {}
    for one in dates:
        date = read.get(one.text)
        if date and date.iso:
            values[one.kind] = value_at(front.document, date.iso, one.tokens, _CONFIDENCE)
    return values


def _dates(front: Front, printed: Printed) -> Iterator[PrintedDate]:
    tokens = [at for at in printed.tokens if at not in front.title]
    texts = [front.texts[at] for at in tokens]
    begins = {text for text in {*texts} if fold(text) in _first_words()}
    behind = 0  # of the last word and its date
    for place in [at for at, text in enumerate(texts) if text in begins]:
        kind, reach = _kind_at(texts, place) if place >= behind else ("", 0)
        if not reach:
            continue
        behind = at = place + reach
        stop = _end_of_date(texts, at)
        if stop:
            own = tokens[at:stop]
            words = "".join(
                f" {front.texts[one]}" if front.document.view.spaced[one] else front.texts[one]
                for one in own
            )
            yield PrintedDate(kind, words.strip(" :,.;-–—"), tuple(own))
            behind = stop


def _kind_at(texts: list[str], at: int) -> tuple[str, int]:
    """Return which word stands at a token, and how many tokens it takes; 0 for none."""
    window = texts[at : at + 4]
    dates = vocabulary().dates
    reaches = [(getattr(dates, kind).at_start(window), kind) for kind in _KINDS]
    reach, kind = max(reaches, key=lambda one: one[0])
    return kind, reach


@cache
def _first_words() -> frozenset[str]:
    """Return the words that the phrases before dates begin with."""
    dates = vocabulary().dates
    phrases = (getattr(dates, kind).phrases for kind in _KINDS)
    return frozenset(phrase[0] for phrase in chain.from_iterable(phrases))


def _end_of_date(texts: list[str], at: int) -> int:
    """Return where the date that begins behind a word ends; 0 if none does.

    Numbers, months and small words stand in one, and not a year alone: "published in 2010".
    """
    parts = 0
    for stop in range(at, min(at + _REACH, len(texts))):
        text = texts[stop]
        if _YEAR.fullmatch(text):
            behind = texts[stop + 1 : stop + 5]
            # The year comes first in some: 2014-05-12, 2014年5月12日.
            if not parts and len(behind) > 1 and behind[0] in "-/.年" and _is_part(behind[1]):
                return stop + 1 + (4 if len(behind) > 3 and _is_part(behind[3]) else 2)  # noqa: PLR2004
            return stop + 1 if parts else 0
        parts += _is_part(text)
        if text[0].isalpha() and not _is_part(text) and len(text) > _LONGEST_LINK:
            return 0
    return 0


def _is_part(text: str) -> bool:
    """Whether a token is a day or a month."""
    return (text.isdecimal() and len(text) <= 2) or month_of(text) > 0  # noqa: PLR2004
