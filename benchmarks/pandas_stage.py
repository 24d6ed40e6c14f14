"""Claim: the tagging stage costs more CPU as `mapInPandas` than as `mapInArrow`, for equal results.

    python benchmarks/pandas_stage.py PDFS [--papers 50] [--rounds 3] [--without-tagger]

PDFS is a folder of papers; their tokens are written once. Then they are tagged and decoded by
`results_of`, which is Arrow throughout, and by the same functions between pandas frames. Prints
CPU seconds of all processes of Spark (JVM and Python workers) for each round, and the ratio of
medians. With --without-tagger tags are made by rule, with as many references as a list has: what is
left is decoding, and the way in and out.
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
from spv2_spark.contracts.schema import Frame, loose
from spv2_spark.contracts.tables import Results, Tokens
from spv2_spark.domain.label import ENTRY_LABELS, FIELD_LABELS, Entry, Field, begin, inside
from spv2_spark.domain.page import Document, Page
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.domain.tagging import PageTags
from spv2_spark.pipeline.context import paper_reading_of
from spv2_spark.pipeline.read_and_tag import write_tokens
from spv2_spark.pipeline.workers.interface import Tagging
from spv2_spark.pipeline.workers.tagging import tagging_of
from spv2_spark.runtime.session import open_session
from spv2_spark.runtime.tables import read_table
from spv2_spark.stages.frames import reads_of
from spv2_spark.stages.results import DecodeRows, results_of
from spv2_spark.stages.tags import Bounds, Load, TagReads

_FIELDS_OF_ENTRY = (
    (0, 8, Field.BIB_AUTHOR),
    (10, 25, Field.BIB_TITLE),
    (27, 33, Field.BIB_VENUE),
    (35, 36, Field.BIB_YEAR),
)


class RuledTags:
    """Tags by rule: every 40 tokens are an entry with names, a title, a venue and a year."""

    version = "ruled"
    known_words: frozenset[str] = frozenset()

    def tag(self, documents: Iterable[Document]) -> list[tuple[PageTags, ...]]:
        """Return the same tags for all pages of a length."""
        return [tuple(map(_ruled, document.pages)) for document in documents]


def _ruled(page: Page) -> PageTags:
    fields = np.zeros(40, np.int64)
    for first, last, field in _FIELDS_OF_ENTRY:
        fields[first] = begin(field)
        fields[first + 1 : last] = inside(field)
    places = np.arange(len(page)) % 40
    entries = np.where(places == 0, Entry.BEGIN, Entry.INSIDE)
    return PageTags(
        page.number,
        np.eye(FIELD_LABELS, dtype=np.float32)[fields[places]] * 9.0 - 9.0,
        np.eye(ENTRY_LABELS, dtype=np.float32)[entries] * 9.0 - 9.0,
    )


def by_arrow(tokens: Frame[Tokens], load: Load, tagging: Tagging) -> DataFrame:
    """Return RESULTS as the jobs make them."""
    return results_of(tokens, load, tagging.decoder.metadata_of, version=tagging.version)


def by_pandas(tokens: Frame[Tokens], load: Load, tagging: Tagging) -> DataFrame:
    """Return RESULTS with frames at both ends."""
    tag, limit_s = TagReads(load), Bounds().limit_s
    decoded = DecodeRows(
        tagging.decoder.metadata_of, lambda: load().known_words, tagging.version, limit_s
    )

    def rows(frames: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        for chunk in tag(reads_of(frames)):
            yield pd.DataFrame(decoded(chunk), columns=Results.contract.fieldNames(), dtype=object)

    return tokens.mapInPandas(rows, loose(Results.contract))


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
    load: Load = RuledTags if options.without_tagger else tagging.load
    pdfs = sorted(options.pdfs.rglob("*.pdf"))[: options.papers]
    papers = [ClaimedPaper(str(at), pdf.as_uri(), pdf.name, 1) for at, pdf in enumerate(pdfs)]
    with tempfile.TemporaryDirectory() as folder:
        write_tokens(spark, settings, papers, paper_reading_of(settings), f"{folder}/t")
        tokens = Tokens.of(read_table(spark, f"{folder}/t", Tokens).coalesce(1))
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
    cited = sum(len(row.references or ()) for row in rows["mapInArrow"])
    print(f"{len(papers)} papers, {cited} references; results {'equal' if same else 'DIFFER'}")
    print(f"ratio of medians {median(spent['mapInPandas']) / median(spent['mapInArrow']):.3f}")


if __name__ == "__main__":
    main()
