"""Typeset: JATS articles become a labelled corpus of papers, one a seed, without a PDF kept.

The work is cut by seeds: papers 0..499 are a part, and so on. A part that lies there is not
made again, so a killed run goes on and a larger count adds to a smaller one.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, partial
from operator import attrgetter
from pathlib import Path

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from spv2_spark.config import Settings
from spv2_spark.contracts.schema import Frame
from spv2_spark.contracts.training import Labels, Typeset
from spv2_spark.domain.digests import settings_hash
from spv2_spark.errors import SettingsError
from spv2_spark.pipeline.corpus import (
    LABELS_STEP,
    TOKENS_STEP,
    Step,
    counted,
    make_missing,
    write_step,
)
from spv2_spark.pipeline.synthetic.library import PARTS, chosen_articles, library_of
from spv2_spark.pipeline.synthetic.printing import Printer, article_at
from spv2_spark.pipeline.synthetic.resources import Sources, resources_of
from spv2_spark.pipeline.versions import token_tables_version
from spv2_spark.runtime.tables import write_table
from spv2_spark.stages.typeset import Orders, typeset_of

# To be raised whenever the same article and seed give another paper than before.
TYPESET_VERSION = "10"


@dataclass(frozen=True, slots=True)
class TypesetRequest:
    """Which articles are printed, how many papers, and by what name the corpus goes.

    `part` is "train", "dev" (what is held back by hash) or "all".
    """

    corpus: str
    archives: tuple[Path, ...]
    count: int
    part: str = "train"
    sources: Sources = field(default_factory=Sources)
    fonts: tuple[Path, ...] = ()
    without_journals: frozenset[str] = frozenset()  # those of dev papers


@dataclass(frozen=True, slots=True)
class Typesetting:
    """A corpus that was typeset: its step, how many papers are new, and in what time."""

    step: Step
    fresh: int
    seconds: float
    reasons: list[tuple[str, int]]


class SyntheticCorpus:
    """A request's articles and its generator; resources are built when they are first needed."""

    def __init__(self, spark: SparkSession, settings: Settings, request: TypesetRequest) -> None:
        self._spark, self._settings, self._request = spark, settings, request
        self.library = library_of(spark, settings, request.archives)
        self._articles = chosen_articles(
            spark, self.library, request.part, request.without_journals
        )

    @cached_property
    def printer(self) -> Printer:
        """What prints on the workers; its resources travel to each of them once."""
        samples = [sample for _, sample in self._articles]
        request, settings = self._request, self._settings
        resources = resources_of(samples, request.sources, request.part, settings.typeset)
        broadcast = self._spark.sparkContext.broadcast(resources)
        return Printer(
            partial(attrgetter("value"), broadcast), request.fonts, request.part, settings.pdf
        )

    def orders(self, seeds: Iterable[int]) -> Frame[Orders]:
        """Return ORDERS: each seed with the article that it draws, spread over all cores."""
        part, numbers = self._request.part, [number for number, _ in self._articles]
        drawn = [(seed, numbers[article_at(part, seed, len(numbers))]) for seed in seeds]
        least, size = self._spark.sparkContext.defaultParallelism, self._settings.typeset
        tasks = max(math.ceil(len(drawn) / size.papers_per_task), min(least, len(drawn)))
        wanted = F.broadcast(self._spark.createDataFrame(drawn, "seed long, number long"))
        orders = self.library.articles(self._spark).join(wanted, "number")
        columns = orders.select(*Orders.contract.fieldNames())
        return Orders.of(columns.repartition(tasks, "seed"))


def typeset(spark: SparkSession, settings: Settings, request: TypesetRequest) -> Typesetting:
    """Write the tokens and labels of papers 0..count-1 that are not there yet.

    They are a corpus as `tokenise` and `label` leave it: token statistics and featurise follow.
    Raises SettingsError for archives that are none, an unknown part, or no papers.
    """
    parts = _parts(request, settings)
    corpus = SyntheticCorpus(spark, settings, request)
    version = _version(settings, request, corpus.library.digest)
    fresh = 0

    def make(name: str, path: str) -> None:
        nonlocal fresh
        orders = corpus.orders(parts[name])
        write_table(typeset_of(orders, corpus.printer), path, Typeset)
        fresh += len(parts[name])

    started = time.monotonic()
    wanted = Step(version, dict.fromkeys(parts, ""))
    tokens = make_missing(spark, settings, request.corpus, TOKENS_STEP, wanted, make)
    write_step(spark, settings, request.corpus, LABELS_STEP, tokens)  # the tables hold both
    seconds = time.monotonic() - started
    return Typesetting(tokens, fresh, seconds, _reasons(spark, tokens))


def _parts(request: TypesetRequest, settings: Settings) -> dict[str, range]:
    if request.part not in PARTS:
        raise SettingsError(f"typeset: part {request.part!r} is none of {', '.join(PARTS)}")
    if request.count < 1:
        raise SettingsError("typeset: no papers wanted")
    size = settings.training.papers_per_part
    cut = [range(at, min(at + size, request.count)) for at in range(0, request.count, size)]
    return {f"{seeds.start:07}-{seeds.stop - 1:07}": seeds for seeds in cut}


def _version(settings: Settings, request: TypesetRequest, library: str) -> str:
    fonts = [font.name for font in request.fonts]
    tokens = token_tables_version(settings.pdf)
    journals = sorted(request.without_journals)
    limits = [settings.typeset.sampled_references, settings.typeset.pool_parts]
    facts = [library, request.part, fonts, tokens, journals, limits, request.sources.stamps()]
    return f"typeset{TYPESET_VERSION}-{settings_hash(facts)}"


def _reasons(spark: SparkSession, step: Step) -> list[tuple[str, int]]:
    """Return why papers have no labels ("" for those that have), the commonest first."""
    # What was printed differs from paper to paper: the reason ends where it is quoted.
    reason = F.trim(F.regexp_extract("dropped", r"^[^'\"\d\n]{0,80}", 0)).alias("reason")
    return counted(step.table(spark, Labels).select(reason), "reason")
