"""The affiliations: which lines of the front they are, and which authors each is of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spv2_spark.domain.metadata import Affiliation, Value
from spv2_spark.further.front import Front, Line
from spv2_spark.further.marks import is_mark, marks_of_authors
from spv2_spark.further.printed import Printed, printed_words, value_at
from spv2_spark.layout.vocabulary import Heading, vocabulary
from spv2_spark.strings.tagging import LikelySpans

_FIELDS = ("institution", "department", "settlement", "country")
_ORGANISED = frozenset(["institution", "laboratory", "department"])
_LEAST, _MOST = 3, 90  # tokens of an affiliation
_CONTACT = frozenset(["email", "mail", "tel", "fax", "phone", "mobile", "orcid"])
_EDGES = " .,;:*-–—()"


@dataclass(frozen=True, slots=True)
class PrintedAffiliation:
    """Tokens that are an affiliation's as far as the page tells, and the mark before them."""

    marker: str
    indices: tuple[int, ...]
    words: Printed


def printed_affiliations(
    front: Front, taken: frozenset[int], abstract: int
) -> list[PrintedAffiliation]:
    """Return what may be affiliations, in printed order.

    `taken` are tokens of other fields, `abstract` is the first token of the abstract, or how many
    tokens there are. Where authors have marks it is what these lead to; else what stands above
    the abstract, or, with nothing there, what looks like one all the same.
    """
    marks = frozenset(mark for one in marks_of_authors(front) for mark in one)
    found: list[PrintedAffiliation] = []
    for group in _groups(front, taken, marks):
        for marker, indices in _parted(front, group, marks):
            if _LEAST <= len(indices) <= _MOST:
                words = printed_words(front.document, indices)
                found.append(PrintedAffiliation(marker, tuple(indices), words))
    return _chosen(front, found, abstract)


def _chosen(
    front: Front, found: Sequence[PrintedAffiliation], abstract: int
) -> list[PrintedAffiliation]:
    words = vocabulary().affiliation.any
    named = [
        one
        for one in found
        if front.texts[one.indices[0]][0].isupper()
        and words.is_within([front.texts[at] for at in one.indices])
    ]
    first: dict[str, PrintedAffiliation] = {}
    for one in named:
        first.setdefault(one.marker, one)
    marked = [one for marker, one in first.items() if marker]
    if marked:
        return marked
    above = [one for one in named if one.indices[0] < abstract]
    return above or [one for one in named if not _is_prose(front, one)]


def _is_prose(front: Front, one: PrintedAffiliation) -> bool:
    common = vocabulary().text.function_words
    words = [front.texts[at] for at in one.indices]
    return sum(word.islower() and word in common for word in words) > max(2, len(words) / 5)


def affiliations_of(
    front: Front, printed: Sequence[PrintedAffiliation], read: Sequence[LikelySpans]
) -> tuple[Affiliation, ...]:
    """Return those in which a model found an organisation, linked to their authors."""
    kept = [
        (one, _affiliation(front, one, spans))
        for one, spans in zip(printed, read, strict=True)
        if any(span.field in _ORGANISED for span in spans.spans)
    ]
    return _linked(front, [one for one, _ in kept], [found for _, found in kept])


def _affiliation(front: Front, one: PrintedAffiliation, read: LikelySpans) -> Affiliation:
    parts: dict[str, Value] = {}
    for span, confidence in zip(read.spans, read.confidences, strict=True):
        if span.field in _FIELDS and span.field not in parts:
            tokens = one.words.tokens_of(span.start, span.end)
            text = read.text[span.start : span.end].strip(_EDGES)
            if text and tokens:
                parts[span.field] = value_at(front.document, text, tokens, confidence)
    sure = sum(read.confidences) / len(read.confidences)
    text = one.words.text.strip(" ,;")
    whole = value_at(front.document, text, one.indices, sure)
    return Affiliation(
        text=whole,
        marker=one.marker,
        institution=parts.get("institution"),
        department=parts.get("department"),
        settlement=parts.get("settlement"),
        country=parts.get("country"),
    )


def _groups(front: Front, taken: frozenset[int], marks: frozenset[str]) -> Iterator[list[int]]:
    """Yield the tokens of neighbouring lines that may hold affiliations."""
    group: list[int] = []
    last: Line | None = None
    for line in (*front.lines, *front.author_details):
        own = [at for at in line.indices if at not in taken]
        begins = bool(own) and _begins(front, own, marks)
        goes_on = bool(group) and bool(own) and last is not None and _goes_on(front, line, last)
        if own and (begins or goes_on) and not _is_other(front, line, own):
            if group and not goes_on:
                yield group
                group = []
            group += own
            last = line
        elif group:
            yield group
            group, last = [], None
    if group:
        yield group


def _begins(front: Front, own: Sequence[int], marks: frozenset[str]) -> bool:
    """Whether a line has a word of affiliations, or begins with an author's mark and a capital."""
    words = [front.texts[at] for at in own]
    lists = vocabulary().affiliation
    if len(words) > 1 and words[0] in marks and words[1][0].isupper():
        return lists.any.is_within(words) or front.document.view.superscripts[own[0]]
    function_words = vocabulary().text.function_words
    small = sum(word in function_words and word.islower() for word in words)
    return lists.sure.is_within(words) and small <= max(2, len(words) / 5)


def _goes_on(front: Front, line: Line, last: Line) -> bool:
    height = last.box.bottom - last.box.top
    near = -height < line.box.top - last.box.bottom < height and line.page == last.page
    overlaps = min(line.box.right, last.box.right) > max(line.box.left, last.box.left)
    return near and overlaps and line.prints_as(last) and line.heading is None


def _is_other(front: Front, line: Line, own: Sequence[int]) -> bool:
    """Whether a line is a heading's, a date's, a note's on correspondence or on rights."""
    words = [front.texts[at] for at in own]
    roles, dates = vocabulary().roles, vocabulary().dates
    behind = words[1:] if words[0] in "*∗†‡§¶✉" else words
    starts = (
        roles.corresponding_before, roles.editor_before, dates.received, dates.accepted,
        dates.published, vocabulary().headings[Heading.CITATION],
        vocabulary().headings[Heading.ABSTRACT], vocabulary().headings[Heading.KEYWORDS],
    )  # fmt: skip
    return (
        line.heading is not None
        or any(one.at_start(behind) for one in starts)
        or (words[0] in "©" or "@" in words[:8])
    )


def _parted(
    front: Front, group: Sequence[int], marks: frozenset[str]
) -> Iterator[tuple[str, list[int]]]:
    """Yield each affiliation of a group with its mark; without marks, a line each or all as one."""
    parts: list[tuple[str, list[int]]] = []
    skip = -1
    for place, at in enumerate(group):
        if place <= skip:
            continue
        if marker := _marker_at(front, group, place, marks):
            parts.append((marker, []))
            following = group[place + 1 : place + 2]
            skip = place + (bool(following) and front.texts[following[0]] in ".)]")
        elif parts:
            parts[-1][1].append(at)
        else:
            parts.append(("", [at]))
    for marker, indices in parts:
        bare = _without_contact(front, indices)
        yield from (
            [(marker, bare)] if marker else (("", one) for one in _by_semicolons(front, bare))
        )


def _marker_at(front: Front, group: Sequence[int], place: int, marks: frozenset[str]) -> str:
    """Return the mark that a token is, and begins an affiliation with; else ""."""
    at, view = group[place], front.document.view
    text = front.texts[at]
    following = group[place + 1] if place + 1 < len(group) else -1
    if following < 0 or not is_mark(text):
        return ""
    begins_line = at == 0 or view.line_of[at] != view.line_of[at - 1]
    raised = view.superscripts[at] and not view.superscripts[following]
    known = text in marks or (text.isdecimal() and bool(marks))
    capital = front.texts[following][0].isupper() or front.texts[following] in ".)]"
    if not known or not (raised or begins_line) or not capital:
        return ""
    return text


def _without_contact(front: Front, indices: Sequence[int]) -> list[int]:
    """Return an affiliation without the e-mail, telephone or correspondence behind it."""
    kept = list(indices)
    corresponding = vocabulary().roles.corresponding_before
    for place in range(len(indices)):
        window = [front.texts[one].lower() for one in indices[place : place + 4]]
        mail = window[0] in _CONTACT or window[:3] == ["e", "-", "mail"]
        mail = mail or window[:3] == ["full", "list", "of"]  # "... of author information"
        if place and (mail or "@" in window or corresponding.at_start(window) > 1):
            kept = list(indices[:place])
            break
    linking = vocabulary().names.and_
    while kept and (front.texts[kept[-1]] in ";,.*(-–" or front.texts[kept[-1]] in linking):
        kept.pop()
    return kept


def _by_semicolons(front: Front, indices: Sequence[int]) -> Iterator[list[int]]:
    part: list[int] = []
    for at in indices:
        if front.texts[at] in ";；":
            yield part
            part = []
        else:
            part.append(at)
    yield part


def _linked(
    front: Front, printed: Sequence[PrintedAffiliation], found: Sequence[Affiliation]
) -> tuple[Affiliation, ...]:
    """Return the affiliations with their authors: by marks, else by place, else all of them."""
    marks = marks_of_authors(front)
    everybody = tuple(range(len(marks)))
    markers = {one.marker for one in found if one.marker}
    if markers and any(markers & set(own) for own in marks):
        return tuple(
            replace(one, authors=tuple(at for at, own in enumerate(marks) if one.marker in own))
            for one in found
        )
    if len(found) == 1:
        return (replace(found[0], authors=everybody),)
    return tuple(
        replace(one, authors=_above(front, own.indices[0]))
        for own, one in zip(printed, found, strict=True)
    )


def _above(front: Front, first: int) -> tuple[int, ...]:
    """Return the authors on the line right above an affiliation, in its column."""
    view = front.document.view
    line = next(one for one in front.lines if one.start <= first < one.stop)
    above: list[tuple[float, int]] = []
    for author, tokens in enumerate(front.decoded.names):
        if not tokens or view.page[tokens[0]] != line.page:
            continue
        boxes = [view.boxes[at] for at in tokens]
        left, bottom = min(one[0] for one in boxes), max(one[3] for one in boxes)
        right = max(one[2] for one in boxes)
        gap = line.box.top - bottom
        if left < line.box.right and right > line.box.left and gap > -1:
            above.append((gap, author))
    nearest = min(above, default=(0.0, -1))[0]
    return tuple(author for gap, author in above if gap <= nearest + line.size_pt / 2)
