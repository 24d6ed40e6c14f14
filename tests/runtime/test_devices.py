"""GPUs on a real cluster whose worker says that it has two; no card is needed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from itertools import combinations
from typing import Any, NamedTuple

import pyspark
import pytest
from pyspark.sql import SparkSession

from spv2_spark.config import ModelSettings, Settings
from spv2_spark.errors import Failure, SettingsError
from spv2_spark.nn.device import Device
from spv2_spark.pipeline.context import paper_reading_of
from spv2_spark.pipeline.one_paper import read_paper
from spv2_spark.pipeline.workers.paper_reader import PaperReader
from spv2_spark.pipeline.workers.tagging import tagging_of
from spv2_spark.runtime.devices import tagging_profile, task_device
from spv2_spark.stages.result_rows import metadata_from
from tests.fakes import load_fake
from tests.runtime.cluster import standalone
from tests.runtime.gpu_job import ROOT

PAPERS = ROOT / "tests/golden/papers"
HAS_PROFILES = int(pyspark.__version__.split(".")[0]) >= 4


def test_outside_of_tasks_the_environment_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "3")
    assert task_device(ModelSettings(threads=2)) == Device(2, None)
    assert os.environ["CUDA_VISIBLE_DEVICES"] == "3"


@pytest.mark.spark
def test_a_task_without_a_card_sees_none_unless_it_may_take_a_part(spark: SparkSession) -> None:
    def seen(model: ModelSettings) -> tuple[Device, str | None]:
        def one(_: object) -> Any:
            os.environ["CUDA_VISIBLE_DEVICES"] = "0,1"
            return task_device(model), os.environ["CUDA_VISIBLE_DEVICES"]

        found: tuple[Device, str | None] = spark.sparkContext.parallelize([0], 1).map(one).first()
        return found

    assert seen(ModelSettings(precision="float16")) == (Device(1, ()), "-1")
    assert seen(ModelSettings(gpu_memory_mb=900)) == (Device(1, None, 900), "0,1")


@pytest.mark.spark
def test_profiles_are_asked_for_where_there_are_some(
    spark: SparkSession, caplog: pytest.LogCaptureFixture
) -> None:
    assert tagging_profile(spark, ModelSettings()) is None
    assert caplog.text == ""
    assert tagging_profile(spark, ModelSettings(gpus=1.0)) is None
    assert "on local[2,3] has no profiles of stages" in caplog.text
    with pytest.raises(SettingsError, match=r"model\.gpus: 2 of a card"):
        tagging_profile(spark, ModelSettings(gpus=2.0))


def test_who_reads_loads_no_model_where_tagging_has_cards() -> None:
    settings = Settings()
    for gpus, warm in ((0.0, load_fake), (0.5, None)):
        chosen = replace(settings, model=replace(settings.model, gpus=gpus))
        reader = paper_reading_of(chosen, load_fake).read
        assert isinstance(reader, PaperReader)
        assert reader.warm is warm


class Ran(NamedTuple):
    """The lines of reading and of tagging tasks, a list a task, and the rows of RESULTS."""

    read: list[list[dict[str, Any]]]
    tagged: list[list[dict[str, Any]]]
    rows: list[dict[str, Any]]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    pytest.importorskip("tensorflow")
    if not HAS_PROFILES:
        pytest.skip("stages have no profiles before Spark 4")
    folder = tmp_path_factory.mktemp("gpus")
    with standalone(folder, cores=4, gpus=("0", "1")) as master:
        command = [sys.executable, "-m", "tests.runtime.gpu_job", master, str(folder), str(PAPERS)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "CUDA_VISIBLE_DEVICES": "9"}
        subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=1800)

    def lines(stage: str) -> list[list[dict[str, Any]]]:
        files = sorted(folder.glob(f"{stage}-*.jsonl"))
        return [[json.loads(line) for line in one.read_text().splitlines()] for one in files]

    rows = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    return Ran(lines("read"), lines("tag"), rows)


@pytest.mark.spark
@pytest.mark.tf
def test_a_tagging_task_has_a_card_to_itself(ran: Ran) -> None:
    assert len(ran.tagged) == len(list(PAPERS.glob("*.pdf"))) == 4
    spans: dict[str, list[tuple[float, float]]] = {"0": [], "1": []}
    for task in ran.tagged:
        (address,) = task[0]["held"]
        assert {line["sees"] for line in task} == {address}
        assert [line["event"] for line in task[:2]] == ["loaded", "tagged"]
        spans[address].append((task[0]["at_s"], task[-1]["at_s"]))
    assert all(spans.values())
    for of_address in spans.values():
        for one, two in combinations(sorted(of_address), 2):
            assert one[1] <= two[0]


@pytest.mark.spark
@pytest.mark.tf
def test_no_worker_loads_tensorflow_itself(ran: Ran) -> None:
    assert [line["held"] for task in ran.read for line in task] == [[]] * 4
    assert not any(line["tensorflow"] for task in ran.read + ran.tagged for line in task)


@pytest.mark.spark
@pytest.mark.tf
def test_results_are_those_of_the_tagger_in_this_process(ran: Ran) -> None:
    settings = Settings()
    tagging = tagging_of(settings)
    tagger = tagging.load()
    for row in ran.rows:
        _, document = read_paper(PAPERS / row["doc_name"], settings)
        assert not isinstance(document, Failure)
        tags = [page.rounded() for page in tagger.tag([document])[0]]
        expected = tagging.decoder.metadata_of(document, tags, tagger.known_words)
        found = metadata_from(row)
        assert found.title is not None
        assert expected.title is not None
        assert found.title.text == expected.title.text
        assert [one.text for one in found.references] == [one.text for one in expected.references]
