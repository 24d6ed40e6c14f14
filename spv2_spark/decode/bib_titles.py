"""The title of a reference, with the words at its edges that the tagger left out."""

from __future__ import annotations

import re
from itertools import pairwise

from spv2_spark.decode.lexicon import Lexicon
from spv2_spark.decode.spans import (
    EntrySpan,
    Reading,
    Span,
    balanced,
    joined,
    spans_of,
    with_end_mark,
)
from spv2_spark.decode.text import Part, parts_of, trimmed
from spv2_spark.decode.values import value_of_parts
from spv2_spark.domain.label import Field
from spv2_spark.domain.metadata import Value

_MOST = 6  # tokens left of a title that may be its own
_ENDS = frozenset('.,;:“”"«»„‘’?!')  # what may end authors or a year
_SEPARATORS = frozenset('.,:“"')  # of _ENDS, what may stand right before a title
_NO_START = frozenset(["al", "eds", "ed", "editors", "press", "et", "and", "vol", "no"])
_UNFINISHED_WORDS = "a an and at between by for from in into of on or the to using via with"
_UNFINISHED = frozenset(_UNFINISHED_WORDS.split())
_YEAR = re.compile(r"(19|20)\d\d")
_REMARK = re.compile(r"(Version|release)v?\d[\w.-]*[)\]]|(latest|Computersoftware|Dataset)[)\]]")
_ARCHIVES = frozenset(["zenodo", "figshare"])
_GROUP_AND_TITLE = re.compile(
    r"(?:Group|Collaboration|Society|Team|Investigators|Association|Committee|Organization|"
    r"Organisation|Consortium|Council|Institute|Collaborators)([A-Z][a-z]+)"
)
_NO_NAME = frozenset(["The", "Using", "A", "An", "With", "On", "For"])  # before a group's last word
_SENTENCE_ENDS = frozenset(".?!”")
_DOUBT = 0.05  # of "none", from which a word that the tagger left out may belong to the title


def bib_title_span(reading: Reading, entry: EntrySpan) -> Span | None:
    """Return the surest title of an entry."""
    whole = joined(reading, spans_of(entry, Field.BIB_TITLE))
    if not whole:
        return None
    best = max(whole, key=reading.mass)
    best = _from_separator(reading, entry, _to_its_end(reading, entry, best))
    return with_end_mark(reading, balanced(reading, _with_its_year(reading, entry, best)))


def bib_title_of(reading: Reading, span: Span, lexicon: Lexicon) -> Value | None:
    """Return the text and place of a title."""
    parts = without_group(parts_of(reading.tokens, span.indices, lexicon))
    return value_of_parts(reading, _without_version(parts))


def without_group(parts: list[Part]) -> list[Part]:
    """Drop a group that is printed without a space before the title: "PRISMA GroupPreferred"."""
    for before, (at, part) in pairwise(enumerate(parts[:_MOST])):
        word = before[1].text
        if not word[:1].isupper() or word in _NO_NAME:
            continue
        if glued := _GROUP_AND_TITLE.fullmatch(part.text):
            return [part._replace(text=glued[1], glued=False), *parts[at + 1 :]]
    return parts


def _without_version(parts: list[Part]) -> list[Part]:
    """Drop what styles print behind the title of software or data: "(Version 1.0.3)", ". Zenodo".

    "(version 1.1)" in small letters is a title's own.
    """
    parts = trimmed(parts)
    if [part.text for part in parts[-2:-1]] == ["."] and parts[-1].text.lower() in _ARCHIVES:
        parts = trimmed(parts[:-2])
    opened = next((at for at, part in enumerate(parts) if at and part.text in "[("), 0)
    said = "".join(part.text for part in parts[opened + 1 :])
    is_remark = opened and parts[-1].text in ")]" and _REMARK.fullmatch(said)
    return trimmed(parts[:opened]) if is_remark else parts


def is_unfinished(reading: Reading, span: Span) -> bool:
    """Whether a title ends at "of" or "in"."""
    return reading.tokens.texts[span.indices[-1]].lower() in _UNFINISHED


def _to_its_end(reading: Reading, entry: EntrySpan, span: Span) -> Span:
    """Take in the words up to the next mark where a title is unfinished."""
    texts, last = reading.tokens.texts, span.indices[-1]
    if not is_unfinished(reading, span) or len(span.indices) == 1:
        return span
    before = texts[span.indices[-2]]
    is_announced = texts[last + 1 : last + 2] == ("appear",) and before in (",", ".")
    is_in = texts[last] == "In" and (
        before in _SENTENCE_ENDS or texts[last + 1 : last + 2] == (":",)
    )
    if is_announced or is_in:
        return Span(span.field, span.indices[:-1])
    taken: list[int] = []
    for at in range(last + 1, min(last + 2 + _MOST, entry.indices[-1] + 1)):
        if texts[at] in _ENDS:
            return Span(span.field, (*span.indices, *taken))
        if reading.path.field[at]:
            break
        taken.append(at)
    return span


def _with_its_year(reading: Reading, entry: EntrySpan, span: Span) -> Span:
    """Take in the year that ends a title ("Cancer statistics, 2018."), if the entry has another."""
    texts, last = reading.tokens.texts, span.indices[-1]
    at = last + 2
    if texts[last + 1 : last + 2] != (",",) or texts[at + 1 : at + 2] != (".",):
        return span
    years = {index for one in spans_of(entry, Field.BIB_YEAR) for index in one.indices}
    has_other = any(
        _YEAR.fullmatch(texts[index]) and (index in years or texts[index + 1 : index + 2] == (";",))
        for index in entry.indices
        if index not in (at, *span.indices)
    )
    if has_other and _YEAR.fullmatch(texts[at]):
        return Span(span.field, (*span.indices, last + 1, at))
    return span


def _from_separator(reading: Reading, entry: EntrySpan, span: Span) -> Span:
    """Take in the few words between the end of the authors or the year and the title."""
    texts, labels = reading.tokens.texts, reading.path.field
    first = span.indices[0]
    start = first
    while start - 1 > entry.indices[0] and first - start < _MOST + 1:
        if labels[start - 1] or texts[start - 1] in _ENDS:
            break
        start -= 1
    left = range(start, first)
    if not left or len(left) > _MOST or not _is_beginning(reading, left, entry):
        return span
    return Span(span.field, (*left, *span.indices))


def _is_beginning(reading: Reading, left: range, entry: EntrySpan) -> bool:
    """Whether tokens that follow a separator are words of the title behind them.

    They are if the authors or the year stand before them, and the tagger had doubts:
    "In situ synthesis", "12 principles of", "5-HT(3) receptors".
    """
    texts = [reading.tokens.texts[index] for index in left]
    follows = any(one.indices[-1] < left[0] for one in entry.spans)
    is_whole = all(texts.count(one) == texts.count(two) for one, two in ("()", "[]"))
    is_word = texts[0][0].isalnum() and texts[0].lower() not in _NO_START and texts[-1] != "/"
    doubt = 1 - sum(reading.probabilities[index] for index in left) / len(left)
    at_separator = reading.tokens.texts[left[0] - 1] in _SEPARATORS
    return follows and is_whole and is_word and at_separator and doubt >= _DOUBT
