"""A driver that is interrupted in the middle of a call of Java can still talk to Spark."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from pyspark.sql import SparkSession

from spv2_spark.runtime.interrupts import interruptible

pytestmark = pytest.mark.spark


@pytest.fixture(autouse=True)
def _handler_of_before() -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


def test_what_comes_after_an_interrupt_is_answered_rightly(spark: SparkSession) -> None:
    interruptible(spark)

    def slowly(number: int) -> int:
        time.sleep(600)
        return number

    threading.Timer(2.0, os.kill, (os.getpid(), signal.SIGINT)).start()
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        spark.sparkContext.parallelize([1], 1).map(slowly).collect()
    # Each of the answers is that of its own call, and the job is gone.
    assert spark.range(3).count() == 3
    assert [row.id for row in spark.range(2).collect()] == [0, 1]
    java: Any = spark.sparkContext._jvm
    assert java.java.lang.String.valueOf(7) == "7"
    assert time.monotonic() - began < 500
