"""Every line of docs/strings.md that a reader may type runs, in the page's order."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from spv2_spark.config.bounds import Choice, hints_of
from spv2_spark.config.strings import StringTrainingSettings
from spv2_spark.strings.models import MODELS
from tests.docs.activated import activated
from tests.nn.encoders import write_encoder
from tests.strings.packages import write_archive

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/strings.md").read_text(encoding="utf-8")
SHELL = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
PROGRAMS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


@pytest.mark.spark
@pytest.mark.tf
def test_the_lines_run(tmp_path: Path) -> None:
    pytest.importorskip("pycrfsuite")
    pytest.importorskip("tensorflow")
    write_archive(tmp_path / "grobid-strings.tar.xz")
    write_encoder(tmp_path / "minilm")
    (tmp_path / "references.txt").write_text("J. Smith, J. Phys. 12 (1999) 3.\n")
    told = [typed(line, tmp_path) for block in SHELL for line in block.splitlines()]
    assert told[0] == "1 references, 1 distinct, in parsed\n"
    assert told[1].startswith("work/date/package: date-1 ")
    assert re.search(r"^10 folds  F1 (0\.9|1\.0)\d+ sd 0\.0", told[2], re.MULTILINE)
    assert told[3].startswith("work/date-nn/package: date-1 ")
    assert told[4].startswith("work/date-bert/package: date-1 ")
    first, second = (output_of(["-c", program], tmp_path) for program in PROGRAMS)
    assert re.search(r"\|2011-05-19\|\[Smith, [^|]*Berg\] *\|Switzerland\|", first)
    assert re.search(r"\|Published 17 June 1987 *\|1987-06-17\|", second)


def typed(line: str, folder: Path) -> str:
    """Return what a line of a shell prints: `spv2 ...`, in a process of its own."""
    program, *arguments = shlex.split(line)
    assert program == "spv2"
    return output_of(["-m", "spv2_spark.cli", *arguments], folder)


def output_of(arguments: list[str], folder: Path) -> str:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder, env=activated(), capture_output=True, text=True, check=True, timeout=1800,
    ).stdout  # fmt: skip


def test_the_page_names_every_model_field_and_engine() -> None:
    for model in MODELS.values():
        assert f"| `{model.name}` |" in PAGE
        assert not [field for field in model.fields if field not in PAGE]
    _, (choice, *_) = hints_of(StringTrainingSettings)["engine"]
    assert isinstance(choice, Choice)
    assert not [name for name in choice.names if f"| `{name}` |" not in PAGE]
