"""The night watch's commands over a Task DB, as a person types them."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from spv2_spark.cli import main
from spv2_spark.domain.paper import Paper
from spv2_spark.errors import Failure, Kind
from spv2_spark.ledger import Ledger, open_ledger

NASTY = "\x1b[2Jd.pdf"
CRASH = Failure("tokenise", Kind.CRASH, "exit status 139")
NO_TEXT = Failure("tokenise", Kind.NO_TEXT, "no text")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """a is Done, b crashed, NASTY had no text, c waits."""
    made = open_ledger(f"sqlite:///{tmp_path / 'tasks.db'}")
    made.enqueue([Paper(name, f"/pdfs/{name}", name) for name in ("a", "b", NASTY)], "v1")
    wave = made.claim("v1", 9, "host:1", 300)
    assert wave is not None
    made.settle(wave, [("a", "0" * 40)], [("b", CRASH, None), (NASTY, NO_TEXT, None)], 1)
    made.enqueue([Paper("c", "/pdfs/c", "c")], "v1")
    return made


def ran(tmp_path: Path, *argv: str, status: int = 0) -> None:
    assert main([argv[0], "--task-db", f"sqlite:///{tmp_path / 'tasks.db'}", *argv[1:]]) == status


def test_a_watch(ledger: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran(tmp_path, "status", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["versions"][0]["states"] == {
        "Scheduled": 1,
        "Processing": 0,
        "Failed": 2,
        "Done": 1,
    }
    ran(tmp_path, "failures", "--kind", "crash", "--json", "--since", "1h")
    (line,) = capsys.readouterr().out.splitlines()
    failure = json.loads(line)
    assert (failure["paperId"], failure["kind"], failure["modelVersion"]) == ("b", "crash", "v1")
    ran(tmp_path, "failures", "--since", "2100-01-01")
    assert capsys.readouterr().out == "0 failed papers\n"
    ran(tmp_path, "failures")
    text = capsys.readouterr().out
    assert text.endswith("2 failed papers\n")
    assert "".join(text.split("\n")).isprintable()
    assert "\\x1b[2Jd.pdf" in text
    ran(tmp_path, "retry", "--kind", "crash")
    assert capsys.readouterr().out == "v1: 1 failed papers are Scheduled again\n"
    ran(tmp_path, "retry", "--id", NASTY, "--results", "v1")
    assert capsys.readouterr().out == "v1: 1 failed papers are Scheduled again\n"
    (tmp_path / "ids").write_text("a\nx\n")
    ran(tmp_path, "reschedule", "--ids-from", str(tmp_path / "ids"))
    assert capsys.readouterr().out == "v1: 1 papers are Scheduled from new\n"
    ran(tmp_path, "forget", "--id", "a", "--id", "b")
    assert "2 papers with 2 tasks would be forgotten (--yes" in capsys.readouterr().out
    ran(tmp_path, "forget", "--id", "a", "--id", "b", "--yes")
    assert capsys.readouterr().out == "2 papers with 2 tasks are forgotten\n"
    assert [state.value for state, n in ledger.counts("v1").by_state.items() if n] == ["Scheduled"]


def test_prometheus_file_is_whole_and_replaces_its_own_kind_only(
    ledger: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "spv2.prom"
    ran(tmp_path, "status", "--prometheus", str(file))
    assert capsys.readouterr().out == ""
    assert 'spv2_papers{version="v1",state="Failed"} 2\n' in file.read_text()
    ledger.retry("v1")
    ran(tmp_path, "status", "--prometheus", str(file))
    assert 'spv2_papers{version="v1",state="Failed"} 0\n' in file.read_text()
    file.write_text("theirs")
    ran(tmp_path, "status", "--prometheus", str(file), status=2)
    assert file.read_text() == "theirs"
    assert sorted(one.name for one in tmp_path.iterdir() if "prom" in one.name) == ["spv2.prom"]


def test_a_page_of_a_version_is_a_file_of_ours(
    ledger: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger.enqueue([], "v2")
    file = tmp_path / "run.html"
    ran(tmp_path, "status", "--html", str(file), "--results", "v1")
    assert capsys.readouterr().out == ""
    page = file.read_text()
    assert "<title>Results v1</title>" in page
    assert "exit status 139" in page
    assert "host:1" in page
    ran(tmp_path, "status", "--html", str(file), "--since", "2100-01-01", "--results", "v1")
    assert "exit status 139" not in file.read_text()
    ran(tmp_path, "status", "--html", str(file))
    assert "<title>Results v2</title>" in file.read_text()  # the newest
    ran(tmp_path, "status", "--html", str(file), "--results", "v9", status=2)
    assert "no version v9 in the Task DB" in capsys.readouterr().err
    file.write_text("theirs")
    ran(tmp_path, "status", "--html", str(file), status=2)
    assert file.read_text() == "theirs"


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["retry"], "retry: name --kind, --stage or --id, or else --all"),
        (["retry", "--all", "--kind", "crash"], "name --kind, --stage or --id, or else --all"),
        (["retry", "--all", "--results", "v9"], "no version v9 (the Task DB has v1)"),
        (["reschedule"], "reschedule: name --id or --ids-from, or else --all"),
        (["forget"], "forget: name --id or --ids-from"),
        (["forget", "--ids-from", "/no/such"], "/no/such: No such file or directory"),
    ],
)
def test_what_is_not_clear_changes_nothing(
    argv: list[str],
    told: str,
    ledger: Ledger,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = ledger.status().versions
    ran(tmp_path, *argv, status=2)
    (line,) = capsys.readouterr().err.splitlines()
    assert told in line
    assert [one.counts for one in ledger.status().versions] == [one.counts for one in before]


def test_of_several_versions_one_is_named(
    ledger: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger.enqueue([], "v2")
    ran(tmp_path, "retry", "--all", status=2)
    assert "--results VERSION is missing (the Task DB has v1, v2)" in capsys.readouterr().err
    ran(tmp_path, "retry", "--all", "--results", "v1")


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["failures", "--kind", "crush"], "invalid choice: 'crush'"),
        (["failures", "--since", "yesterday"], "'yesterday' is no time: 2h, 3d, 2026-01-31T22:00"),
    ],
)
def test_filters_that_nothing_is_meant_by(
    argv: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(argv)
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("command", ["status", "failures", "migrate"])
def test_where_no_task_db_is_none_is_made(
    command: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([command]) == 2
    assert "no Task DB is there; `spv2 enqueue` makes one" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_who_is_stood_for_by_a_forgotten_paper_is_told(
    ledger: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger.enqueue([Paper(name, f"/{name}.pdf", f"{name}.pdf") for name in ("y", "z")], "v3")
    wave = ledger.claim("v3", 100, "me", 60)
    assert wave is not None
    done = [("y", "1" * 40), ("z", "1" * 40)]
    ledger.settle(wave, done, [], one_per_content=True)
    ran(tmp_path, "forget", "--id", "y", "--yes")
    told = "1 papers with 1 tasks are forgotten; 1 tasks of others with their bytes: from new\n"
    assert capsys.readouterr().out == told


# What revisions 0002 to 0006 made, undone.
OLDER = """
DROP TABLE contents;
DROP INDEX tasks_same;
ALTER TABLE tasks DROP COLUMN same_as;
ALTER TABLE waves DROP COLUMN one_per_content;
DROP TABLE cached;
DROP INDEX tasks_failed;
DROP INDEX tasks_to_claim;
ALTER TABLE tasks DROP COLUMN tokens_wave;
ALTER TABLE tasks DROP COLUMN seconds;
ALTER TABLE tasks DROP COLUMN pages;
ALTER TABLE tasks DROP COLUMN pages_read;
ALTER TABLE waves DROP COLUMN changes;
CREATE INDEX tasks_to_claim ON tasks (model_version, state, losses, created_at, paper_id);
DROP INDEX tasks_by_end;
ALTER TABLE tasks DROP COLUMN left_out;
DROP TABLE spv2_spark_schema;
"""


def test_an_older_database_is_refused_and_migrated(
    ledger: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger.close()
    with sqlite3.connect(tmp_path / "tasks.db") as older:
        older.executescript(OLDER)
    older.close()
    ran(tmp_path, "status", status=2)
    assert "`spv2 migrate --task-db sqlite:///" in capsys.readouterr().err
    ran(tmp_path, "migrate")
    assert capsys.readouterr().out == "schema 0001 is 0006 now\n"
    ran(tmp_path, "failures")
    assert "2 failed papers" in capsys.readouterr().out
