"""What several rooms' tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pyspark.sql import SparkSession

from spv2_spark.runtime.session import open_session


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    """One local Spark for the whole run: starting it takes seconds."""
    session = open_session("tests", **{"spark.master": "local[2,3]"})
    yield session
    session.stop()
