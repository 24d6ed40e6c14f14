"""What a whole list of names tells of its members: who was missed, and what is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from spv2_spark.decode.document import DecodedDocument, Span, told_spans
from spv2_spark.decode.people.person import is_initials
from spv2_spark.decode.rules import Chapter, rule
from spv2_spark.domain.label import Field, begin, inside
from spv2_spark.domain.page import Float32s
from spv2_spark.layout.vocabulary import vocabulary

_SEPARATORS = frozenset(",;·•|&")
_MARKS = frozenset("*†‡§¶∗#")
_ROLE = 6  # tokens before a name, among which its role stands
_JOINTS = frozenset(".-‐‑'’")


@rule
def words_of_mail(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """Addresses of mail begin with names: what no space parts from an "@" is none."""
    mail = _mail(document)
    if not mail:
        return spans
    kept = (tuple(at for at in span.indices if at not in mail) for span in spans)
    return [Span(span.field, indices) for span, indices in zip(spans, kept, strict=True) if indices]


@rule
def missed_names(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """Taggers miss a name in the middle or at the end of a list.

    What commas, "and" or marks part from its neighbours on their lines, in their print and with
    capitals as names have, is a name if the tagger thought of one at all.
    """
    limits = document.thresholds.authors
    if len(spans) < limits.pair:
        return spans
    chance = _chance(document)
    found = list(spans)
    for piece in _pieces(document, spans):
        if float(chance[piece].mean()) >= limits.thought_of and _looks_like_name(document, piece):
            found.append(Span(Field.AUTHOR, tuple(piece)))
    return sorted(found, key=lambda one: one.first)


@rule
def people_of_other_roles(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """Theses name supervisors and referees beside the author: a word before them says so.

    Taggers take the word itself for a name, too, where they do not know its language.
    """
    roles = vocabulary().roles
    others = roles.supervisor_before | roles.reviewer_before

    def is_other(span: Span) -> bool:
        words = [document.texts[at] for at in span.indices]
        before = document.texts[max(span.first - _ROLE, 0) : span.first]
        return others.at_start(words) == len(words) or others.at_end(before) > 0

    authors = [span for span in spans if not is_other(span)]
    return authors or spans


def _mail(document: DecodedDocument) -> set[int]:
    """Return the tokens of addresses: the chunks without a space around each "@"."""
    texts, view = document.texts, document.view
    mail: set[int] = set()
    for at, text in enumerate(texts):
        if text != "@":
            continue
        first = last = at
        while first > 0 and not view.spaced[first] and view.line_of[first - 1] == view.line_of[at]:
            first -= 1
        while last + 1 < len(texts) and not view.spaced[last + 1]:
            last += 1
        mail.update(range(first, last + 1))
    return mail


def _chance(document: DecodedDocument) -> Float32s:
    """(N,): the probability that each token is an author's."""
    labels = [begin(Field.AUTHOR), inside(Field.AUTHOR)]
    chance: Float32s = np.exp(document.field_logp[:, labels]).sum(axis=1)
    return chance


def _pieces(document: DecodedDocument, spans: Sequence[Span]) -> Iterator[list[int]]:
    """Yield what separators and lines part between two names of a list, and behind its last."""
    most, end = document.thresholds.authors.missed, len(document.view)
    for span, after in pairwise(spans):
        if after.first - span.last <= most:
            yield from _parted(document, range(span.last + 1, after.first))
    last = spans[-1].last
    tail = range(last + 1, min(last + most, end))
    behind = next((at for at in tail if not _is_mark(document, at)), last)
    if _separates(document.texts[behind]):
        yield from _parted(document, tail)


def _parted(document: DecodedDocument, region: range) -> Iterator[list[int]]:
    """Yield the runs of a region that a separator or a line's edge parts from what is beside."""
    view, piece = document.view, list[int]()
    for at in region:
        if document.labels[at]:
            return
        if _parts(document, at):
            continue
        piece.append(at)
        closes = document.ends_line(at) or _parts(document, at + 1)
        opens = view.lines.opens[piece[0]] or _parts(document, piece[0] - 1)
        if closes and opens:
            yield piece
        if closes:
            piece = []


def _parts(document: DecodedDocument, at: int) -> bool:
    return _is_mark(document, at) or _separates(document.texts[at])


def _is_mark(document: DecodedDocument, at: int) -> bool:
    text = document.texts[at]
    return document.view.superscripts[at] or text in _MARKS or text.isdigit()


def _separates(text: str) -> bool:
    return text in _SEPARATORS or text in vocabulary().names.and_


def _looks_like_name(document: DecodedDocument, piece: Sequence[int]) -> bool:
    """Whether tokens are two or more words of a person's name, in one print, on one line."""
    view, limits = document.view, document.thresholds.authors
    words = [document.texts[at] for at in piece if document.texts[at] not in _JOINTS]
    if not 2 <= len(words) <= limits.longest or len({view.line_of[at] for at in piece}) > 1:  # noqa: PLR2004
        return False
    sizes = [view.sizes[at] for at in piece]
    if max(sizes) - min(sizes) > limits.same_size * max(sizes):
        return False
    particles = vocabulary().names.particles
    are_names = all(word.isalpha() and (word[0].isupper() or word in particles) for word in words)
    is_whole = len(words[-1]) > 1 and not is_initials(words[-1])
    return are_names and is_whole and not vocabulary().affiliation.any.is_within(words)


NAME_LIST = Chapter(
    "authors: a list", (words_of_mail, missed_names, people_of_other_roles), told_spans
)
