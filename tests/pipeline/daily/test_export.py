"""`spv2 export`: a dataset of Spark's as files of other formats."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from pybtex.database import parse_string
from pyspark.sql import SparkSession

from spv2_spark.cli import main
from spv2_spark.config import ExportSettings
from spv2_spark.contracts.schema import loose
from spv2_spark.contracts.tables import Dequeue
from spv2_spark.errors import OutputError, SettingsError
from spv2_spark.exchange.forms import FORMATS, form_of
from spv2_spark.exchange.paper import ParsedPaper
from spv2_spark.pipeline.daily.export import Exported, export
from spv2_spark.runtime.outputs import MARKER
from spv2_spark.runtime.tables import write_table
from tests.exchange.further import FURTHER
from tests.exchange.grobid_reader import root_of, title_of
from tests.exchange.papers import PAPER
from tests.pipeline.daily.datasets import row_of

pytestmark = [pytest.mark.spark, pytest.mark.walk]

PAPERS = [PAPER._replace(paper_id=f"{number:02}.pdf") for number in range(25)]
CORPUS = "{http://www.tei-c.org/ns/1.0}"


def write_dataset(spark: SparkSession, path: Path, papers: Iterable[ParsedPaper]) -> str:
    rows: list[Any] = [row_of(one) for one in papers]
    frame = spark.createDataFrame(rows, loose(Dequeue.contract))
    write_table(Dequeue.of(frame), str(path), Dequeue)
    return str(path)


@pytest.fixture(scope="module")
def dataset(spark: SparkSession, tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_dataset(spark, tmp_path_factory.mktemp("dataset") / "papers", reversed(PAPERS))


def texts_in(folder: Path, suffix: str) -> list[str]:
    return [one.read_text(encoding="utf-8") for one in sorted(folder.glob(f"[!_.]*{suffix}"))]


def test_every_file_of_a_format_is_whole(spark: SparkSession, dataset: str, tmp_path: Path) -> None:
    settings = ExportSettings(papers_per_file=10)
    told = export(spark, settings, dataset, "csl-json", "papers", str(tmp_path / "csl"))
    assert told == Exported(25, 3)
    files = [json.loads(one) for one in texts_in(tmp_path / "csl", ".json")]
    assert len(files) == 3
    assert len({item["id"] for items in files for item in items}) == 25

    export(spark, settings, dataset, "tei", "papers", str(tmp_path / "tei"))
    roots = [root_of(one.encode()) for one in texts_in(tmp_path / "tei", ".tei.xml")]
    assert [one.tag for one in roots] == [f"{CORPUS}teiCorpus"] * 3
    ids = [one.text for root in roots for one in root.iterfind(".//*[@type='paper']")]
    assert ids == [one.paper_id for one in PAPERS]
    line = texts_in(tmp_path / "tei", ".tei.xml")[0].splitlines()[3]
    assert title_of(line) == "Cats <b> & 5% {Dogs}"

    export(spark, settings, dataset, "bibtex", "references", str(tmp_path / "bib"))
    entries = [key for one in texts_in(tmp_path / "bib", ".bib") for key in entries_of(one)]
    assert len(set(entries)) == len(entries) == 25 * len(PAPER.metadata.references)
    names = sorted(one.name for one in (tmp_path / "bib").iterdir() if one.name[0] != ".")
    assert names == ["_SUCCESS", MARKER, "part-00000.bib", "part-00001.bib", "part-00002.bib"]


def test_further_fields_are_exported_as_from_results_in_memory(
    spark: SparkSession, tmp_path: Path
) -> None:
    dataset = write_dataset(spark, tmp_path / "papers", [FURTHER])
    for name in FORMATS:
        out = tmp_path / name
        export(spark, ExportSettings(), dataset, name, "papers", str(out))
        (text,) = texts_in(out, form_of(name, "papers", "").suffix)
        when = root_of(text).findall(".//*[@ident]")[0].get("when", "") if name == "tei" else ""
        assert (
            text.splitlines()
            == "\n".join(form_of(name, "papers", when).lines([FURTHER])).splitlines()
        )


def entries_of(text: str) -> list[str]:
    return list(parse_string(text, "bibtex").entries)


def test_only_files_of_the_kind_are_replaced(
    spark: SparkSession, dataset: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "bib"
    command = ["export", dataset, "--format", "bibtex", "--out", str(out)]
    for _ in range(2):
        assert main(command) == 0
        assert capsys.readouterr().out == f"bibtex: papers of 25 papers in {out}\n"
    (text,) = texts_in(out, ".bib")
    assert len(entries_of(text)) == 25

    assert main([*command, "--references"]) == 2
    assert "did not write" in capsys.readouterr().err
    (out / "mine.bib").write_text("mine")
    assert main(command) == 2
    assert (out / "mine.bib").read_text() == "mine"
    assert [one.name for one in tmp_path.iterdir()] == ["bib"]


def test_a_dataset_of_no_paper_and_what_is_none(spark: SparkSession, tmp_path: Path) -> None:
    empty = write_dataset(spark, tmp_path / "empty", [])
    settings = ExportSettings()
    export(spark, settings, empty, "csl-json", "references", str(tmp_path / "csl"))
    assert [json.loads(one) for one in texts_in(tmp_path / "csl", ".json")] == [[]]
    with pytest.raises(SettingsError, match="not a format for references"):
        export(spark, settings, empty, "tei", "references", str(tmp_path / "tei"))
    with pytest.raises(SettingsError, match="papers_per_file = 0"):
        export(spark, ExportSettings(0), empty, "tei", "papers", str(tmp_path / "tei"))
    with pytest.raises(OutputError, match="may not contain each other"):
        export(spark, settings, empty, "tei", "papers", f"{empty}/tei")
