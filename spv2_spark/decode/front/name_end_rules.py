"""What stands at a name's ends: suffixes, second surnames, words for "by", societies."""

from __future__ import annotations

import re
from collections import Counter

from spv2_spark.decode.document import DecodedDocument, Span
from spv2_spark.decode.front.name_shapes import is_mark, separates
from spv2_spark.decode.people.suffixes import with_suffix
from spv2_spark.decode.rules import rule
from spv2_spark.layout.vocabulary import vocabulary

# "M.ASCE", "A.M.ASCE", "Dist.M.ASCE": members, associate ones, fellows, students of a society.
_MEMBERSHIP = re.compile(r"((A|F|M|S|P|L|Aff|Dist|Hon|Life|Stud)\.){1,2}([A-Z]{3,})")
_SOCIETIES = frozenset("ASCE ASME AIAA IEEE ACM ACI ISSMGE ASABE".split())  # noqa: SIM905
_BY = frozenset(["By", "Av", "Af", "Par", "Por"])  # no name begins so: "Per" and "Von" are some
_JOINING = frozenset("iye")  # "and" in Catalan, Spanish and Portuguese names
_HYPHENS = frozenset("-‐‑")
_WHOLE = 2  # words of a given name and a surname
_BRACKET = 6  # tokens of "(Graduate Student Member, IEEE)", before the society


@rule
def suffixes_behind_authors(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """Taggers leave out the suffix behind a name: "Ann B. Doe, Jr."."""
    return [with_suffix(document, one) for one in spans]


@rule
def words_before_names(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """A line of names may begin with "by": "Av Ann-Sofi Lindvall"."""
    lines = document.view.line_of
    return [
        Span(one.field, one.indices[1:])
        if len(one.indices) > _WHOLE
        and document.texts[one.first] in _BY
        and (not one.first or lines[one.first - 1] != lines[one.first])
        else one
        for one in spans
    ]


@rule
def second_surnames(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """Between two surnames stands "i", "y" or "e", with one word behind: "Ann Badia i Fortuny".

    A further author would have a given name, too.
    """
    whole: list[Span] = []
    for span in spans:
        if whole and whole[-1].last >= span.first:
            continue  # the second surname, by itself
        rest = _second_surname(document, span)
        if any(one.first in rest and one.last not in rest for one in spans):
            rest = range(0)  # a further name, which goes on below
        whole.append(Span(span.field, (*span.indices, *rest)))
    return whole


def _second_surname(document: DecodedDocument, span: Span) -> range:
    view, start = document.view, span.last + 1
    words = [at for at in span.indices if len(document.texts[at]) > 1]
    if document.text_at(start) not in _JOINING or len(words) < _WHOLE:
        return range(0)
    at = start + 1
    while at < len(view) and (document.texts[at].istitle() or document.texts[at] in _HYPHENS):
        at += 1
        if at < len(view) and view.spaced[at]:
            break
    is_one = at > start + 1 and document.texts[start + 1].istitle()
    is_one &= view.line_of[start] == view.line_of[span.last] == view.line_of[at - 1]
    ends = document.ends_line(at - 1) or is_mark(document, at) or separates(document.texts[at])
    return range(start, at) if is_one and ends else range(0)


@rule
def societies_as_names(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """Engineers print of which society they are members: "Ann Doe, M.ASCE", "(Member, IEEE)"."""
    texts = [document.texts[at] for span in spans for at in span.indices]
    are_cased = any(text.istitle() and len(text) > 1 for text in texts)
    told = [_MEMBERSHIP.fullmatch(document.told(one.indices).text) for one in spans]
    said = Counter(match[3] for match in told if match)
    others = {
        one
        for one, match in zip(spans, told, strict=True)
        if match and are_cased and (match[3] in _SOCIETIES or said[match[3]] > 1)
    }
    people = [one for one in spans if one not in others and not _is_in_bracket(document, one)]
    return people or spans


def _is_in_bracket(document: DecodedDocument, span: Span) -> bool:
    """Whether a bracket with a word for members stands open before a name."""
    before = document.texts[max(span.first - _BRACKET, 0) : span.first]
    if "(" not in before or ")" in before:
        return False
    said = before[before.index("(") + 1 :]
    return (
        bool(said)
        and said[-1] == ","
        and any(text in vocabulary().names.memberships for text in said)
    )
