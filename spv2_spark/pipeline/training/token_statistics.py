"""Token statistics: SPv2's two modes as one job: counts gathered by part, combined into one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.contracts.tables import Tokens
from spv2_spark.contracts.training import Statistics
from spv2_spark.domain.digests import settings_hash
from spv2_spark.errors import SettingsError
from spv2_spark.features.statistics import TokenStatistics, from_json, of_rows
from spv2_spark.pipeline.corpus import TOKENS_STEP, Step, make_missing, read_step
from spv2_spark.pipeline.workdir import workdir_of
from spv2_spark.runtime.filesystem import Place
from spv2_spark.runtime.tables import read_table, write_table
from spv2_spark.stages.token_statistics import combined, token_statistics_of

STATISTICS_STEP = "statistics"  # as work folders name it
STATISTICS_VERSION = "2"


def gather(spark: SparkSession, settings: Settings, corpus: str) -> Step:
    """Write STATISTICS of the corpus' tokenised parts that are not there yet."""
    tokens = read_step(spark, settings, corpus, TOKENS_STEP)

    def make(name: str, path: str) -> None:
        table = read_table(spark, tokens.parts[name], Tokens)
        write_table(token_statistics_of(table), path, Statistics)

    wanted = Step(f"{tokens.version}-{STATISTICS_VERSION}", tokens.parts)
    return make_missing(spark, settings, corpus, STATISTICS_STEP, wanted, make)


def combine(spark: SparkSession, settings: Settings, corpora: Sequence[str]) -> str:
    """Add up what was gathered of the corpora; return the digest that names the result.

    What occurs once is dropped, as SPv2 does: the rest passes through the driver's memory,
    100 bytes a distinct value. Spark adds up exactly.
    """
    steps = {name: read_step(spark, settings, name, STATISTICS_STEP) for name in sorted(corpora)}
    digest = _digest(steps)
    place = Place(spark, _path(settings, digest))
    if not place.exists():
        paths = [path for step in steps.values() for path in step.parts.values()]
        counts = combined(read_table(spark, paths, Statistics)).where("`count` > 1")
        rows = counts.toLocalIterator(prefetchPartitions=True)
        statistics = of_rows((row.kind, row.value, row["count"]) for row in rows)
        place.write_text(statistics.to_json())
    return digest


def combined_statistics(spark: SparkSession, settings: Settings, digest: str) -> TokenStatistics:
    """Return the statistics that `combine` named."""
    text = Place(spark, _path(settings, digest)).read_text()
    if text is None:
        raise SettingsError(f"no statistics {digest} in {_path(settings, digest)}")
    return from_json(text)


def _path(settings: Settings, digest: str) -> str:
    return f"{workdir_of(settings).root}/statistics/{digest}.json"


def _digest(steps: Mapping[str, Step]) -> str:
    return settings_hash({n: [step.version, sorted(step.parts)] for n, step in steps.items()})
