"""The outputs of the rooms that have versions, on the papers that lie here.

`papers/` has PDFs of the generator's, `tagged.parquet` (TAGGED) the tokens and tags of more of
them: every room's input is kept, so that a change of one room shows in that room alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow.parquet as pq

from spv2_spark import further, layout, pdf
from spv2_spark.config import PdfSettings, Settings
from spv2_spark.decode.decoder import Decoder
from spv2_spark.decode.version import version_of
from spv2_spark.domain.metadata import PaperDetails, ReferenceDetails
from spv2_spark.domain.page import Document, Float32s
from spv2_spark.domain.tagging import PageTags
from spv2_spark.engines.strings import taggers_of, versions_of
from spv2_spark.features.featurise import FEATURE_VERSION, FeatureSettings, Featuriser
from spv2_spark.features.statistics import TokenStatistics, of_pages
from spv2_spark.further.models import NAMES
from spv2_spark.further.reader import FurtherReader
from spv2_spark.layout.columns import columns_of
from spv2_spark.nn.device import Device
from spv2_spark.pdf.read import read_pdf
from spv2_spark.stages.result_rows import result_row
from spv2_spark.stages.tag_rows import TaggedPaper, tagged_papers

FOLDER = Path(__file__).parent
TAGGED_PAPERS = FOLDER / "tagged.parquet"
_PAPER_DETAILS, _REFERENCE_DETAILS = (
    frozenset(one.name for one in fields(kind)) for kind in (PaperDetails, ReferenceDetails)
)


class Room(NamedTuple):
    """A room that has a version, and what it makes of the papers."""

    version: str
    raised: str  # how the version is raised
    outputs: Callable[[], Iterator[Any]]

    def digest(self) -> str:
        """Return 16 hex digits that change with any of the outputs."""
        text = json.dumps(list(self.outputs()), default=_plain)
        rounded = json.dumps(json.loads(text, parse_float=_rounded))
        return hashlib.sha256(rounded.encode()).hexdigest()[:16]


def rooms() -> dict[str, Room]:
    """Return the rooms by name."""
    return {
        "pdf": Room(pdf.VERSION, "raise pdf.VERSION", _tokens),
        "layout": Room(layout.VERSION, "raise layout.VERSION", _views),
        "features": Room(str(FEATURE_VERSION), "raise FEATURE_VERSION, and train anew", _features),
        "decode": Room(version_of(Decoder()), "raise REVISION in decode/version.py", _metadata),
        "further": Room(further.VERSION, "raise further.VERSION", _further_fields),
    }


@cache
def tagged() -> list[TaggedPaper]:
    """Return the kept papers, all of them read and tagged."""
    return list(tagged_papers(pq.read_table(TAGGED_PAPERS).combine_chunks().to_batches()))


def documents() -> list[Document]:
    """Return the kept papers' documents."""
    return [one.read.outcome for one in tagged() if isinstance(one.read.outcome, Document)]


def _tokens() -> Iterator[Any]:
    for path in sorted((FOLDER / "papers").glob("*.pdf")):
        document = read_pdf(path.read_bytes(), PdfSettings())
        assert isinstance(document, Document)
        for page in document.pages:
            yield page.texts, page.fonts, page.boxes_pt, page.size_pt, page.space_pt
            yield page.font, page.marks, page.line, page.block, page.colour


def _views() -> Iterator[Any]:
    for document in documents():
        view = columns_of(document)
        yield view.running_heads, view.median_size_pt, view.spaced, view.superscripts
        yield view.line_of, view.block_of, view.page_numbers, view.boxes, view.sizes


def _features() -> Iterator[Any]:
    for kind in ("wide", "spv2"):
        statistics, settings = _statistics(), FeatureSettings(kind)
        featuriser = Featuriser(statistics.vocabulary(), statistics, settings)
        for page in chain.from_iterable(map(featuriser.features, documents())):
            yield page.ids, page.numbers


def _metadata() -> Iterator[Any]:
    """Yield what is read by tags as they are and by worse ones, for which more rules are."""
    known = frozenset(word.lower() for word in _statistics().vocabulary())
    for paper in tagged():
        assert isinstance(paper.read.outcome, Document)
        assert isinstance(paper.tags, tuple)
        for scale, noise in ((1.0, 0.0), (0.3, 1.0), (0.5, 2.0)):
            tags = _blurred(paper.tags, np.float32(scale), np.float32(noise))
            found = Decoder().metadata_of(paper.read.outcome, tags, known)
            yield _decoded_row(result_row(paper.read, "", found))


def _decoded_row(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of RESULTS without the fields that another room reads."""
    kept = {name: row[name] for name in row if name not in _PAPER_DETAILS}
    told = row["references"] or ()
    references = [
        {name: one[name] for name in one if name not in _REFERENCE_DETAILS} for one in told
    ]
    return {**kept, "references": references}


def _further_fields() -> Iterator[Any]:
    """Yield what is read beside SPv2's fields by the tags as they are, of all papers together."""
    known = frozenset(word.lower() for word in _statistics().vocabulary())
    decoded = []
    for paper in tagged():
        assert isinstance(paper.read.outcome, Document)
        assert isinstance(paper.tags, tuple)
        decoded.append(Decoder().decoded(paper.read.outcome, paper.tags, known))
    settings = Settings()
    versions = versions_of(settings, NAMES)
    reader = FurtherReader(lambda: taggers_of(settings, NAMES, versions, Device()))
    for paper, found in zip(tagged(), reader(decoded), strict=True):
        yield result_row(paper.read, "", found)


def _blurred(
    tags: Sequence[PageTags], scale: np.float32, noise: np.float32
) -> tuple[PageTags, ...]:
    """Return the tags with less between likely labels and unlikely ones, and noise over both."""
    rng = np.random.default_rng(len(tags))

    def blur(logp: Float32s) -> Float32s:
        return logp * scale + noise * rng.standard_normal(logp.shape, dtype=np.float32)

    return tuple(PageTags(one.number, blur(one.field_logp), blur(one.entry_logp)) for one in tags)


@cache
def _statistics() -> TokenStatistics:
    """Return the counts of the kept papers, of what occurs more than once, as a corpus has them."""
    every = of_pages(page for one in documents() for page in one.pages)
    return TokenStatistics(
        {
            kind: {value: count for value, count in values.items() if count > 1}
            for kind, values in every.counts.items()
        }
    )


def _plain(value: Any) -> Any:
    """Return arrays and NumPy's numbers as JSON has them."""
    return value.tolist()


def _rounded(number: str) -> float:
    """Return a number of JSON to two digits, in which machines agree."""
    return round(float(number), 2)
