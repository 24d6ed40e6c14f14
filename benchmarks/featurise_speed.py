"""CPU milliseconds a page to featurise real or made-up documents, and tokens a second of shards.

    python benchmarks/featurise_speed.py [PDF ...]

Prints what a page costs beside the target of 4 ms for 600 tokens, and how fast the shard made
of the pages is read back in training batches, beside the target of 1 million tokens a second.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from spv2_spark.config import PdfSettings
from spv2_spark.domain.label import PageLabels
from spv2_spark.domain.page import Document, Page
from spv2_spark.features.featurise import Featuriser
from spv2_spark.features.shards import LabelledPaper, ShardInfo, open_shard, write_shard
from spv2_spark.features.statistics import of_pages
from spv2_spark.nn.batch import BatchSettings
from spv2_spark.nn.batches import dev_batches

TARGET_MS, TARGET_TOKENS = 4.0, 1e6


def made_up(seed: int, pages: int = 10, tokens: int = 600) -> Document:
    """Return a document of random words in lines of ten."""
    rng = np.random.default_rng(seed)
    line = np.repeat(np.arange(tokens // 10, dtype=np.int32), 10)
    left, top = np.tile(np.arange(10) * 40.0, tokens // 10), line * 12.0
    boxes = np.stack([left, top, left + 30, top + 10], axis=1).astype(np.float32)
    made = tuple(
        Page(
            number=number,
            width_pt=600.0,
            height_pt=800.0,
            texts=tuple(
                f"{chr(97 + word % 26)}{word}"[1:] for word in rng.zipf(1.3, tokens) % 9999
            ),
            boxes_pt=boxes,
            fonts=("Times-Roman", "Times-Bold"),
            font=rng.integers(0, 2, tokens).astype(np.int32),
            size_pt=rng.choice([9, 10, 12], tokens).astype(np.float32),
            space_pt=np.full(tokens, 2.5, np.float32),
            marks=rng.integers(0, 16, tokens).astype(np.uint8),
            line=line,
            block=line // 5,
            colour=np.zeros(tokens, np.uint32),
        )
        for number in range(pages)
    )
    return Document(f"{seed:040x}", pages, ((600.0, 800.0),) * pages, made)


def documents_of(paths: list[str]) -> list[Document]:
    """Read PDFs, or make documents up if none are given."""
    if not paths:
        return [made_up(seed) for seed in range(20)]
    from spv2_spark.pdf.read import read_pdf

    found = [read_pdf(Path(path).read_bytes(), PdfSettings()) for path in paths]
    return [one for one in found if isinstance(one, Document)]


def main() -> None:
    """Measure and print."""
    documents = documents_of(sys.argv[1:])
    pages = sum(len(document.pages) for document in documents)
    tokens = sum(len(page) for document in documents for page in document.pages)
    statistics = of_pages(page for document in documents for page in document.pages)
    featuriser = Featuriser(statistics.vocabulary(), statistics)
    started = time.process_time()
    features = [featuriser.features(document) for document in documents]
    cost_ms = (time.process_time() - started) * 1000 / pages
    per_600 = cost_ms * 600 * pages / tokens
    print(f"{pages} pages of {tokens / pages:.0f} tokens: {cost_ms:.2f} ms CPU a page")
    print(f"{per_600:.2f} ms for 600 tokens, {per_600 / TARGET_MS:.2f} of the target")
    with tempfile.TemporaryDirectory() as folder:
        rate = shard_rate(Path(folder) / "shard", documents, features, featuriser)
    print(f"shards: {rate:,.0f} tokens/s into batches, {rate / TARGET_TOKENS:.1f} of the target")


def shard_rate(folder: Path, documents: list, features: list, featuriser: Featuriser) -> float:  # type: ignore[type-arg]
    """Return the tokens a second that come out of a shard as padded batches."""
    papers = [
        LabelledPaper(
            document.sha1,
            pages,
            [
                PageLabels(page.number, np.zeros(len(page), np.int8), np.zeros(len(page), np.int8))
                for page in pages
            ],
        )
        for document, pages in zip(documents, features, strict=True)
    ]
    write_shard(folder, papers, ShardInfo("speed", 1.0, featuriser.settings.digest()))
    shard = open_shard(folder)
    started = time.perf_counter()
    tokens = sum(
        int((one.labels[..., 0] >= 0).sum()) for one in dev_batches([shard], BatchSettings())
    )
    return tokens / (time.perf_counter() - started)


if __name__ == "__main__":
    main()
