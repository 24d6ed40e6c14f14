"""Authors on title pages of theses: in a form's row, behind "by", above the supervisor."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spv2_spark.decode.document import DecodedDocument, Span
from spv2_spark.decode.front.author_rules import FrontMatter
from spv2_spark.decode.front.name_list_rules import chance_of_author
from spv2_spark.decode.front.name_shapes import names_behind_role_on, names_on, words_of
from spv2_spark.decode.front.title_lines import below_each_other
from spv2_spark.decode.front.title_page import (
    behind_role,
    beside_the_title,
    is_in_print_of,
    is_known,
    merged,
    page_lines,
)
from spv2_spark.decode.rules import rule
from spv2_spark.layout.vocabulary import vocabulary


@rule
def names_beside_roles(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """Forms print roles in one column and names in the next: "Author:", and "Ann Doe" beside it.

    It is asked where the tagger is sure of no author.
    """
    document = front.document
    if is_known(document, spans):
        return spans
    lines = page_lines(front)
    for line in lines:
        is_role = document.texts[line[-1]] in (":", "：") and behind_role(document, line) == []
        beside = _beside(document, line, lines) if is_role else []
        names = names_behind_role_on(document, beside) if beside else []
        if names:
            return merged(names, [])
    return spans


@rule
def names_behind_bylines(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """A thesis says who wrote it behind "by", and has other people in other print: its jury."""
    document, lines = front.document, page_lines(front)
    if not any(_says_thesis(document, line) for line in lines):
        return spans
    behind = {line[0] for above, line in pairwise(lines) if _is_byline(document, above)}
    known = [one for one in spans if one.first in behind]
    page = {at for line in lines for at in line}

    def is_other(span: Span) -> bool:
        return span.first in page and not any(
            is_in_print_of(document, span.first, one.first) for one in known
        )

    return [one for one in spans if not is_other(one)] if known else spans


@rule
def names_above_supervisors(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """Title pages of theses have the author right above the supervisor, who has a role.

    It is asked where the tagger is sure of no author; it thought of this one.
    """
    document, lines = front.document, page_lines(front)
    least = document.thresholds.authors.beside
    if is_known(document, spans) or not any(_says_thesis(document, line) for line in lines):
        return spans
    for line, below in pairwise(lines):
        texts = [document.texts[at] for at in below]
        names = names_on(document, line) if _is_supervisors(texts) else []
        if names and float(chance_of_author(document)[line].mean()) >= least:
            return merged(names, [])
    return spans


@rule
def names_between_institution_and_title(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """Theses have the author in capitals between the institution and the title, apart from both.

    It is asked where the tagger is sure of no author.
    """
    document, lines = front.document, page_lines(front)
    if is_known(document, spans) or not any(_says_thesis(document, line) for line in lines):
        return spans
    above = next((line for below, line, _ in beside_the_title(front) if not below), [])
    is_work = _says_thesis(document, above)
    are_capitals = "".join(document.texts[at] for at in above).isupper()
    names = names_on(document, above) if are_capitals and not is_work else []
    before = lines[lines.index(above) - 1] if above in lines[1:] else []
    says = [document.texts[at] for at in before]
    if len(names) != 1 or not vocabulary().affiliation.sure.is_within(says):
        return spans
    gap = below_each_other(document, before[0], above[0])
    is_apart = gap > document.thresholds.title.line_gap * document.median_size(above)
    return merged(names, []) if is_apart else spans


def _beside(
    document: DecodedDocument, line: Sequence[int], lines: Sequence[list[int]]
) -> list[int]:
    """Return the line that stands right of another in its row; [] if none does."""
    boxes = document.view.boxes
    _, top, right, bottom = boxes[line[-1]]
    middle = (top + bottom) / 2
    row = [
        one
        for one in lines
        if boxes[one[0]][0] >= right and boxes[one[0]][1] < middle < boxes[one[0]][3]
    ]
    return min(row, key=lambda one: boxes[one[0]][0], default=[])


def _says_thesis(document: DecodedDocument, line: Sequence[int]) -> bool:
    return vocabulary().works.theses.is_within(words_of(document, line))


def _is_byline(document: DecodedDocument, line: Sequence[int]) -> bool:
    texts = [document.texts[at] for at in line]
    count = vocabulary().names.by.at_end(texts)
    return count > 0 and (count == len(texts) or texts[-count - 1].islower())


def _is_supervisors(texts: Sequence[str]) -> bool:
    return vocabulary().roles.supervisor_before.at_start(texts) > 0
