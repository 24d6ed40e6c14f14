"""The paper's authors: names near the title, each once, in the order of print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from spv2_spark.decode.document import DecodedDocument, Span, told_spans
from spv2_spark.decode.front.name_shapes import is_mark, is_sign
from spv2_spark.decode.front.name_span_rules import touch
from spv2_spark.decode.front.scripts import script_of
from spv2_spark.decode.rules import Chapter, Decoding, rule
from spv2_spark.domain import normal_forms as normal
from spv2_spark.domain.label import Field
from spv2_spark.domain.metadata import Value
from spv2_spark.layout.vocabulary import vocabulary

_BRACKETS, _CLOSING = ("(", "["), (")", "]")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A document whose title is known, which its authors stand near to."""

    document: DecodedDocument
    title: Value | None

    @property
    def decoding(self) -> Decoding:
        """That of the document."""
        return self.document.decoding


@rule
def headings_as_authors(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """A heading in the names' print is nobody: "TÓM TẮT", "Abstract"."""
    lines = front.document.view.lines
    headings = {
        int(lines.starts[at]): int(lines.stops[at]) for at, _ in front.document.view.headings
    }
    return [one for one in spans if headings.get(one.first) != one.last + 1]


@rule
def starts_of_affiliations(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """Affiliations begin with people's names: "[Los Alamos National] Laboratory"."""
    document = front.document

    def is_affiliation(span: Span) -> bool:
        last = span.last
        if last + 1 >= len(document.view) or document.labels[last + 1]:
            return False
        is_unsure = document.mean_probability(span.indices) < front.decoding.thresholds.authors.sure
        is_next = is_unsure and touch(document, last, last + 1)
        return is_next and document.texts[last + 1] in vocabulary().affiliation.any

    return [one for one in spans if not is_affiliation(one)]


@rule
def names_in_affiliations(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """Institutions and their places bear people's names: "^1 Université Mouloud Mammeri".

    They stand on lines that a mark, a number or a bracket begins, behind a word for an
    institution, where authors stand on lines above.
    """
    document = front.document
    others = {one for one in spans if _is_behind_institution(document, one.first)}
    people = [one for one in spans if one not in others]
    if not people or not others:
        return spans
    first = document.view.line_of[people[0].last]
    return [one for one in spans if one not in others or document.view.line_of[one.first] <= first]


@rule
def affiliations_below_marked_names(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """Where marks stand behind half of the names, what a mark leads below them is affiliations.

    They begin with the first line that a mark leads behind the last marked name.
    """
    document, limits = front.document, front.decoding.thresholds.authors
    marked = [one.last for one in spans if _is_followed_by_mark(document, one.last)]
    if 2 * len(marked) < len(spans) or len(marked) < limits.pair:
        return spans
    if _is_led_by_mark(document, spans[0].first):
        return spans
    near = range(marked[-1] + 1, min(marked[-1] + limits.far, len(document.view)))
    start = next((at for at in near if _is_led_by_mark(document, at)), len(document.view))
    return [one for one in spans if not start <= one.first < start + limits.far]


@rule
def page_of_the_title(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """Names stand on other pages too: the authors are where most are, near the title.

    A cover has the title before the paper's own page does: either page is near. A long list of
    authors runs on over the next page, which does not begin with the first name again.
    """
    document, limits = front.document, front.decoding.thresholds.authors
    by_page: dict[int, list[Span]] = {}
    for span in spans:
        by_page.setdefault(document.view.page_numbers[span.first], []).append(span)
    if not by_page:
        return []
    titled = _pages_of_title(front) or [min(by_page)]

    def weight(page: int) -> tuple[float, int]:
        away = min(abs(page - one) for one in titled)
        return (_weight(document, by_page[page]) / (1 + 2 * away), -page)

    page = max(by_page, key=weight)
    near = list(by_page[page])
    while len(by_page.get(page + 1, ())) >= limits.a_list:
        behind = by_page[page + 1]
        if behind[0].first - near[-1].last > limits.page_gap or _repeats(
            document, behind, near[:1]
        ):
            break
        page += 1
        near.extend(by_page[page])
    return near


@rule
def names_in_full(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """Covers print the names in full that a paper's own page abbreviates: "L. Doe" on its page.

    Of two pages with the title the one goes whose names are all abbreviated from the other's.
    """
    document, titled = front.document, _pages_of_title(front)
    numbers = document.view.page_numbers
    by_page = {
        page: [_words(document, one) for one in spans if numbers[one.first] == page]
        for page in dict.fromkeys(titled)
    }
    short = {
        page
        for page, names in by_page.items()
        for other in by_page.values()
        if names and all(any(_abbreviates(one, full) for full in other) for one in names)
    }
    return [one for one in spans if numbers[one.first] not in short]


@rule
def names_far_from_the_list(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """Sidebars, notes and citations name people: doubtful names far from the list are theirs."""
    document, limits = front.document, front.decoding.thresholds.authors
    clusters: list[list[Span]] = []
    for span in spans:
        if not clusters or span.first - clusters[-1][-1].last > limits.far:
            clusters.append([])
        clusters[-1].append(span)
    weights = [_weight(document, cluster) for cluster in clusters]
    kept: list[Span] = []
    for cluster, weight in zip(clusters, weights, strict=True):
        means = [document.mean_probability(span.indices) for span in cluster]
        mean = sum(means) / len(cluster)
        is_large = weight >= limits.large * max(weights) and mean >= limits.fair
        if weight == max(weights) or mean >= limits.sure or is_large:
            kept.extend(cluster)
    return kept


@rule
def masthead(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """A journal's name above the title looks like a person's: "Microbial Cell Factories".

    Names above the title in other print than the list below it go. Without a list below the
    title that has as many names those above it stay.
    """
    document, limits = front.document, front.decoding.thresholds.authors
    if front.title is None or not front.title.regions:
        return spans
    above = [one for one in spans if _is_above(document, one, front.title)]
    below = [one for one in spans if one not in above]
    if not above or len(above) > limits.most_above or len(below) < len(above):
        return spans
    mean = document.mean_probability([index for one in below for index in one.indices])
    own = script_of(front.title.text)
    is_own = all(script_of(document.text_at(one.first)) == own for one in above)
    if mean < limits.fair or (is_own and script_of(document.text_at(below[0].first)) != own):
        return spans  # above are the names in the title's script, below again in Latin letters
    usual = Counter(_size(document, one) for one in below).most_common(1)[0][0]
    return [
        one
        for one in spans
        if one not in above or abs(_size(document, one) - usual) <= limits.same_size * usual
    ]


AUTHOR_SPANS = Chapter(
    "authors: which names",
    (
        headings_as_authors, starts_of_affiliations, names_in_affiliations,
        affiliations_below_marked_names, names_in_full, page_of_the_title, names_far_from_the_list,
        masthead,
    ),
    told_spans,
)  # fmt: skip


def _pages_of_title(front: FrontMatter) -> list[int]:
    """Return the pages that the title stands on: its own, and others that have it word by word."""
    document, title = front.document, front.title
    if title is None or not title.regions:
        return []
    its = normal.soft(title.text)
    spans = (one for one in document.spans if one.field == Field.TITLE)
    alike = [one for one in spans if normal.soft(document.told(one.indices).text) == its]
    numbers = document.view.page_numbers
    return [title.regions[0].page, *(numbers[one.first] for one in alike)]


def _words(document: DecodedDocument, span: Span) -> list[str]:
    """Return the words of a name, folded, without its marks."""
    words = (document.texts[at] for at in span.indices if not document.view.superscripts[at])
    return [normal.soft(word) for word in words if word.isalpha()]


def _repeats(document: DecodedDocument, spans: Sequence[Span], others: Sequence[Span]) -> bool:
    """Whether two words of one of some names are those of one of others."""
    known = [set(_words(document, one)) for one in others]
    again = (set(_words(document, one)) for one in spans)
    return any(len(words) > 1 and any(words <= one for one in known) for words in again)


def _abbreviates(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether a name has initials for another's given names: "L. Doe" for "Leonhard Doe"."""
    if len(short) < 2 or len(short) > len(full) or short[-1] != full[-1]:  # noqa: PLR2004
        return False
    given = short[:-1]
    are_initials = all(len(one) == 1 for one in given) and len(full[0]) > 1
    return are_initials and all(one[0] == two for one, two in zip(full, given, strict=False))


def _weight(document: DecodedDocument, spans: Sequence[Span]) -> float:
    """Return how much is sure of some names: the sum over their tokens, the doubtful for less."""
    return sum(
        document.summed_probability(one.indices) * document.mean_probability(one.indices)
        for one in spans
    )


def _is_followed_by_mark(document: DecodedDocument, last: int) -> bool:
    lines, behind = document.view.line_of, last + 1
    return behind < len(lines) and is_sign(document, behind) and lines[behind] == lines[last]


def _is_led_by_mark(document: DecodedDocument, first: int) -> bool:
    """Whether nothing but marks stands before a token on its line."""
    lines = document.view.line_of
    before = first - 1
    while before >= 0 and is_sign(document, before) and lines[before] == lines[first]:
        before -= 1
        if first - before > document.thresholds.authors.mark:
            return False
    return before < first - 1 and (before < 0 or lines[before] != lines[first])


def _is_behind_institution(document: DecodedDocument, first: int) -> bool:
    """Whether a word for an institution stands before a token on a line that a mark begins."""
    view = document.view
    start = view.lines.tokens(view.line_of[first]).start
    before = document.texts[start:first]
    if any(text in _CLOSING for text in before):
        return False  # "(University of Leeds), Ann Roe"
    if before and before[-1] in vocabulary().names.and_:
        return False  # "^1 University of Leeds and Bob Doe"
    is_led = is_mark(document, start) or document.texts[start] in _BRACKETS
    return is_led and vocabulary().affiliation.sure.is_within(before)


def _is_above(document: DecodedDocument, span: Span, title: Value) -> bool:
    page, top = title.regions[0].page, title.regions[0].box.top
    view = document.view
    return view.page_numbers[span.first] == page and view.boxes[span.last][3] <= top


def _size(document: DecodedDocument, span: Span) -> float:
    sizes = sorted(document.view.sizes[index] for index in span.indices)
    return sizes[len(sizes) // 2]
