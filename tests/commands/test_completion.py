"""The scripts of `spv2 completion`, sourced by the shells themselves."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from spv2_spark.cli import main
from tests.commands.listed import ROOT, parsers

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


# How a shell takes its script, and what it then says of it.
_TAKEN = {
    "zsh": (
        ["-fc", 'autoload -U compinit && compinit -u -D; eval "$(cat $1)"; echo $_comps[spv2]'],
        "_shtab_spv2",
    ),
    "fish": (
        ["--no-config", "-c", "source $argv[2]; complete -C 'spv2 en'"],
        "enqueue\tmake a task of every PDF that has none",
    ),
}


@pytest.mark.parametrize("shell", _TAKEN)
def test_other_shells_take_their_script(
    shell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "script"
    script.write_text(script_of(shell, capsys))
    assert [name for name in parsers() if name not in script.read_text()] == []
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} here: its script is written, and not taken")
    options, said = _TAKEN[shell]
    command = [shell, *options, shell, str(script)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert told.stdout.strip() == said


def test_the_page_says_how_bash_takes_it(bash_script: Path) -> None:
    page = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"^```bash\n(.*)\n```$", page, re.MULTILINE)
    (bash_script.parent / "spv2").write_text(f"#!/bin/sh\ncat '{bash_script}'\n")
    (bash_script.parent / "spv2").chmod(0o755)
    bash_script.with_name("rc").write_text(f"PATH={bash_script.parent}:$PATH\n{line}\n")
    assert completed(bash_script.with_name("rc"), "en") == ["enqueue"]
