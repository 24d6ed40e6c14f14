"""Authors who sign at the end: of editorials, of letters, of reviews of books."""

from __future__ import annotations

from collections.abc import Sequence

from spv2_spark.decode.document import DecodedDocument, Span, told_spans
from spv2_spark.decode.front.author_rules import FrontMatter
from spv2_spark.decode.front.name_shapes import is_mark, names_on
from spv2_spark.decode.front.title_page import merged
from spv2_spark.decode.rules import Chapter, rule
from spv2_spark.domain.label import Field
from spv2_spark.layout.vocabulary import vocabulary

_MOST_PAGES = 4  # of a paper that is signed so
_ENDS = frozenset('.?!”"»')  # of the text above
_DASHES = frozenset("—–-")
_PLACE = 8  # words of a line that is nothing but a place
_LEAST_TEXT = 8  # lines of text below the title
_LAST = 6  # lines of a paper, among which a name stands below a place
_NEAR = 2  # lines behind a name, among which its place or address stands


@rule
def names_signed_at_the_end(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """Editorials, letters and reviews have their author below the text, with a place or address.

    It is asked where nobody was found elsewhere, in short papers.
    """
    document = front.document
    if spans or front.title is None or len(document.view.document.pages) > _MOST_PAGES:
        return spans
    first = document.entries[0].indices[0] if document.entries else len(document.view)
    title = max((one.last for one in document.spans if one.field == Field.TITLE), default=0)
    lines = [
        line
        for page in sorted(set(document.view.page_numbers))
        for line in document.lines_on(page)
        if title < line[0] <= line[-1] < first and not document.view.running_heads[line[0]]
    ]
    for at in range(_LEAST_TEXT, len(lines)):
        names = names_on(document, _without_dash(document, lines[at]))
        if names and _is_signature(document, lines, at):
            return merged(names, [])
    return spans


SIGNATURES = Chapter("authors: signatures", (names_signed_at_the_end,), told_spans)


def _without_dash(document: DecodedDocument, line: list[int]) -> list[int]:
    return line[1:] if document.texts[line[0]] in _DASHES else line


def _is_signature(document: DecodedDocument, lines: Sequence[list[int]], at: int) -> bool:
    """Whether a line of names ends a text, and says where they are to be found."""
    above = [document.texts[one] for one in lines[at - 1] if not is_mark(document, one)]
    below = [document.texts[one] for line in lines[at + 1 : at + 1 + _NEAR] for one in line]
    known = vocabulary()
    is_below_place = known.affiliation.sure.is_within(above)
    is_behind_text = bool(above) and above[-1] in _ENDS
    is_placed = "@" in below or known.affiliation.sure.is_within(below)
    is_placed |= known.roles.editor_behind.is_within(below)
    is_last = len(lines) - at <= _LAST and is_below_place and len(above) <= _PLACE
    return (is_behind_text and is_placed) or is_last
