"""Record what rooms of new versions make of the kept papers: `make golden`.

With `--papers` the papers themselves are made anew first, by the generator, the tokeniser and
the packaged model of today; every room's digest is another then.
"""

from __future__ import annotations

import json
import sys

import pyarrow as pa
import pyarrow.parquet as pq

from spv2_spark.config import PdfSettings
from spv2_spark.domain.page import Document
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.pdf.read import read_pdf
from spv2_spark.stages.tag_rows import TaggedPaper, tagged_batch
from spv2_spark.stages.token_rows import Read
from tests.golden.outputs import FOLDER, TAGGED_PAPERS, rooms

VERSIONS = FOLDER / "versions.json"
_SEEDS = 2  # of the designs of the sample articles
_PDFS = 4


def recorded() -> dict[str, dict[str, str]]:
    """Return the digests by room and version."""
    found: dict[str, dict[str, str]] = json.loads(VERSIONS.read_text(encoding="utf-8"))
    return found


def record() -> None:
    """Write the digest of each room's version that has none; what is recorded stays."""
    versions = recorded() if VERSIONS.exists() else {}
    for name, room in rooms().items():
        versions.setdefault(name, {}).setdefault(room.version, room.digest())
    VERSIONS.write_text(json.dumps(versions, indent=2) + "\n", encoding="utf-8")


def make_papers() -> None:
    """Write the PDFs and the tagged papers, and forget all digests."""
    from spv2_spark.nn.package import read_package
    from spv2_spark.nn.tagger import load_tagger
    from spv2_spark.typeset.demo import typeset_samples
    from spv2_spark.typeset.generator import PaperGenerator

    tagger, kept = load_tagger(read_package("packaged:default")), []
    for seed in range(_SEEDS):
        for name, paper in typeset_samples(PaperGenerator(), seed):
            document = read_pdf(paper.pdf, PdfSettings())
            assert isinstance(document, Document)
            read = Read(ClaimedPaper(f"{seed}-{name}", "", name, 1), document, document.sha1)
            (tags,) = tagger.tag([document])
            kept.append(TaggedPaper(read, tuple(one.rounded() for one in tags)))
            if seed == 0 and len(kept) <= _PDFS:
                (FOLDER / "papers" / f"{name}.pdf").write_bytes(paper.pdf)
    pq.write_table(pa.Table.from_batches([tagged_batch(kept)]), TAGGED_PAPERS, compression="zstd")
    VERSIONS.unlink(missing_ok=True)


if __name__ == "__main__":
    if "--papers" in sys.argv:
        make_papers()
    record()
