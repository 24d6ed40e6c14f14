"""`parse --out` and `dequeue --out` never cost anybody anything, and one paper costs no other."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.errors import OutputError
from spv2_spark.ledger import Ledger, open_ledger
from spv2_spark.pipeline.daily.dequeue import Dequeued, dequeue
from spv2_spark.pipeline.daily.parse import Parsed, ParseRequest, parse
from spv2_spark.pipeline.workers.interface import PaperReading, Tagging
from spv2_spark.pipeline.workers.paper_reader import PaperReader
from tests.fakes import FirstPageTitle, load_fake
from tests.pdf.make import pdf_with, written
from tests.pipeline.daily.walk import PAPERS, run, settings_for

pytestmark = [pytest.mark.spark, pytest.mark.walk]

HOSTILE = Path(__file__).parents[3].parent / "shared" / "data" / "hostile"
WELL = written((72, 100, "A title"), (72, 120, "Ada Lovelace"))


def parsed(paths: list[Path], out: Path, spark: SparkSession) -> Parsed:
    settings = Settings()
    reading = PaperReading(PaperReader(settings.source, settings.pdf), "real")
    tagging = Tagging(load_fake, FirstPageTitle(), "fake-1")
    request = ParseRequest(tuple(map(str, paths)), out)
    return parse(request, settings, reading, tagging, lambda: spark)


def snapshot(folder: Path) -> dict[str, bytes]:
    files = (one for one in folder.rglob("*") if one.is_file())
    return {str(one.relative_to(folder)): one.read_bytes() for one in files}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with PDFs in `papers`, as people have."""
    home = tmp_path / "home"
    (home / "papers").mkdir(parents=True)
    for name in ("one", "two"):
        (home / f"papers/{name}.pdf").write_bytes(WELL + b"%" + name.encode())
    return home


@pytest.mark.parametrize("out", [".", "papers", "papers/results", "papers/..", "../home"])
def test_out_in_the_input_or_around_it_is_refused(
    spark: SparkSession, home: Path, out: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(home)
    monkeypatch.chdir(home)
    for given in (Path("papers"), home / "papers"):
        with pytest.raises(OutputError, match="may not contain each other"):
            parsed([given], Path(out), spark)
    assert snapshot(home) == before


def test_a_link_into_the_input_is_refused(spark: SparkSession, home: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(home)
    before = snapshot(home)
    with pytest.raises(OutputError, match="may not contain each other"):
        parsed([home / "papers"], tmp_path / "link", spark)
    assert snapshot(home) == before


@pytest.mark.parametrize(
    "name", ["papers/mine.pdf", "papers.jsonl", "failures.jsonl", "summary.json", "tasks.db"]
)
def test_what_has_a_name_of_ours_in_out_stays(
    spark: SparkSession, home: Path, tmp_path: Path, name: str
) -> None:
    mine = tmp_path / "out" / name
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    with pytest.raises(OutputError, match="spv2-spark did not write"):
        parsed([home / "papers"], tmp_path / "out", spark)
    assert snapshot(tmp_path / "out") == {name: b"mine"}


def test_other_things_in_out_stay_beside_the_results(
    spark: SparkSession, home: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "notes.txt").write_text("mine")
    assert parsed([home / "papers"], out, spark).done == 2
    (home / "papers/three.pdf").write_bytes(WELL)
    (out / "papers/notes.txt").write_text("mine, too")
    with pytest.raises(OutputError, match=r"notes\.txt"):
        parsed([home / "papers"], out, spark)
    assert (out / "papers/notes.txt").read_text() == "mine, too"
    (out / "papers/notes.txt").unlink()
    assert parsed([home / "papers"], out, spark).done == 3
    assert (out / "notes.txt").read_text() == "mine"


@pytest.fixture
def done(spark: SparkSession, tmp_path: Path) -> tuple[Ledger, Settings]:
    """A Task DB with Done papers, and the settings that they were processed under."""
    ledger = open_ledger(f"sqlite:///{tmp_path / 'tasks.db'}")
    ledger.enqueue(PAPERS[:3], "v1")
    settings = settings_for(tmp_path / "work")
    (tmp_path / "work").mkdir()
    run(spark, ledger, settings, "v1")
    return ledger, settings


def thesis(folder: Path) -> None:
    folder.mkdir()
    (folder / "thesis.tex").write_text("mine")


def others_dataset(folder: Path) -> None:
    folder.mkdir()
    (folder / "part-00000.parquet").write_bytes(b"PAR1")
    (folder / "_SUCCESS").touch()


@pytest.mark.parametrize("make", [thesis, others_dataset])
@pytest.mark.parametrize("version", ["v1", "of which nothing is Done"])
def test_dequeue_onto_what_others_have_is_refused(
    spark: SparkSession,
    done: tuple[Ledger, Settings],
    tmp_path: Path,
    make: Callable[[Path], None],
    version: str,
) -> None:
    ledger, settings = done
    make(tmp_path / "folder")
    before = snapshot(tmp_path)
    for keep in (True, False):
        with pytest.raises(OutputError, match="spv2-spark did not write"):
            dequeue(spark, settings, ledger, version, str(tmp_path / "folder"), keep_existing=keep)
    assert snapshot(tmp_path) == before


def test_dequeue_onto_the_work_folders_tables_is_refused(
    spark: SparkSession, done: tuple[Ledger, Settings], tmp_path: Path
) -> None:
    ledger, settings = done
    before = snapshot(tmp_path / "work")
    places = [tmp_path / "work", tmp_path / "work/results", *(tmp_path / "work/results").iterdir()]
    for place in places:
        with pytest.raises(OutputError):
            dequeue(spark, settings, ledger, "v1", str(place))
    assert snapshot(tmp_path / "work") == before


def test_a_dataset_stays_where_nothing_is_done(
    spark: SparkSession, done: tuple[Ledger, Settings], tmp_path: Path
) -> None:
    ledger, settings = done
    out = tmp_path / "papers"
    assert dequeue(spark, settings, ledger, "v1", str(out)).papers == 3
    before = snapshot(out)
    again = dequeue(spark, settings, ledger, "v2", str(out), keep_existing=True)
    assert again == Dequeued(0, 0, unchanged=True)
    assert snapshot(out) == before


def hostile_papers() -> dict[str, tuple[bytes, str | None]]:
    """Return PDFs by name, with the kind of failure that each must end as, None if it is read."""
    font = "<</Type/Font/Subtype/Type1/BaseFont/\xed\xa0\x80X/Encoding/WinAnsiEncoding>>"
    line = "(" + "wo " * 300 + ") Tj 0 -2 Td "
    full = f"BT /F1 1 Tf 9 830 Td {line * 120} ET"
    return {
        "surrogate": (pdf_with("BT /F1 12 Tf 72 700 Td (A title) Tj ET", font), None),
        "full": (pdf_with(full), "too_large"),
        # Within the bounds, and several Arrow batches.
        "thick": (pdf_with(f"BT /F1 1 Tf 9 830 Td {line * 90} ET", pages=12), None),
    }


def test_hostile_papers_cost_no_other_one(spark: SparkSession, home: Path, tmp_path: Path) -> None:
    for name, (data, _) in hostile_papers().items():
        (home / f"papers/{name}.pdf").write_bytes(data)
    told = parsed([home / "papers"], tmp_path / "out", spark)
    kinds = [kind for _, kind in hostile_papers().values() if kind]
    assert told.failed_by_kind == {kind: kinds.count(kind) for kind in set(kinds)}
    assert (told.done, told.pending) == (2 + len(hostile_papers()) - len(kinds), 0)


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="../shared/data/hostile is not here")
def test_the_papers_that_ended_every_run_of_0_4_0(
    spark: SparkSession, home: Path, tmp_path: Path
) -> None:
    for path in HOSTILE.glob("*.pdf"):
        shutil.copy(path, home / "papers")
    told = parsed([home / "papers"], tmp_path / "out", spark)
    assert (told.done, told.pending, told.failed_by_kind) == (3, 0, {"too_large": 1})
