"""The scripts of `spv2 completion`, sourced by the shells themselves."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from spv2_spark.cli import main
from tests.commands.listed import parsers

# What a press of TAB does in bash: COMP_WORDS, COMP_CWORD, and the function that `complete` names.
_TAB = """
source "$1"
COMP_WORDS=(spv2 "${@:2}")
COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
function_of_spv2=$(complete -p spv2 | sed 's/.* -F \\([^ ]*\\) .*/\\1/')
"$function_of_spv2" spv2 "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}" 2>/dev/null
printf '%s\\n' "${COMPREPLY[@]}"
"""


def script_of(shell: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["completion", shell]) == 0
    return capsys.readouterr().out


@pytest.fixture
def bash_script(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "spv2.bash"
    path.write_text(script_of("bash", capsys))
    (tmp_path / "papers.txt").touch()
    return path


def completed(script: Path, *words: str) -> list[str]:
    """Return what bash offers for the last of the words behind `spv2`."""
    command = ["bash", "--norc", "-c", _TAB, "bash", str(script), *words]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=script.parent)
    assert told.stderr == ""
    return told.stdout.split()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["en"], ["enqueue"]),
        (["export", "--fo"], ["--format"]),
        (["export", "--format", "b"], ["bibtex"]),
        (["inspect", "--ht"], ["--html"]),
        (["completion", ""], ["bash", "zsh", "fish"]),
        (["enqueue", "pap"], ["papers.txt"]),
        (["parse", "--settings", "pap"], ["papers.txt"]),
    ],
)
def test_bash_completes(bash_script: Path, typed: list[str], offered: list[str]) -> None:
    assert completed(bash_script, *typed) == offered


def test_bash_offers_every_command(bash_script: Path) -> None:
    assert set(completed(bash_script, "")) == set(parsers())


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_take_their_script(
    shell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "script"
    script.write_text(script_of(shell, capsys))
    assert [name for name in parsers() if name not in script.read_text()] == []
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} here: its script is written, and not read")
    subprocess.run([shell, "-n", str(script)], check=True, capture_output=True)
