"""Claim: the tagging stage costs more CPU as `mapInPandas` than as `mapInArrow`, for equal results.

    python benchmarks/pandas_stage.py PDFS [--papers 50] [--rounds 3] [--without-tagger]

PDFS is a folder of papers; their tokens are written once. Then they are tagged and decoded by
`results_of`, which is Arrow throughout, and by the same functions between pandas frames. Prints
CPU seconds of all processes of Spark (JVM and Python workers) for each round, and the ratio of
medians. With --without-tagger tags are drawn, so that what is left is mostly the way in and out.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
from pyspark.sql import DataFrame

from spv2_spark.config import Settings
from spv2_spark.contracts.schema import loose
from spv2_spark.contracts.tables import RESULTS, TOKENS
from spv2_spark.domain.label import ENTRY_LABELS, FIELD_LABELS
from spv2_spark.domain.page import Document
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.domain.tagging import PageTags
from spv2_spark.pipeline.context import paper_reading_of
from spv2_spark.pipeline.read_and_tag import write_tokens
from spv2_spark.pipeline.workers.interface import Tagging
from spv2_spark.pipeline.workers.tagging import tagging_of
from spv2_spark.runtime.session import open_session
from spv2_spark.runtime.tables import read_table
from spv2_spark.stages.frames import reads_of
from spv2_spark.stages.results import DecodeRow, results_of
from spv2_spark.stages.tags import Bounds, Load, TagReads


class DrawnTags:
    """Drawn tags, of which few say anything."""

    version = "drawn"
    known_words: frozenset[str] = frozenset()

    def tag(self, documents: Iterable[Document]) -> list[tuple[PageTags, ...]]:
        """Return the same tags for the same pages."""
        rng = np.random.default_rng(0)

        def logp(tokens: int, labels: int) -> np.ndarray:
            drawn = rng.normal(-8.0, 1.0, (tokens, labels)).astype(np.float32)
            drawn[:, 0] = 0.0
            return drawn

        return [
            tuple(
                PageTags(page.number, logp(len(page), FIELD_LABELS), logp(len(page), ENTRY_LABELS))
                for page in document.pages
            )
            for document in documents
        ]


def by_arrow(tokens: DataFrame, load: Load, tagging: Tagging) -> DataFrame:
    """Return RESULTS as the jobs make them."""
    return results_of(tokens, load, tagging.decoder.metadata_of, version=tagging.version)


def by_pandas(tokens: DataFrame, load: Load, tagging: Tagging) -> DataFrame:
    """Return RESULTS with frames at both ends."""
    tag, limit_s = TagReads(load), Bounds().limit_s
    row = DecodeRow(
        tagging.decoder.metadata_of, lambda: load().known_words, tagging.version, limit_s
    )

    def rows(frames: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        for chunk in tag(reads_of(frames)):
            found = [row(one) for one in chunk]
            yield pd.DataFrame(found, columns=RESULTS.fieldNames(), dtype=object)

    return tokens.mapInPandas(rows, loose(RESULTS))


def cpu_seconds() -> float:
    """Return what the living descendants of this process have used, by /proc."""
    parents, ticks = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            fields = stat.read_text().rpartition(")")[2].split()
            pid = int(stat.parent.name)
            parents[pid], ticks[pid] = int(fields[1]), int(fields[11]) + int(fields[12])
    found = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return sum(ticks[pid] for pid in found - {os.getpid()}) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Write the tokens, tag them both ways, print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pdfs", type=Path)
    parser.add_argument("--papers", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without-tagger", action="store_true")
    options = parser.parse_args()
    settings = Settings()
    spark = open_session("pandas stage", **{"spark.master": "local[1]"})
    tagging = tagging_of(settings)
    load: Load = DrawnTags if options.without_tagger else tagging.load
    pdfs = sorted(options.pdfs.rglob("*.pdf"))[: options.papers]
    papers = [ClaimedPaper(str(at), pdf.as_uri(), pdf.name, 1) for at, pdf in enumerate(pdfs)]
    with tempfile.TemporaryDirectory() as folder:
        write_tokens(spark, settings, papers, paper_reading_of(settings), f"{folder}/t")
        tokens = read_table(spark, f"{folder}/t", TOKENS).coalesce(1)
        spent: dict[str, list[float]] = {"mapInArrow": [], "mapInPandas": []}
        rows = {}
        for number in range(options.rounds + 1):  # the first warms up
            for name, stage in (("mapInArrow", by_arrow), ("mapInPandas", by_pandas)):
                before = cpu_seconds()
                rows[name] = stage(tokens, load, tagging).collect()
                seconds = cpu_seconds() - before
                if number:
                    spent[name].append(seconds)
                    print(f"{name:12} {seconds:7.2f} CPU s")
    same = rows["mapInArrow"] == rows["mapInPandas"]
    print(f"{len(papers)} papers; results {'equal' if same else 'DIFFER'}")
    print(f"ratio of medians {median(spent['mapInPandas']) / median(spent['mapInArrow']):.3f}")


if __name__ == "__main__":
    main()
