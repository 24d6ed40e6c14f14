"""What stands on a line of its own below a name: where the person works, or the name's end."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Collection
from itertools import takewhile

from spv2_spark.decode.document import DecodedDocument, Span
from spv2_spark.decode.front.name_shapes import is_mark
from spv2_spark.decode.front.title_lines import below_each_other
from spv2_spark.decode.rules import rule
from spv2_spark.domain.label import Field, begin, inside
from spv2_spark.layout.vocabulary import vocabulary

_AUTHOR = (begin(Field.AUTHOR), inside(Field.AUTHOR))
_HYPHENS = frozenset("-‐‑־")
_WHOLE = 2  # words of a name that needs no more
_ACRONYM = 3  # letters, at least: "MIT", and no initials


@rule
def places_below_names(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """Names of firms look like people's, and stand below several names: "Meridian Systems".

    What stands twice on a page right below a name, a line of its own, is no name, and what stands
    there once, in another font, above an address of mail.
    """
    lines = [line for span in spans for line in document.lines_of(span.indices)]
    pages = document.view.page_numbers
    below = Counter(
        (pages[line[0]], document.told(line).text)
        for line in lines
        if _is_below_name(document, line)
    )
    recurring = {text for (_, text), count in below.items() if count > 1}
    kept: list[Span] = []
    for span in spans:
        own = [
            line for line in document.lines_of(span.indices)
            if not _is_place(document, line, recurring)
        ]  # fmt: skip
        kept.extend([Span(span.field, tuple(at for line in own for at in line))] if own else [])
    return kept


@rule
def places_above_mail(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """Grids of authors print under each name where the person works, down to an address of mail.

    Of two names above one address the second is a place, if it stands between another line of the
    place and the address, as "Port Harcourt, Nigeria" does, and most names have one of their own.
    """
    mails = [at for at, text in enumerate(document.texts) if text == "@"]
    owners: dict[int, Span] = {}  # the first name above each address
    places: list[Span] = []
    for span in spans:
        below = bisect(mails, span.first)
        owner = owners.setdefault(below, span) if below < len(mails) else span
        lines = document.view.line_of[span.first] - document.view.line_of[owner.last]
        is_last = below < len(mails) and _is_on_next_line(document, span.last, mails[below])
        if lines > 1 and is_last and _is_right_below(document, span.first):
            places.append(span)
    is_grid = len(owners) >= document.thresholds.authors.a_list and 2 * len(places) <= len(owners)
    return [one for one in spans if one not in places] if is_grid else spans


def _is_on_next_line(document: DecodedDocument, before: int, at: int) -> bool:
    return document.view.line_of[at] - document.view.line_of[before] == 1


def _is_right_below(document: DecodedDocument, first: int) -> bool:
    """Whether a token begins its line, with a line without names right above it."""
    view, above = document.view, first - 1
    if above < 0 or view.line_of[above] == view.line_of[first]:
        return False
    if any(document.labels[at] for at in view.lines.tokens(view.line_of[above])):
        return False
    gap = below_each_other(document, above, first)
    return gap <= document.thresholds.authors.next_line * view.sizes[first]


@rule
def lines_below_names(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """Below a name stands where the person works, and the tagger takes its first word in.

    "Ann Doe" ends above "MIT, Boston", above a firm in another font, above capitals, and behind
    other names where the line had room for the word. A surname goes on below where it is all that
    is left of the line, or more names follow it there.
    """
    firsts = [at for span in spans for at in _first_line(document, span)]
    in_capitals = any(_is_acronym(document.texts[at]) for at in firsts)
    cut = [_without_line_below(document, span, in_capitals=in_capitals) for span in spans]
    if cut and cut[-1].indices != _first_line(document, cut[-1]) and _has_room(document, cut):
        cut[-1] = Span(cut[-1].field, _first_line(document, cut[-1]))
    return cut


def _is_below_name(document: DecodedDocument, line: list[int]) -> bool:
    """Whether nothing but marks stands between a whole line and a name on the line above."""
    view, first = document.view, line[0]
    before = first - 1 - _marks_before(document, line)
    is_whole = view.line_of[first - 1] != view.line_of[first] and document.ends_line(line[-1])
    return before >= 0 and is_whole and document.labels[before] in _AUTHOR


def _is_place(document: DecodedDocument, line: list[int], recurring: Collection[str]) -> bool:
    if not _is_below_name(document, line):
        return False
    font, above = document.view.font, line[0] - 1 - _marks_before(document, line)
    is_other = font[line[0]] != font[above] and _is_above_mail(document, line[-1])
    return is_other or document.told(line).text in recurring


def _marks_before(document: DecodedDocument, line: list[int]) -> int:
    """Return how many marks stand right before a line."""
    count = 0
    while line[0] - 1 - count > 0 and is_mark(document, line[0] - 1 - count):
        count += 1
    return count


def _is_above_mail(document: DecodedDocument, last: int) -> bool:
    """Whether the line below a token has an "@"."""
    lines, first = document.view.line_of, last + 1
    below = takewhile(lambda at: lines[at] == lines[first], range(first, len(lines)))
    return any(document.texts[at] == "@" for at in below)


def _has_room(document: DecodedDocument, spans: list[Span]) -> bool:
    """Whether the last name's second line would have had room on its first, behind other names.

    The first has whole names alone, and the second nothing but the word: where they work.
    """
    view, span = document.view, spans[-1]
    head = _first_line(document, span)
    tail = span.indices[len(head) :]
    beside = [one for one in spans[:-1] if view.line_of[one.last] == view.line_of[head[0]]]
    words = [at for at in head if len(document.texts[at]) > 1]
    opens = view.line_of[tail[0] - 1] != view.line_of[tail[0]]
    if not (beside and opens and document.ends_line(tail[-1])) or len(words) < _WHOLE:
        return False
    first = beside[0].first
    page = view.page_numbers[first]
    edges = [box for box, at in zip(view.boxes, view.page_numbers, strict=True) if at == page]
    room = max(box[2] for box in edges) - min(box[0] for box in edges)
    used = view.boxes[head[-1]][2] - view.boxes[first][0]
    used += view.boxes[tail[-1]][2] - view.boxes[tail[0]][0] + view.sizes[tail[0]]
    return used < document.thresholds.authors.room * room


def _first_line(document: DecodedDocument, span: Span) -> tuple[int, ...]:
    lines = document.view.line_of
    return tuple(takewhile(lambda at: lines[at] == lines[span.first], span.indices))


def _without_line_below(document: DecodedDocument, span: Span, *, in_capitals: bool) -> Span:
    """Return a name without what it has on a second line, if it is whole on its first."""
    head = _first_line(document, span)
    tail = span.indices[len(head) :]
    words = [document.texts[at] for at in head if len(document.texts[at]) > 1]
    last = document.texts[head[-1]]
    is_cut = last in _HYPHENS or last.lower() in vocabulary().names.particles
    if not tail or is_cut or len(words) < _WHOLE:
        return span
    is_firm = _is_acronym(document.texts[tail[0]]) and not in_capitals
    is_below = is_firm or _is_of_other_print(document, head[-1], tail[0])
    return Span(span.field, head) if is_below or _is_of_place(document, tail) else span


def _is_acronym(text: str) -> bool:
    return len(text) >= _ACRONYM and text.isupper()


def _is_of_other_print(document: DecodedDocument, one: int, two: int) -> bool:
    """Whether two words differ in font or size."""
    view = document.view
    step = abs(view.sizes[one] - view.sizes[two])
    is_other_size = step > document.thresholds.authors.same_size * view.sizes[one]
    return bool(is_other_size or view.font[one] != view.font[two])


def _is_of_place(document: DecodedDocument, tail: tuple[int, ...]) -> bool:
    """Whether words of its size follow a name's tail on its line, and no further name does."""
    view, line = document.view, document.view.line_of[tail[-1]]
    behind = range(tail[-1] + 1, len(view))
    rest = list(takewhile(lambda at: view.line_of[at] == line, behind))
    if any(document.labels[at] for at in rest):
        return False
    most = document.thresholds.authors.same_size * view.sizes[tail[-1]]
    words = [
        view.texts[at]
        for at in rest
        if view.texts[at][0].isalpha() and abs(view.sizes[at] - view.sizes[tail[-1]]) <= most
    ]
    return bool(words) and words[0].lower() not in vocabulary().names.and_
