"""Lists of authors by their place: right below a title, and what in lesser print is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from spv2_spark.decode.document import DecodedDocument, Span
from spv2_spark.decode.front.author_rules import FrontMatter
from spv2_spark.decode.front.name_list_rules import chance_of_author
from spv2_spark.decode.front.name_shapes import names_on
from spv2_spark.decode.front.title_page import is_in_print_of, is_known, lines_below, merged
from spv2_spark.decode.rules import rule

_YEAR = re.compile(r"(19|20)\d\d")


@rule
def lists_below_titles(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """A long list of names right below the title is its authors, though the tagger saw none.

    It has nothing else, on lines in one print, and the tagger thought of it; a group that they
    sign for may end it.
    """
    document = front.document
    if front.title is None or is_known(document, spans):
        return spans
    lines = lines_below(front)
    own = lines[:1]
    for line in lines[1:]:
        if not is_in_print_of(document, own[0][0], line[0]) or _is_new_block(document, own, line):
            break
        own.append(line)
    names = names_on(document, chain.from_iterable(own), lines=2)
    limits, tokens = front.decoding.thresholds.authors, [at for name in names for at in name]
    is_list = len(names) >= limits.a_list
    is_likely = is_list and float(chance_of_author(document)[tokens].mean()) >= limits.beside
    return merged(names, []) if is_likely else spans


@rule
def names_in_mastheads(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """The line of a journal, its year and its number may look like a name: "Bees and Rivers 2022".

    It is none where others are surer.
    """
    document, least = front.document, front.decoding.thresholds.authors.sure

    def is_masthead(span: Span) -> bool:
        line = document.view.lines.tokens(document.view.line_of[span.first])
        others = [at for at in line if at not in span.indices]
        return any(_YEAR.fullmatch(document.texts[at]) for at in others)

    sure = [one for one in spans if document.mean_probability(one.indices) >= least]
    doubtful = [one for one in spans if one not in sure and is_masthead(one)]
    return [one for one in spans if one not in doubtful] if sure else spans


@rule
def institutions_below_names(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """Below each name stands where somebody works, in lesser print: "ETSI Caminos".

    It is no name where all that the tagger is sure of are in one larger print, and it is not.
    """
    document, limits = front.document, front.decoding.thresholds.authors
    sure = [one for one in spans if document.mean_probability(one.indices) >= limits.sure]
    sizes = [document.median_size(one.indices) for one in sure]
    if len(sure) < limits.a_list or max(sizes) - min(sizes) > limits.same_size * max(sizes):
        return spans
    least = min(sizes) * (1 - limits.same_size)
    lines = {document.view.line_of[one.last] + 1 for one in sure}

    def is_below(span: Span) -> bool:
        is_next = document.view.line_of[span.first] in lines
        return is_next and document.median_size(span.indices) < least and span not in sure

    return [one for one in spans if not is_below(one)]


def _is_new_block(
    document: DecodedDocument, lines: Sequence[Sequence[int]], line: Sequence[int]
) -> bool:
    """Whether white stands above a line that parts it from those before."""
    boxes = document.view.boxes
    white = boxes[line[0]][1] - boxes[lines[-1][0]][3]
    return white > document.thresholds.authors.clear_gap * document.view.sizes[line[0]]
