"""Train: shards to a model package, on the driver's machine."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.config.network import NetworkSettings
from spv2_spark.crf import train as crf_train
from spv2_spark.crf.package import CrfPackage
from spv2_spark.crf.sequences import SampleSettings
from spv2_spark.crf.train import CrfSettings
from spv2_spark.engines.packages import open_package
from spv2_spark.errors import SettingsError
from spv2_spark.features.packages import Parts, check_place
from spv2_spark.features.shards import ShardFolders
from spv2_spark.nn.package import Package
from spv2_spark.nn.shape import ENGINES
from spv2_spark.pipeline.corpus import read_step
from spv2_spark.pipeline.training.dev_papers import DevPapers, dev_papers
from spv2_spark.pipeline.training.featurise import (
    SHARDS_STEP,
    features_of,
    shard_folders,
    vocabulary_of,
)
from spv2_spark.pipeline.training.stored_shards import local_copy
from spv2_spark.pipeline.training.token_statistics import combined_statistics

if TYPE_CHECKING:
    from spv2_spark.nn.schedule import TrainSettings

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
    trained_on: str = ""  # what the package says of its data; empty: the corpora's names
    page_package: str = ""  # of a trained page model, to train only a reference parser for it


class Inputs(NamedTuple):
    """What every model of a request is trained with."""

    parts: Parts
    shards: ShardFolders
    evaluate: DevPapers | None


def train(spark: SparkSession, settings: Settings, request: TrainRequest) -> Package | CrfPackage:
    """Train on the shards of the request's corpora, or go on with what `out` holds.

    The package is at `out`/package, copies of shards that lie in a store in `out`/shards. For a
    cascade a page model is trained in `out`/pages, if the request brings none, and its parser in
    `out`/reader. TensorFlow runs in this process, unless the engine is "crf", which begins anew.
    Raises ModelError at once if one of these packages would take the place of something else.
    """
    training = settings.training
    is_cascade = is_cascade_of(settings, request.page_package)
    for folder in ("", "pages", "reader") if is_cascade else ("",):
        check_place(request.out / folder / "package")
    copies = request.out / "shards"
    inputs = Inputs(
        _parts(spark, settings, request),
        ShardFolders(
            _shards(spark, settings, request.corpora, copies),
            _shards(spark, settings, request.dev, copies),
        ),
        dev_papers(spark, settings, request.papers) if request.papers else None,
    )
    if is_cascade:
        return _cascade(settings, request, inputs)
    if training.engine == CRF:
        crf = CrfSettings(SampleSettings(tokens=training.crf_tokens))
        if training.steps:
            crf = replace(crf, iterations=training.steps)
        parts, shards, evaluate = inputs
        budget_s = training.minutes * 60
        return crf_train.train(crf, parts, *shards, request.out, budget_s, evaluate, LOG.info)
    return _page_model(settings, inputs, request.out)


def is_cascade_of(settings: Settings, page_package: str) -> bool:
    """Whether a reference parser is trained: by the settings, or for a page package.

    Raises SettingsError for an unknown engine or way to read references, and for a cascade
    whose page model would be a CRF: only networks are read and trained in one.
    """
    training = settings.training
    known = {"engine": (CRF, *ENGINES), "references": ("flat", "cascade"), "parser_engine": ENGINES}
    for name, values in known.items():
        if getattr(training, name) not in values:
            found = f"unknown training.{name} {getattr(training, name)!r}"
            raise SettingsError(f"{found} (known: {', '.join(values)})")
    if training.start and training.engine == CRF:
        raise SettingsError(
            "training.start: a crf begins anew, only networks have weights to start"
        )
    if training.references == "cascade" and training.engine == CRF and not page_package:
        raise SettingsError("training.references: a cascade's page model cannot be a crf")
    return training.references == "cascade" or bool(page_package)


def _cascade(settings: Settings, request: TrainRequest, inputs: Inputs) -> Package:
    from spv2_spark.nn.reference_parser import train_reference_parser

    training = settings.training
    if request.page_package:
        opened = open_package(request.page_package, settings.source)
        if isinstance(opened, CrfPackage):
            raise SettingsError(f"{request.page_package}: a cascade's page model cannot be a crf")
        page = opened
    else:
        page = _page_model(settings, inputs, request.out / "pages")
    wanted = replace(
        network_settings(settings.network),
        engine=training.parser_engine,
        steps=training.parser_steps,
    )
    parts, shards, evaluate = inputs
    budget_s = training.parser_minutes * 60
    return train_reference_parser(
        wanted, page, parts, shards, request.out, budget_s, evaluate, LOG.info
    )


def network_settings(settings: NetworkSettings) -> TrainSettings:
    """Return how a network learns, with what `[training]` decides left to its defaults."""
    from spv2_spark.nn.batch import BatchSettings
    from spv2_spark.nn.schedule import TrainSettings

    told = asdict(settings)
    of_batches = {one.name for one in fields(BatchSettings)} & told.keys()
    batch = BatchSettings(**{name: told.pop(name) for name in of_batches})
    return TrainSettings(batch=batch, **told)


def _page_model(settings: Settings, inputs: Inputs, out: Path) -> Package:
    from spv2_spark.nn.train import train as train_tagger

    training = settings.training
    wanted = replace(
        network_settings(settings.network),
        engine=training.engine,
        steps=training.steps,
        start=training.start,
    )
    parts, shards, evaluate = inputs
    budget_s = training.minutes * 60
    return train_tagger(wanted, parts, *shards, out, budget_s, evaluate, LOG.info)


def _parts(spark: SparkSession, settings: Settings, request: TrainRequest) -> Parts:
    counts = combined_statistics(spark, settings, request.statistics)
    return Parts(
        request.name,
        request.version,
        vocabulary_of(settings, counts),
        counts.only("size", "space"),
        features_of(settings),
        request.trained_on or ", ".join(request.corpora),
        counts.lexicon(settings.training.coverage),
    )


def _shards(
    spark: SparkSession, settings: Settings, corpora: Sequence[str], copies: Path
) -> list[Path]:
    """Return the folders of the corpora's shards; of those in a store, copies below `copies`."""
    steps = [read_step(spark, settings, corpus, SHARDS_STEP) for corpus in corpora]
    places = [place for step in steps for place in shard_folders(spark, step)]
    return [local_copy(one, copies, settings.source) for one in places]
