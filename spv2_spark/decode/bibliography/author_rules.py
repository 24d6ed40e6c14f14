"""The authors of a reference: lists of names, without editors and printed labels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spv2_spark.decode.bibliography.bodies import bodies_with_and, ends_of_bodies
from spv2_spark.decode.bibliography.entry import Entry
from spv2_spark.decode.bibliography.hebrew import initials_with_strokes, marks_of_initials
from spv2_spark.decode.bibliography.surnames_first import names_apart
from spv2_spark.decode.document import Span, told_spans
from spv2_spark.decode.front.authors import name_parts
from spv2_spark.decode.people.person import Name, Surnames, is_initials
from spv2_spark.decode.people.split import names_of
from spv2_spark.decode.people.words import COMMAS, NameList
from spv2_spark.decode.rules import Chapter, rule
from spv2_spark.decode.values import author_of
from spv2_spark.domain.label import Field
from spv2_spark.domain.metadata import Author
from spv2_spark.layout.vocabulary import vocabulary

_HUNGARIAN = frozenset("áéíóöőúüű")  # some in nearly every title


def authors_of(entry: Entry) -> tuple[Author, ...]:
    """Return an entry's authors."""
    document = entry.document
    names: list[Name] = []
    for span in REFERENCE_AUTHORS(entry, entry.span.of(Field.BIB_AUTHOR)):
        within = NameList(
            entry.decoding, front=False, surnames=_surnames_in(entry, span), follows=bool(names)
        )
        names.extend(names_of(name_parts(document, span), within))
    return tuple(author_of(document, name) for name in names)


def _surnames_in(entry: Entry, span: Span) -> Surnames:
    """Return where the names of a span have their surnames, by the style of the list."""
    texts = [entry.document.texts[at] for at in span.indices]
    if any(text in COMMAS for text in texts):
        return "before_comma" if entry.style.surnames_first else ""
    if not entry.style.family_first or any(map(is_initials, texts[:2])):
        return ""
    in_hungarian = not _HUNGARIAN.isdisjoint("".join(entry.words).lower())
    return "family" if entry.style.family_first == "all" or in_hungarian else ""


@rule
def printed_labels(entry: Entry, spans: list[Span]) -> list[Span]:
    """Some lists label entries by name and year: "[Roe and Doe 2011] Roe, S. A.; Doe, G."."""
    words = entry.words[: entry.decoding.thresholds.references.printed_label]
    if words[0] != "[" or "]" not in words:
        return spans
    end = entry.indices[words.index("]")]
    return [one for one in spans if one.first > end] or spans


@rule
def signals(entry: Entry, spans: list[Span]) -> list[Span]:
    """Notes cite with a word before the first author: "See Ann Doe", "But cf. Bob Roe"."""
    if not spans:
        return spans
    texts, known = entry.document.texts, vocabulary().references.signals
    first = spans[0].indices
    count = known.at_start([texts[at] for at in first])
    rest = first[count:]
    is_name = sum(texts[at][0].isupper() for at in rest) > 1
    return [Span(spans[0].field, rest), *spans[1:]] if count and is_name else spans


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
def surnames_before_commas(entry: Entry, spans: list[Span]) -> list[Span]:
    """Lists with whole given names behind surnames: of "Di Maio, Pier Paolo" taggers make two."""
    if not entry.style.surnames_first:
        return spans
    texts = entry.document.texts
    cut: list[Span] = []
    for run in _runs(entry, spans):
        between = [text for one, two in pairwise(run) for text in texts[one.last + 1 : two.first]]
        is_list = all(not text.isalnum() or text in vocabulary().names.and_ for text in between)
        cut += names_apart(entry.document, run) if is_list else run
    return cut


REFERENCE_AUTHORS = Chapter(
    "references: authors",
    (
        printed_labels,
        editors,
        surnames_before_commas,
        initials_apart,
        marks_of_initials,
        initials_with_strokes,
        signals,
        bodies_with_and,
        ends_of_bodies,
    ),
    told_spans,
)


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
    """Whether the words before or behind a list of names say so, or "in" before a later one.

    Words of another field say nothing: "Smith J, Org. Lett.".
    """
    before, behind = _words_beside(entry, run[0].first, -1), _words_beside(entry, run[-1].last, 1)
    roles = vocabulary().roles
    if roles.editor_behind.at_start(behind) or roles.translator_behind.at_start(behind):
        return True
    if roles.editor_before.at_end(before) or roles.translator_before.at_end(before):
        return True
    said = before[len(before) - vocabulary().references.in_.at_end(before) :]
    return not first and any(len(word) > 1 for word in said)  # a letter is that of "2010a"


def _words_beside(entry: Entry, at: int, step: int) -> list[str]:
    """Return the few words next to a token that are no field's, in the order of print."""
    document, words = entry.document, list[str]()
    place = entry.indices.index(at) + step
    while 0 <= place < len(entry.indices) and len(words) < document.thresholds.references.near:
        index = entry.indices[place]
        if document.labels[index]:
            break
        words.append(document.texts[index])
        place += step
    return words[::step]


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
