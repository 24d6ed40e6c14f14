"""The paper's title: the best of the title spans, its lines, and its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spv2_spark.decode.brackets import with_brackets, with_end_mark
from spv2_spark.decode.document import DecodedDocument, Span
from spv2_spark.decode.front.title_lines import lines_before, lines_behind
from spv2_spark.decode.rules import Chapter, Decoding, Piece, rule
from spv2_spark.decode.text.edges import trimmed
from spv2_spark.decode.text.part import Part
from spv2_spark.decode.text.parts import parts_of
from spv2_spark.decode.values import value_of_parts
from spv2_spark.domain.label import Field
from spv2_spark.domain.metadata import Value
from spv2_spark.domain.page import Mark

_NOTE_MARKS = frozenset("*∗⁎†‡§¶#⋆☆✩✉°")
_ABBREVIATIONS = frozenset(["spp", "sp", "subsp", "var", "al", "etc", "inc", "ltd", "co", "jr"])
_BY = frozenset(["by", "par", "por", "von"])
_TYPE_WORDS = """
    original research article articles review reviews paper papers report reports case series
    letter letters editorial brief short rapid communication communications commentary
    perspective perspectives methodology study protocol technical note invited featured open
    access essay mini full length clinical trial regular to the editor scientific
    artículo artigo articolo originale originalarbeit übersichtsarbeit revisión revisão de
"""
_TYPE = frozenset(_TYPE_WORDS.split())
_WHOLE_TYPES = frozenset(
    ["article", "essay", "original article", "original paper", "original research",
     "review article", "research article", "research paper", "short communication",
     "letter to the editor"]
)  # fmt: skip
_TYPE_FACE = int(Mark.BOLD | Mark.ITALIC)


@dataclass(frozen=True, slots=True)
class TitleText:
    """A title's span, whose text is being made."""

    document: DecodedDocument
    span: Span

    @property
    def decoding(self) -> Decoding:
        """That of the document."""
        return self.document.decoding


def title_of(document: DecodedDocument) -> Value | None:
    """Return the title: the first of the candidates, with its own lines, as text."""
    spans = [one for one in document.spans if one.field == Field.TITLE]
    candidates = CANDIDATES(document, spans)
    if not candidates:
        return None
    span = TITLE_SPAN(document, candidates[0])
    parts = parts_of(document.view, span.indices, document.dehyphenator)
    return value_of_parts(document, TITLE_TEXT(TitleText(document, span), parts))


@rule
def lines_of_one_title(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """Taggers begin a title anew on its second line: neighbours in one print are one title."""
    view = document.view
    joined: list[Span] = []
    for span in spans:
        if joined and span.first - joined[-1].last == 1:
            before, after = joined[-1].last, span.first
            one, two = view.sizes[before], view.sizes[after]
            alike = abs(one - two) <= document.thresholds.title.same_size * max(one, two)
            if alike and view.page[before] == view.page[after]:
                joined[-1] = Span(Field.TITLE, joined[-1].indices + span.indices)
                continue
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
def heaviest_first(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """Of several titles the paper's own is the likeliest, largest and earliest together."""

    def weight(span: Span) -> float:
        late = _page(document, span) - document.view.page_numbers[0]
        size = max(document.median_size(span.indices), 1.0)
        late_page = document.thresholds.title.late_page
        return document.summed_probability(span.indices) * size / (1 + late_page * late)

    return sorted(spans, key=weight, reverse=True)


@rule
def title_above_subtitle(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """A subtitle may be longer than its title: what is right before it in larger print is first."""
    limits = document.thresholds.title
    for at, one in enumerate(spans[1:], 1):
        is_before = one.last == spans[0].first - 1
        size = limits.lesser * document.median_size(one.indices)
        is_larger = is_before and size > document.median_size(spans[0].indices)
        is_sure = document.mean_probability(one.indices) >= limits.sure
        if is_larger and is_sure and not _is_article_type(document, one.indices):
            return [one, *spans[:at], *spans[at + 1 :]]
    return spans


@rule
def small_lines(document: DecodedDocument, span: Span) -> Span:
    """The authors' line runs on into the title's span: a line much smaller must be sure to stay."""
    limits = document.thresholds.title
    least = limits.small * document.median_size(span.indices)
    kept = [
        index
        for members in document.lines_of(span.indices)
        if document.median_size(members) >= least
        or document.mean_probability(members) >= limits.sure
        for index in members
    ]
    return Span(span.field, tuple(kept)) if kept else span


@rule
def lesser_lines(document: DecodedDocument, span: Span) -> Span:
    """Above a title stands the journal's line, below it a subtitle, both in lesser print.

    JATS has a subtitle apart from the title.
    """
    limits, sizes = document.thresholds.title, document.view.sizes
    main = document.median_size(span.indices)
    kept = document.lines_of(span.indices)
    first = max(document.median_size(kept[0]), main)
    while len(kept) > 1 and document.median_size(kept[-1]) < limits.lesser * first:
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
    for titles in print of their own, larger than the document's text.
    """
    size = document.median_size(span.indices)
    if size < document.thresholds.title.distinct * document.view.median_size_pt:
        return span
    before, behind = lines_before(document, span, size), lines_behind(document, span, size)
    return Span(span.field, (*before, *span.indices, *behind))


@rule
def article_type(document: DecodedDocument, span: Span) -> Span:
    """Above a title stands what kind of article it is, in other print or with a colon."""
    view, lines = document.view, document.lines_of(span.indices)
    if len(lines) == 1 or not _is_article_type(document, lines[0]):
        return span
    one, two = lines[0][0], lines[1][0]
    is_larger = abs(view.sizes[one] - view.sizes[two]) > (
        document.thresholds.title.same_print * view.sizes[two]
    )
    faces = int(view.marks[one]) ^ int(view.marks[two])
    said = " ".join(view.texts[at] for at in lines[0]).lower()
    is_said = said.removesuffix(" :") in _WHOLE_TYPES and said.endswith(":")
    if is_said or is_larger or faces & _TYPE_FACE:
        return Span(span.field, span.indices[len(lines[0]) :])
    return span


@rule
def by_line(document: DecodedDocument, span: Span) -> Span:
    """A last line that says only "by" belongs to the authors, who follow."""
    lines, last = document.view.line_of, span.last
    if len(span.indices) == 1 or document.texts[last].lower() not in _BY:
        return span
    is_alone = lines[last] != lines[last - 1] and document.ends_line(last)
    return Span(span.field, span.indices[:-1]) if is_alone else span


@rule
def title_brackets(document: DecodedDocument, span: Span) -> Span:
    """Taggers leave the bracket or quote at a title's edge whose partner is inside."""
    return with_brackets(document, span)


@rule
def title_end_mark(document: DecodedDocument, span: Span) -> Span:
    """A question mark at the last word is the title's own, and taggers leave it."""
    return with_end_mark(document, span)


@rule
def title_full_stop(document: DecodedDocument, span: Span) -> Span:
    """Some titles end with a full stop at their last line's end: gold has it as printed."""
    view, after = document.view, span.last + 1
    is_dot = view.texts[after : after + 1] == (".",) and not view.spaced[after]
    same_line = is_dot and view.line_of[after] == view.line_of[after - 1]
    if same_line and not view.superscripts[after] and document.ends_line(after):
        return Span(span.field, (*span.indices, after))
    return span


@rule
def note_marks(title: TitleText, parts: list[Part]) -> list[Part]:
    """Behind a title stand footnote marks: symbols, or superscript digits and letters."""
    superscripts = title.document.view.superscripts
    kept = [
        part
        for part in parts
        if not (part.text in _NOTE_MARKS and (part.glued or superscripts[part.token]))
    ]
    while kept and superscripts[kept[-1].token] and len(kept[-1].text) <= 2:  # noqa: PLR2004
        kept.pop()
    return kept


@rule
def title_edges(title: TitleText, parts: list[Part]) -> list[Part]:
    """Quotes around a title and marks at its edges are none of it.

    A full stop is where it ends the title's last line or an abbreviation.
    """
    keep = title.document.ends_line(title.span.last) or _ends_with_abbreviation(parts)
    return trimmed(parts, keep_period=keep)


def _told_spans(document: DecodedDocument, spans: Sequence[Span]) -> list[Piece]:
    return [document.told(one.indices) for one in spans]


def _told_span(document: DecodedDocument, span: Span) -> list[Piece]:
    return [document.told(span.indices)]


def _told_parts(title: TitleText, parts: Sequence[Part]) -> list[Piece]:
    return [title.document.told([part.token for part in parts])]


CANDIDATES = Chapter(
    "title: candidates",
    (lines_of_one_title, titles_behind_the_first, heaviest_first, title_above_subtitle),
    _told_spans,
)
TITLE_SPAN = Chapter(
    "title: its tokens",
    (
        small_lines, lesser_lines, whole_lines, article_type, by_line,
        title_brackets, title_end_mark, title_full_stop,
    ),
    _told_span,
)  # fmt: skip
TITLE_TEXT = Chapter("title: its text", (note_marks, title_edges), _told_parts)


def _page(document: DecodedDocument, span: Span) -> int:
    return document.view.page_numbers[span.first]


def _is_article_type(document: DecodedDocument, indices: Sequence[int]) -> bool:
    """Whether tokens are only words that say what kind of article one is."""
    texts = [document.texts[at].lower() for at in indices]
    words = [text for text in texts if text.isalpha()]
    return bool(words) and _TYPE.issuperset(words) and not any(map(str.isdigit, texts))


def _ends_with_abbreviation(parts: Sequence[Part]) -> bool:
    """Whether the last dot is that of "spp.", "U.S.", "Chelidonium majus L." or the like."""
    texts = [part.text for part in parts[-4:]]
    if len(texts) < 4 or texts[-1] != ".":  # noqa: PLR2004
        return False
    if texts[-2] == "L" and texts[-3].islower():  # Linnaeus, behind a species
        return True
    return texts[-2].lower() in _ABBREVIATIONS or (len(texts[-2]) == 1 and texts[-3] == ".")
