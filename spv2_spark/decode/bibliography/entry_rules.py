"""Entries of the bibliography, repaired by what their list's structure says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from spv2_spark.decode.bibliography.book_editors import without_editors
from spv2_spark.decode.bibliography.chinese import titles_between_stops
from spv2_spark.decode.bibliography.hebrew import with_journal
from spv2_spark.decode.bibliography.last_initials import print_two_initials, with_last_initials
from spv2_spark.decode.bibliography.list_ends import entries_of_appendices, series_lists
from spv2_spark.decode.bibliography.lists_again import lists_in_latin_letters
from spv2_spark.decode.bibliography.name_title_rules import (
    particles_behind_initials,
    titles_within_names,
)
from spv2_spark.decode.bibliography.numbers import (
    print_years_before_titles,
    with_numbers_within,
    with_year_of_title,
)
from spv2_spark.decode.bibliography.standards import standards_without_authors
from spv2_spark.decode.bibliography.years import with_year_in_brackets, with_year_of_venue
from spv2_spark.decode.document import DecodedDocument, EntrySpan, spans_among, told_spans
from spv2_spark.decode.rules import Chapter, Piece, rule
from spv2_spark.domain.label import Field
from spv2_spark.layout.columns import TokenColumns
from spv2_spark.layout.vocabulary import Heading, vocabulary

_HEADING = 8  # tokens of "How to cite this article:"


@rule
def second_author_lists(document: DecodedDocument, entries: list[EntrySpan]) -> list[EntrySpan]:
    """Taggers run two entries together: authors at a line's start, between titles, begin one.

    In a numbered list they do not.
    """
    numbered = sum(_begins_with_number(document.view, one.indices[0]) for one in entries)
    if numbered >= document.thresholds.path.numbered * len(entries):
        return entries
    lines, parts = document.view.line_of, list[EntrySpan]()
    for entry in entries:
        starts = {two for one, two in pairwise(entry.indices) if lines[one] != lines[two]}
        cuts = [at for at in _authors_between_titles(entry) if at in starts]
        for start, stop in pairwise([entry.indices[0], *cuts, entry.indices[-1] + 1]):
            indices = tuple(index for index in entry.indices if start <= index < stop)
            parts.append(EntrySpan(indices, spans_among(document.labels, indices)))
    return parts


@rule
def entries_before_the_list(document: DecodedDocument, entries: list[EntrySpan]) -> list[EntrySpan]:
    """A box says how the paper itself is cited, a figure names what it shows: no references.

    The list begins with the entries that run on to the first page with some; before it what
    has neither number nor authors goes.
    """
    limits = document.thresholds.path
    pages = [document.view.page_numbers[entry.indices[0]] for entry in entries]
    counts = Counter(pages)
    first = next((at for at, page in enumerate(pages) if counts[page] >= limits.list_page), 0)
    if first > limits.before_list * len(entries):
        return entries
    while first:
        gap = entries[first].indices[0] - entries[first - 1].indices[-1]
        if gap > limits.list_gap:
            break
        first -= 1
    return [
        entry
        for at, entry in enumerate(entries)
        if at >= first
        or entry.of(Field.BIB_AUTHOR)
        or _begins_with_number(document.view, entry.indices[0])
    ]


@rule
def entries_above_the_title(document: DecodedDocument, entries: list[EntrySpan]) -> list[EntrySpan]:
    """A paper may begin below the end of another one's list: that list is not its own.

    Only the first title tells, if it is sure.
    """
    first = next((one for one in document.spans if one.field == Field.TITLE), None)
    sure = document.thresholds.title.sure
    if first is None or document.mean_probability(first.indices) < sure:
        return entries
    own = [one for one in entries if one.indices[0] > first.first]
    return own or entries


@rule
def entries_in_citation_boxes(
    document: DecodedDocument, entries: list[EntrySpan]
) -> list[EntrySpan]:
    """Behind the list a box may say how the paper is cited: "How to cite this article: Roe A."."""
    return [one for one in entries if not _is_in_box(document, one)]


@rule
def editors_of_books(document: DecodedDocument, entries: list[EntrySpan]) -> list[EntrySpan]:
    """Editors of a book are printed before or behind its title: "In B. Roe (Ed.), Handbook".

    Taggers take them for the venue, for authors, or for the end of the chapter's title.
    """
    return [without_editors(document, entry) for entry in entries]


@rule
def last_initials(document: DecodedDocument, entries: list[EntrySpan]) -> list[EntrySpan]:
    """Only a space parts names from the title in Russian lists: "Гинзбург Б. М. Ледовый режим рек".

    Taggers give the last initial to the title.
    """
    if not print_two_initials(document, entries):
        return entries
    return [with_last_initials(document, entry) for entry in entries]


@rule
def years_in_brackets(document: DecodedDocument, entries: list[EntrySpan]) -> list[EntrySpan]:
    """Taggers leave out years in brackets that they do not know: Thailand's "(2561)", "(1374)"."""
    return [with_year_in_brackets(document, entry) for entry in entries]


@rule
def years_behind_venues(document: DecodedDocument, entries: list[EntrySpan]) -> list[EntrySpan]:
    """Poland's historians put it right behind the journal: "Tytuł, „Ekonomista” 1914, nr 1"."""
    return [with_year_of_venue(document, entry) for entry in entries]


@rule
def years_of_titles(_: DecodedDocument, entries: list[EntrySpan]) -> list[EntrySpan]:
    """Taggers take a year that begins a title for the entry's: "Roe A. 2016 guidelines for kilns".

    In lists that print the year there it is the entry's.
    """
    if print_years_before_titles(entries):
        return entries
    return [with_year_of_title(entry) for entry in entries]


@rule
def numbers_within_titles(document: DecodedDocument, entries: list[EntrySpan]) -> list[EntrySpan]:
    """Taggers leave out numbers in the middle of titles: "Opinion 2/2017 on data"."""
    return [with_numbers_within(document, entry) for entry in entries]


@rule
def volumes_in_letters(document: DecodedDocument, entries: list[EntrySpan]) -> list[EntrySpan]:
    """Hebrew numbers volumes in letters, which taggers take for the journal: "מגמות, נב(1)"."""
    return [with_journal(document, entry) for entry in entries]


def _told(document: DecodedDocument, entries: Sequence[EntrySpan]) -> list[Piece]:
    """Return entries and their fields in words, for a trace."""
    spans = [span for entry in entries for span in entry.spans]
    fields = [(span.field.name.lower(), document.told(span.indices)) for span in spans]
    named = [piece._replace(text=f"{name}: {piece.text}") for name, piece in fields]
    return [*told_spans(document, entries), *named]


ENTRIES = Chapter(
    "references: entries",
    (
        second_author_lists,
        entries_before_the_list,
        series_lists,
        entries_of_appendices,
        entries_above_the_title,
        entries_in_citation_boxes,
        lists_in_latin_letters,
        editors_of_books,
        particles_behind_initials,
        titles_within_names,
        titles_between_stops,
        standards_without_authors,
        last_initials,
        years_in_brackets,
        years_behind_venues,
        years_of_titles,
        numbers_within_titles,
        volumes_in_letters,
    ),
    _told,
)


def _is_in_box(document: DecodedDocument, entry: EntrySpan) -> bool:
    """Whether words on how to cite stand before an entry on its line, or begin the line above."""
    view, first = document.view, entry.indices[0]
    own = view.lines.tokens(view.line_of[first])
    above = view.lines.tokens(max(view.line_of[first] - 1, 0))
    says = vocabulary().headings[Heading.CITATION]

    def is_said(words: Sequence[str]) -> bool:
        return 0 < says.at_start(words[:_HEADING]) < len(words)

    is_near = view.block_of[above.start] == view.block_of[first]
    is_above = is_near and is_said(document.texts[above.start : above.stop])
    return is_above or is_said(document.texts[own.start : first])


def _begins_with_number(view: TokenColumns, index: int) -> bool:
    """Whether an entry beginning at a token is printed with a number: "[12]", "12."."""
    texts = view.texts
    bracket = texts[index] in "[("
    at = index + bracket
    if at + 1 >= len(texts) or not texts[at].isdecimal() or len(texts[at]) > 3:  # noqa: PLR2004
        return False
    after = texts[at + 1]
    return after in "])" if bracket else after in ".)]" or view.spaced[at + 1]


def _authors_between_titles(entry: EntrySpan) -> list[int]:
    """Return where an author list begins between two titles."""
    begins, titles, pending, last = [], 0, -1, Field.NONE
    for span in entry.spans:
        if span.field == Field.BIB_AUTHOR and last != Field.BIB_AUTHOR:
            pending = span.first if titles else -1
        if span.field == Field.BIB_TITLE:
            titles += 1
            if pending >= 0:
                begins.append(pending)
                pending = -1
        last = span.field
    return begins
