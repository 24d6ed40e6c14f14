"""Lines of names that the tagger read in part: all of such a line is names."""

from __future__ import annotations

from collections.abc import Sequence

from spv2_spark.decode.document import DecodedDocument, Span
from spv2_spark.decode.front.author_rules import FrontMatter
from spv2_spark.decode.front.name_list_rules import chance_of_author
from spv2_spark.decode.front.name_shapes import names_on, separates
from spv2_spark.decode.front.scripts import LATIN, script_of
from spv2_spark.decode.front.title_page import (
    is_below_title,
    is_in_print_of,
    merged,
    page_lines,
    without_role,
)
from spv2_spark.decode.rules import rule
from spv2_spark.layout.months import month_of
from spv2_spark.layout.vocabulary import vocabulary


@rule
def whole_lines_of_names(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """A line has nothing but names, and the tagger found parts of them: all of it is names.

    A group that they sign for may end it. So is the next of several lines with a name each. The
    tagger thought of what it left out.
    """
    document, found = front.document, list(spans)
    chance, least = chance_of_author(document), front.decoding.thresholds.authors.beside
    stacked = 0  # lines in succession that are a name each, which the tagger found
    known = {at for one in spans for at in one.indices}
    for line in page_lines(front):
        if stacked <= 1 and known.isdisjoint(line):
            stacked = 0
            continue
        names = names_on(document, without_role(document, line))
        tokens = {at for name in names for at in name}
        own = [one for one in found if tokens.intersection(one.indices)]
        told = {at for one in own for at in one.indices}
        left = sorted(tokens - told)
        is_next = stacked > 1 and len(names) == 1 and _is_alike_above(front, line, found)
        is_more = told < tokens and len(names) >= len(own) and (bool(told) or is_next)
        is_more = is_more and not any(month_of(document.texts[at]) for at in left)
        if is_more and _is_list(document, line, names, own) and chance[left].mean() >= least:
            found = merged(names, [one for one in found if one not in own])
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
    return bool(above) and is_in_print_of(front.document, line[0], above[-1].first)


@rule
def lines_above_names(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """A list of authors begins right below the title, where the tagger finds its next line only.

    A line between is the list's that ends with a comma and has nothing but names, in their print.
    """
    document = front.document
    taken = {at for span in spans for at in span.indices}
    found: list[list[int]] = []
    for line in (line for line in page_lines(front) if is_below_title(front, line)):
        names = names_on(document, line)
        if names and taken.issuperset(at for name in names for at in name):
            is_one = bool(found) and is_in_print_of(document, found[0][0], names[0][0])
            return merged(found, spans) if is_one else spans
        if not names or taken.intersection(line) or not separates(document.texts[line[-1]]):
            return spans
        found.extend(names)
    return spans


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
        return merged(names, [])
    return spans


@rule
def names_of_the_own_front(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """Below their own front journals print it again in English: the own names are the paper's.

    They stand right below the title, in its script, and are as many as those in Latin letters
    further below, behind other text.
    """
    document, title = front.document, front.title
    script = script_of(title.text) if title else LATIN
    known = [one for one in spans if script_of(document.text_at(one.first)) == LATIN]
    if script in ("", LATIN) or not known:
        return spans
    names = _names_right_below(front, script)
    between = range(names[-1][-1] + 1, known[0].first) if names else ()
    is_own = len(names) == len(known) and any(document.texts[at].isalpha() for at in between)
    is_own &= not any(one.first in between for one in spans)
    return merged(names, []) if is_own else spans


def _names_right_below(front: FrontMatter, script: str) -> list[list[int]]:
    """Return the names in a script on the lines right below the title, in one print."""
    document, found = front.document, list[list[int]]()
    for line in (line for line in page_lines(front) if is_below_title(front, line)):
        names = names_on(document, line)
        if any(script_of(document.text_at(name[0])) != script for name in names) or not names:
            break
        if not is_in_print_of(document, (found or names)[0][0], names[0][0]):
            break
        found.extend(names)
    return found
