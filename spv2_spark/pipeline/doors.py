"""What every job opens first: the Task DB, the session, the reader."""

from __future__ import annotations

from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.ledger import Ledger, open_ledger
from spv2_spark.pipeline.layout import ledger_url, tokens_version
from spv2_spark.pipeline.reading import PaperReader
from spv2_spark.pipeline.steps import Reading
from spv2_spark.runtime.session import open_session
from spv2_spark.stages.results import Load

# To be raised whenever the same PDF gives other tokens than before.
TOKENISER_VERSION = "1"


def session() -> SparkSession:
    """Return the Spark session of this process."""
    return open_session("spv2-spark")


def ledger_of(settings: Settings) -> Ledger:
    """Return the Task DB of the settings."""
    return open_ledger(ledger_url(settings))


def reading_of(settings: Settings, warm: Load | None = None) -> Reading:
    """Return the reading of the settings; workers call `warm` while they read."""
    reader = PaperReader(settings.source, settings.pdf, warm=warm)
    return Reading(reader, tokens_version(TOKENISER_VERSION, settings.pdf))
