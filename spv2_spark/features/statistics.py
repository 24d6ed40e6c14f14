"""Token statistics: counts that merge in any order, and what the features read from them.

SPv2 counts, over the corpus, token texts, font names, font sizes, space widths and the four
edges of the tokens. Numbers are counted in bins, so that the tables stay small: sizes in
tenths and space widths in twentieths of a point, edges in hundredths of the page's size.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from spv2_spark.domain.page import Float32s, Page
from spv2_spark.errors import ModelError
from spv2_spark.layout.hyphens import HYPHENS

FORMAT = 1

SIZE_BINS_PER_PT = 10
SPACE_BINS_PER_PT = 20
EDGE_BINS = 100  # of the page's width or height

Row = tuple[str, str, int]  # kind, value, count

# What strangers' JSON of another shape or with odd numbers raises.
_NO_STATISTICS = (
    ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError,
)  # fmt: skip

_BINS_PER_PT = {"size": SIZE_BINS_PER_PT, "space": SPACE_BINS_PER_PT}


def normalised(text: str) -> str:
    """Return the text as the vocabulary holds it: lower case, NFKC."""
    lower = text.lower()
    return lower if lower.isascii() else unicodedata.normalize("NFKC", lower)


def binned(values: npt.ArrayLike, kind: str) -> npt.NDArray[np.int64]:
    """Return the bins of sizes or space widths in points; what is not finite counts as 0."""
    numbers = np.nan_to_num(np.asarray(values, np.float64), nan=0.0, posinf=0.0, neginf=0.0)
    return np.rint(numbers * _BINS_PER_PT[kind]).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Percentile:
    """Where a value stands in a distribution of bins."""

    bins: npt.NDArray[np.int64]  # ascending
    shares: npt.NDArray[np.float64]  # (len(bins) + 1,): cumulative, from 0 to 1

    def of(self, bins: npt.NDArray[np.int64]) -> Float32s:
        """Return SPv2's percentile: the mean of the share below a bin and the share up to it.

        The body's size, which most tokens have, so sits near 0.5; with no counts all are 0.5.
        """
        if not len(self.bins):
            return np.full(np.shape(bins), 0.5, np.float32)
        below = self.shares[np.searchsorted(self.bins, bins, "left")]
        up_to = self.shares[np.searchsorted(self.bins, bins, "right")]
        return ((below + up_to) / 2).astype(np.float32)


def percentile(counts: Mapping[str, int]) -> Percentile:
    """Build the percentile function of {bin: count}.

    >>> sizes = percentile({"80": 10, "100": 80, "180": 10})  # 8, 10 and 18 pt
    >>> [round(share, 2) for share in sizes.of(np.array([80, 100, 120, 180])).tolist()]
    [0.05, 0.5, 0.9, 0.95]
    """
    ordered = sorted((int(value), count) for value, count in counts.items())
    bins = np.array([value for value, _ in ordered], np.int64)
    cumulative = np.cumsum([0.0, *(float(count) for _, count in ordered)])
    return Percentile(bins, cumulative / max(float(cumulative[-1]), 1.0))


@dataclass(frozen=True, slots=True)
class TokenStatistics:
    """Counts by kind and value; values are strings, bins are written as digits.

    Kinds are token, broken (tokens that a hyphen at a line's end parts), font, size, space, left,
    right, top and bottom.
    """

    counts: Mapping[str, Mapping[str, int]] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, kind: str) -> Mapping[str, int]:
        """Return {value: count} of one kind."""
        return self.counts.get(kind, {})

    def vocabulary(self, coverage: float = 0.995, most: int = 0) -> tuple[str, ...]:
        """Return the most frequent words that make up `coverage` of all occurrences.

        The commonest comes first, ties in the order of the text; at most `most` words if it
        is not 0.

        >>> counts = TokenStatistics({"token": {"the": 6, "cell": 3, "zebrafish": 1}})
        >>> counts.vocabulary(coverage=0.9)
        ('the', 'cell')
        """
        return _covering(self.of("token"), coverage, most)

    def lexicon(self, coverage: float = 0.995) -> tuple[str, ...]:
        """Return the words of a vocabulary whose parts at line ends are not counted.

        What hyphens leave there ("sations") is a word nowhere else, and undoing them asks for
        words.

        >>> counts = {"token": {"cell": 9, "sations": 2}, "broken": {"sations": 2}}
        >>> TokenStatistics(counts).lexicon(1.0)
        ('cell',)
        """
        whole = Counter(self.of("token"))
        whole.subtract(self.of("broken"))
        return _covering({word: count for word, count in whole.items() if count > 0}, coverage)

    def only(self, *kinds: str) -> TokenStatistics:
        """Return the counts of some kinds: a model package needs sizes and space widths."""
        return TokenStatistics({kind: dict(self.of(kind)) for kind in kinds})

    def to_json(self) -> str:
        """Return the counts as JSON, keys sorted, so that equal statistics are equal bytes."""
        counts = {kind: dict(values) for kind, values in self.counts.items()}
        return json.dumps({"format": FORMAT, "counts": counts}, ensure_ascii=False, sort_keys=True)


def _covering(counts: Mapping[str, int], coverage: float, most: int = 0) -> tuple[str, ...]:
    """Return the commonest words that make up `coverage` of all occurrences, at most `most`."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    wanted = coverage * sum(count for _, count in ordered)
    words: list[str] = []
    reached = 0
    for word, count in ordered:
        if reached >= wanted or (most and len(words) >= most):
            break
        words.append(word)
        reached += count
    return tuple(words)


def of_rows(rows: Iterable[Row]) -> TokenStatistics:
    """Build statistics from (kind, value, count); rows of the same value add up."""
    counts: dict[str, Counter[str]] = {}
    for kind, value, count in rows:
        counts.setdefault(kind, Counter())[value] += int(count)
    return TokenStatistics({kind: dict(values) for kind, values in counts.items()})


def of_pages(pages: Iterable[Page]) -> TokenStatistics:
    """Count the tokens of pages."""
    return of_rows(row for page in pages for row in page_rows(page))


def page_rows(page: Page) -> list[Row]:
    """Return one page's counts as (kind, value, count); no pair of kind and value twice."""
    words = Counter(normalised(text) for text in page.texts)
    rows: list[Row] = [("token", word, count) for word, count in words.items()]
    broken = Counter(normalised(page.texts[at]) for at in _broken(page))
    rows += [("broken", word, count) for word, count in broken.items()]
    fonts = np.bincount(page.font, minlength=len(page.fonts)).tolist()
    named: Counter[str] = Counter()
    for name, count in zip(page.fonts, fonts, strict=False):
        named[name] += count
    rows += [("font", name, count) for name, count in named.items() if count]
    for kind, bins in _page_bins(page).items():
        values, counts = np.unique(bins, return_counts=True)
        pairs = zip(values.tolist(), counts.tolist(), strict=True)
        rows += [(kind, str(value), count) for value, count in pairs]
    return rows


def _broken(page: Page) -> Iterator[int]:
    """Yield the tokens before and behind the hyphens that end lines."""
    texts, line = page.texts, page.line
    for at in range(1, len(texts) - 1):
        if texts[at] in HYPHENS and line[at - 1] == line[at] != line[at + 1]:
            yield from (at - 1, at + 1)


def _page_bins(page: Page) -> dict[str, npt.NDArray[np.int64]]:
    extent = np.array([page.width_pt, page.height_pt] * 2, np.float64)
    shares = np.nan_to_num(page.boxes_pt / np.maximum(extent, 1.0))
    edges = np.rint(np.clip(shares, 0.0, 1.0) * EDGE_BINS).astype(np.int64)
    left, top, right, bottom = edges.reshape(-1, 4).T
    return {
        "size": binned(page.size_pt, "size"),
        "space": binned(page.space_pt, "space"),
        "left": left,
        "right": right,
        "top": top,
        "bottom": bottom,
    }


def from_json(text: str) -> TokenStatistics:
    """Read what `to_json` wrote; ModelError if it is something else."""
    try:
        table: Any = json.loads(text)
        if table["format"] != FORMAT:
            raise ModelError(f"token statistics of format {table['format']!r}, not {FORMAT}")
        counts = {
            str(kind): {str(value): int(count) for value, count in values.items()}
            for kind, values in table["counts"].items()
        }
        for kind in _BINS_PER_PT:
            percentile(counts.get(kind, {}))  # whose values must be bins
    except _NO_STATISTICS as error:
        raise ModelError(f"not token statistics: {type(error).__name__}: {error}") from error
    return TokenStatistics(counts)
