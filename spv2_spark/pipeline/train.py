"""Train: shards to a model package, on the driver's machine."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.contracts.tables import TOKENS
from spv2_spark.decode.metadata import metadata_of
from spv2_spark.decode.score import Pair, score
from spv2_spark.domain.page import Document
from spv2_spark.domain.tagging import Tagger
from spv2_spark.errors import GoldError, SettingsError
from spv2_spark.gold.corpus import gold_beside
from spv2_spark.gold.read import read_gold
from spv2_spark.nn.package import Package
from spv2_spark.pipeline.corpus import kept
from spv2_spark.pipeline.featurise import SHARDS_STEP, features_of, shard_folders, vocabulary_of
from spv2_spark.pipeline.statistics import combined_statistics
from spv2_spark.pipeline.tagging import open_package
from spv2_spark.pipeline.tokenise import TOKENS_STEP
from spv2_spark.runtime.tables import read_table
from spv2_spark.stages.token_rows import SCHEMA, documents
from spv2_spark.stages.tokens import by_document, documents_of, pages_of

if TYPE_CHECKING:
    from spv2_spark.nn.train import Parts

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TrainRequest:
    """What is trained on (corpora with shards), what decides, and what comes out."""

    name: str
    version: str
    corpora: tuple[str, ...]
    dev: tuple[str, ...]  # corpora with shards: scored by token
    papers: tuple[str, ...]  # corpora whose papers are read whole and scored by their gold
    statistics: str
    out: Path
    page_package: str = ""  # of a trained page model, to train only a reference reader for it


@dataclass(frozen=True, slots=True)
class DevPapers:
    """Papers with gold in memory; a tagger's score is the six F1s of what it reads in them."""

    documents: tuple[Document, ...]
    pairs: tuple[Pair, ...]  # without metadata

    def __call__(self, tagger: Tagger) -> Mapping[str, float]:
        """Return SPv2's F1 by field."""
        pairs = [
            pair._replace(metadata=metadata_of(document, tags, tagger.known_words))
            for pair, document, tags in zip(
                self.pairs, self.documents, tagger.tag(self.documents), strict=True
            )
        ]
        return {field: one.f1 for field, one in score(pairs, draws=0).items()}


def train(spark: SparkSession, settings: Settings, request: TrainRequest) -> Package:
    """Train on the shards of the request's corpora, or go on with what `out` holds.

    The package is at `out`/package. For a cascade a page model is trained in `out`/pages, if
    the request brings none, and its reader in `out`/reader. TensorFlow runs in this process.
    """
    from spv2_spark.nn.reader import READER_SETTINGS, ShardFolders, train_reader
    from spv2_spark.nn.schedule import TrainSettings
    from spv2_spark.nn.train import train as train_tagger

    training = settings.training
    is_cascade = is_cascade_of(settings, request.page_package)
    parts = _parts(spark, settings, request)
    shards = ShardFolders(*(_shards(spark, settings, c) for c in (request.corpora, request.dev)))
    evaluate = dev_papers(spark, settings, request.papers) if request.papers else None
    if request.page_package:
        page = open_package(request.page_package, settings.source)
    else:
        out = request.out / "pages" if is_cascade else request.out
        wanted, budget_s = replace(TrainSettings(), engine=training.engine), training.minutes * 60
        page = train_tagger(wanted, parts, *shards, out, budget_s, evaluate, LOG.info)
    if not is_cascade:
        return page
    wanted = replace(READER_SETTINGS, engine=training.reader_engine)
    budget_s = training.reader_minutes * 60
    return train_reader(wanted, page, parts, shards, request.out, budget_s, evaluate, LOG.info)


def is_cascade_of(settings: Settings, page_package: str) -> bool:
    """Whether a reader of references is trained: by the settings, or for a page package.

    Raises SettingsError for another value of training.references than "flat" and "cascade".
    """
    references = settings.training.references
    if references not in ("flat", "cascade"):
        raise SettingsError(f"unknown training.references {references!r} (flat, cascade)")
    return references == "cascade" or bool(page_package)


def dev_papers(spark: SparkSession, settings: Settings, corpora: Sequence[str]) -> DevPapers:
    """Return the papers of tokenised corpora that were read and whose gold can be."""
    found: list[tuple[Document, Pair]] = []
    for corpus in corpora:
        for path in kept(spark, settings, corpus, TOKENS_STEP).parts.values():
            found.extend(_with_gold(spark, path, corpus))
    if not found:
        raise SettingsError(f"{', '.join(corpora)}: no paper has gold beside it")
    return DevPapers(tuple(one for one, _ in found), tuple(pair for _, pair in found))


def _with_gold(spark: SparkSession, path: str, corpus: str) -> list[tuple[Document, Pair]]:
    table = read_table(spark, path, TOKENS)
    ordered = by_document(pages_of(table), documents_of(table), 1).toPandas()
    names = [name for name in SCHEMA.names if name in ordered]
    schema = pa.schema([SCHEMA.field(name) for name in names])
    rows = pa.Table.from_pandas(ordered[names], schema=schema, preserve_index=False).to_batches()
    found = []
    for read in documents(rows):
        gold = gold_beside(Path(read.paper.uri))
        if gold is None or not isinstance(read.outcome, Document):
            continue
        try:
            pair = Pair(read_gold(gold), None, corpus, read.paper.paper_id)
        except GoldError as error:
            LOG.warning("%s", error)
            continue
        found.append((read.outcome, pair))
    return found


def _parts(spark: SparkSession, settings: Settings, request: TrainRequest) -> Parts:
    from spv2_spark.nn.train import Parts

    counts = combined_statistics(spark, settings, request.statistics)
    return Parts(
        request.name,
        request.version,
        vocabulary_of(settings, counts),
        counts.only("size", "space"),
        features_of(settings),
        ", ".join(request.corpora),
    )


def _shards(spark: SparkSession, settings: Settings, corpora: Sequence[str]) -> list[Path]:
    steps = [kept(spark, settings, corpus, SHARDS_STEP) for corpus in corpora]
    return [folder for step in steps for folder in shard_folders(spark, step)]
