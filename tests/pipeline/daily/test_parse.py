"""`spv2 parse` as a whole: real Spark, real sandbox, a fake tagger."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha1
from itertools import islice
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import pytest
from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.contracts.schema import mismatches
from spv2_spark.contracts.tables import Dequeue
from spv2_spark.errors import OutputError, SourceError
from spv2_spark.ledger import open_ledger
from spv2_spark.pipeline.daily.parse import Parsed, ParseRequest, parse
from spv2_spark.pipeline.workers.interface import PaperReading, Tagging
from spv2_spark.pipeline.workers.paper_reader import PaperReader
from spv2_spark.typeset.demo import typeset_samples
from spv2_spark.typeset.generator import PaperGenerator
from tests.exchange.grobid_reader import title_of
from tests.fakes import FirstPageTitle, load_fake
from tests.pipeline.daily.readers import READER

pytestmark = [pytest.mark.spark, pytest.mark.walk]

HOSTILE = {
    "segfault": "crash",
    "loop": "timeout",
    "memory": "memory",
    "exit": "crash",
    "raise": "crash",
    "nothing": "not_a_pdf",
}
LIMITS = replace(Settings().pdf, time_limit_s=2.0, memory_mb=1024)


def no_session() -> SparkSession:
    raise AssertionError("there is nothing to do for Spark")


def parsed(
    request: ParseRequest,
    session: Any = no_session,
    version: str = "fake-1",
    settings: Settings = Settings(),  # noqa: B008  frozen
) -> Parsed:
    reading = PaperReading(PaperReader(settings.source, LIMITS, READER), "hostile")
    tagging = Tagging(load_fake, FirstPageTitle(), version)
    return parse(request, settings, reading, tagging, session)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    papers = tmp_path / "papers"
    (papers / "below").mkdir(parents=True)
    for word in HOSTILE:
        (papers / f"{word}.pdf").write_text(word)
    for name in ("well1", "well2", "below/well3", "below/empty"):
        (papers / f"{name}.pdf").write_text(Path(name).name.replace("empty", "well-empty"))
    (papers / "below/silent.pdf").write_text("empty")
    return papers


def test_hostile_papers_fail_alone_and_a_second_run_does_nothing(
    spark: SparkSession, folder: Path, tmp_path: Path
) -> None:
    request = ParseRequest((str(folder),), tmp_path / "out")
    first = parsed(request, lambda: spark)
    assert (first.papers, first.done, first.failed, first.pending) == (11, 5, 6, 0)
    assert (first.read, first.left_out, first.unaccounted) == (4, {"nothing_found": 1}, 0)
    assert first.failed_by_kind == {"crash": 3, "memory": 1, "not_a_pdf": 1, "timeout": 1}
    failed = {line["paperId"]: line for line in lines(tmp_path / "out/failures.jsonl")}
    assert {name[:-4]: line["kind"] for name, line in failed.items()} == HOSTILE
    attempts = {name[:-4]: line["attempts"] for name, line in failed.items()}
    assert attempts == dict.fromkeys(HOSTILE, 3) | {"nothing": 1}
    assert failed["loop.pdf"]["stage"] == "tokenise"
    assert failed["loop.pdf"]["uri"].endswith("/papers/loop.pdf")

    papers = lines(tmp_path / "out/papers.jsonl")
    (left_out,) = lines(tmp_path / "out/left_out.jsonl")
    assert (left_out["paperId"], left_out["why"]) == ("below/silent.pdf", "nothing_found")
    assert len(papers) + len(failed) + 1 == len(list(folder.rglob("*.pdf")))
    assert [paper["paperId"] for paper in papers] == [
        "below/empty.pdf",
        "below/well3.pdf",
        "well1.pdf",
        "well2.pdf",
    ]
    assert papers[1]["docName"] == "well3.pdf"
    assert papers[1]["title"] == "well3 a title of 0"
    assert papers[1]["authors"] == ["Ada Lovelace"]
    assert [bib["year"] for bib in papers[1]["bibs"]] == ["1843"]
    table = spark.read.parquet(str(tmp_path / "out/papers"))
    assert mismatches(table.schema, Dequeue.contract) == []

    again = parsed(request)
    assert (again.papers, again.processed, again.read) == (11, 0, 4)
    (folder / "well4.pdf").write_text("well4")
    more = parsed(request, lambda: spark)
    assert (more.papers, more.done, more.processed) == (12, 6, 1)
    assert len(lines(tmp_path / "out/papers.jsonl")) == 5


def test_one_pdf_under_two_names_is_there_once_and_both_are_told(
    spark: SparkSession, folder: Path, tmp_path: Path
) -> None:
    below, out = folder / "below", tmp_path / "o"
    ((_, paper),) = islice(typeset_samples(PaperGenerator()), 1)
    (below / "again").mkdir()
    for name in ("here.pdf", "again/there.pdf"):
        (below / name).write_bytes(paper.pdf)
    request = ParseRequest((str(below),), out)
    both = parsed(request, lambda: spark)
    assert (both.papers, both.read, both.left_out) == (5, 4, {"nothing_found": 1})

    # The setting comes later: nothing is read, and one of the two goes.
    once = replace(Settings(), process=replace(Settings().process, one_per_content=True))
    told = parsed(request, lambda: spark, settings=once)
    assert (told.papers, told.read, told.processed, told.unaccounted) == (5, 3, 0, 0)
    assert told.left_out == {"nothing_found": 1, "same_content": 1}
    (left_out,) = (one for one in lines(out / "left_out.jsonl") if one["why"] == "same_content")
    assert (left_out["paperId"], left_out["sameAs"]) == ("here.pdf", "again/there.pdf")
    assert left_out["docSha"] == sha1(paper.pdf, usedforsecurity=False).hexdigest()
    ids = ["again/there.pdf", "empty.pdf", "well3.pdf"]
    assert [line["paperId"] for line in lines(out / "papers.jsonl")] == ids
    assert parsed(request, settings=once) == replace(told, seconds=ANY)

    # The one that stands goes: the other takes its place.
    ledger = open_ledger(f"sqlite:///{out / 'tasks.db'}")
    assert ledger.forget(["again/there.pdf"], dry_run=False).rescheduled == 1
    ledger.close()
    (below / "again/there.pdf").unlink()
    last = parsed(request, lambda: spark, settings=once)
    assert (last.papers, last.read, last.left_out) == (4, 3, {"nothing_found": 1})
    there = spark.read.parquet(str(out / "papers")).select("paper_id").collect()
    assert sorted(row.paper_id for row in there) == ["empty.pdf", "here.pdf", "well3.pdf"]


def test_failed_papers_are_tried_again_when_asked(
    spark: SparkSession, folder: Path, tmp_path: Path
) -> None:
    request = ParseRequest((str(folder / "nothing.pdf"), str(folder / "well1.pdf")), tmp_path / "o")
    assert parsed(request, lambda: spark).failed == 1
    (folder / "nothing.pdf").write_text("well5")
    assert parsed(request).failed == 1
    assert parsed(replace(request, retry_failed=True), lambda: spark).done == 2


def test_a_file_for_prometheus_is_kept_up_also_where_nothing_is_to_do(
    spark: SparkSession, folder: Path, tmp_path: Path
) -> None:
    file, process = tmp_path / "spv2.prom", Settings().process
    settings = replace(Settings(), process=replace(process, prometheus=str(file)))
    request = ParseRequest((str(folder / "nothing.pdf"), str(folder / "well1.pdf")), tmp_path / "o")
    for session in (lambda: spark, no_session):
        parsed(request, session, settings=settings)
        told = file.read_text()
        for state, count in (("Scheduled", 0), ("Done", 1), ("Failed", 1)):
            assert f'spv2_papers{{version="fake-1",state="{state}"}} {count}\n' in told
        file.unlink()


def test_formats_stand_beside_the_papers_and_are_kept_up_to_date(
    spark: SparkSession, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "o"
    first = ParseRequest((str(folder / "well1.pdf"),), out, formats=("tei", "bibtex"))
    parsed(first, lambda: spark)
    assert title_of((out / "tei/well1.tei.xml").read_text("utf-8")) == "well1 a title of 0"
    assert not (out / "csl-json").exists()

    # Nothing is to be read, but one format is new.
    parsed(replace(first, formats=("csl-json",)))
    (paper,) = json.loads((out / "csl-json/papers.json").read_bytes())
    assert paper["author"] == [{"given": "Ada", "family": "Lovelace"}]

    parsed(ParseRequest((str(folder / "well2.pdf"),), out), lambda: spark)
    assert len(json.loads((out / "csl-json/papers.json").read_bytes())) == 2
    assert (out / "bibtex/papers.bib").read_text("utf-8").count("@misc{") == 2
    assert sorted(one.name for one in (out / "tei").glob("*.xml")) == [
        "well1.tei.xml",
        "well2.tei.xml",
    ]


def test_a_paper_that_disappears_is_a_failure(spark: SparkSession, tmp_path: Path) -> None:
    gone = tmp_path / "list.txt"
    gone.write_text(f"{tmp_path}/never.pdf\n")
    told = parsed(ParseRequest((str(gone),), tmp_path / "o"), lambda: spark)
    assert (told.papers, told.failed_by_kind) == (1, {"not_found": 1})


def test_a_folder_without_pdfs_is_said(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(SourceError, match=r"^no PDF in \S+/none$"):
        parsed(ParseRequest((str(tmp_path / "none"),), tmp_path / "o"))


def test_an_output_folder_that_cannot_be(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot write here"):
        parsed(ParseRequest((str(folder),), Path("/proc/nowhere")))
    with pytest.raises(SourceError):
        parsed(ParseRequest((str(tmp_path / "no such folder"),), tmp_path / "o"))
