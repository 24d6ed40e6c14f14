"""The Spark session: sane settings where we start Spark, nothing forced where spark-submit did."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import Any

from pyspark import SparkContext, SparkFiles
from pyspark.sql import SparkSession

from spv2_spark.runtime.aborted import SessionLostError
from spv2_spark.runtime.java import java_home

# A row of TOKENS is a paper of 0.1 to 17 MB: the 10,000 rows that Spark hands to Python together,
# and the 4,096 that it takes out of Parquet, would be gigabytes. Set in every session.
LARGE_ROWS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": "8",
    "spark.sql.execution.arrow.maxBytesPerBatch": "16000000",
    "spark.sql.parquet.columnarReaderBatchSize": "16",
}
# conf/spark-local.conf repeats these, and a test holds the two equal.
LOCAL_CONF = {
    # A task may fail three times: a Python worker that the kernel kills costs a retry.
    "spark.master": "local[*,3]",
    "spark.driver.memory": "2g",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.python.worker.reuse": "true",
    "spark.sql.shuffle.partitions": "8",
    # Replanning between stages costs more than it saves where every exchange says its size.
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    **LARGE_ROWS,
}
_LOG4J = Path(__file__).with_name("log4j2.properties")
# On a laptop the Python workers need the cores: the JVM moves batches, and its optimising
# compiler and parallel collector cost more than they bring (one paper 29.7 -> 22.7 s).
_JVM = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


def open_session(app_name: str, **conf: str) -> SparkSession:
    """Return the session that is there, the one spark-submit configured, or a local one.

    `conf` overrides LOCAL_CONF where a local one is started.
    """
    builder = SparkSession.builder.appName(app_name)
    if SparkSession.getActiveSession() is None and not _submitted():
        _prepare_environment()
        for key, value in {**LOCAL_CONF, **conf}.items():
            builder = builder.config(key, value)
        options = f"-Dlog4j2.configurationFile={_LOG4J.as_uri()} {_JVM}"
        builder = builder.config("spark.driver.extraJavaOptions", options)
    session: SparkSession = builder.getOrCreate()
    for key, value in LARGE_ROWS.items():
        if not session.sparkContext.getConf().contains(key):
            session.conf.set(key, value)
    return session


def reopen_session(app_name: str) -> SparkSession:
    """Return a new session in the place of one whose Java process died.

    Raises SessionLostError where spark-submit started Spark: this process ends with it.
    """
    if _submitted():
        raise SessionLostError("Spark is gone; run the same command again to go on")
    _forget_session()
    return open_session(app_name)


def sent_file(path: Path) -> Path:
    """Return where spark-submit's `--files` put the file of that name; `path` if it put none.

    In cluster mode that is the driver's folder, in client mode one that only Spark knows.
    """
    sent = Path(SparkFiles.get(path.name))
    return sent if sent.is_file() else path


def _forget_session() -> None:
    """Clear what PySpark keeps of a process that is gone; it would talk to it for ever."""
    context: Any = SparkContext
    if context._gateway is not None:
        with contextlib.suppress(Exception):
            context._gateway.shutdown()
        process = context._gateway.proc
        process.kill()  # one that hangs holds memory
        process.wait()
    context._active_spark_context = context._gateway = context._jvm = None
    session: Any = SparkSession
    session._instantiatedSession = session._activeSession = None


def _submitted() -> bool:
    """Whether spark-submit started this process: then all settings are its."""
    return "PYSPARK_GATEWAY_PORT" in os.environ


def _prepare_environment() -> None:
    os.environ["JAVA_HOME"] = str(java_home())
    # Without it Spark runs whatever `python3` comes first on the PATH.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("PYSPARK_DRIVER_PYTHON", sys.executable)
