"""Every command and every job says how it is used; they are listed, so that none is forgotten."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from spv2_spark.cli import main
from tests.commands.listed import FORMER, JOBS, ROOT, arguments_of, parsers

# For a person at a terminal; everything else is a job for spark-submit, too.
FOR_PEOPLE = {
    *("parse", "inspect", "explain", "rules", "sheet", "demo", "compare", "serve", "completion"),
    *("status", "failures", "retry", "reschedule", "forget", "doctor", "migrate"),
}


@pytest.mark.parametrize("command", parsers())
def test_every_command_prints_its_usage(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    told = capsys.readouterr()
    assert told.out.startswith(f"usage: spv2 {FORMER.get(command, command)} ")
    assert [one for one in arguments_of(command) if one not in told.out] == []
    assert told.err == ""


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.stem)
def test_every_job_prints_its_usage(job: Path) -> None:
    told = subprocess.run(
        [sys.executable, str(job), "--help"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    command = job.stem.replace("_", "-")
    assert told.stdout.startswith(f"usage: spv2 {command} ")
    assert [one for one in arguments_of(command) if one not in told.stdout] == []
    assert told.stderr == ""


def test_every_command_that_a_cluster_runs_is_a_job() -> None:
    jobs = {job.stem.replace("_", "-") for job in JOBS}
    assert jobs == set(parsers()) - FOR_PEOPLE - set(FORMER)


def test_no_job_hides_a_module_of_pythons() -> None:
    # A script's folder comes first on the path that it imports from.
    assert not {job.stem for job in JOBS} & sys.stdlib_module_names


@pytest.mark.parametrize(("command", "warns"), [("statistics", True), ("token-statistics", False)])
def test_a_former_name_runs_the_command_and_warns(
    command: str, warns: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spv2_spark.pipeline.context.session", lambda settings: settings)
    counted = "spv2_spark.pipeline.training.token_statistics.combine"
    monkeypatch.setattr(counted, lambda *of: f"digest of {of[-1]}")
    assert main([command, "ours", "--mode", "combine"]) == 0
    told = capsys.readouterr()
    assert told.out == "digest of ['ours']\n"
    assert ("`statistics` is called `token-statistics` now" in told.err) == warns
