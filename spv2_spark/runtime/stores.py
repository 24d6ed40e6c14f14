"""Object stores under Spark: one endpoint for all, and what is lacking told before work begins."""

from __future__ import annotations

import contextlib
import uuid
from typing import Any

from pyspark.sql import SparkSession

from spv2_spark.config import SourceSettings
from spv2_spark.errors import OutputError
from spv2_spark.runtime.filesystem import Place
from spv2_spark.runtime.store_problems import store_problem
from spv2_spark.sources.uris import scheme_of

# Hadoop's file systems by themselves: a cluster that has none has nothing to run on either.
_OWN = frozenset({"file", "hdfs", "viewfs"})
_S3A = "org.apache.hadoop.fs.s3a.S3AFileSystem"
_COMMITTERS = "org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory"
_ANY_REGION = "us-east-1"  # what `sources.s3` says to an endpoint without one


def use_stores(spark: SparkSession, source: SourceSettings) -> None:
    """Have Spark find stores where the readers of papers find them (`source.s3_endpoint`).

    `s3://` is S3A's, as `s3a://` is, unless the cluster has a client of its own for it (EMR).
    """
    context: Any = spark.sparkContext._jsc
    conf = context.hadoopConfiguration()
    if not conf.get("fs.s3.impl"):
        conf.set("fs.s3.impl", _S3A)
        conf.set("mapreduce.outputcommitter.factory.scheme.s3", _COMMITTERS)
    if source.s3_endpoint:
        conf.set("fs.s3a.endpoint", source.s3_endpoint)
        # A bucket as part of the host's name is Amazon's habit.
        conf.set("fs.s3a.path.style.access", "true")
    if source.s3_region or source.s3_endpoint:
        conf.set("fs.s3a.endpoint.region", source.s3_region or _ANY_REGION)


def check_writable(spark: SparkSession, folder: str) -> None:
    """Raise OutputError, in a line that says what to add, unless executors can write in `folder`.

    Nothing is asked of a folder in a file system. In a store an executor writes a table of one
    number under a name of its own, which is removed: that takes the client's jars and credentials
    on both sides.
    """
    if scheme_of(folder) in _OWN:
        return
    try:
        place = Place(spark, folder).child(f".probe-{uuid.uuid4().hex}")
        try:
            spark.range(1, numPartitions=1).write.parquet(str(place))
        finally:
            with contextlib.suppress(Exception):  # what is wrong was told
                place.remove()
    except OutputError:
        raise
    except Exception as error:
        raise OutputError(store_problem(folder, str(error), spark.version)) from error
