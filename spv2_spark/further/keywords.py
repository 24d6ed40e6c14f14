"""The keywords: behind or below their heading, parted by the mark that they use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spv2_spark.domain.metadata import Value
from spv2_spark.further.front import Front, Line
from spv2_spark.further.printed import Printed, printed_words, value_at
from spv2_spark.layout.vocabulary import Heading

_PARTING = (";", "•", "·", "|", "；", "、", "∙", "►", ",", "，", "/", "–", "—")
_CONFIDENCE = 0.95
_MOST_TOKENS, _LONGEST = 150, 14  # of the list, of one keyword
_MOST_LINES = 14
_EDGES = " .,;:•·|*"


def keywords_of(front: Front) -> tuple[Value, ...]:
    """Return the keywords in printed order; () where no heading says which they are."""
    for lines, start in front.headed(Heading.KEYWORDS):
        if found := _list(front, lines, start):
            return tuple(_keywords(front, found))
    return ()


def _list(front: Front, lines: Sequence[Line], start: int) -> list[list[int]]:
    """Return the tokens of the list, line by line."""
    found: list[list[int]] = []
    for line in lines[:_MOST_LINES]:
        if found and _ends(front, line, lines[0], found[-1][-1]):
            break
        if own := [at for at in line.indices if at >= start]:
            found.append(own)
    return found if sum(map(len, found)) <= _MOST_TOKENS else []


def _ends(front: Front, line: Line, first: Line, last: int) -> bool:
    if line.heading is not None or front.run_in(line) or not line.prints_as(first):
        return True
    view = front.document.view
    before = view.boxes[last]
    is_next = line.block == view.block_of[last] and line.page == first.page
    if front.texts[last] == "." and not is_next:
        return True
    gap, height = line.box.top - before[3], before[3] - before[1]
    return line.page != first.page or not -height < gap < height


def _keywords(front: Front, lines: Sequence[Sequence[int]]) -> Iterator[Value]:
    indices = [at for line in lines for at in line]
    texts = [front.texts[at] for at in indices]
    mark = next((one for one in _PARTING if one in texts[:-1]), "")
    groups: list[list[int]] = [[]] if mark else [list(line) for line in lines]
    for at, text in zip(indices, texts, strict=True) if mark else ():
        if text == mark:
            groups.append([])
        else:
            groups[-1].append(at)
    for group in groups:
        printed: Printed = printed_words(front.document, group)
        text = printed.text.strip(_EDGES)
        if text and len(group) <= _LONGEST:
            yield value_at(front.document, text, group, _CONFIDENCE)
