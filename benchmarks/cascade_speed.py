"""What a cascade's second level costs when its references are batched, and when they are not.

    python benchmarks/cascade_speed.py [--package PACKAGE] PDF ...

Prints CPU seconds of the page model over the PDFs' pages (the flat tagger), of finding the
entries, and of its parser: over the references of all documents together, of one document at
time, and of one reference at a time. The last is the baseline: a cascade in which each model is
called for each string. A package without one lends its page model's weights to it.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from spv2_spark.config import PdfSettings
from spv2_spark.domain.page import Document
from spv2_spark.features.featurise import PageFeatures
from spv2_spark.nn.cascade import reference_features
from spv2_spark.nn.entries import found_entries
from spv2_spark.nn.package import read_package
from spv2_spark.nn.tagger import NeuralTagger, load_pages
from spv2_spark.pdf.read import read_pdf


def cpu_seconds(run: Callable[[], object], repeats: int = 3) -> float:
    """Return the least CPU time of some runs, after one to warm up."""
    run()
    times: list[float] = []
    for _ in range(repeats):
        started = time.process_time()
        run()
        times.append(time.process_time() - started)
    return min(times)


def one_by_one(parser: NeuralTagger, groups: Sequence[Sequence[PageFeatures]]) -> None:
    """Call the reference parser for each group of references by itself."""
    for group in groups:
        parser.tag_features(group)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--package", default="packaged:default")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("pdfs", nargs="+", type=Path)
    chosen = parser.parse_args()
    package = read_package(chosen.package)
    pages = load_pages(package, threads=chosen.threads)
    reference_parser = load_pages(package.reference_parser or package, threads=chosen.threads)
    outcomes = [read_pdf(path.read_bytes(), PdfSettings()) for path in chosen.pdfs]
    documents = [one for one in outcomes if isinstance(one, Document)]
    features = pages.features(documents)
    tags = pages.tag_documents(documents, features)
    entries = [found_entries(*one) for one in zip(documents, tags, strict=True)]
    groups = [reference_features(*one) for one in zip(features, entries, strict=True)]
    references = [one for group in groups for one in group]
    tokens = sum(len(page) for pages_of in features for page in pages_of)
    read = sum(len(one) for one in references)
    print(
        f"{len(documents)} documents, {tokens:,} tokens; {len(references)} references of {read:,}"
    )
    flat = cpu_seconds(lambda: pages.tag_documents(documents, features))
    found = cpu_seconds(lambda: [found_entries(*one) for one in zip(documents, tags, strict=True)])
    together = cpu_seconds(lambda: reference_parser.tag_features(references))
    by_document = cpu_seconds(lambda: one_by_one(reference_parser, groups))
    alone = cpu_seconds(
        lambda: one_by_one(reference_parser, [[one] for one in references]), repeats=1
    )
    print(f"{'page model':28}{flat:8.2f} s")
    print(f"{'entries found':28}{found:8.2f} s {found / flat:8.2f} of the page model")
    for name, seconds in (
        ("references, all together", together),
        ("references, by document", by_document),
        ("references, one at a time", alone),
    ):
        print(
            f"{name:28}{seconds:8.2f} s {seconds / flat:8.2f} of the page model"
            f" {alone / seconds:8.1f} times the baseline's speed"
        )


if __name__ == "__main__":
    main()
