"""Dates invented for tests, in several forms."""

from __future__ import annotations

import random

from spv2_spark.strings.spans import LabelledString, Span

_MONTHS = ("January", "March", "May", "June", "Sept", "December", "08", "11")
_FORMS = ("Published {day} {month} {year}", "{month} {day}, {year}", "({month} {year})",
          "Received: {year}-{month}-{day}", "{year}")  # fmt: skip


def date_strings(count: int, seed: int = 1) -> list[LabelledString]:
    """Return labelled dates, the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311
    return [_drawn(rng) for _ in range(count)]


def _drawn(rng: random.Random) -> LabelledString:
    form = rng.choice(_FORMS)
    parts = {
        "day": str(rng.randint(13, 31)), "month": rng.choice(_MONTHS),
        "year": str(rng.randint(1950, 2020)),
    }  # fmt: skip
    text, spans = "", []
    for piece in form.replace("}", "{").split("{"):
        if piece in parts:
            spans.append(Span(piece, len(text), len(text) + len(parts[piece])))
        text += parts.get(piece, piece)
    return LabelledString(text, tuple(spans))
