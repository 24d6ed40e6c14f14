"""Whole papers that a tagger is scored by in training: read, with gold beside them."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.contracts.tables import Tokens
from spv2_spark.decode.decoder import Decoder
from spv2_spark.domain.page import Document
from spv2_spark.domain.paper import ClaimedPaper
from spv2_spark.domain.tagging import Tagger
from spv2_spark.errors import GoldError, SettingsError
from spv2_spark.gold.corpus import gold_beside
from spv2_spark.gold.read import read_gold
from spv2_spark.pipeline.corpus import TOKENS_STEP, read_step
from spv2_spark.runtime.tables import read_table
from spv2_spark.scoring.score import Pair, score
from spv2_spark.stages.token_rows import SCHEMA, documents

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DevPapers:
    """Papers with gold in memory; a tagger's score is the six F1s of what it reads in them."""

    documents: tuple[Document, ...]
    pairs: tuple[Pair, ...]  # without metadata

    def __call__(self, tagger: Tagger) -> Mapping[str, float]:
        """Return SPv2's F1 by field."""
        pairs = [
            pair._replace(metadata=Decoder().metadata_of(document, tags, tagger.known_words))
            for pair, document, tags in zip(
                self.pairs, self.documents, tagger.tag(self.documents), strict=True
            )
        ]
        return {field: one.f1 for field, one in score(pairs, draws=0).items()}


def dev_papers(spark: SparkSession, settings: Settings, corpora: Sequence[str]) -> DevPapers:
    """Return the papers of tokenised corpora that were read and whose gold can be."""
    found: list[tuple[Document, Pair]] = []
    for corpus in corpora:
        for path in read_step(spark, settings, corpus, TOKENS_STEP).parts.values():
            for document, paper in documents_in(spark, path):
                if pair := pair_of(gold_beside(Path(paper.uri)), corpus, paper.paper_id):
                    found.append((document, pair))
    if not found:
        raise SettingsError(f"{', '.join(corpora)}: no paper has gold beside it")
    return DevPapers(tuple(one for one, _ in found), tuple(pair for _, pair in found))


def documents_in(spark: SparkSession, path: str) -> Iterator[tuple[Document, ClaimedPaper]]:
    """Read the documents of one part of a corpus' token tables, on the driver."""
    table = read_table(spark, path, Tokens).orderBy("paper_id").toPandas()
    rows = pa.Table.from_pandas(table, schema=SCHEMA, preserve_index=False)
    for read in documents(rows.to_batches()):
        if isinstance(read.outcome, Document):
            yield read.outcome, read.paper


def pair_of(gold: Path | None, collection: str, paper_id: str) -> Pair | None:
    """Return a paper's gold, for metadata to be put beside; None if there is none, or damaged."""
    if gold is None:
        return None
    try:
        return Pair(read_gold(gold), None, collection, paper_id)
    except GoldError as error:
        LOG.warning("left out: %s", error)
        return None
