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

_NEAR = 40  # tokens to each side over which densities are taken
_FAR = 3000.0  # tokens after a heading at which its distance is 1
_HEADING_TOKENS = 6


def chunks(columns: TokenColumns, hints: Bools) -> dict[str, Float32s]:
    """Whether a token's chunk (the run up to the next white space) is a URL, DOI or e-mail."""
    runs = Runs(columns.lines.opens | columns.marked(Mark.SPACE_BEFORE))
    web, mail, ten, slash = (runs.any(hints[:, HINTS.index(name)]) for name in HINTS[:4])
    link = (web | (ten & slash))[runs.of]
    return {
        "in_link": link.astype(np.float32),
        "in_mail": mail[runs.of].astype(np.float32),
        "chunk_start": runs.opens.astype(np.float32),
        "chunk_end": runs.closes.astype(np.float32),
    }


def after_heading(columns: TokenColumns, hints: Bools) -> dict[str, Float32s]:
    """Whether a bibliography's heading stands before a token, and how far before.

    A heading is a line of a few tokens whose words are all such as head bibliographies.
    """
    runs = columns.lines
    word, glue = hints[:, HINTS.index("heading")], hints[:, HINTS.index("heading_glue")]
    only = runs.count(word | glue) == runs.sizes
    heading = only & runs.any(word) & (runs.sizes <= _HEADING_TOKENS)
    place = np.arange(len(word))
    seen = np.maximum.accumulate(np.where(heading[runs.of], place, -1))
    distance = np.clip((place - seen) / _FAR, 0, 1)
    return {
        "heading": heading[runs.of].astype(np.float32),
        "after_heading": (seen >= 0).astype(np.float32),
        "heading_distance": np.where(seen >= 0, distance, 1).astype(np.float32),
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
