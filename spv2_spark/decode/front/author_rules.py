"""The paper's authors: names near the title, each once, in the order of print."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spv2_spark.decode.document import DecodedDocument, Span
from spv2_spark.decode.front.name_span_rules import touch
from spv2_spark.decode.people.person import is_initials
from spv2_spark.decode.rules import Chapter, Decoding, Piece, rule
from spv2_spark.domain.metadata import Value

_OTHER_ROLE = re.compile(
    r"(edit(ed|or|ors)( by)?|review(ed|er|ers)( by)?|communicated by|handling editor|"
    r"academic editor|correspond\w*( to| author)?|translat\w+ by|supervis\w+( by)?)\W*$",
    re.IGNORECASE,
)
_INSTITUTION_WORDS = """
    department university institute hospital school faculty laboratory chair
    centre center college academy division universität université universidad universidade
    università
"""
_INSTITUTIONS = frozenset(_INSTITUTION_WORDS.split())


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A document whose title is known, which its authors stand near to."""

    document: DecodedDocument
    title: Value | None

    @property
    def decoding(self) -> Decoding:
        """That of the document."""
        return self.document.decoding

    def told(self, spans: Sequence[Span]) -> list[Piece]:
        """Return spans in words, for a trace."""
        return [self.document.told(one.indices) for one in spans]


@rule
def other_roles(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """Front pages name editors, reviewers and translators: the words before a name say so."""
    texts, look_back = front.document.texts, front.decoding.thresholds.authors.look_back

    def has_other_role(span: Span) -> bool:
        before = " ".join(texts[max(0, span.first - look_back) : span.first])
        return _OTHER_ROLE.search(before) is not None

    return [one for one in spans if not has_other_role(one)]


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
        return is_next and document.texts[last + 1].lower() in _INSTITUTIONS

    return [one for one in spans if not is_affiliation(one)]


@rule
def affiliations_below_marked_names(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """Where marks stand behind half of the names, what a mark leads below them is affiliations.

    They begin with the first line that a mark leads behind the last marked name. What is sure
    and fills a line of its own may be a name that goes on with the list.
    """
    document, limits = front.document, front.decoding.thresholds.authors
    marked = [one.last for one in spans if _is_followed_by_mark(document, one.last)]
    if 2 * len(marked) < len(spans) or len(marked) < limits.pair:
        return spans
    if _is_led_by_mark(document, spans[0].first):
        return spans
    near = range(marked[-1] + 1, min(marked[-1] + limits.far, len(document.view)))
    start = next((at for at in near if _is_led_by_mark(document, at)), len(document.view))
    return [
        one
        for one in spans
        if not start <= one.first < start + limits.far
        or (document.mean_probability(one.indices) >= limits.sure and _fills_line(document, one))
    ]


@rule
def lines_led_by_marks(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """Marks stand behind names and before affiliations: a doubtful line that one leads is none."""
    document, limits = front.document, front.decoding.thresholds.authors
    led = {
        one.first
        for one in spans
        if _is_led_by_mark(document, one.first)
        and document.mean_probability(one.indices) < limits.sure
    }
    followed = sum(_is_followed_by_mark(document, one.last) for one in spans)
    return [one for one in spans if one.first not in led] if followed >= len(led) else spans


@rule
def page_of_the_title(front: FrontMatter, spans: list[Span]) -> list[Span]:
    """Names stand on other pages too: the authors are where most are, near the title.

    A long list of authors runs on over the next page.
    """
    document, limits = front.document, front.decoding.thresholds.authors
    by_page: dict[int, list[Span]] = {}
    for span in spans:
        by_page.setdefault(document.view.page_numbers[span.first], []).append(span)
    if not by_page:
        return []
    first = front.title.regions[0].page if front.title and front.title.regions else min(by_page)

    def weight(page: int) -> tuple[float, int]:
        return (_weight(document, by_page[page]) / (1 + 2 * abs(page - first)), -page)

    page = max(by_page, key=weight)
    near = list(by_page[page])
    while len(by_page.get(page + 1, ())) >= limits.a_list:
        if by_page[page + 1][0].first - near[-1].last > limits.page_gap:
            break
        page += 1
        near.extend(by_page[page])
    return near


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

    Names above the title in other print than the list below it go, or such as stand on other
    pages too. Without a list below the title that has as many names those above it stay.
    """
    document, limits = front.document, front.decoding.thresholds.authors
    if front.title is None or not front.title.regions:
        return spans
    above = [one for one in spans if _is_above(document, one, front.title)]
    below = [one for one in spans if one not in above]
    if not above or len(above) > limits.most_above or len(below) < len(above):
        return spans
    mean = document.mean_probability([index for one in below for index in one.indices])
    if mean < limits.fair:
        return spans
    usual = Counter(_size(document, one) for one in below).most_common(1)[0][0]
    return [
        one
        for one in spans
        if one not in above
        or (
            abs(_size(document, one) - usual) <= limits.same_size * usual
            and not _is_repeated(document, one)
        )
    ]


_told: Callable[[FrontMatter, Sequence[Span]], list[Piece]] = FrontMatter.told
AUTHOR_SPANS = Chapter(
    "authors: which names",
    (
        other_roles, starts_of_affiliations, affiliations_below_marked_names, lines_led_by_marks,
        page_of_the_title, names_far_from_the_list, masthead,
    ),
    _told,
)  # fmt: skip


def _weight(document: DecodedDocument, spans: Sequence[Span]) -> float:
    """Return how much is sure of some names: the sum over their tokens, the doubtful for less."""
    return sum(
        document.summed_probability(one.indices) * document.mean_probability(one.indices)
        for one in spans
    )


def _fills_line(document: DecodedDocument, span: Span) -> bool:
    """Whether nothing but superscripts and commas stands beside a span on its lines."""
    lines, superscripts, texts = document.view.line_of, document.view.superscripts, document.texts
    limits = document.thresholds.authors
    before, after = span.first - 1, span.last + 1
    while before >= 0 and superscripts[before] and span.first - before < limits.look_back:
        before -= 1
    while after < len(lines) and after - span.last < limits.a_list:
        if not superscripts[after] and texts[after] != ",":
            break
        after += 1
    begins = before < 0 or lines[before] != lines[span.first]
    return begins and (after == len(lines) or lines[after] != lines[span.last])


def _is_followed_by_mark(document: DecodedDocument, last: int) -> bool:
    lines, superscripts = document.view.line_of, document.view.superscripts
    return last + 1 < len(lines) and superscripts[last + 1] and lines[last + 1] == lines[last]


def _is_led_by_mark(document: DecodedDocument, first: int) -> bool:
    """Whether nothing but superscripts stands before a token on its line."""
    lines, superscripts = document.view.line_of, document.view.superscripts
    before = first - 1
    while before >= 0 and superscripts[before] and lines[before] == lines[first]:
        before -= 1
        if first - before > document.thresholds.authors.mark:
            return False
    return before < first - 1 and (before < 0 or lines[before] != lines[first])


def _is_above(document: DecodedDocument, span: Span, title: Value) -> bool:
    page, top = title.regions[0].page, title.regions[0].box.top
    view = document.view
    return view.page_numbers[span.first] == page and view.boxes[span.last][3] <= top


def _size(document: DecodedDocument, span: Span) -> float:
    sizes = sorted(document.view.sizes[index] for index in span.indices)
    return sizes[len(sizes) // 2]


def _is_repeated(document: DecodedDocument, span: Span) -> bool:
    """Whether the words stand on another page too, as a running head does."""
    view = document.view
    words = [view.texts[index] for index in span.indices]
    # Names with initials are repeated in notes and references too.
    is_plain = len(words) > 1 and not any(map(is_initials, words))
    if not is_plain or any(two - one != 1 for one, two in pairwise(span.indices)):
        return False
    page = view.page_numbers[span.first]
    return any(
        text == words[0]
        and view.page_numbers[at] != page
        and list(view.texts[at : at + len(words)]) == words
        for at, text in enumerate(view.texts)
    )
