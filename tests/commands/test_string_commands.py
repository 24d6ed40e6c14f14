"""What `spv2 train` says of models of strings that it cannot train."""

from __future__ import annotations

from pathlib import Path

import pytest

from spv2_spark.cli import main
from tests.strings.packages import write_archive


def complaint(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["train", *arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    return told.err


def test_what_cannot_be_trained_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold, out = tmp_path / "gold.tar.xz", str(tmp_path / "out")
    write_archive(gold)
    date = ("--model", "date", "--out", out)
    assert "--statistics DIGEST is missing" in complaint(capsys, "ours", "--out", out)
    assert "name one folder or archive" in complaint(capsys, *date, str(gold), str(gold))
    assert "not a tar archive" in complaint(capsys, *date, str(tmp_path / "none.tar"))
    assert "no labelled strings under citation/corpus/" in complaint(
        capsys, str(gold), "--model", "citation", "--out", out
    )
    assert "--folds 1: from 2 to the 120 strings" in complaint(
        capsys, *date, str(gold), "--folds", "1"
    )
    assert not Path(out).exists()


def test_folds_are_kept_and_those_of_other_settings_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pycrfsuite")
    gold, out = tmp_path / "gold.tar.xz", tmp_path / "out"
    write_archive(gold)
    line = [str(gold), "--model", "date", "--out", str(out), "--folds", "4"]
    quick = ["--set", "string_training.iterations=5"]
    assert main(["train", *line, *quick, "--first-folds", "1"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("1 folds  F1 ")
    kept = (out / "fold-0/score.json").stat().st_mtime_ns
    assert main(["train", *line, *quick]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [row.split("  ")[0] for row in told] == [*(f"fold {n}" for n in range(4)), "4 folds"]
    assert (out / "fold-0/score.json").stat().st_mtime_ns == kept
    assert "is of other settings or other gold" in complaint(capsys, *line)


def test_a_package_takes_the_place_of_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pycrfsuite")
    gold, out = tmp_path / "gold.tar.xz", tmp_path / "out"
    write_archive(gold)
    (out / "package").mkdir(parents=True)
    (out / "package/notes.txt").write_text("mine")
    told = complaint(capsys, str(gold), "--model", "date", "--out", str(out))
    assert "is no model package; choose another place" in told
    assert (out / "package/notes.txt").read_text() == "mine"
