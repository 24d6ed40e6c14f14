"""Tokenise: a corpus' PDFs to token tables, part by part."""

from __future__ import annotations

from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.pipeline.corpus import TOKENS_STEP, Corpus, Step, chosen, make_missing, papers_in
from spv2_spark.pipeline.read_and_tag import write_tokens
from spv2_spark.pipeline.workers.interface import PaperReading


def tokenise(
    spark: SparkSession,
    settings: Settings,
    corpus: Corpus,
    reading: PaperReading,
    buckets: str = "",
) -> Step:
    """Write TOKENS of the corpus' parts (those that meet `buckets`) that are not there yet."""
    parts = {part.name: part for part in chosen(papers_in(corpus, settings), buckets)}

    def make(name: str, path: str) -> None:
        pdfs = [(one.paper_id, one.pdf) for one in parts[name].papers]
        papers = [ClaimedPaper(paper_id, str(pdf), pdf.name, 1) for paper_id, pdf in pdfs]
        write_tokens(spark, settings, papers, reading, path)

    wanted = Step(reading.version, dict.fromkeys(parts, ""))
    return make_missing(spark, settings, corpus.name, TOKENS_STEP, wanted, make)
