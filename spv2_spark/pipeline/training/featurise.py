"""Featurise ("warm"): labelled tokens to shards that a trainer streams, part by part."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyspark.sql import SparkSession

from spv2_spark.config import Settings, SourceSettings
from spv2_spark.contracts.tables import Tokens
from spv2_spark.contracts.training import Labels, Shards
from spv2_spark.domain.digests import settings_hash
from spv2_spark.features.featurise import FeatureSettings, Featuriser
from spv2_spark.features.shards import LabelledPaper, ShardInfo, write_shard
from spv2_spark.features.statistics import TokenStatistics
from spv2_spark.pipeline.corpus import LABELS_STEP, TOKENS_STEP, Step, make_missing, read_step
from spv2_spark.pipeline.training.stored_shards import is_stored, write_stored
from spv2_spark.pipeline.training.token_statistics import combined_statistics
from spv2_spark.runtime.tables import read_table, write_table
from spv2_spark.stages.shards import Sample, shards_of

SHARDS_STEP = "shards"
_RESERVED_IDS = 2  # the mask and the unknown word


@dataclass(frozen=True, slots=True)
class Request:
    """Which corpus is featurised, how often it counts, and by which statistics.

    `only` are the papers that may be used (their licences allow it); empty means all.
    """

    corpus: str
    weight: float
    statistics: str  # the digest that `combine` gave
    only: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ShardWriter:
    """Makes features on a worker and writes them as a shard; travels by pickle."""

    folder: str  # a path, or a URI of a store
    info: ShardInfo
    vocabulary: tuple[str, ...]
    statistics: TokenStatistics
    features: FeatureSettings
    only: frozenset[str]
    source: SourceSettings

    def __call__(self, number: int, samples: Iterator[Sample]) -> tuple[str, ShardInfo]:
        """Write the shard's folder, in place of what a task that died left there."""
        place = f"{self.folder}/shard-{number:04}"
        papers = self._papers(samples)
        if is_stored(place):
            return place, write_stored(place, papers, self.info, self.source)
        return place, write_shard(Path(place), papers, self.info)

    def _papers(self, samples: Iterator[Sample]) -> Iterator[LabelledPaper]:
        featuriser = Featuriser(self.vocabulary, self.statistics, self.features)
        for paper_id, document, labels in samples:
            if not self.only or paper_id in self.only:
                yield LabelledPaper(paper_id, featuriser.features(document), labels)


def featurise(spark: SparkSession, settings: Settings, request: Request) -> Step:
    """Write the shards of the corpus' labelled parts that are not there yet.

    A change of tokens, labels, statistics, features or weight makes other shards beside them.
    The work folder is a path that every worker shares, or in a store.
    """
    tokens = read_step(spark, settings, request.corpus, TOKENS_STEP)
    labels = read_step(spark, settings, request.corpus, LABELS_STEP)
    counts = combined_statistics(spark, settings, request.statistics)
    features = features_of(settings)
    vocabulary = vocabulary_of(settings, counts)
    facts = [features.digest(), request.statistics, settings.training.coverage, request.weight]
    version = f"{labels.version}-{settings_hash(facts, sorted(request.only))}"
    info = ShardInfo(request.corpus, request.weight, features.digest(), version)
    sizes = counts.only("size", "space")

    def make(name: str, path: str) -> None:
        folder = f"{path if is_stored(path) else Path(path).absolute()}.npy"
        writer = ShardWriter(
            folder, info, vocabulary, sizes, features, request.only, settings.source
        )
        table = read_table(spark, tokens.parts[name], Tokens)
        count = math.ceil(table.count() / settings.training.papers_per_shard)
        found = read_table(spark, labels.parts[name], Labels)
        write_table(shards_of(table, found, writer, partitions=count), path, Shards)

    return make_missing(
        spark, settings, request.corpus, SHARDS_STEP, Step(version, labels.parts), make
    )


def features_of(settings: Settings) -> FeatureSettings:
    """Return the features that the settings name."""
    return FeatureSettings(kind=settings.training.features)


def vocabulary_of(settings: Settings, statistics: TokenStatistics) -> tuple[str, ...]:
    """Return the vocabulary of the settings' coverage, as large as the features take."""
    most = features_of(settings).word_ids - _RESERVED_IDS
    return statistics.vocabulary(settings.training.coverage, most)


def shard_folders(spark: SparkSession, step: Step) -> list[str]:
    """Return the folders (paths, or URIs) of a step's shards that hold papers, sorted."""
    return sorted(row.path for row in step.table(spark, Shards).collect() if row.tokens)
