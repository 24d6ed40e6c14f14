"""Who wrote it, where the tagger found nobody or only what a title page says of the work.

Theses and papers of a few pages set their one author like the lines around: what stands beside
the title and looks like nothing but names, or stands behind "by" or "Student:", is the authors.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from spv2_spark.decode.document import DecodedDocument, Span, told_spans
from spv2_spark.decode.front.author_rules import FrontMatter
from spv2_spark.decode.front.name_list_rules import chance_of_author, is_of_other_role
from spv2_spark.decode.front.name_shapes import is_mark, names_on, words_of
from spv2_spark.decode.front.scripts import LATIN, script_of
from spv2_spark.decode.rules import Chapter, rule
from spv2_spark.domain.label import Field
from spv2_spark.layout.months import month_of
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
    if _is_known(document, spans):
        return spans
    for line, below in _lines(front):
        behind = _behind_role(document, line)
        if behind is None:
            continue
        names = names_on(document, behind or below)
        if names:
            return _merged(names, [])
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
    if told and any(names_on(document, line) == told for _, line, _ in _beside(front)):
        return spans
    chance, is_known = chance_of_author(document), _is_known(document, spans)
    for is_below, line, after in _beside(front):
        names = names_on(document, _without_role(document, line))
        if not names or any(document.labels[at] for name in names for at in name if is_known):
            continue
        likely = float(chance[[at for name in names for at in name]].mean())
        is_headed = is_below and _is_below_authors(document, after)
        if is_known and is_headed and _is_alike(document, names[0], spans):
            return _merged(names, spans)
        if not is_known and likely >= (0 if is_headed else limits.beside):
            further = [*_next_names(front, names[0]), *_further_names(front, names[0])]
            return _merged([*names, *(further if is_below else [])], [])
    return spans


@rule
def whole_lines_of_names(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """A line has nothing but names, and the tagger found parts of them: all of it is names.

    A group that they sign for may end it. So is the next of several lines with a name each. The
    tagger thought of what it left out.
    """
    document, found = front.document, list(spans)
    chance, least = chance_of_author(document), front.decoding.thresholds.authors.beside
    stacked = 0  # lines in succession that are a name each, which the tagger found
    for line in _page_lines(front):
        names = names_on(document, _without_role(document, line))
        tokens = {at for name in names for at in name}
        own = [one for one in found if tokens.intersection(one.indices)]
        told = {at for one in own for at in one.indices}
        left = sorted(tokens - told)
        is_next = stacked > 1 and len(names) == 1 and _is_alike_above(front, line, found)
        is_more = told < tokens and len(names) >= len(own) and (bool(told) or is_next)
        is_more = is_more and not any(month_of(document.texts[at]) for at in left)
        if is_more and _is_list(document, line, names, own) and chance[left].mean() >= least:
            found = _merged(names, [one for one in found if one not in own])
        stacked = stacked + 1 if len(names) == 1 and told else 0
    return found


def _is_list(
    document: DecodedDocument,
    line: Sequence[int],
    names: Sequence[Sequence[int]],
    known: Sequence[Span],
) -> bool:
    """Whether a line is a list: "Ann Doe, New York" is none, where the second is not known."""
    is_pair = len(known) == 1 and len(names) == 2 and known[0].indices in map(tuple, names)  # noqa: PLR2004
    return not is_pair or any(document.texts[at] in vocabulary().names.and_ for at in line)


def _is_alike_above(front: FrontMatter, line: Sequence[int], spans: Sequence[Span]) -> bool:
    """Whether a line is in the print of the name right above it, and right below it."""
    above = [one for one in spans if one.last < line[0]]
    return bool(above) and _is_in_print_of(front.document, line[0], above[-1].first)


@rule
def names_before_places_of_work(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """Journals print a line an author below the title: "ANN DOE, University of Pell, Norway".

    The tagger thought of them. It is asked where that found no author, or where its first begins
    such a line.
    """
    document, least = front.document, front.decoding.thresholds.authors.beside
    lines = [line for line in _page_lines(front) if front.title and _is_below(front, line)]
    found = [name for line in lines[:_LINES] if (name := _name_before_place(document, line))]
    if not found or (spans and found[0][0] != spans[0].first):
        return spans
    taken, chance = {at for span in spans for at in span.indices}, chance_of_author(document)
    missed = [one for one in found if not taken & set(one) and float(chance[one].mean()) >= least]
    return _merged(missed, spans)


@rule
def names_in_the_titles_script(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """Names in Latin letters stand below the same in the title's script: these are the paper's.

    The tagger thought of them, and they are as many on the line right above.
    """
    document, title = front.document, front.title
    script = script_of(title.text) if title else LATIN
    known = [one for one in spans if script_of(document.text_at(one.first)) == LATIN]
    if script in ("", LATIN) or not known:
        return spans
    above = (document.lines_of(range(known[0].first)) or [[]])[-1]
    names = names_on(document, above)
    lines = {document.view.line_of[one.first] for one in known}
    is_theirs = len(lines) == 1 and len(names) == len(known)
    is_theirs &= all(script_of(document.text_at(name[0])) == script for name in names)
    is_theirs &= all(one in known or one.first in above for one in spans)
    least = front.decoding.thresholds.authors.thought_of
    if is_theirs and names and float(chance_of_author(document)[above].mean()) >= least:
        return _merged(names, [])
    return spans


TITLE_PAGE = Chapter(
    "authors: title pages",
    (
        works_as_names, names_behind_roles, names_beside_the_title, whole_lines_of_names,
        names_before_places_of_work,
        names_in_the_titles_script,
    ),
    told_spans,
)  # fmt: skip


def _is_known(document: DecodedDocument, spans: Sequence[Span]) -> bool:
    """Whether the tagger is sure of an author: of a whole name, and no supervisor's."""
    fair = document.thresholds.authors.fair
    return any(
        document.mean_probability(one.indices) >= fair
        and any(names_on(document, line) for line in document.lines_of(one.indices))
        and not is_of_other_role(document, one)
        for one in spans
    )


def _merged(names: Sequence[Sequence[int]], spans: Sequence[Span]) -> list[Span]:
    found = [Span(Field.AUTHOR, tuple(name)) for name in names]
    return sorted([*spans, *found], key=lambda one: one.first)


def _lines(front: FrontMatter) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the lines of the title's page outside the title, each with the one below it."""
    lines = _page_lines(front)
    inside = _title_lines(front, lines)
    for at in range(len(lines)):
        if at not in inside:
            yield _whole(front.document, lines, at), lines[at + 1] if at + 1 < len(lines) else []


def _whole(document: DecodedDocument, lines: Sequence[list[int]], at: int) -> list[int]:
    """Return a line with the one letter before it in its row, which a wide space parts from it."""
    line, before = lines[at], lines[at - 1] if at else []
    if len(before) != 1 or len(document.texts[before[0]]) > 1:
        return line
    (_, top, right, bottom), (left, its_top, _, its_bottom) = (
        document.view.boxes[one] for one in (before[0], line[0])
    )
    is_beside = right <= left and its_top < (top + bottom) / 2 < its_bottom
    return [*before, *line] if is_beside else line


def _beside(front: FrontMatter) -> Iterator[tuple[bool, list[int], list[int]]]:
    """Yield whether it is below, the line and what follows it: below the title, then above."""
    lines = _page_lines(front)
    inside = _title_lines(front, lines)
    if not inside:
        return
    below, above = inside[-1] + 1, inside[0] - 1
    if below < len(lines):
        yield True, lines[below], lines[below + 1] if below + 1 < len(lines) else []
    if above >= 0:
        yield False, lines[above], []


def _is_below(front: FrontMatter, line: Sequence[int]) -> bool:
    """Whether a line stands below the title on its page."""
    regions = front.title.regions if front.title else ()
    bottom = max((one.box.bottom for one in regions if one.page == regions[0].page), default=0.0)
    return front.document.view.boxes[line[0]][1] >= bottom


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
    for line in (line for line in _page_lines(front) if line[0] > first[-1]):
        names = names_on(document, line)
        if not names or not _is_in_print_of(document, first[0], names[0][0]):
            break
        found.extend(names)
    return found


def _further_names(front: FrontMatter, first: Sequence[int]) -> list[list[int]]:
    """Return the names further below the title: lines of names in the first one's print.

    An affiliation or an address of mail follows each, as it does the first; the text ends the
    search.
    """
    document, found = front.document, list[list[int]]()
    lines = [line for line in _page_lines(front) if line[0] > first[-1]]
    if not lines or not _is_address(document, lines[0]):
        return found
    for line, after in pairwise(lines):
        if len(line) > document.thresholds.authors.line_of_text:
            break
        names = names_on(document, line) if _is_address(document, after) else []
        if names and _is_in_print_of(document, first[0], names[0][0]):
            found.extend(names)
    return found


def _page_lines(front: FrontMatter) -> list[list[int]]:
    """Return the tokens of each line of the title's page, lines of marks alone left out.

    Without a title that is the first.
    """
    document, view = front.document, front.document.view
    page = front.title.regions[0].page if front.title else min(view.page_numbers, default=0)
    on_page = [at for at, number in enumerate(view.page_numbers) if number == page]
    lines = document.lines_of(on_page)
    return [line for line in lines if not all(is_mark(document, at) for at in line)]


def _title_lines(front: FrontMatter, lines: Sequence[Sequence[int]]) -> list[int]:
    """Return which lines have a token within the title's regions on its first page."""
    if front.title is None:
        return []
    page = front.title.regions[0].page
    boxes = [one.box for one in front.title.regions if one.page == page]
    its = front.document.view.boxes

    def is_within(at: int) -> bool:
        left, top, right, bottom = its[at]
        across, down = (left + right) / 2, (top + bottom) / 2
        return any(b.left <= across <= b.right and b.top <= down <= b.bottom for b in boxes)

    return [at for at, line in enumerate(lines) if any(map(is_within, line))]


def _behind_role(document: DecodedDocument, line: Sequence[int]) -> list[int] | None:
    """Return what stands behind an author's role at a line's start; None without one."""
    roles = vocabulary().author_of_work_before
    words = words_of(document, line)
    if len(words) == 1 and words[0] in roles:  # "P R E S E N T A :"
        return []
    texts = [document.texts[at] for at in line]
    apart = next((at for at, text in enumerate(texts) if len(text) > 1 or text.isascii()), 0)
    is_apart = "".join(texts[:apart]) in roles  # "姓 名 : 贺知秋"
    count = apart if apart and is_apart else roles.at_start(texts)
    if not count:
        return None
    rest = list(line[count:])
    while rest and not document.texts[rest[0]].isalnum():
        rest = rest[1:]
    return rest


def _is_below_authors(document: DecodedDocument, line: Sequence[int]) -> bool:
    words = words_of(document, line)
    known = vocabulary()
    return known.affiliation.sure.is_within(words) or known.works.theses.is_within(words)


def _without_role(document: DecodedDocument, line: list[int]) -> list[int]:
    return _behind_role(document, line) or line


def _is_address(document: DecodedDocument, line: Sequence[int]) -> bool:
    words = words_of(document, line)
    return vocabulary().affiliation.any.is_within(words) or any("@" in word for word in words)


def _is_alike(document: DecodedDocument, name: Sequence[int], spans: Sequence[Span]) -> bool:
    """Whether a name stands in the print of others, whose list it begins."""
    other = spans[0].first
    is_near = 0 < other - name[0] <= document.thresholds.authors.far
    return is_near and _is_in_print_of(document, name[0], other)


def _is_in_print_of(document: DecodedDocument, one: int, two: int) -> bool:
    size = document.view.sizes[one]
    step = abs(document.view.sizes[two] - size)
    return step <= document.thresholds.authors.same_size * size
