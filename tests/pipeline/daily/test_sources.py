"""What people name, from enqueue to dequeue: ids with templates, a column, archives; a store."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyspark.sql import SparkSession

from spv2_spark.config import Settings, SourceSettings
from spv2_spark.domain.task import TaskState
from spv2_spark.errors import TooManyFailuresError
from spv2_spark.ledger import Enqueued, Settled, open_ledger
from spv2_spark.pipeline.daily.dequeue import dequeue
from spv2_spark.pipeline.daily.enqueue import enqueue
from spv2_spark.pipeline.daily.process import process
from spv2_spark.pipeline.workers.interface import PaperReading, Tagging
from spv2_spark.pipeline.workers.paper_reader import PaperReader
from tests.fakes import FirstPageTitle, load_fake
from tests.pipeline.daily.readers import READER
from tests.pipeline.daily.walk import settings_for
from tests.sources.conftest import (
    BUCKET,
    Faults,
    bucket,
    direct,
    faults,
    moto_port,
    proxy,
    settings,
)

__all__ = ["bucket", "direct", "faults", "moto_port", "proxy", "settings"]
pytestmark = [pytest.mark.spark, pytest.mark.walk]

KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


def sha1_of(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def all_settings(folder: Path, source: SourceSettings) -> Settings:
    return replace(settings_for(folder / "work", wave_papers=20), source=source)


def processed(spark: SparkSession, settings: Settings, ledger: Any) -> Settled:
    reading = PaperReader(settings.source, settings.pdf, READER)
    tagging = Tagging(load_fake, FirstPageTitle(), "v1")
    return process(spark, settings, ledger, PaperReading(reading, "r1"), tagging)


def test_three_kinds_of_lists_from_enqueue_to_dequeue(
    spark: SparkSession,
    bucket: Any,
    settings: SourceSettings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in KEYS.items():
        monkeypatch.setitem(spark.sparkContext.environment, name, value)
    public, private, wrong, nowhere = (sha1_of(f"well {n}") for n in range(4))
    for place, sha1, text in (
        ("public", public, "well 0"),
        ("private", private, "well 1"),
        ("public", wrong, "well, and another paper"),
    ):
        key = f"{place}/{sha1[:4]}/{sha1[4:]}.pdf"
        bucket.put_object(Bucket=BUCKET, Key=key, Body=text.encode())
    ids = tmp_path / "ids.txt"
    ids.write_text("\n".join([public, private, wrong, nowhere]))
    bucket.put_object(Bucket=BUCKET, Key="of a table.pdf", Body=b"well table")
    rows = pa.table({"place": [f"s3://{BUCKET}/of a table.pdf"]})
    pq.write_table(rows, tmp_path / "table.parquet")
    with zipfile.ZipFile(tmp_path / "papers.zip", "w") as archive:
        archive.writestr("2020/one.pdf", "well zipped")

    places = tuple(f"s3://{BUCKET}/{p}/{{id[:4]}}/{{id[4:]}}.pdf" for p in ("public", "private"))
    source = replace(settings, uri_templates=places, column="place", attempts=2)
    told = all_settings(tmp_path, source)
    ledger = open_ledger(f"sqlite:///{tmp_path / 'tasks.db'}")
    paths = [str(ids), str(tmp_path / "table.parquet"), str(tmp_path / "papers.zip")]
    assert enqueue(ledger, paths, "v1", "", source) == Enqueued(6, 6, 0)

    settled = processed(spark, told, ledger)
    assert (settled.done, settled.failed) == (4, 2)
    assert dequeue(spark, told, ledger, "v1", str(tmp_path / "out")).papers == 4
    done = {row.paper_id: row for row in spark.read.parquet(str(tmp_path / "out")).collect()}
    table = f"s3://{BUCKET}/of a table.pdf"
    assert set(done) == {public, private, table, "2020/one.pdf"}
    assert done[private].sha1 == private
    assert done["2020/one.pdf"].doc_name == "one.pdf"
    assert done["2020/one.pdf"].uri == f"zip:{tmp_path}/papers.zip!2020/one.pdf"
    failed = {task.paper_id: task.failure for task in ledger.failures("v1")}
    assert failed[nowhere].kind.value == "not_found"
    assert "by its id the paper has" in failed[wrong].message


PROBED = 12  # papers of a store that is asked for one of them before


def test_a_cluster_without_credentials_claims_nothing(
    spark: SparkSession,
    bucket: Any,
    settings: SourceSettings,
    faults: Faults,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for n in range(PROBED):
        bucket.put_object(Bucket=BUCKET, Key=f"in/{n}.pdf", Body=f"well {n}".encode())
    told = all_settings(tmp_path, replace(settings, attempts=2))
    ledger = open_ledger(f"sqlite:///{tmp_path / 'tasks.db'}")
    enqueue(ledger, [f"s3://{BUCKET}/in"], "v1", "", told.source)
    environment = spark.sparkContext.environment
    monkeypatch.setitem(environment, "AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setitem(environment, "AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    with pytest.raises(TooManyFailuresError, match=r"nothing was claimed \(s3://.*redentials"):
        processed(spark, told, ledger)
    assert ledger.counts("v1").by_state[TaskState.SCHEDULED] == PROBED
    assert {paper.attempt for paper in ledger.upcoming("v1", PROBED)} == {1}

    for name, value in KEYS.items():
        monkeypatch.setitem(environment, name, value)
    faults.sent_bytes = 0
    assert processed(spark, told, ledger).done == PROBED
    # The one that is asked for first has no more bytes than come with the answer.
    assert faults.sent_bytes <= 1.1 * sum(len(f"well {n}") for n in range(PROBED))
