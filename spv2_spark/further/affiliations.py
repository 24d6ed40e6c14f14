"""The affiliations: which lines of the front they are, and which authors each is of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spv2_spark.domain.metadata import Affiliation, Value
from spv2_spark.further.front import Front, Line
from spv2_spark.further.links import linked
from spv2_spark.further.marks import is_mark, marks_of_authors
from spv2_spark.further.printed import Printed, printed_words, value_at
from spv2_spark.layout.vocabulary import Heading, vocabulary
from spv2_spark.strings.tagging import LikelySpans

_FIELDS = ("institution", "department", "settlement", "country")
_ORGANISED = frozenset(["institution", "laboratory", "department"])
_LEAST, _MOST = 3, 90  # tokens of an affiliation
_CONTACT = frozenset(["email", "mail", "tel", "fax", "phone", "mobile", "orcid"])
_FIRST = 8  # tokens of a line that is an e-mail's
_STARS = "*∗†‡§¶✉"
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
        and not _is_prose(front, one)
    ]
    first: dict[str, PrintedAffiliation] = {}
    for one in named:
        first.setdefault(one.marker, one)
    marked = [one for marker, one in first.items() if marker]
    if marked:
        return marked
    return [one for one in named if one.indices[0] < abstract] or named


def _is_prose(front: Front, one: PrintedAffiliation) -> bool:
    """Whether small words are many, beside those that names of institutions have, too."""
    words, lists = [front.texts[at] for at in one.indices], vocabulary()
    names = (lists.references.in_, lists.names.and_)
    small = [word for word in words if word.islower() and word in lists.text.function_words]
    told = [word for word in small if not any(word in some for some in names) and word != "the"]
    return len(told) > max(2, len(words) / 12)


def affiliations_of(
    front: Front, printed: Sequence[PrintedAffiliation], read: Sequence[LikelySpans]
) -> tuple[Affiliation, ...]:
    """Return those in which a model found an organisation, linked to their authors."""
    kept = [
        (one, _affiliation(front, one, spans))
        for one, spans in zip(printed, read, strict=True)
        if any(span.field in _ORGANISED for span in spans.spans)
    ]
    return linked(front, [found for _, found in kept], [one.indices[0] for one, _ in kept])


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
    note: Line | None = None  # on correspondence, with an address of its own
    for line in (*front.lines, *front.author_details):
        own = [at for at in line.indices if at not in taken]
        begins = bool(own) and _begins(front, own, marks)
        goes_on = bool(group and own and last) and _goes_on(line, last)
        if own and _is_note(front, line, own, note, marks):
            note = line
            own = []
        if own and (begins or goes_on) and not _is_other(front, line, own, goes_on=goes_on):
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


def _is_note(
    front: Front, line: Line, own: Sequence[int], note: Line | None, marks: frozenset[str]
) -> bool:
    """Whether a line is of a note on correspondence that repeats an affiliation."""
    words = [front.texts[at] for at in own]
    if note is not None and _goes_on(line, note):
        return not (words[0] in marks and len(words) > 1 and words[1][0].isupper())
    behind = words[1:] if words[0] in _STARS else words
    begins = vocabulary().roles.corresponding_before.at_start(behind) > 0
    return begins and vocabulary().affiliation.sure.is_within(words)


def _begins(front: Front, own: Sequence[int], marks: frozenset[str]) -> bool:
    """Whether a line has a word of affiliations, or begins with an author's mark and a capital."""
    words = [front.texts[at] for at in own]
    lists = vocabulary().affiliation
    if len(words) > 1 and words[0] in marks and words[1][0].isupper():
        return lists.any.is_within(words) or front.document.view.superscripts[own[0]]
    if not lists.sure.is_within(words):
        return False
    function_words = vocabulary().text.function_words
    small = sum(word in function_words and word.islower() for word in words)
    return small <= max(2, len(words) / 5)


def _goes_on(line: Line, last: Line | None) -> bool:
    if last is None:
        return False
    height = last.box.bottom - last.box.top
    near = -height < line.box.top - last.box.bottom < height and line.page == last.page
    overlaps = min(line.box.right, last.box.right) > max(line.box.left, last.box.left)
    return near and overlaps and line.prints_as(last) and line.heading is None


def _is_other(front: Front, line: Line, own: Sequence[int], *, goes_on: bool) -> bool:
    """Whether a line is a heading's, a date's, a note's on correspondence or on rights."""
    words = [front.texts[at] for at in own]
    roles, dates = vocabulary().roles, vocabulary().dates
    behind = words[1:] if words[0] in _STARS else words
    starts = (
        roles.corresponding_before, roles.editor_before, dates.received, dates.accepted,
        dates.published, vocabulary().headings[Heading.CITATION],
        vocabulary().headings[Heading.ABSTRACT], vocabulary().headings[Heading.KEYWORDS],
        vocabulary().headings[Heading.ABBREVIATIONS],
    )  # fmt: skip
    return (
        line.heading is not None
        or any(one.at_start(behind) for one in starts)
        or words[0] == "©"
        or (not goes_on and "@" in words[:_FIRST])
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
        if place and (mail or window[0] == "@" or corresponding.at_start(window) > 1):
            kept = list(indices[: _start_of_word(front, indices, place)])
            break
    linking = vocabulary().names.and_
    while kept and (front.texts[kept[-1]] in ";,.*(-–" or front.texts[kept[-1]] in linking):
        kept.pop()
    return kept


def _start_of_word(front: Front, indices: Sequence[int], place: int) -> int:
    """Return the place behind which nothing is spaced as far as another: of "ann.lee@" at "@"."""
    while place > 0 and not front.document.view.spaced[indices[place]]:
        place -= 1
    return place


def _by_semicolons(front: Front, indices: Sequence[int]) -> Iterator[list[int]]:
    part: list[int] = []
    for at in indices:
        if front.texts[at] in ";；":
            yield part
            part = []
        else:
            part.append(at)
    yield part
