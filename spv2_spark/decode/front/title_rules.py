"""The paper's title: the best of the title spans, its lines, and its text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from spv2_spark.decode.document import DecodedDocument, Span, told_parts, told_span, told_spans
from spv2_spark.decode.front.around_title_rules import (
    abstracts_as_titles,
    authors_above_titles,
    by_line,
    institutions_above_titles,
    institutions_as_titles,
    labels_of_titles,
    notices_as_titles,
    series_above_titles,
    titles_behind_covers,
    works_below_titles,
)
from spv2_spark.decode.front.scripts import (
    lines_of_one_title,
    titles_above_other_scripts,
    titles_in_two_scripts,
)
from spv2_spark.decode.front.subtitles import marks_before_subtitles, subtitles
from spv2_spark.decode.front.title_languages import is_other_language
from spv2_spark.decode.front.title_lines import (
    goes_on_below,
    last_words,
    line_behind_colon,
    line_read_later,
    lines_before,
    lines_behind,
)
from spv2_spark.decode.people.undivided import words_in
from spv2_spark.decode.rules import Chapter, rule
from spv2_spark.decode.text.edges import Part, trimmed
from spv2_spark.decode.text.parts import parts_of
from spv2_spark.decode.values import value_of_parts
from spv2_spark.domain.label import Field
from spv2_spark.domain.metadata import Value

_INNER_MARKS = frozenset(":,;?!–—-：，")


def title_of(document: DecodedDocument) -> Value | None:
    """Return the title: the first of the candidates, with its own lines, as text."""
    spans = [one for one in document.spans if one.field == Field.TITLE]
    candidates = CANDIDATES(document, spans)
    if not candidates:
        return None
    span = TITLE_SPAN(document, candidates[0])
    parts = parts_of(document.view, span.indices, document.dehyphenator)
    return value_of_parts(document, TITLE_TEXT(document, parts))


@rule
def titles_cut_by_sidebars(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """What stands beside a title comes between its lines where pages are read line by line.

    Two parts in one print, one right below the other, are one title if all between is smaller.
    """
    joined: list[Span] = []
    for span in spans:
        if joined and goes_on_below(document, joined[-1], span):
            joined[-1] = Span(span.field, joined[-1].indices + span.indices)
        else:
            joined.append(span)
    return joined


@rule
def titles_behind_the_first(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """Long headings look like titles: behind a sure one the smaller on later pages are none."""
    limits = document.thresholds.title
    sure: dict[int, float] = {}  # the size of the largest sure title, by page
    sizes = [document.median_size(one.indices) for one in spans]
    for one, size in zip(spans, sizes, strict=True):
        is_sure = document.mean_probability(one.indices) >= limits.sure
        if len(one.indices) >= limits.some and is_sure:
            page = _page(document, one)
            sure[page] = max(size, sure.get(page, 0.0))
    return [
        one
        for one, size in zip(spans, sizes, strict=True)
        if not any(page < _page(document, one) and size < other for page, other in sure.items())
    ]


@rule
def titles_below_the_authors(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """Journals print the title again in English, below the authors in lesser print.

    Behind a sure title and names on its page the smaller is none.
    """
    limits = document.thresholds.title
    named = [one.first for one in document.spans if one.field == Field.AUTHOR]
    sure = [one for one in spans if len(one.indices) >= limits.some]
    sure = [one for one in sure if _is_sure(document, one.indices)]

    def is_again(span: Span) -> bool:
        larger = document.median_size(span.indices) / limits.lesser
        return any(
            any(one.last < at < span.first for at in named)
            and _page(document, one) == _page(document, span)
            and document.median_size(one.indices) > larger
            for one in sure
        )

    return [one for one in spans if not is_again(one)]


@rule
def heaviest_first(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """Of several titles the paper's own is the likeliest, largest and earliest together."""

    def weight(span: Span) -> float:
        late = _page(document, span) - document.view.page_numbers[0]
        size = max(document.median_size(span.indices), 1.0)
        late_page = document.thresholds.title.late_page
        words = [words_in(document.texts[at]) for at in span.indices]
        likely = document.summed_probability(span.indices) * sum(words) / len(words)
        return likely * size / (1 + late_page * late)

    return sorted(spans, key=weight, reverse=True)


@rule
def title_above_subtitle(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """A subtitle may be longer than its title: what is right before it in larger print is first."""
    limits = document.thresholds.title
    for at, one in enumerate(spans[1:], 1):
        between = range(one.last + 1, spans[0].first)
        is_before = all(document.view.superscripts[index] for index in between)
        is_before = is_before and one.last < spans[0].first
        size = limits.lesser * document.median_size(one.indices)
        is_larger = is_before and size > document.median_size(spans[0].indices)
        is_sure = document.mean_probability(one.indices) >= limits.sure
        if is_larger and is_sure:
            return [one, *spans[:at], *spans[at + 1 :]]
    return spans


@rule
def small_lines(document: DecodedDocument, span: Span) -> Span:
    """The authors' line runs on into the title's span: a line much smaller must be sure to stay.

    One in half of the title's size is none of it.
    """
    limits = document.thresholds.title
    least = limits.small * document.median_size(span.indices)
    kept = [
        index
        for members in document.lines_of(span.indices)
        if document.median_size(members) >= least
        or (document.median_size(members) >= limits.tiny * least and _is_sure(document, members))
        for index in members
    ]
    return Span(span.field, tuple(kept)) if kept else span


@rule
def lesser_lines(document: DecodedDocument, span: Span) -> Span:
    """Above a title stands the journal's line, below it a subtitle, both in lesser print.

    JATS has a subtitle apart from the title. What is behind a printed colon is the title's.
    """
    limits, sizes = document.thresholds.title, document.view.sizes
    main = document.median_size(span.indices)
    kept = document.lines_of(span.indices)
    first = max(document.median_size(kept[0]), main)
    while len(kept) > 1 and document.median_size(kept[-1]) < limits.lesser * first:
        if document.texts[kept[-2][-1]] == ":":
            break
        kept.pop()
    while len(kept) > 1 and max(sizes[at] for at in kept[0]) < limits.lesser * main:
        if document.mean_probability(kept[0]) >= limits.surely:
            break
        kept.pop(0)
    return Span(span.field, tuple(index for members in kept for index in members))


@rule
def whole_lines(document: DecodedDocument, span: Span) -> Span:
    """Taggers leave a title at a line's end: neighbours set as the title is are the title's.

    What they are sure of stays out: the title in another language is set like the first. Only
    for titles in print of their own, larger than the document's text; of others the last line
    goes on for a word or two.
    """
    size = document.median_size(span.indices)
    if size < document.thresholds.title.distinct * document.view.median_size_pt:
        is_cut = document.texts[span.last] == ":" and document.ends_line(span.last)
        rest = line_behind_colon(document, span, size) if is_cut else last_words(document, span)
        return Span(span.field, (*span.indices, *rest))
    before, behind = lines_before(document, span, size), lines_behind(document, span, size)
    return Span(span.field, (*before, *span.indices, *behind))


@rule
def lines_behind_columns(document: DecodedDocument, span: Span) -> Span:
    """A title's last line is read behind the labels of a form, where it stands above their middle.

    It is right below the title, in its print, which is larger than the text's.
    """
    size = document.median_size(span.indices)
    if size < document.thresholds.title.distinct * document.view.median_size_pt:
        return span
    return Span(span.field, (*span.indices, *line_read_later(document, span, size)))


@rule
def titles_in_two_languages(document: DecodedDocument, span: Span) -> Span:
    """A title that stands in two languages, one below the other in one print, is the first.

    By their commonest words: two of the first that the second language has not, and none of it
    in the second part, which has one of its own, in its first line if another line may begin it.
    """
    lines = document.lines_of(span.indices)
    words = [[document.texts[at] for at in line] for line in lines]
    ends = [
        at
        for at in range(1, len(lines))
        if is_other_language(list(chain(*words[:at])), list(chain(*words[at:])))
    ]
    sure = [at for at in ends if is_other_language(list(chain(*words[:at])), words[at])]
    if not ends:
        return span
    return Span(span.field, tuple(chain(*lines[: (sure or ends)[0]])))


@rule
def title_edges(document: DecodedDocument, parts: list[Part]) -> list[Part]:
    """Quotes around a title and marks at its edges are none of it.

    A full stop is where it ends the title's last line.
    """
    return trimmed(parts, keep_period=bool(parts) and document.ends_line(parts[-1].token))


@rule
def marks_within_titles(document: DecodedDocument, span: Span) -> Span:
    """Taggers leave out a mark between a title's words: the colon that ends its first line."""
    inner = set(range(span.first, span.last)) - set(span.indices)
    around = set(span.indices)
    marks = [
        at for at in inner if document.texts[at] in _INNER_MARKS and {at - 1, at + 1} <= around
    ]
    return Span(span.field, tuple(sorted((*span.indices, *marks)))) if marks else span


CANDIDATES = Chapter(
    "title: candidates",
    (
        lines_of_one_title, notices_as_titles, institutions_as_titles, titles_cut_by_sidebars,
        titles_behind_the_first, titles_below_the_authors, heaviest_first, titles_behind_covers,
        title_above_subtitle, titles_above_other_scripts, abstracts_as_titles,
    ),
    told_spans,
)  # fmt: skip
TITLE_SPAN = Chapter(
    "title: its tokens",
    (
        labels_of_titles, marks_within_titles, small_lines, lesser_lines, whole_lines,
        titles_in_two_languages, titles_in_two_scripts, lines_behind_columns,
        institutions_above_titles, authors_above_titles, by_line,
        works_below_titles, series_above_titles, subtitles,
    ),
    told_span,
)  # fmt: skip
TITLE_TEXT = Chapter("title: its text", (title_edges, marks_before_subtitles), told_parts)


def _is_sure(document: DecodedDocument, indices: Sequence[int]) -> bool:
    return document.mean_probability(indices) >= document.thresholds.title.sure


def _page(document: DecodedDocument, span: Span) -> int:
    return document.view.page_numbers[span.first]
