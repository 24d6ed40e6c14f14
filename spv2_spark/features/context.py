"""What the strings around a token say: URLs, headings of bibliographies, years and initials near.

Functions take a document's columns and the facts of its N texts, and return
{name: (N,) float32} with numbers in -1..1, as those in `geometry` do.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from spv2_spark.domain.page import Float32s, Mark
from spv2_spark.features.statistics import Percentile, binned
from spv2_spark.features.strings import FACTS, HINTS
from spv2_spark.layout.columns import TokenColumns
from spv2_spark.layout.runs import Bools, Runs
from spv2_spark.layout.vocabulary import Heading

_NEAR = 40  # tokens to each side over which densities are taken
_FAR = 3000.0  # tokens after a heading at which its distance is 1
_OF_LISTS = (Heading.REFERENCES, Heading.FURTHER_READING)


def chunks(columns: TokenColumns, hints: Bools) -> dict[str, Float32s]:
    """Whether a token's chunk (the run up to the next white space) is a URL, DOI or e-mail."""
    runs = Runs(columns.lines.opens | columns.marked(Mark.SPACE_BEFORE))
    web, mail, ten, slash = (runs.any(hints[:, HINTS.index(name)]) for name in HINTS)
    link = (web | (ten & slash))[runs.of]
    return {
        "in_link": link.astype(np.float32),
        "in_mail": mail[runs.of].astype(np.float32),
        "chunk_start": runs.opens.astype(np.float32),
        "chunk_end": runs.closes.astype(np.float32),
    }


def headings(columns: TokenColumns) -> dict[str, Float32s]:
    """Say which tokens are a known heading, and under which the others stand.

    `under_list` is 1 from a bibliography's heading to the next one of anything else, and
    `before_headings` where none has come yet: the front.
    """
    runs, place = columns.lines, np.arange(len(columns))
    is_list, is_other = (np.zeros(len(runs.starts), np.bool_) for _ in range(2))
    for line, heading in columns.headings:
        (is_list if heading in _OF_LISTS else is_other)[line] = True
    of_list, of_other = is_list[runs.of], is_other[runs.of]
    list_seen, other_seen = (
        np.maximum.accumulate(np.where(one, place, -1)) for one in (of_list, of_other)
    )
    distance = np.clip((place - list_seen) / _FAR, 0, 1)
    return {
        "heading": of_list.astype(np.float32),
        "other_heading": of_other.astype(np.float32),
        "after_heading": (list_seen >= 0).astype(np.float32),
        "heading_distance": np.where(list_seen >= 0, distance, 1).astype(np.float32),
        "under_list": (list_seen > other_seen).astype(np.float32),
        "before_headings": ((list_seen < 0) & (other_seen < 0)).astype(np.float32),
    }


def scripts(columns: TokenColumns, facts: Float32s) -> dict[str, Float32s]:
    """How much of the letters around a token is Latin: in its line, and in the document."""
    letters, latin = (facts[:, FACTS.index(name)] for name in ("letters", "latin"))
    line, lines = columns.lines.of, len(columns.lines.starts)
    in_line = np.bincount(line, latin, lines) / np.maximum(np.bincount(line, letters, lines), 1)
    in_document = float(latin.sum() / max(float(letters.sum()), 1.0))
    return {
        "latin_line": in_line[line].astype(np.float32),
        "latin_document": np.full(len(latin), in_document, np.float32),
    }


def densities(columns: TokenColumns, facts: Float32s) -> dict[str, Float32s]:
    """How often years, initials, commas and the like stand near, within the page."""
    page_start = columns.pages.starts[columns.pages.of]
    page_end = columns.pages.ends[columns.pages.of] + 1
    place = np.arange(len(facts))
    first = np.maximum(place - _NEAR, page_start)
    last = np.minimum(place + _NEAR + 1, page_end)
    numbers: dict[str, Float32s] = {}
    for name, scale in (("year", 12), ("initial", 4), ("comma", 3), ("stop", 3), ("known", 1)):
        sums = np.concatenate([[0.0], np.cumsum(facts[:, FACTS.index(name)], dtype=np.float64)])
        share = (sums[last] - sums[first]) / (last - first)
        numbers[f"{name}_near"] = np.clip(share * scale, 0, 1).astype(np.float32)
    return numbers


def percentiles(columns: TokenColumns, size: Percentile, space: Percentile) -> dict[str, Float32s]:
    """SPv2's six: font size and space width in the corpus, the document and the page."""
    numbers: dict[str, Float32s] = {}
    for kind, values, corpus in (
        ("size", columns.size_pt, size),
        ("space", columns.space_pt, space),
    ):
        bins = binned(values, kind)
        numbers[f"{kind}_in_corpus"] = corpus.of(bins) * 2 - 1
        numbers[f"{kind}_in_document"] = _ranks(bins) * 2 - 1
        # A page's values are made distinct from all other pages' by the page's index.
        wide = columns.pages.of * (int(bins.max()) - int(bins.min()) + 1) + bins - int(bins.min())
        placed = _places(wide) - columns.pages.starts[columns.pages.of]
        share = placed / columns.pages.sizes[columns.pages.of]
        numbers[f"{kind}_in_page"] = (share * 2 - 1).astype(np.float32)
    return numbers


def _ranks(bins: npt.NDArray[np.int64]) -> Float32s:
    return (_places(bins) / len(bins)).astype(np.float32)


def _places(bins: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """(N,): mean of how many values are smaller and how many are smaller or equal."""
    _, codes, counts = np.unique(bins, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - counts / 2)[codes.reshape(-1)]
