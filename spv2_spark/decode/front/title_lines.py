"""A title's whole lines: what stands next to a title span in the title's own print."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from spv2_spark.decode.document import DecodedDocument, Span
from spv2_spark.decode.front.name_shapes import names_on
from spv2_spark.domain.label import Field, field_of
from spv2_spark.domain.page import Mark
from spv2_spark.layout.vocabulary import vocabulary

_FACE = int(Mark.BOLD)


def lines_before(document: DecodedDocument, span: Span, size: float) -> list[int]:
    """Return the tokens in front of a title of `size` that are the title's, in order.

    A line that is a name, of which the tagger saw a part, is its author's, though in its print.
    """
    taken = _taken(document, span.first, -1, size)[::-1]
    return [] if any(_is_authors(document, line) for line in document.lines_of(taken)) else taken


def _is_authors(document: DecodedDocument, line: Sequence[int]) -> bool:
    whole = document.view.lines.tokens(document.view.line_of[line[0]])
    is_seen = any(field_of(document.labels[at]) is Field.AUTHOR for at in whole)
    return is_seen and bool(names_on(document, whole))


def lines_behind(document: DecodedDocument, span: Span, size: float) -> list[int]:
    """Return the tokens behind a title of `size` that are the title's, in order."""
    rest = _rest_of_line(document, span.last, size)
    return [*rest, *_taken(document, span.last, 1, size, len(rest))]


def line_behind_colon(document: DecodedDocument, span: Span, size: float) -> list[int]:
    """Return the line below a title that ends with a colon, in its print; [] if text begins there.

    It is as much in capitals as the title, and what follows it is in other print or labelled.
    """
    view, rest = document.view, lines_behind(document, span, size)
    if not rest or rest[-1] + 1 >= len(view) or len(document.lines_of(rest)) > 1:
        return []
    texts = ["".join(document.texts[at] for at in some) for some in (span.indices, rest)]
    after, limits = rest[-1] + 1, document.thresholds.title
    is_alike = texts[0].isupper() == texts[1].isupper()
    is_other = document.labels[after] > 0 or not _is_alike(document, after, span.last, size)
    is_other |= below_each_other(document, rest[-1], after) > limits.line_gap * size
    return rest if is_alike and is_other else []


def goes_on_below(document: DecodedDocument, one: Span, two: Span) -> bool:
    """Whether a title goes on with a second part, in its print and below, behind smaller print."""
    view, limits = document.view, document.thresholds.title
    size = document.median_size(one.indices)
    between = range(one.last + 1, two.first)
    is_cut = bool(between) and all(
        view.sizes[at] < limits.small * size and not document.labels[at] for at in between
    )
    step = abs(document.median_size(two.indices) - size)
    if not is_cut or step > limits.same_print * size or view.page[one.last] != view.page[two.first]:
        return False
    upper, lower = document.lines_of(one.indices)[-1], document.lines_of(two.indices)[0]
    left, right = view.boxes[upper[0]][0], view.boxes[upper[-1]][2]
    is_under = view.boxes[lower[0]][0] < right and view.boxes[lower[-1]][2] > left
    return is_under and below_each_other(document, one.last, two.first) <= limits.line_gap * size


def line_read_later(document: DecodedDocument, span: Span, size: float) -> list[int]:
    """Return the line right below a title in its print that does not follow it; [] if none does.

    It stands between the title's edges, and is neither a name nor an institution.
    """
    view, limits = document.view, document.thresholds.title
    last = document.lines_of(span.indices)[-1]
    left, right = view.boxes[last[0]][0], view.boxes[last[-1]][2]
    page, start = view.page[span.last], view.line_of[span.last] + 2
    for line in range(start, min(start + limits.read_later, len(view.lines))):
        indices = [*view.lines.tokens(line)]
        are_alike = all(_is_alike(document, at, span.last, size) for at in indices)
        is_labelled = any(document.labels[at] for at in indices)
        if view.page[indices[0]] != page or not are_alike or is_labelled:
            continue
        is_near = below_each_other(document, indices[0], last[0]) <= limits.line_gap * size
        is_near &= view.boxes[indices[0]][1] > view.boxes[last[0]][1]
        is_within = left <= view.boxes[indices[0]][0] and view.boxes[indices[-1]][2] <= right
        known = vocabulary().affiliation.sure.is_within([document.texts[at] for at in indices])
        if is_near and is_within and not known and not names_on(document, indices):
            return indices
    return []


def last_words(document: DecodedDocument, span: Span) -> list[int]:
    """Return the last words of the line that a title ends on, a few in its own print.

    None behind a mark that parts them, such as a comma.
    """
    view, limits = document.view, document.thresholds.title
    last = span.last
    rest: list[int] = []
    while not document.ends_line(last + len(rest)):
        rest.append(last + len(rest) + 1)
    are_alike = all(
        _is_alike(document, at, last, view.sizes[last])
        and document.texts[at].isalpha()
        and view.font[at] == view.font[last]
        for at in rest
    )
    return rest if are_alike and len(rest) < limits.some_words else []


def _rest_of_line(document: DecodedDocument, edge: int, size: float) -> list[int]:
    """Return what goes on with the title's last line in other print: a formula, a subscript.

    Without a token as large as the title's the rest is notes' marks, but for a subscript.
    """
    view, large_size = document.view, document.thresholds.title.large * size
    rest: list[int] = []
    at = edge + 1
    while at < len(view) and view.line_of[at] == view.line_of[edge] and _is_free(document, at):
        rest.append(at)
        at += 1
    large = [at for at in rest if view.sizes[at] >= large_size]
    end = rest.index(large[-1]) + 1 if large else 0
    return rest[: end + int(end < len(rest) and _is_subscript(document, rest[end]))]


def _is_subscript(document: DecodedDocument, at: int) -> bool:
    """Whether a small token stands right behind the one before it, and lower."""
    view = document.view
    (_, top, _, bottom), (_, its_top, _, its_bottom) = view.boxes[at - 1], view.boxes[at]
    is_small = view.sizes[at] < document.thresholds.title.large * view.sizes[at - 1]
    is_low = its_top + its_bottom > top + bottom and not view.superscripts[at]
    return is_small and is_low and not view.spaced[at] and view.texts[at].isalnum()


def _taken(
    document: DecodedDocument, edge: int, step: int, size: float, skip: int = 0
) -> list[int]:
    """Return the tokens in the direction of `step` from `edge` on that are the title's.

    The `skip` tokens next to the edge are the title's already.
    """
    view, limits = document.view, document.thresholds.title
    taken: list[int] = []
    lines: set[int] = set()
    last = edge + step * skip
    at = last + step
    while 0 <= at < len(view) and _is_alike(document, at, edge, size):
        if view.line_of[at] != view.line_of[last]:
            lines.add(view.line_of[at])
            far = below_each_other(document, at, last) > limits.line_gap * size
            if far or len(lines) > limits.most_lines:
                break
        taken.append(at)
        last, at = at, at + step
    # Behind a colon at a line's end a title goes on, however sure the tagger is.
    goes_on = step > 0 and bool(taken) and view.texts[taken[0] - 1] == ":"
    return _until_sure(document, taken, view.line_of[taken[0] if goes_on else edge])


def _until_sure(document: DecodedDocument, taken: list[int], first: int) -> list[int]:
    """Cut what was taken before the line that the tagger is sure is no title's; not `first`.

    The last word or two of a title it often gives away.
    """
    limits = document.thresholds.title
    kept: list[int] = []
    for line, members in groupby(taken, key=lambda at: document.view.line_of[at]):
        indices = list(members)
        none = all(field_of(document.labels[at]) == Field.NONE for at in indices)
        text = "".join(document.texts[at] for at in indices)
        # Chinese has no spaces: a line is one word.
        is_long = len(indices) >= limits.some_words or (not text.isascii() and len(text) > 1)
        is_other = none and document.mean_probability(indices) >= limits.other
        if line != first and is_long and is_other:
            break
        kept.extend(indices)
    return kept


def _is_free(document: DecodedDocument, at: int) -> bool:
    return field_of(document.labels[at]) in (Field.NONE, Field.TITLE)


def _is_alike(document: DecodedDocument, at: int, edge: int, size: float) -> bool:
    view = document.view
    return (
        _is_free(document, at)
        and view.page[at] == view.page[edge]
        and abs(view.sizes[at] - size) <= document.thresholds.title.same_print * size
        and not (int(view.marks[at]) ^ int(view.marks[edge])) & _FACE
    )


def below_each_other(document: DecodedDocument, one: int, two: int) -> float:
    """Return the white between two tokens, in points; infinite where none is below the other."""
    boxes = document.view.boxes
    upper, lower = sorted((boxes[one], boxes[two]), key=lambda box: box[1])
    return max(lower[1] - upper[3], 0.0) if lower[1] > upper[1] else float("inf")
