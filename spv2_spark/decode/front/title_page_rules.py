"""Who wrote it, where the tagger found nobody or only what a title page says of the work.

Theses and papers of a few pages set their one author like the lines around: what stands beside
the title and looks like nothing but names, or stands behind "by" or "Student:", is the authors.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spv2_spark.decode.document import DecodedDocument, Span, told_spans
from spv2_spark.decode.front.author_rules import FrontMatter
from spv2_spark.decode.front.list_rules import (
    institutions_below_names,
    lists_below_titles,
    names_in_mastheads,
)
from spv2_spark.decode.front.name_list_rules import chance_of_author
from spv2_spark.decode.front.name_shapes import names_behind_role_on, names_on, words_of
from spv2_spark.decode.front.thesis_rules import (
    names_above_supervisors,
    names_behind_bylines,
    names_beside_roles,
    names_between_institution_and_title,
)
from spv2_spark.decode.front.title_page import (
    behind_role,
    beside_the_title,
    is_below_title,
    is_in_print_of,
    is_known,
    lines_outside,
    merged,
    page_lines,
    without_role,
)
from spv2_spark.decode.front.whole_line_rules import (
    lines_above_names,
    names_in_the_titles_script,
    names_of_the_own_front,
    whole_lines_of_names,
)
from spv2_spark.decode.rules import Chapter, rule
from spv2_spark.layout.vocabulary import vocabulary

_LINES = 12  # below a title, among which its authors stand


@rule
def works_as_names(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """Title pages say what the work is, in print like a name's: "A Dissertation", "T E S I S"."""

    def is_work(span: Span) -> bool:
        return vocabulary().works.theses.is_within(words_of(front.document, span.indices))

    return [one for one in spans if not is_work(one)]


@rule
def names_behind_roles(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """Title pages say who wrote the work: "Author: Ann Doe", or "by" and the name below.

    It is asked where the tagger is sure of no author.
    """
    document = front.document
    if is_known(document, spans):
        return spans
    for line, below in lines_outside(front):
        behind = behind_role(document, line)
        if behind is None:
            continue
        is_list = bool(behind) or ";" in [document.texts[at] for at in below]
        names = (names_behind_role_on if is_list else names_on)(document, behind or below)
        if names:
            return merged(names, [])
    return spans


@rule
def names_beside_the_title(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """The line above or below a title that has names alone is its authors'.

    It is if the tagger thought of it at all where it is sure of no author, with further lines of
    names right below, or each above an affiliation. And it is also beside
    others, in whose print it stands below the title, if an affiliation follows or what the work
    is.
    """
    document, limits = front.document, front.decoding.thresholds.authors
    if front.title is None:
        return spans
    told = [[*one.indices] for one in spans]
    if told and any(names_on(document, line) == told for _, line, _ in beside_the_title(front)):
        return spans
    chance, known = chance_of_author(document), is_known(document, spans)
    for is_below, line, after in beside_the_title(front):
        names = names_on(document, without_role(document, line))
        if not names or any(document.labels[at] for name in names for at in name if known):
            continue
        likely = float(chance[[at for name in names for at in name]].mean())
        is_headed = is_below and _is_below_authors(document, after)
        if known and is_headed and _is_alike(document, names[0], spans):
            return merged(names, spans)
        if not known and likely >= (0 if is_headed else limits.beside):
            further = [*_next_names(front, names[0]), *_further_names(front, names[0])]
            return merged([*names, *(further if is_below else [])], [])
    return spans


@rule
def names_before_places_of_work(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """Journals print a line an author below the title: "ANN DOE, University of Pell, Norway".

    The tagger thought of them. It is asked where that found no author, or where its first begins
    such a line.
    """
    document, least = front.document, front.decoding.thresholds.authors.beside
    lines = [line for line in page_lines(front) if front.title and is_below_title(front, line)]
    found = [name for line in lines[:_LINES] if (name := _name_before_place(document, line))]
    if not found or (spans and found[0][0] != spans[0].first):
        return spans
    taken, chance = {at for span in spans for at in span.indices}, chance_of_author(document)
    missed = [one for one in found if not taken & set(one) and float(chance[one].mean()) >= least]
    return merged(missed, spans)


TITLE_PAGE = Chapter(
    "authors: title pages",
    (
        works_as_names, names_beside_roles, names_behind_roles, names_behind_bylines,
        names_above_supervisors, names_between_institution_and_title, names_beside_the_title,
        lists_below_titles, names_in_mastheads, institutions_below_names,
        whole_lines_of_names, lines_above_names, names_before_places_of_work,
        names_in_the_titles_script, names_of_the_own_front,
    ),
    told_spans,
)  # fmt: skip


def _name_before_place(document: DecodedDocument, line: Sequence[int]) -> list[int]:
    """Return the name that begins a line if a comma and a place of work follow; [] if none."""
    texts = [document.texts[at] for at in line]
    comma = texts.index(",") if "," in texts else 0
    names = names_on(document, line[:comma])
    is_place = vocabulary().affiliation.any.is_within(texts[comma + 1 :])
    return names[0] if len(names) == 1 and is_place else []


def _next_names(front: FrontMatter, first: Sequence[int]) -> list[list[int]]:
    """Return the names on the lines right below the first one's, in its print."""
    document, found = front.document, list[list[int]]()
    for line in (line for line in page_lines(front) if line[0] > first[-1]):
        names = names_on(document, line)
        if not names or not is_in_print_of(document, first[0], names[0][0]):
            break
        found.extend(names)
    return found


def _further_names(front: FrontMatter, first: Sequence[int]) -> list[list[int]]:
    """Return the names further below the title: lines of names in the first one's print.

    An affiliation or an address of mail follows each, as it does the first; the text ends the
    search, and a note on the first: "Author Note".
    """
    document, found = front.document, list[list[int]]()
    lines = [line for line in page_lines(front) if line[0] > first[-1]]
    if not lines or not _is_address(document, lines[0]):
        return found
    texts = [document.texts[at] for at in first]
    for line, after in pairwise(lines):
        is_note = [document.texts[at] for at in after[: len(first)]] == texts
        if is_note or len(line) > document.thresholds.authors.line_of_text:
            break
        names = names_on(document, line) if _is_address(document, after) else []
        if names and is_in_print_of(document, first[0], names[0][0]):
            found.extend(names)
    return found


def _is_below_authors(document: DecodedDocument, line: Sequence[int]) -> bool:
    words = words_of(document, line)
    known = vocabulary()
    return known.affiliation.sure.is_within(words) or known.works.theses.is_within(words)


def _is_address(document: DecodedDocument, line: Sequence[int]) -> bool:
    words = words_of(document, line)
    return vocabulary().affiliation.any.is_within(words) or any("@" in word for word in words)


def _is_alike(document: DecodedDocument, name: Sequence[int], spans: Sequence[Span]) -> bool:
    """Whether a name stands in the print of others, whose list it begins."""
    other = spans[0].first
    is_near = 0 < other - name[0] <= document.thresholds.authors.far
    return is_near and is_in_print_of(document, name[0], other)
