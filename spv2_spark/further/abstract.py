"""The abstract: below its heading, behind one in the line, or the first text of the page."""

from __future__ import annotations

from collections.abc import Sequence

from spv2_spark.domain.metadata import Value
from spv2_spark.further.front import Front, Line
from spv2_spark.further.printed import printed_words, value_at
from spv2_spark.layout.vocabulary import Heading, vocabulary

# Confidences of abstracts found so, set by hand.
_HEADED, _UNHEADED = 0.95, 0.7
_LEAST, _MOST = 25, 1_200  # tokens
_WORDS = 6  # tokens of a line that is not a heading, a number, a scrap
_SECTIONS = frozenset([
    Heading.BACKGROUND, Heading.OBJECTIVES, Heading.METHODS, Heading.RESULTS, Heading.DISCUSSION,
    Heading.CONCLUSIONS, Heading.INTRODUCTION, Heading.ETHICS, Heading.FUNDING, Heading.DATA,
])  # fmt: skip
_BEHIND = frozenset([Heading.KEYWORDS, Heading.INTRODUCTION, Heading.BACKGROUND, Heading.METHODS])
_FIRST_SECTIONS = (Heading.BACKGROUND, Heading.OBJECTIVES)
_STOPS = frozenset('.!?:。．)”"')
_CONTINUED = ("continuedonnextpage", "continuedfrompreviouspage")  # BioMed Central's
_RIGHTS = frozenset(["©", "Copyright", "copyright"])
_GAP = 1.6  # of a line's height, between an abstract and what follows


def abstract_of(front: Front) -> Value | None:
    """Return the abstract, without its heading; of several the first."""
    for lines, start in front.headed(Heading.ABSTRACT):
        found = _body(front, lines, start)
        if len(found) >= _LEAST:
            return _value(front, found, _HEADED)
    found = _sectioned(front) or _unheaded(front)
    return _value(front, found, _UNHEADED) if found else None


def _value(front: Front, indices: Sequence[int], confidence: float) -> Value:
    text = printed_words(front.document, indices).text
    return value_at(front.document, text, indices, confidence)


def _body(front: Front, lines: Sequence[Line], start: int) -> list[int]:
    """Return the tokens from `start` in the first of the lines to where the abstract ends."""
    found: list[int] = []
    last: Line | None = None
    first = _print_of(lines)
    is_structured = False
    lines, joint = _continued(front, lines)
    for line in lines:
        fresh = not found
        is_section = line.heading in _SECTIONS and not (
            line.heading is Heading.INTRODUCTION and not fresh
        )
        is_structured = is_structured or (fresh and is_section)
        if is_section and (fresh or is_structured or _is_small(front, line, first)):
            found += line.indices
            last = line
            continue
        if _is_aside(front, line, first) or _says(front, line) in _CONTINUED:
            continue
        if (line is not joint and _ends(front, line, last, first)) or len(found) > _MOST:
            break
        found += [at for at in line.indices if at >= start and at not in front.entries]
        last = line
    return found


def _print_of(lines: Sequence[Line]) -> Line | None:
    """Return the first line that is long enough to say how the abstract is printed."""
    return next((one for one in lines[:8] if one.stop - one.start >= _WORDS), None)


def _is_small(front: Front, heading: Line, first: Line | None) -> bool:
    """Whether a heading is printed no larger than the abstract, and above its body."""
    return (
        first is not None
        and heading.size_pt <= first.size_pt * 1.04
        and (heading.size_pt < front.body_size_pt * 0.98)
    )


def _is_aside(front: Front, line: Line, first: Line | None) -> bool:
    """Whether a line stands beside the abstract: a scrap in another print, a turned one."""
    if first is None or line.stop - line.start >= _WORDS:
        return False
    return line.heading is None and not line.prints_as(first) and front.run_in(line) is None


def _ends(front: Front, line: Line, last: Line | None, first: Line | None) -> bool:
    if line.heading is not None:
        return True
    told = front.run_in(line)
    if told and told[0] is not Heading.ABSTRACT:
        return last is not None or told[0] is Heading.KEYWORDS
    if last is None or first is None:
        return False
    if not line.prints_as(first):
        return True
    ended = front.texts[last.stop - 1] in _STOPS
    if line.page != last.page or line.block != last.block:
        return ended and _is_apart(line, last, first)
    return ended and line.box.top - last.box.bottom > _GAP * (last.box.bottom - last.box.top)


def _is_apart(line: Line, last: Line, first: Line) -> bool:
    """Whether a block behind a full sentence is another text: elsewhere, wider, in another font."""
    if line.page != last.page or line.box.top < last.box.top:
        return True
    height = last.box.bottom - last.box.top
    moved = abs(line.box.left - first.box.left) > 3 * height
    wider = line.box.right > first.box.right + 2 * height
    return (
        moved
        or wider
        or line.font != first.font
        or (line.box.top - last.box.bottom > _GAP * height)
    )


def _continued(front: Front, lines: Sequence[Line]) -> tuple[Sequence[Line], Line | None]:
    """Return the lines without those between "(Continued on next page)" and where it goes on.

    Beside them the line that it goes on with, None for a text that is not parted so.
    """
    said = [_says(front, line) for line in lines]
    if not set(_CONTINUED) <= set(said):
        return lines, None
    stop, start = (said.index(one) for one in _CONTINUED)
    if not stop < start < len(lines) - 1:
        return lines, None
    return [*lines[:stop], *lines[start + 1 :]], lines[start + 1]


def _says(front: Front, line: Line) -> str:
    return "".join(filter(str.isalpha, front.words(line))).lower()


def _sectioned(front: Front) -> list[int]:
    """Return the abstract that has no heading but those of its sections: "Purpose: ..."."""
    for at, line in enumerate(front.lines):
        if line.heading is Heading.INTRODUCTION:
            return []
        if front.run_in(line, _FIRST_SECTIONS):
            found = _body(front, front.lines[at:], line.start)
            return found if len(found) >= _LEAST else []
    return []


def _unheaded(front: Front) -> list[int]:
    """Return the first text below the authors, where a heading or another print ends it."""
    lines = front.lines
    below = max((at for at, one in enumerate(lines) if set(one.indices) & front.names), default=-1)
    in_rights = False  # in the licence, which is prose, too
    for at in range(below + 1, len(lines)) if below >= 0 else ():
        line = lines[at]
        if line.heading in _BEHIND or line.page != front.first_page:
            return []
        if in_rights or front.texts[line.start] in _RIGHTS:
            in_rights = front.texts[line.stop - 1] != "."
            continue
        if not _is_prose(front, lines[at : at + 3]):
            continue
        found = _body(front, lines[at:], line.start)
        behind = next((one for one in lines if found and one.start > found[-1]), None)
        is_long = len(found) >= 2 * _LEAST
        return found if is_long and behind and _is_other(front, behind, line) else []
    return []


def _is_other(front: Front, behind: Line, line: Line) -> bool:
    """Whether a line is a heading, begins with one, or is printed otherwise than another."""
    headed = behind.heading is not None or front.run_in(behind) is not None
    return headed or not behind.prints_as(line) or behind.font != line.font


def _is_prose(front: Front, lines: Sequence[Line]) -> bool:
    words = [word for line in lines for word in front.words(line)]
    common = vocabulary().text.function_words
    first = lines[0]
    if set(first.indices) & (front.names | front.title) or first.heading is not None:
        return False
    roles, dates = vocabulary().roles, vocabulary().dates
    others = (roles.editor_before, roles.corresponding_before, dates.received, dates.accepted)
    if not words[0][0].isupper() or any(one.at_start(words) for one in others):
        return False
    if vocabulary().affiliation.sure.is_within(front.words(first)):
        return False
    small = sum(word.islower() and word in common for word in words)
    return first.stop - first.start >= _WORDS and small > len(words) / 7
