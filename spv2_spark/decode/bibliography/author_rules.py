"""The authors of a reference: lists of names, without editors and printed labels."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from spv2_spark.decode.bibliography.entry import Entry
from spv2_spark.decode.document import DecodedDocument, Span
from spv2_spark.decode.front.authors import is_doubtful, name_parts, told_names
from spv2_spark.decode.people.person import SUFFIXES, Name, is_initials
from spv2_spark.decode.people.split import names_of
from spv2_spark.decode.people.words import NameList
from spv2_spark.decode.rules import Chapter, rule
from spv2_spark.decode.values import author_of
from spv2_spark.domain.label import Field
from spv2_spark.domain.metadata import Author

_EDITORS_AFTER = re.compile(
    r"^\W*(eds?|edits?|editors?|editores|hrsg|hg|dirs?|éds?|coords?|trans|translators?)\b",
    re.IGNORECASE,
)
_EDITORS_BEFORE = re.compile(
    r"(edited by|hrsg\W*von|herausgegeben von|translated by|eds?\W*by)\W*$", re.IGNORECASE
)
_IN_BEFORE = re.compile(r"\bin\W*$", re.IGNORECASE)


def authors_of(entry: Entry, group: Span | None) -> tuple[Author, ...]:
    """Return an entry's authors; `group` signs with them."""
    document = entry.document
    within = NameList(entry.decoding, front=False)
    names: list[Name] = []
    for span in REFERENCE_AUTHORS(entry, entry.span.of(Field.BIB_AUTHOR)):
        names.extend(names_of(name_parts(document, span), within))
    if group:
        parts = [one for one in name_parts(document, group) if one.text not in "[]()"]
        names.extend(names_of(parts, within))
    return tuple(author_of(document, name) for name in REFERENCE_NAMES(document, names))


@rule
def printed_labels(entry: Entry, spans: list[Span]) -> list[Span]:
    """Some lists label entries by name and year: "[Roe and Doe 2011] Roe, S. A.; Doe, G."."""
    words = entry.words[: entry.decoding.thresholds.references.printed_label]
    if words[0] != "[" or "]" not in words:
        return spans
    end = entry.indices[words.index("]")]
    return [one for one in spans if one.first > end] or spans


@rule
def editors(entry: Entry, spans: list[Span]) -> list[Span]:
    """A book's editors and translators stand among its authors: "In: Big E, editors"."""
    kept: list[Span] = []
    for run in _runs(entry, spans):
        if not _are_editors(entry, run, first=run[0] is entry.span.spans[0]):
            kept.extend(run)
    return kept


@rule
def initials_apart(entry: Entry, spans: list[Span]) -> list[Span]:
    """Taggers part a name at the comma before its initials: "Smith, J"."""
    joined: list[Span] = []
    for span in spans:
        if joined and _lacks(entry, joined[-1], span):
            between = range(joined[-1].last + 1, span.first)
            joined[-1] = Span(span.field, (*joined[-1].indices, *between, *span.indices))
        else:
            joined.append(span)
    return joined


@rule
def initials_left_out(entry: Entry, spans: list[Span]) -> list[Span]:
    """Taggers leave the initials right behind a surname alone: "Smith JA,"."""
    return [_with_initials(entry.document, span) for span in spans]


@rule
def suffixes_left_out(entry: Entry, spans: list[Span]) -> list[Span]:
    """Taggers leave "Jr", "III" or "3rd" behind a name, with a comma or without."""
    return [_with_suffix(entry.document, span) for span in spans]


@rule
def doubtful_small_words(document: DecodedDocument, names: list[Name]) -> list[Name]:
    """A word in small letters that the tagger was not sure of is nobody's name."""
    return [name for name in names if not is_doubtful(document, name, alone=True)]


REFERENCE_AUTHORS = Chapter(
    "references: authors",
    (printed_labels, editors, initials_apart, initials_left_out, suffixes_left_out),
    Entry.told_spans,
)
REFERENCE_NAMES = Chapter("references: names", (doubtful_small_words,), told_names)


def _runs(entry: Entry, spans: Sequence[Span]) -> list[list[Span]]:
    """Group author spans into lists: no other field and few tokens between them."""
    kept = set(spans)
    runs: list[list[Span]] = []
    open_run = False
    for span in entry.span.spans:
        if span not in kept:
            open_run = False
            continue
        gap = span.first - runs[-1][-1].last if runs else 0
        if not open_run or gap > entry.decoding.thresholds.references.near:
            runs.append([])
        runs[-1].append(span)
        open_run = True
    return runs


def _are_editors(entry: Entry, run: Sequence[Span], *, first: bool) -> bool:
    near, words = entry.decoding.thresholds.references.near, entry.words
    at = bisect_left(entry.indices, run[0].first)
    behind = bisect_right(entry.indices, run[-1].last)
    before, after = " ".join(words[max(at - near, 0) : at]), " ".join(words[behind:][:near])
    if _EDITORS_AFTER.match(after) or _EDITORS_BEFORE.search(before):
        return True
    return not first and _IN_BEFORE.search(before) is not None


def _lacks(entry: Entry, before: Span, after: Span) -> bool:
    """Whether one of two spans is a surname alone and the other its initials."""
    texts = entry.document.texts
    if any(text not in (".", ",", "-") for text in texts[before.last + 1 : after.first]):
        return False
    one = [texts[index] for index in before.indices if texts[index] not in ".,-"]
    two = [texts[index] for index in after.indices if texts[index] not in ".,-"]
    bare_one, bare_two = all(map(is_initials, one)), all(map(is_initials, two))
    if bare_one == bare_two:
        return False
    return not any(map(is_initials, two if bare_one else one))


def _with_initials(document: DecodedDocument, span: Span) -> Span:
    texts, end = document.texts, span.last
    following = texts[end + 1 : end + 3]
    if len(following) < 2 or any(is_initials(texts[index]) for index in span.indices):  # noqa: PLR2004
        return span
    is_name = len(span.indices) == 1 and texts[end][:1].isupper()
    is_free = not document.labels[end + 1] and following[1] in ",;.&"
    if is_name and is_free and is_initials(following[0]):
        return Span(span.field, (*span.indices, end + 1))
    return span


def _with_suffix(document: DecodedDocument, span: Span) -> Span:
    texts, end = document.texts, span.last
    start = end + 2 if texts[end + 1 : end + 2] == (",",) else end + 1
    for stop in (start + 1, start + 2):
        is_free = not any(document.labels[start:stop]) and stop <= len(texts)
        if is_free and "".join(texts[start:stop]).lower() in SUFFIXES:
            return Span(span.field, (*span.indices, *range(end + 1, stop)))
    return span
