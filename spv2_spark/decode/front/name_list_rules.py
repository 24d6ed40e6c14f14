"""What a whole list of names tells of its members: who was missed, and what is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from spv2_spark.decode.document import DecodedDocument, Span, told_spans
from spv2_spark.decode.front.name_end_rules import (
    second_surnames,
    societies_as_names,
    suffixes_behind_authors,
    words_before_names,
)
from spv2_spark.decode.front.name_shapes import is_mark, names_on, separates
from spv2_spark.decode.people.person import is_initials
from spv2_spark.decode.rules import Chapter, rule
from spv2_spark.domain.label import Field, begin, inside
from spv2_spark.domain.page import Float32s
from spv2_spark.layout.vocabulary import vocabulary
from spv2_spark.layout.word_list import WordList

_INITIALS = 2  # letters of a token, at most
_ROLE = 10  # tokens before a name, among which its role stands


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

    What commas, "and", marks or the white of columns part from its neighbours on their lines, in
    their print and with capitals as names have, is a name if the tagger thought of one at all.
    Behind a name alone it stands behind "and". Initials may stand behind a surname where they do
    in other names.
    """
    if not spans:
        return spans
    limits, chance = document.thresholds.authors, chance_of_author(document)
    have_initials_behind = any(_is_surname_with_initials(document, one.indices) for one in spans)
    found = list(spans)
    for piece in _pieces(document, spans):
        is_second = len(spans) > 1 or document.text_at(piece[0] - 1) in vocabulary().names.and_
        is_likely = is_second and float(chance[piece].mean()) >= limits.thought_of
        is_name = names_on(document, piece) == [piece] or (
            have_initials_behind and _is_surname_with_initials(document, piece)
        )
        if is_likely and is_name:
            found.append(Span(Field.AUTHOR, tuple(piece)))
    return sorted(found, key=lambda one: one.first)


@rule
def people_of_other_roles(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """Theses name supervisors, and journals referees and editors: a word before them says so.

    "Reviewed by Ann Doe, Bob Roe" is of both. Taggers take the word itself for a name, too, where
    they do not know its language.
    """
    authors = [span for span in spans if not is_of_other_role(document, span)]
    return authors or spans


def is_of_other_role(document: DecodedDocument, span: Span) -> bool:
    """Whether a name is a supervisor's, a referee's or an editor's, or such a role's word."""
    others = vocabulary().roles.other_before
    words = [document.texts[at] for at in span.indices]
    return others.at_start(words) == len(words) or _is_behind(document, span.first, others)


def _is_behind(document: DecodedDocument, first: int, roles: WordList) -> bool:
    """Whether a role stands before a name, with other names without a label between at most.

    It stands on the name's line, ends the one above, or is set in the name's print.
    """
    texts = document.texts
    for at in range(first, max(first - _ROLE, 0), -1):
        count = roles.at_end(texts[max(at - roles.longest, 0) : at])
        # "org." is no role in "doe@kiln.org".
        if count and document.view.spaced[at - count] and document.text_at(at - count - 1) != ".":
            return at == first or _are_together(document, at - 1, first)
        if document.labels[at - 1] or texts[at - 1].islower():
            return False
    return False


def _are_together(document: DecodedDocument, role: int, name: int) -> bool:
    """Whether a role and a name behind other names stand on one line, or in one print."""
    view = document.view
    step = abs(view.sizes[role] - view.sizes[name])
    is_alike = step <= document.thresholds.authors.same_size * view.sizes[name]
    return is_alike or view.line_of[role] == view.line_of[name]


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


def chance_of_author(document: DecodedDocument) -> Float32s:
    """Return (N,): the probability that each token is an author's."""
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
    behind = next((at for at in tail if not is_mark(document, at)), last)
    if separates(document.texts[behind]):
        yield from _parted(document, tail)


def _is_surname_with_initials(document: DecodedDocument, piece: Sequence[int]) -> bool:
    """Whether tokens are a surname and initials behind it: "Ellingworth R.A."."""
    words = [document.texts[at] for at in piece if document.texts[at].isalpha()]
    surname, initials = words[:1], words[1:]
    is_surname = bool(surname) and not is_initials(surname[0]) and surname[0][0].isupper()
    are_initials = all(len(one) <= _INITIALS and one.isupper() for one in initials)
    return is_surname and bool(initials) and are_initials


def _parted(document: DecodedDocument, region: range) -> Iterator[list[int]]:
    """Yield the runs of a region that a separator or a line's edge parts from what is beside."""
    view, piece = document.view, list[int]()
    for at in region:
        if document.labels[at]:
            return
        if _parts(document, at):
            continue
        piece.append(at)
        closes = document.ends_line(at) or _parts(document, at + 1) or _is_white(document, at + 1)
        first = piece[0]
        opens = view.lines.opens[first] or _parts(document, first - 1) or _is_white(document, first)
        if closes and opens:
            yield piece
        if closes:
            piece = []


def _is_white(document: DecodedDocument, at: int) -> bool:
    """Whether the white of a column stands before a token of a line."""
    boxes = document.view.boxes
    gap = boxes[at][0] - boxes[at - 1][2]
    return gap > document.thresholds.authors.clear_gap * document.view.sizes[at]


def _parts(document: DecodedDocument, at: int) -> bool:
    return is_mark(document, at) or separates(document.texts[at])


NAME_LIST = Chapter(
    "authors: a list",
    (
        words_of_mail,
        people_of_other_roles,
        missed_names,
        words_before_names,
        second_surnames,
        societies_as_names,
        suffixes_behind_authors,
    ),
    told_spans,
)
