"""What is said of a store before work begins, and where Spark looks for one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pyspark.sql import SparkSession

from spv2_spark.config import SourceSettings
from spv2_spark.errors import OutputError
from spv2_spark.runtime.filesystem import Place
from spv2_spark.runtime.session import sent_file
from spv2_spark.runtime.store_problems import cloud_package, store_problem
from spv2_spark.runtime.stores import check_writable, use_stores

NO_KEYS = "NoAuthWithAWSException: No AWS Credentials provided by EnvironmentVariable..."


@pytest.mark.parametrize(
    ("told", "said"),
    {
        "ClassNotFoundException: Class org.apache.hadoop.fs.s3a.S3AFileSystem not found":
            "Spark has no client for s3a://; add --packages "
            "org.apache.spark:spark-hadoop-cloud_2.13:4.1.2",
        NO_KEYS: "no credentials for the store; give the machines a role, or set AWS_",
        "AccessDeniedException: s3a://b/x: Forbidden (Status Code: 403)":
            "the store refuses the credentials (AccessDeniedException: ",
        "UnknownStoreException: `s3a://b/': Bucket does not exist": "there is no such bucket",
        "IOException: no space\n\tat org.apache": "cannot be written by Spark (IOException: no",
    }.items(),
)  # fmt: skip
def test_what_java_says_becomes_what_to_add(told: str, said: str) -> None:
    assert store_problem("s3a://b/x", told, "4.1.4").startswith(f"s3a://b/x: {said}")


def test_another_store_is_told_other_keys() -> None:
    told = "IOException: Error getting access token from metadata server at: http://..."
    assert "a key file that Spark's settings name" in store_problem("gs://b/x", told, "4.1.4")


@pytest.mark.parametrize(
    ("version", "package"),
    [
        ("3.5.9", "org.apache.spark:spark-hadoop-cloud_2.12:3.5.8"),
        ("4.1.4", "org.apache.spark:spark-hadoop-cloud_2.13:4.1.2"),
        ("4.3.0", "org.apache.spark:spark-hadoop-cloud_2.13:4.3.0"),
    ],
)
def test_each_spark_has_its_module(version: str, package: str) -> None:
    assert cloud_package(version) == package


@pytest.mark.spark
@pytest.mark.parametrize("scheme", ["s3", "s3a", "abfs"])
def test_a_store_without_a_client_is_told_before_anything_is_written(
    scheme: str, spark: SparkSession
) -> None:
    use_stores(spark, SourceSettings())
    expected = rf"^{scheme}://bucket/work: Spark has no client for {scheme}://; add --packages "
    with pytest.raises(OutputError, match=expected):
        check_writable(spark, f"{scheme}://bucket/work")
    with pytest.raises(OutputError, match=expected):
        Place(spark, f"{scheme}://bucket/work")


@pytest.mark.spark
def test_nothing_is_asked_of_a_folder(spark: SparkSession, tmp_path: Path) -> None:
    check_writable(spark, str(tmp_path / "not there"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.spark
def test_spark_looks_where_the_readers_of_papers_do(spark: SparkSession) -> None:
    use_stores(spark, SourceSettings(s3_endpoint="http://127.0.0.1:9"))
    context: Any = spark.sparkContext._jsc
    conf = context.hadoopConfiguration()
    assert conf.get("fs.s3a.endpoint") == "http://127.0.0.1:9"
    assert conf.get("fs.s3a.path.style.access") == "true"
    assert conf.get("fs.s3a.endpoint.region") == "us-east-1"
    assert conf.get("fs.s3.impl") == "org.apache.hadoop.fs.s3a.S3AFileSystem"


@pytest.mark.spark
def test_a_file_that_was_sent_is_found_by_its_name(spark: SparkSession, tmp_path: Path) -> None:
    sent = tmp_path / "night.toml"
    sent.write_text("[pdf]\n")
    assert sent_file(Path("night.toml")) == Path("night.toml")
    spark.sparkContext.addFile(str(sent))
    found = sent_file(Path("conf/night.toml"))
    assert found.is_absolute()
    assert found.read_text() == "[pdf]\n"
