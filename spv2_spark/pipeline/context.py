"""What every job opens first: the session, the reader (the Task DB is in `task_db`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.pipeline.versions import token_tables_version
from spv2_spark.pipeline.workers.interface import PaperReading
from spv2_spark.pipeline.workers.paper_reader import PaperReader
from spv2_spark.runtime.interrupts import interruptible
from spv2_spark.runtime.session import open_session, reopen_session, sent_file
from spv2_spark.runtime.stores import use_stores
from spv2_spark.stages.tags import Load

_NAME = "spv2-spark"


def session(settings: Settings) -> SparkSession:
    """Return the Spark session of this process, which finds stores where the settings say."""
    spark = interruptible(open_session(_NAME))
    use_stores(spark, settings.source)
    return spark


def submitted_files(paths: Sequence[Path]) -> list[Path]:
    """Open the session, and return the paths, those that `--files` brought where they lie now."""
    open_session(_NAME)
    return [path if path.exists() else sent_file(path) for path in paths]


def reopened(settings: Settings) -> SparkSession:
    """Return a new session in the place of one that died."""
    spark = interruptible(reopen_session(_NAME))
    use_stores(spark, settings.source)
    return spark


def session_ahead(settings: Settings) -> Callable[[], SparkSession]:
    """Start the session in a thread, and return a function that waits for it.

    The JVM takes seconds to start, which listing and imports can share.
    """
    pool = ThreadPoolExecutor(1, thread_name_prefix="session")
    started = pool.submit(session, settings)
    pool.shutdown(wait=False)
    return lambda: interruptible(started.result())


def paper_reading_of(settings: Settings, warm: Load | None = None) -> PaperReading:
    """Return the reading of the settings; workers call `warm` while they read.

    Not where tagging has cards: then other workers tag than read.
    """
    if settings.model.gpus:
        warm = None
    reader = PaperReader(settings.source, settings.pdf, warm=warm)
    return PaperReading(reader, token_tables_version(settings.pdf))
