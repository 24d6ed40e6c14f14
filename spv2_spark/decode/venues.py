"""The venue of a reference: the journal, the proceedings, the book that holds a chapter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spv2_spark.decode.bib_titles import without_group
from spv2_spark.decode.lexicon import Lexicon
from spv2_spark.decode.spans import Reading, Span, balanced, joined
from spv2_spark.decode.text import Part, parts_of, trimmed
from spv2_spark.decode.values import value_of_parts
from spv2_spark.domain.label import Field
from spv2_spark.domain.metadata import Value

_IN_PHRASES = frozenset(["vitro", "vivo", "silico", "situ", "utero", "ovo", "planta", "practice"])
_VENUE_END = frozenset(["vol", "no", "pp", "issue", "vols"])
_STYLE_SHARE = 0.15  # of a list's venues without a stop behind them: then stops abbreviate
_PLACE = 4  # tokens in the brackets of "Clin Nutr (Edinburgh, Scotland)"
_NO_PLACE = frozenset(
    ["suppl", "supplement", "ed", "eds", "internet", "online", "vol", "part", "erratum"]
)
_YEAR = re.compile(r"(19|20)\d\d[a-z]?")
_FEW = 2  # venues; fewer may be the tagger's slips


def venue_span(reading: Reading, spans: Sequence[Span], *, stops: bool) -> Span | None:
    """Return the tokens of the surest venue among an entry's spans.

    `stops` is what venues_end_with_stops says of the whole list.
    """
    whole = joined(reading, spans)
    if not whole:
        return None
    best = balanced(reading, max(whole, key=reading.mass))
    best = _with_place(reading, best)
    return _with_dot(reading, best) if _is_abbreviated(reading, best, stops=stops) else best


def venue_of(reading: Reading, span: Span, lexicon: Lexicon, *, stops: bool) -> Value | None:
    """Return the venue without "In:" before it and "vol." behind it."""
    parts = without_group(parts_of(reading.tokens, span.indices, lexicon))
    parts = _without_in(parts)
    parts = trimmed(parts, keep_period=_is_abbreviated(reading, span, stops=stops))
    while len(parts) > 1 and parts[-1].text.lower() in _VENUE_END:
        parts = trimmed(parts[:-1], keep_period=False)
    return value_of_parts(reading, parts)


def _without_in(parts: list[Part]) -> list[Part]:
    """Drop "In" before a book's title, not that of "In Vivo"."""
    if len(parts) < 2 or parts[0].text.lower() != "in":  # noqa: PLR2004
        return parts
    return parts if parts[1].text.lower() in _IN_PHRASES else parts[1:]


def venues_end_with_stops(reading: Reading) -> bool:
    """Whether the list's style puts a full stop between venue and volume or year.

    It does unless numbers follow several venues without one ("PLoS One 10, 4").
    """
    texts = reading.tokens.texts
    with_stop = without = 0
    for span in (span for entry in reading.entries for span in entry.spans):
        if span.field == Field.BIB_VENUE:
            end = balanced(reading, span).indices[-1]
            stop = texts[end] == "." or texts[end + 1 : end + 2] == (".",)
            after = "".join(texts[end + 1 + (stop and texts[end] != ".") :][:1])
            is_number = after[:1].isdigit() or after == "("
            with_stop += stop and is_number
            without += is_number and not stop
    return without < max(_FEW, _STYLE_SHARE * (with_stop + without))


def _is_abbreviated(reading: Reading, span: Span, *, stops: bool) -> bool:
    """Whether a venue's last dot closes an abbreviation ("J. Biol. Chem.") and not a sentence.

    It does among other abbreviations, before another mark ("Virus Res., 12"), and before a
    number where the list's style has no stop there ("Virus Res. 12" beside "PLoS One 10").
    """
    texts = [reading.tokens.texts[index] for index in span.indices]
    inner = texts[:-1].count(".")
    words = sum(text[0].isalpha() for text in texts)
    if inner and 2 * (inner + 1) >= words:
        return True
    end = span.indices[-1] + (texts[-1] != ".")
    after = "".join(reading.tokens.texts[end + 1 : end + 2])
    if after in (",", ";", ":"):
        return True
    return not stops and (after[:1].isdigit() or after == "(")


def _with_place(reading: Reading, span: Span) -> Span:
    """Take in the brackets that are part of an indexed journal's name, right before a year.

    "Rheumatology (Oxford). 2010;49", "J Appl Physiol (1985) 2017;122"; not "(Suppl 1)".
    """
    texts, last = reading.tokens.texts, span.indices[-1]
    if texts[last + 1 : last + 2] != ("(",) or ")" not in texts[last + 2 : last + 3 + _PLACE]:
        return span
    end = texts.index(")", last + 2)
    words = texts[last + 2 : end]
    if not words:
        return span
    is_name = all(word.isalpha() or word == "," for word in words) and words[0][:1].isupper()
    is_name = is_name and not _NO_PLACE.intersection(word.lower() for word in words)
    is_founding = len(words) == 1 and _YEAR.fullmatch(words[0])
    after = [text for text in texts[end + 1 : end + 3] if text != "."][:1]
    is_dated = bool(after and _YEAR.fullmatch(after[0]))
    if is_dated and (is_name or is_founding):
        return Span(span.field, (*span.indices, *range(last + 1, end + 1)))
    return span


def _with_dot(reading: Reading, span: Span) -> Span:
    after = span.indices[-1] + 1
    if reading.tokens.texts[after : after + 1] == (".",) and reading.tokens.texts[after - 1] != ".":
        return Span(span.field, (*span.indices, after))
    return span
