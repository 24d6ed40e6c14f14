"""The year of a reference: four digits, not the date on which a page was read."""

from __future__ import annotations

import re
from collections.abc import Collection

from spv2_spark.decode.lexicon import Lexicon
from spv2_spark.decode.spans import EntrySpan, Reading, spans_of
from spv2_spark.decode.text import parts_of, string_of, trimmed
from spv2_spark.decode.values import value_of
from spv2_spark.domain.label import Field
from spv2_spark.domain.metadata import Value

_YEAR = re.compile(r"(1[4-9]|20)\d\d")
_ACCESS = re.compile(
    r"access|retriev|cited|viewed|visited|consult|abgerufen|zugriff|letzter|acces[oé]|consulté",
    re.IGNORECASE,
)
_BEHIND = 3  # tokens behind a venue that holds a year of its own
_LOOK_BACK = 7  # tokens before a date that may say that it is the reader's


def year_of(
    reading: Reading, entry: EntrySpan, lexicon: Lexicon, *, taken: Collection[int] = ()
) -> Value | None:
    """Return an entry's surest year as printed: "2010", "2010a", "in press".

    Tokens `taken` by the venue or the title are none ("Spine (Phila Pa 1976) 2010").
    """
    spans = spans_of(entry, Field.BIB_YEAR)
    indices = [index for span in spans for index in span.indices]
    free = [index for index in indices if index not in taken]
    if len(free) < len(indices) and not free:
        last = max(taken)
        free = [index for index in entry.indices if last < index <= last + _BEHIND]
    years = [(index, _YEAR.search(reading.tokens.texts[index])) for index in free]
    found = [(index, match[0]) for index, match in years if match]
    if found:
        published = [one for one in found if not _is_access_date(reading, one[0])]
        index, text = max(published or found, key=lambda one: reading.probabilities[one[0]])
        letter = _letter(reading, index)
        return value_of(reading, text + letter, [index, index + 1] if letter else [index])
    if not spans:
        return None
    best = max(spans, key=reading.mass)
    parts = trimmed(parts_of(reading.tokens, best.indices, lexicon))
    text = string_of(parts)
    return value_of(reading, text, [part.token for part in parts]) if text else None


def _letter(reading: Reading, year: int) -> str:
    """Return the letter that parts the works of a year: gold has it 365 times of 413."""
    tokens, at = reading.tokens, year + 1
    texts = tokens.texts[at : at + 2]
    is_one = bool(texts) and re.fullmatch(r"[a-k]", texts[0]) and not tokens.spaces[at]
    ends = len(texts) < 2 or not texts[1][0].isalnum() or tokens.spaces[at + 1]  # noqa: PLR2004
    return texts[0] if is_one and ends and _YEAR.fullmatch(tokens.texts[year]) else ""


def _is_access_date(reading: Reading, index: int) -> bool:
    before = reading.tokens.texts[max(0, index - _LOOK_BACK) : index]
    return any(_ACCESS.search(text) for text in before)
