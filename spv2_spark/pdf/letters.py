"""Whether a page's letters are known: text whose codes nobody can read is worse than none.

Fonts without a map from codes to letters come out as U+FFFD, or as other letters than those that
are printed ("7KH UHVXOWV"). The second kind is told by how often each letter occurs: in every
language in Latin script some are common and some rare.
"""

from __future__ import annotations

from unicodedata import combining, normalize

import numpy as np

_UNKNOWN = "\ufffd"
_MOST_UNKNOWN = 0.3  # of the letters; formulas of old fonts have fewer
_FEWEST_LETTERS = 200  # of a page that can be judged by its letters
_FEWEST_KINDS = 15  # of the 26 letters; with fewer it is a plot's labels, or a gene
_LEAST_ALIKE = 0.45  # 1,260 of 1,263 real pages have 0.64 and more; letters mixed up under 0.5
_ALIKE = 0.8  # of 99 in 100 real pages
_FIRST, _LAST, _OTHERS = ord("a"), ord("z"), 0xC0  # what follows are nearly all letters
# How often each letter occurs in a hundred, between English, German, French, Spanish and Polish.
_USUAL = np.array(
    [8.6, 1.5, 3.4, 4.0, 13.4, 1.4, 1.7, 2.7, 7.6, 0.5, 1.0, 4.7, 2.7, 7.2, 7.0, 2.6, 0.4, 6.5, 6.5,
     7.0, 3.9, 1.2, 1.2, 0.3, 1.2, 0.9]
)  # fmt: skip


def are_unknown(text: str) -> bool:
    """Whether a page is in letters that cannot be known; its spaces do not matter.

    >>> are_unknown("\ufffd" * 20), are_unknown("Cooling porous kilns")
    (True, False)
    """
    unknown = text.count(_UNKNOWN)
    latin, others = _counts(text)
    if unknown > _MOST_UNKNOWN * (latin.sum() + others):
        return True
    alike = _likeness(latin, others - unknown)
    if alike is None or alike >= _LEAST_ALIKE:
        return False
    # Vietnamese has accents on most of its vowels: a page of it looks as if it had few.
    bare = "".join(char for char in normalize("NFD", text) if not combining(char))
    latin, others = _counts(bare)
    alike = _likeness(latin, others - unknown)
    return alike is not None and alike < _LEAST_ALIKE


def are_usual(text: str) -> bool:
    """Whether the letters of a text are as frequent as a language in Latin script has them."""
    alike = _likeness(*_counts(text))
    return alike is not None and alike >= _ALIKE


def _counts(text: str) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], int]:
    """Return how often each Latin letter occurs, and how many others there are."""
    codes = np.frombuffer(text.lower().encode("utf-32-le", "surrogatepass"), np.uint32)
    latin = np.bincount(codes[codes <= _LAST], minlength=_LAST + 1)[_FIRST:]
    return latin, int((codes >= _OTHERS).sum())


def _likeness(latin: np.ndarray[tuple[int], np.dtype[np.int64]], others: int) -> float | None:
    """Return the correlation (-1..1) of the letters' counts with the usual; None for too few."""
    if latin.sum() < max(_FEWEST_LETTERS, others) or np.count_nonzero(latin) < _FEWEST_KINDS:
        return None
    return float(np.corrcoef(latin, _USUAL)[0, 1])
