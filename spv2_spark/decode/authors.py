"""The paper's authors: names near the title, each once, in the order of print."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spv2_spark.decode.author_spans import touch, whole_names
from spv2_spark.decode.front import surnames_in, without_masthead
from spv2_spark.decode.lexicon import Lexicon
from spv2_spark.decode.names import names_of
from spv2_spark.decode.person import Name, is_initials
from spv2_spark.decode.spans import Reading, Span
from spv2_spark.decode.text import Part, parts_of
from spv2_spark.decode.values import author_of
from spv2_spark.domain import normal_forms as normal
from spv2_spark.domain.label import Field
from spv2_spark.domain.metadata import Author, Value

_OTHER_ROLE = re.compile(
    r"(edit(ed|or|ors)( by)?|review(ed|er|ers)( by)?|communicated by|handling editor|"
    r"academic editor|correspond\w*( to| author)?|translat\w+ by|supervis\w+( by)?)\W*$",
    re.IGNORECASE,
)
_LOOK_BACK = 6  # tokens before a name that may give it another role
_LIST = 3  # names that make a list
_MARK = 8  # tokens of the raised marks of one line
_PAIR = 2  # marked names that make a list of marked names
_PAGE_GAP = 60  # tokens of heads and feet between two pages of one list
_FAR = 80  # tokens between two clusters of names; affiliations between authors are shorter
_LARGE = 0.25  # of the largest cluster's weight, from which another counts as large
_SURE, _FAIR = 0.9, 0.6  # mean probabilities from which any cluster, or a large one, is kept
_AFFILIATION_WORDS = "department university institute hospital school faculty laboratory chair"
_AFFILIATION = frozenset(_AFFILIATION_WORDS.split())
_PLACE_WORDS = """
    centre center college academy division universität université universidad universidade
    università
"""
_PLACES = _AFFILIATION | frozenset(_PLACE_WORDS.split())


def authors_of(reading: Reading, title: Value | None, lexicon: Lexicon) -> tuple[Author, ...]:
    """Return the authors; `title` tells on which page they are looked for first."""
    spans = [one for one in reading.spans if one.field == Field.AUTHOR]
    spans = whole_names(reading, spans)
    spans = [one for one in spans if not _has_other_role(reading, one)]
    spans = [one for one in spans if not _is_followed_by_affiliation(reading, one)]
    spans = _without_marked_lines(reading, spans)
    title_page = title.places[0].page if title and title.places else None
    spans = _clustered(reading, _near(reading, spans, title_page))
    spans = without_masthead(reading, spans, title)
    surnames = surnames_in(reading, spans)
    names: list[Name] = []
    for span in spans:
        parts = name_parts(reading, span, lexicon)
        names.extend(names_of(parts, front=True, surnames=surnames))
    authors = [author_of(reading, name) for name in without_repeats(_plausible(names))]
    persons = any(author.given for author in authors)
    return tuple(one for one in authors if not is_doubtful(one, alone=not persons))


def is_doubtful(author: Author, *, alone: bool) -> bool:
    """Whether a value the tagger is not sure of does not look like a name either.

    That is a word without a capital, or (unless `alone`) a single word among whole names.
    """
    name = author.name
    lower = name.text == name.text.lower() != name.text.upper()
    single = not author.given and " " not in name.text and not alone
    return name.confidence < _SURE and (lower or single)


def name_parts(reading: Reading, span: Span, lexicon: Lexicon) -> list[Part]:
    """Return a name span's parts without raised marks."""
    raised = reading.tokens.raised
    flat = [index for index in span.indices if not raised[index]]
    return parts_of(reading.tokens, flat, lexicon, names=True)


def _has_other_role(reading: Reading, span: Span) -> bool:
    """Whether the words before a name make it an editor's or a reviewer's."""
    first = span.indices[0]
    before = " ".join(reading.tokens.texts[max(0, first - _LOOK_BACK) : first])
    return _OTHER_ROLE.search(before) is not None


def _is_followed_by_affiliation(reading: Reading, span: Span) -> bool:
    """Whether the span is the start of a place's name: "[Los Alamos National] Laboratory"."""
    tokens, last = reading.tokens, span.indices[-1]
    if last + 1 >= len(tokens) or reading.path.field[last + 1]:
        return False
    is_unsure = _mean(reading, span) < _SURE
    return (
        is_unsure and touch(reading, last, last + 1) and tokens.texts[last + 1].lower() in _PLACES
    )


def _without_marked_lines(reading: Reading, spans: list[Span]) -> list[Span]:
    """Drop what a raised mark leads at a line's start where marks stand behind names: places."""
    spans = _without_places(reading, spans)
    led = [
        one
        for one in spans
        if _is_led_by_mark(reading, one.indices[0]) and _mean(reading, one) < _SURE
    ]
    followed = sum(_is_followed_by_mark(reading, one.indices[-1]) for one in spans)
    starts = {one.indices[0] for one in led}
    return [one for one in spans if one.indices[0] not in starts] if followed >= len(led) else spans


def _without_places(reading: Reading, spans: list[Span]) -> list[Span]:
    """Drop what stands among the places below a list where marks stand behind half of the names.

    The places begin with the first line that a mark leads behind the last marked name. What is
    sure and fills a line of its own may be a name that goes on with the list.
    """
    marked = [one.indices[-1] for one in spans if _is_followed_by_mark(reading, one.indices[-1])]
    if 2 * len(marked) < len(spans) or len(marked) < _PAIR:
        return spans
    if _is_led_by_mark(reading, spans[0].indices[0]):
        return spans
    near = range(marked[-1] + 1, min(marked[-1] + _FAR, len(reading.tokens)))
    start = next((at for at in near if _is_led_by_mark(reading, at)), len(reading.tokens))
    end = start + _FAR
    return [
        one
        for one in spans
        if not start <= one.indices[0] < end
        or (_mean(reading, one) >= _SURE and _fills_line(reading, one))
    ]


def _fills_line(reading: Reading, span: Span) -> bool:
    """Whether nothing but raised marks and commas stands beside a span on its lines."""
    lines, raised, texts = reading.tokens.lines, reading.tokens.raised, reading.tokens.texts
    first, last = span.indices[0], span.indices[-1]
    before, after = first - 1, last + 1
    while before >= 0 and raised[before] and first - before < _LOOK_BACK:
        before -= 1
    while after < len(lines) and (raised[after] or texts[after] == ",") and after - last < _LIST:
        after += 1
    begins = before < 0 or lines[before] != lines[first]
    return begins and (after == len(lines) or lines[after] != lines[last])


def _is_followed_by_mark(reading: Reading, last: int) -> bool:
    lines, raised = reading.tokens.lines, reading.tokens.raised
    return last + 1 < len(lines) and raised[last + 1] and lines[last + 1] == lines[last]


def _is_led_by_mark(reading: Reading, first: int) -> bool:
    lines, raised = reading.tokens.lines, reading.tokens.raised
    before = first - 1
    while before >= 0 and raised[before] and lines[before] == lines[first]:
        before -= 1
        if first - before > _MARK:
            return False
    return before < first - 1 and (before < 0 or lines[before] != lines[first])


def _near(reading: Reading, spans: Sequence[Span], title_page: int | None) -> list[Span]:
    """Return the spans of the page with most of them; far from the title they weigh less."""
    by_page: dict[int, list[Span]] = {}
    for span in spans:
        by_page.setdefault(reading.tokens.pages[span.indices[0]], []).append(span)
    if not by_page:
        return []
    front = min(by_page) if title_page is None else title_page

    def weight(page: int) -> tuple[float, int]:
        sure = sum(reading.mass(span) * _mean(reading, span) for span in by_page[page])
        return (sure / (1 + 2 * abs(page - front)), -page)

    page = max(by_page, key=weight)
    near = list(by_page[page])
    # A long list of authors runs on over the next page.
    while page + 1 in by_page and _runs_on(near[-1], by_page[page + 1]):
        page += 1
        near.extend(by_page[page])
    return near


def _clustered(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Drop doubtful names that stand far from the list: in a sidebar, a note, a citation."""
    clusters: list[list[Span]] = []
    for span in spans:
        if not clusters or span.indices[0] - clusters[-1][-1].indices[-1] > _FAR:
            clusters.append([])
        clusters[-1].append(span)
    weights = [
        sum(reading.mass(span) * _mean(reading, span) for span in cluster) for cluster in clusters
    ]
    kept = []
    for cluster, weight in zip(clusters, weights, strict=True):
        mean = sum(_mean(reading, span) for span in cluster) / len(cluster)
        is_large = weight >= _LARGE * max(weights) and mean >= _FAIR
        if weight == max(weights) or mean >= _SURE or is_large:
            kept.extend(cluster)
    return kept


def _mean(reading: Reading, span: Span) -> float:
    return reading.mass(span) / len(span.indices)


def _plausible(names: Sequence[Name]) -> list[Name]:
    """Drop what cannot be a name: single letters; affiliations where there are persons.

    "Bob School" may be a person.
    """
    persons = any(name.given for name in names)
    kept = []
    for name in names:
        words = {word.strip("(),.").lower() for word in name.text.split()}
        is_long = not name.given or len(words) > 2  # noqa: PLR2004
        is_affiliation = persons and is_long and bool(words & _AFFILIATION)
        if sum(map(str.isalpha, name.text)) > 1 and not is_affiliation:
            kept.append(name)
    return kept


def _runs_on(last: Span, following: Sequence[Span]) -> bool:
    gap = following[0].indices[0] - last.indices[-1]
    return len(following) >= _LIST and gap <= _PAGE_GAP


def without_repeats(names: Sequence[Name]) -> list[Name]:
    """Drop a name that stood before, also in a shorter form ("J Smith" after "John Smith")."""
    families = {normal.soft(one.family) for one in names if one.given}
    texts: set[str] = set()
    by_family: dict[str, list[Name]] = {}
    kept: list[Name] = []
    for name in names:
        text, family = normal.author(name.text), normal.soft(name.family)
        if not name.given and family in families:
            continue  # "Smith (2020)" in a citation box
        namesakes = by_family.setdefault(family, [])
        if text in texts or any(_abbreviates(one, name) for one in namesakes):
            continue
        texts.add(text)
        namesakes.append(name)
        kept.append(name)
    return kept


def _abbreviates(one: Name, two: Name) -> bool:
    """Whether one of two names of a family has the other's given names as initials."""
    if not one.given or not two.given:
        return False
    short, long = sorted((_initials(one.given), _initials(two.given)), key=len)
    abbreviated = is_initials(one.given.split()[0]) != is_initials(two.given.split()[0])
    return abbreviated and long.startswith(short)


def _initials(given: str) -> str:
    if all(is_initials(word) for word in given.split()):
        return "".join(char for char in given if char.isalpha()).lower()
    return "".join(word[0] for word in re.split(r"[\s.\-‐]+", given) if word).lower()
