"""What Spark raises, told apart: a task's work, or something else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pyspark.sql import SparkSession

from spv2_spark.runtime.aborted import StageAbortedError, cause_of, told_apart

pytestmark = pytest.mark.spark


def fails(batches: Iterator[object]) -> Iterator[object]:
    for _ in batches:
        raise OSError("no space\nleft on device")
    return iter(())


def test_what_a_task_raised_is_said_in_one_line(spark: SparkSession) -> None:
    table = spark.range(1).mapInArrow(fails, "id long")  # type: ignore[arg-type]
    with pytest.raises(StageAbortedError, match=r"OSError: no space") as told, told_apart(spark):
        table.collect()
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 400


def test_a_failure_in_the_jvm_is_an_abort_too(spark: SparkSession) -> None:
    with pytest.raises(StageAbortedError, match="too bad"), told_apart(spark):
        spark.sql("select raise_error('too bad') from range(1)").collect()


def test_what_no_task_raised_is_raised_as_it_is(spark: SparkSession) -> None:
    with pytest.raises(Exception, match="PATH_NOT_FOUND"), told_apart(spark):
        spark.read.parquet("file:///no/such/place")
    with pytest.raises(ValueError, match="mine"), told_apart(spark):
        raise ValueError("mine")


def test_a_killed_executor_is_a_cause() -> None:
    told = (
        "An error occurred while calling o1.parquet.\n: org.apache.spark.SparkException: Job "
        "aborted due to stage failure: Task 0 in stage 3.0 failed 3 times, most recent failure: "
        "Lost task 0.2 in stage 3.0 (TID 9) (10.0.0.1 executor 4): ExecutorLostFailure (executor 4 "
        "exited caused by one of the running tasks) Reason: Container killed\nDriver stacktrace:"
    )
    assert cause_of(told).startswith("ExecutorLostFailure (executor 4 exited")


def test_a_wrapped_cause_is_unwrapped() -> None:
    told = (
        "Job aborted due to stage failure: Task 0 failed 3 times, most recent failure: "
        "Lost task 0.2 in stage 1.0 (TID 3) (host executor driver): "
        "org.apache.spark.SparkException: [TASK_WRITE_FAILED] Task failed while writing.\n"
        "\tat org.apache.spark.Executor.run(Executor.scala:1)\n"
        "Caused by: org.apache.spark.api.python.PythonException: Traceback (most recent call):\n"
        '  File "tokens.py", line 29, in rows\n'
        "OSError: the disk is full\n\n\tat org.apache.spark.Reader.read(Reader.scala:2)\n"
        "\t... 17 more\n\nDriver stacktrace:\n\tat Caller\n"
        "Caused by: java.io.IOException: of the driver"
    )
    assert cause_of(told) == "OSError: the disk is full"


def test_a_cause_in_the_jvm_is_unwrapped_too() -> None:
    told = (
        "most recent failure: Lost task 0.0 in stage 1.0 (TID 3) (host): "
        "org.apache.spark.SparkException: [TASK_WRITE_FAILED]\n\tat x\n"
        "Caused by: java.io.IOException: No space left on device\n\tat y"
    )
    assert cause_of(told) == "java.io.IOException: No space left on device"
