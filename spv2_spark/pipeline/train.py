"""Train: shards to a model package, on the driver's machine."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.contracts.tables import TOKENS
from spv2_spark.crf import train as crf_train
from spv2_spark.crf.package import CrfPackage
from spv2_spark.crf.sequences import SampleSettings
from spv2_spark.crf.train import CrfSettings
from spv2_spark.decode.metadata import metadata_of
from spv2_spark.decode.score import Pair, score
from spv2_spark.domain.page import Document
from spv2_spark.domain.tagging import Tagger
from spv2_spark.errors import GoldError, SettingsError
from spv2_spark.features.packages import Parts
from spv2_spark.gold.corpus import gold_beside
from spv2_spark.gold.read import read_gold
from spv2_spark.nn.package import Package
from spv2_spark.nn.shape import ENGINES
from spv2_spark.pipeline.corpus import kept
from spv2_spark.pipeline.featurise import SHARDS_STEP, features_of, shard_folders, vocabulary_of
from spv2_spark.pipeline.statistics import combined_statistics
from spv2_spark.pipeline.tokenise import TOKENS_STEP
from spv2_spark.runtime.tables import read_table
from spv2_spark.stages.token_rows import SCHEMA, documents
from spv2_spark.stages.tokens import by_document, documents_of, pages_of

LOG = logging.getLogger(__name__)

CRF = "crf"  # the engine that is no network


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


def train(spark: SparkSession, settings: Settings, request: TrainRequest) -> Package | CrfPackage:
    """Train on the shards of the request's corpora, or go on with what `out` holds.

    The package is at `out`/package. TensorFlow runs in this process, unless the engine is
    "crf", which begins anew.
    """
    training = settings.training
    if training.engine not in (CRF, *ENGINES):
        known = ", ".join((CRF, *ENGINES))
        raise SettingsError(f"unknown training.engine {training.engine!r} (known: {known})")
    counts = combined_statistics(spark, settings, request.statistics)
    parts = Parts(
        request.name,
        request.version,
        vocabulary_of(settings, counts),
        counts.only("size", "space"),
        features_of(settings),
        ", ".join(request.corpora),
    )
    inputs = (
        parts,
        _shards(spark, settings, request.corpora),
        _shards(spark, settings, request.dev),
        request.out,
        training.minutes * 60,
        dev_papers(spark, settings, request.papers) if request.papers else None,
        LOG.info,
    )
    if training.engine == CRF:
        sample = SampleSettings(tokens=training.crf_tokens)
        return crf_train.train(CrfSettings(sample), *inputs)
    from spv2_spark.nn.train import TrainSettings
    from spv2_spark.nn.train import train as train_tagger

    settings_of_run = replace(TrainSettings(), engine=training.engine, steps=training.steps)
    return train_tagger(settings_of_run, *inputs)


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


def _shards(spark: SparkSession, settings: Settings, corpora: Sequence[str]) -> list[Path]:
    steps = [kept(spark, settings, corpus, SHARDS_STEP) for corpus in corpora]
    return [folder for step in steps for folder in shard_folders(spark, step)]
