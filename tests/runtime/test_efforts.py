"""What papers cost comes from the workers to the driver, once a stage however often a task ran."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from pyspark.sql import SparkSession

from spv2_spark.domain.effort import Effort
from spv2_spark.runtime.efforts import Efforts

pytestmark = pytest.mark.spark


def test_stages_add_up_and_nothing_is_kept(spark: SparkSession) -> None:
    context = spark.sparkContext
    efforts = Efforts(context)
    read, decode = efforts.noting("read"), efforts.noting("decode")

    def note(names: Iterable[str]) -> None:
        for name in names:
            read(name, Effort(1.5))
            decode(name, Effort(0.25, 30, 8))

    for _ in range(2):  # as a task that Spark ran twice
        context.parallelize(["a", "b", "c"], 2).foreachPartition(note)
    assert efforts.taken() == dict.fromkeys("abc", Effort(1.75, 30, 8))
    assert efforts.taken() == {}
