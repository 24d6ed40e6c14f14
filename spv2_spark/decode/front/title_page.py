"""The lines of a title's page: which are outside the title, beside it, behind a role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spv2_spark.decode.document import DecodedDocument, Span
from spv2_spark.decode.front.author_rules import FrontMatter
from spv2_spark.decode.front.name_list_rules import is_of_other_role
from spv2_spark.decode.front.name_shapes import is_mark, names_on, words_of
from spv2_spark.domain.label import Field
from spv2_spark.layout.vocabulary import vocabulary


def page_lines(front: FrontMatter) -> list[list[int]]:
    """Return the tokens of each line of the title's page, lines of marks alone left out.

    Without a title that is the first.
    """
    document, view = front.document, front.document.view
    page = front.title.regions[0].page if front.title else min(view.page_numbers, default=0)
    lines = document.lines_on(page)
    return [line for line in lines if not all(is_mark(document, at) for at in line)]


def lines_outside(front: FrontMatter) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the lines of the title's page outside the title, each with the one below it."""
    lines = page_lines(front)
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


def beside_the_title(front: FrontMatter) -> Iterator[tuple[bool, list[int], list[int]]]:
    """Yield whether it is below, the line and what follows it: below the title, then above."""
    lines = page_lines(front)
    inside = _title_lines(front, lines)
    if not inside:
        return
    below, above = inside[-1] + 1, inside[0] - 1
    if below < len(lines):
        yield True, lines[below], lines[below + 1] if below + 1 < len(lines) else []
    if above >= 0:
        yield False, lines[above], []


def lines_below(front: FrontMatter) -> list[list[int]]:
    """Return the lines behind the title's last, none where the first of them is in its print."""
    lines = page_lines(front)
    inside = _title_lines(front, lines)
    below = lines[inside[-1] + 1 :] if inside else []
    is_title = bool(below) and is_in_print_of(front.document, lines[inside[-1]][0], below[0][0])
    return [] if is_title else below


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


def is_below_title(front: FrontMatter, line: Sequence[int]) -> bool:
    """Whether a line stands below the title on its page."""
    regions = front.title.regions if front.title else ()
    bottom = max((one.box.bottom for one in regions if one.page == regions[0].page), default=0.0)
    return front.document.view.boxes[line[0]][1] >= bottom


def behind_role(document: DecodedDocument, line: Sequence[int]) -> list[int] | None:
    """Return what stands behind an author's role at a line's start; None without one."""
    roles = vocabulary().author_of_work_before
    words = words_of(document, line)
    if len(words) == 1 and words[0] in roles:  # "P R E S E N T A :"
        return []
    texts = [document.texts[at] for at in line]
    if texts[1:4] == ["(", "s", ")"]:  # "Author(s)"
        line, texts = [line[0], *line[4:]], [texts[0], *texts[4:]]
    apart = next((at for at, text in enumerate(texts) if len(text) > 1 or text.isascii()), 0)
    is_apart = "".join(texts[:apart]) in roles  # "姓 名 : 贺知秋"
    count = apart if apart and is_apart else roles.at_start(texts)
    if not count or texts[count : count + 1] in (["-"], ["‐"], ["‑"]):  # "Per-Olof": no "per"
        return None
    rest = list(line[count:])
    while rest and not document.texts[rest[0]].isalnum():
        rest = rest[1:]
    return rest


def without_role(document: DecodedDocument, line: list[int]) -> list[int]:
    """Return a line without an author's role at its start."""
    return behind_role(document, line) or line


def is_in_print_of(document: DecodedDocument, one: int, two: int) -> bool:
    """Whether two tokens are of nearly one size."""
    size = document.view.sizes[one]
    step = abs(document.view.sizes[two] - size)
    return step <= document.thresholds.authors.same_size * size


def is_known(document: DecodedDocument, spans: Sequence[Span]) -> bool:
    """Whether the tagger is sure of an author: of a whole name, and no supervisor's."""
    fair = document.thresholds.authors.fair
    return any(
        document.mean_probability(one.indices) >= fair
        and any(names_on(document, line) for line in document.lines_of(one.indices))
        and not is_of_other_role(document, one)
        for one in spans
    )


def merged(names: Sequence[Sequence[int]], spans: Sequence[Span]) -> list[Span]:
    """Return spans with names added, in their order."""
    found = [Span(Field.AUTHOR, tuple(name)) for name in names]
    return sorted([*spans, *found], key=lambda one: one.first)
