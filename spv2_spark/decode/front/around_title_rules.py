"""What stands around a title in its print and is none of it: labels, institutions, roles."""

from __future__ import annotations

from spv2_spark.decode.document import DecodedDocument, Span
from spv2_spark.decode.front.name_shapes import names_on, words_of
from spv2_spark.decode.rules import rule
from spv2_spark.layout.vocabulary import vocabulary
from spv2_spark.layout.word_list import fold


@rule
def titles_behind_covers(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """A cover says what the file is before the title: "Author's copy of Bees and rivers".

    Where a later page has the end of it as its title, that one is the paper's.
    """
    pages = document.view.page_numbers
    cover = [fold(document.texts[at]) for at in spans[0].indices] if spans else []
    cover = [word for word in cover if word]
    for at, one in enumerate(spans[1:], 1):
        words = [word for word in (fold(document.texts[at]) for at in one.indices) if word]
        is_end = document.thresholds.title.some_words <= len(words) < len(cover)
        is_end = is_end and cover[-len(words) :] == words
        if is_end and pages[spans[0].first] < pages[one.first]:
            return [one, *spans[:at], *spans[at + 1 :]]
    return spans


@rule
def notices_as_titles(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """Drafts say in large print that they are: "Preliminary and incomplete: do not cite"."""
    drafts = vocabulary().works.drafts
    titles = [one for one in spans if not drafts.at_start(words_of(document, one.indices))]
    return titles or spans


@rule
def institutions_as_titles(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """Title pages have the institution's name in the largest print: "海滨大学", "TENGERI EGYETEM".

    A title of few words that has one goes where there is another.
    """
    limits, institutions = document.thresholds.title, vocabulary().affiliation.sure

    def is_institution(span: Span) -> bool:
        words = words_of(document, span.indices)
        said = [*words, "".join(words)]  # "清 华 大 学" is set apart
        return len(words) <= limits.institution and institutions.is_within(said)

    titles = [one for one in spans if not is_institution(one)]
    return titles or spans


@rule
def abstracts_as_titles(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """An abstract above the authors may be taken for the title, which stands above in larger print.

    It is in the text's print, has sentences on several lines, and the tagger has doubts.
    """
    limits = document.thresholds.title
    if not spans or document.mean_probability(spans[0].indices) >= limits.sure:
        return spans
    first, size = spans[0], document.median_size(spans[0].indices)
    texts = [document.texts[at] for at in first.indices]
    is_text = size < limits.distinct * document.view.median_size_pt and "." in texts
    if not is_text or len(document.lines_of(first.indices)) < limits.abstract:
        return spans
    view, above = document.view, list[int]()
    line = view.line_of[first.first] - 1
    for at in range(line, max(line - limits.most_lines - 1, -1), -1):
        indices = [*view.lines.tokens(at)]
        is_same = not above or abs(view.sizes[indices[0]] - view.sizes[above[0]]) <= (
            limits.same_print * view.sizes[above[0]]
        )
        is_large = view.sizes[indices[0]] >= limits.headline * size and is_same
        is_free = view.page[indices[0]] == view.page[first.first]
        is_free &= not any(document.labels[one] for one in indices)
        if is_large and is_free and len(words_of(document, indices)) > 1:
            above = [*indices, *above]
        elif above:
            break
    return [Span(first.field, tuple(above)), *spans[1:]] if above else spans


@rule
def series_above_titles(document: DecodedDocument, span: Span) -> Span:
    """Covers have the series above the title in its print: "WORKING PAPER SERIES"."""
    first, *lines = document.lines_of(span.indices)
    words = [document.texts[at] for at in first]
    if not lines or not vocabulary().works.series.at_end(words):
        return span
    return Span(span.field, tuple(at for line in lines for at in line))


@rule
def institutions_above_titles(document: DecodedDocument, span: Span) -> Span:
    """Title pages go on from one institution to the next, down to the title, in its print.

    The first line of a title that says one is none of it where the line above says one, too.
    """
    first, *lines = document.lines_of(span.indices)
    institutions, view = vocabulary().affiliation.sure, document.view
    line = view.line_of[span.first]
    if not lines or not line or not institutions.is_within([document.texts[at] for at in first]):
        return span
    above = [document.texts[at] for at in view.lines.tokens(line - 1)]
    if not institutions.is_within(above):
        return span
    return Span(span.field, tuple(at for one in lines for at in one))


@rule
def authors_above_titles(document: DecodedDocument, span: Span) -> Span:
    """Theses have their author above the title, in lesser print: "ANN MARIE DOE".

    The first line of a title is none of it that is a name in capitals, where the rest is not.
    """
    first, *lines = document.lines_of(span.indices)
    rest = tuple(at for line in lines for at in line)
    if not rest or not names_on(document, first):
        return span
    are_capitals = "".join(document.texts[at] for at in first).isupper()
    is_other = not "".join(document.texts[at] for at in rest).isupper()
    least = (1 - document.thresholds.title.same_print) * document.median_size(rest)
    is_lesser = document.median_size(first) < least
    return Span(span.field, rest) if are_capitals and is_other and is_lesser else span


@rule
def labels_of_titles(document: DecodedDocument, span: Span) -> Span:
    """Manuscripts and covers say before a title that it is one: "Title: Bees and rivers".

    In a table a wide space stands for the colon.
    """
    labels = vocabulary().works.titles
    first = [document.texts[at] for at in span.indices[: labels.longest + 1]]
    count = labels.at_start(first)
    if not count or len(span.indices) <= count + 1:
        return span
    if first[count : count + 1] == [":"]:
        return Span(span.field, span.indices[count + 1 :])
    last, behind = (document.view.boxes[span.indices[at]] for at in (count - 1, count))
    is_apart = behind[0] - last[2] > document.thresholds.authors.column_gap * (last[3] - last[1])
    return Span(span.field, span.indices[count:]) if is_apart else span


@rule
def works_below_titles(document: DecodedDocument, span: Span) -> Span:
    """A line that says only what the work is ends its title: "MÉMOIRE", "A Thesis"."""
    lines = document.lines_of(span.indices)
    for at in range(1, len(lines)):
        words = words_of(document, lines[at])
        is_article = words[0].lower() in vocabulary().text.function_words
        count = vocabulary().works.theses.at_end(words)
        if count and count >= len(words) - is_article:
            return Span(span.field, tuple(index for line in lines[:at] for index in line))
    return span


@rule
def by_line(document: DecodedDocument, span: Span) -> Span:
    """A last line that says only "by", or "presented by", belongs to the authors, who follow."""
    lines = document.lines_of(span.indices)
    last = [document.texts[index] for index in lines[-1]]
    roles = vocabulary().author_before
    if len(lines) == 1 or roles.at_end(last) < len(last) or not document.ends_line(span.last):
        return span
    return Span(span.field, tuple(index for members in lines[:-1] for index in members))
