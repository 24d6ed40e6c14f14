"""What looks like names of persons on a line, whatever the tagger said of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from spv2_spark.decode.document import DecodedDocument
from spv2_spark.decode.people.person import is_initials
from spv2_spark.layout.vocabulary import vocabulary

_SEPARATORS = frozenset(",;·•|&")
_MARKS = frozenset("*†‡§¶∗#")
_JOINTS = frozenset(".-‐‑'’")
_UNDIVIDED = range(2, 5)  # letters of a name in Chinese, Japanese or Korean


def words_of(document: DecodedDocument, indices: Sequence[int]) -> list[str]:
    """Return the words of tokens; letters that stand apart are one: "T E S I S", "M EMOIRE"."""
    words = document.told(indices).text.split()
    letters = [word for word in words if word.isalnum()]
    if len(letters) > 1 and all(len(word) == 1 for word in letters):
        return ["".join(letters)]
    return words


def is_mark(document: DecodedDocument, at: int) -> bool:
    """Whether a token is a note's mark beside a name, or its number."""
    text = document.texts[at]
    return document.view.superscripts[at] or text in _MARKS or text.isdigit()


def separates(text: str) -> bool:
    """Whether a token parts names: a comma, a bullet, "and"."""
    return text in _SEPARATORS or text in vocabulary().names.and_


def looks_like_name(document: DecodedDocument, piece: Sequence[int]) -> bool:
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
    others = (vocabulary().affiliation.any, vocabulary().references.kinds)
    return are_names and is_whole and not any(one.is_within(words) for one in others)


def names_on(document: DecodedDocument, line: Iterable[int]) -> list[list[int]]:
    """Return the names that tokens of a line are, in order; none if anything else is among them.

    Marks, separators, degrees and what stands in brackets ("Ann Doe^1, MD and Bob Roe (editor)")
    stand between names.
    """
    pieces: list[list[int]] = [[]]
    is_aside = False
    for at in line:
        text = document.texts[at]
        is_aside = is_aside or text == "("
        if is_aside or is_mark(document, at) or separates(text):
            pieces.append([])
        else:
            pieces[-1].append(at)
        is_aside = is_aside and text != ")"
    pieces = [piece for piece in pieces if piece and not _is_degree(document, piece)]
    are_names = all(
        looks_like_name(document, piece) or _is_undivided(document, piece) for piece in pieces
    )
    return pieces if are_names else []


def _is_degree(document: DecodedDocument, piece: Sequence[int]) -> bool:
    text = "".join(document.texts[at] for at in piece)
    known = vocabulary().names
    return text in known.degrees or text in known.possible_degrees


def _is_undivided(document: DecodedDocument, piece: Sequence[int]) -> bool:
    """Whether tokens are a name that no space divides: in Han, kana or Hangul."""
    text = "".join(document.texts[at] for at in piece)
    are_east = all(unicodedata.name(one, "").startswith(("CJK", "HANGUL", "KATA")) for one in text)
    return len(text) in _UNDIVIDED and are_east and text not in vocabulary().affiliation.any
