"""The authors of a reference: lists of names, without editors and printed labels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spv2_spark.decode.bibliography.cited_names import REFERENCE_NAMES
from spv2_spark.decode.bibliography.entry import Entry
from spv2_spark.decode.bibliography.group_authors import ends_of_groups, groups_with_and
from spv2_spark.decode.bibliography.hebrew import initials_with_strokes, marks_of_initials
from spv2_spark.decode.bibliography.name_end_rules import (
    initials_alone,
    names_again_behind_slashes,
    stops_of_initials,
    suffixes_behind_names,
)
from spv2_spark.decode.bibliography.surnames_first import names_apart
from spv2_spark.decode.bibliography.undivided_roles import undivided_roles
from spv2_spark.decode.document import Span, told_spans
from spv2_spark.decode.front.authors import name_parts
from spv2_spark.decode.people.person import Name, Surnames, is_initials
from spv2_spark.decode.people.split import is_and, names_of
from spv2_spark.decode.people.words import COMMAS, SEPARATORS, NameList, words_of
from spv2_spark.decode.rules import Chapter, rule
from spv2_spark.decode.values import author_of
from spv2_spark.domain.label import Field, begin, inside
from spv2_spark.domain.metadata import Author
from spv2_spark.layout.vocabulary import vocabulary

# Some are in nearly every title of the languages that print surnames first.
_HUNGARIAN, _VIETNAMESE = "áéíóöőúüű", "àạảãăắặằâấầậẩđẹẻẽêếềệểễịỉĩọỏõôốồộổỗơớờợởụủũưứừựửữỳỷỹ"
_FAMILY_FIRST = frozenset(_HUNGARIAN + _VIETNAMESE)
_PAIR = 2  # a word and the "and" before it
_QUOTES = ("'", "’", "‘")
_OF_AUTHORS = (begin(Field.BIB_AUTHOR), inside(Field.BIB_AUTHOR))


def authors_of(entry: Entry) -> tuple[Author, ...]:
    """Return an entry's authors."""
    document = entry.document
    names: list[Name] = []
    for span in REFERENCE_AUTHORS(entry, entry.span.of(Field.BIB_AUTHOR)):
        within = NameList(
            entry.decoding, front=False, surnames=_surnames_in(entry, span), follows=bool(names)
        )
        names.extend(names_of(name_parts(document, span), within))
    return tuple(author_of(document, name) for name in REFERENCE_NAMES(entry, names))


def _surnames_in(entry: Entry, span: Span) -> Surnames:
    """Return where the names of a span have their surnames, by the style of the list."""
    texts = [entry.document.texts[at] for at in span.indices]
    if any(text in COMMAS for text in texts):
        return "before_comma" if entry.style.surnames_first else ""
    whole = [text for text in texts if len(text) > 1]
    if entry.style.capitals and whole and whole[0].isupper() != whole[-1].isupper():
        return "first" if whole[0].isupper() else "last"
    if not entry.style.family_first:
        return ""
    words = words_of(name_parts(entry.document, span))
    if any(is_initials(word.text) for word in words[:2]):
        return ""
    is_own = not _FAMILY_FIRST.isdisjoint("".join(entry.words).lower())
    return "family" if entry.style.family_first == "all" or is_own else ""


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
    """Notes cite with words before the first author: "See Ann Doe", "Bu konuda bkz. Ali Kaya".

    More words than a signal have a small one, which names have not.
    """
    if not spans:
        return spans
    first = spans[0].indices
    texts = [entry.document.texts[at] for at in first]
    known, small = vocabulary().references.signals, vocabulary().names.particles
    for at in reversed(range(len(texts))):
        count = known.at_start(texts[at:])
        is_said = not at or any(one.islower() and one not in small for one in texts[:at])
        is_name = sum(text[0].isupper() for text in texts[at + count :]) > 1
        if count and is_said and is_name:
            return [Span(spans[0].field, first[at + count :]), *spans[1:]]
    return spans


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


@rule
def particles_before_names(entry: Entry, spans: list[Span]) -> list[Span]:
    """Taggers leave out a small word before a list's surname: "zu Hohenfels SC", "’t Hart S"."""
    return [Span(one.field, (*_particles_before(entry, one), *one.indices)) for one in spans]


def _particles_before(entry: Entry, span: Span) -> list[int]:
    document, names = entry.document, vocabulary().names
    at, taken = span.first - 1, list[int]()
    while at >= entry.indices[0] and not document.labels[at]:
        text = document.texts[at]
        is_particle = text.islower() and text in names.particles and text not in names.and_
        if not is_particle and not (text in _QUOTES and taken and document.texts[at + 1] == "t"):
            break
        taken.insert(0, at)
        at -= 1
    is_cut = at > entry.indices[0] and document.texts[at] == "."  # "ed. de Francisco Rico"
    at -= is_cut and not document.labels[at - 1]
    text = document.texts[at] if at >= entry.indices[0] else ""
    is_other = document.labels[max(at, 0)] not in _OF_AUTHORS
    return [] if text.isalpha() and is_other and (is_cut or text not in names.and_) else taken


@rule
def pairs_behind_and(entry: Entry, spans: list[Span]) -> list[Span]:
    """Taggers run on over "and", and part a name at its comma: "Roe, Ann and Doe", "Bob".

    Before the "and" stands a surname with a comma, behind it one word, and a comma and another
    word follow.
    """
    texts = entry.document.texts
    cut: list[Span] = []
    for span in spans:
        before = cut[-1].indices if cut else ()
        words = [texts[at] for at in before]
        is_joined = len(words) > _PAIR and (is_and(words[-2]) or words[-2] in SEPARATORS)
        is_pair = is_joined and any(one in COMMAS for one in words)
        between = range(cut[-1].last + 1, span.first) if cut else ()
        is_near = len(between) == 1 and texts[between[0]] in COMMAS
        if is_pair and is_near and len(span.indices) == 1:
            cut[-1] = Span(span.field, before[:-2])
            cut.append(Span(span.field, (before[-1], *between, span.first)))
        else:
            cut.append(span)
    return cut


@rule
def names_without_commas(entry: Entry, spans: list[Span]) -> list[Span]:
    """Lists with surnames first and no comma behind them: "Durand Jean Yves" is one name.

    Nothing but a space stands between two spans, and the first has no initial.
    """
    if not entry.style.family_first:
        return spans
    joined: list[Span] = []
    for span in spans:
        if joined and _are_one_name(entry, joined[-1], span):
            joined[-1] = Span(span.field, joined[-1].indices + span.indices)
        else:
            joined.append(span)
    return joined


REFERENCE_AUTHORS = Chapter(
    "references: authors",
    (
        printed_labels,
        editors,
        undivided_roles,
        particles_before_names,
        surnames_before_commas,
        pairs_behind_and,
        names_without_commas,
        initials_apart,
        marks_of_initials,
        initials_with_strokes,
        stops_of_initials,
        suffixes_behind_names,
        signals,
        groups_with_and,
        ends_of_groups,
        initials_alone,
        names_again_behind_slashes,
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


def _are_one_name(entry: Entry, before: Span, after: Span) -> bool:
    """Whether two spans without an initial or a mark stand side by side on one line."""
    document, words = entry.document, [entry.document.texts[at] for at in before.indices]
    is_near = after.first - before.last == 1 and not document.ends_line(before.last)
    is_whole = any(text == "." or text in COMMAS for text in words)
    return is_near and not is_whole and document.texts[before.last] not in SEPARATORS


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
    particles = vocabulary().names.particles
    last = texts[after.last]
    is_given = len(after.indices) > 1 and last.islower() and last in particles
    is_whole = any(texts[at] in COMMAS or is_initials(texts[at]) for at in before.indices)
    if is_given and not is_whole:
        return True  # "Azevedo Coutinho, João de"
    one = [texts[index] for index in before.indices if texts[index] not in ".,-"]
    two = [texts[index] for index in after.indices if texts[index] not in ".,-"]
    bare_one, bare_two = all(map(is_initials, one)), all(map(is_initials, two))
    if bare_one == bare_two:
        return False
    return not any(map(is_initials, two if bare_one else one))
