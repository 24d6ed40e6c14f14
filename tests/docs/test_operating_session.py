"""The session of docs/operating.md, typed again over a Task DB of the same papers."""

from __future__ import annotations

import contextlib
import doctest
import io
import re
import shlex
from pathlib import Path

import pytest

from spv2_spark.cli import main
from spv2_spark.domain.paper import Paper
from spv2_spark.errors import Failure, Kind
from spv2_spark.ledger import open_ledger

PAGE = Path(__file__).parents[2] / "docs/operating.md"
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
VERSION = "0.4.0"
FAILED = {
    "b.pdf": Failure("fetch", Kind.FETCH, "503 Slow Down"),
    "c.pdf": Failure("tokenise", Kind.ENCRYPTED, "needs a password"),
}


def session() -> list[tuple[str, str]]:
    """Return every command of the page's sessions with what it prints."""
    blocks = re.findall(r"```console\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    typed = [one for block in blocks for one in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    return [(line, told) for line, _, told in (one.partition("\n") for one in typed)]


def make_task_db(folder: Path) -> None:
    ledger = open_ledger(f"sqlite:///{folder / 'tasks.db'}")
    ledger.enqueue([Paper(name, f"s3://pdfs/{name}", name) for name in ("a.pdf", *FAILED)], VERSION)
    wave = ledger.claim(VERSION, 9, "driver-1:4711", 300)
    assert wave is not None
    failed = [(name, why, None) for name, why in FAILED.items()]
    ledger.settle(wave, [("a.pdf", "0" * 40)], failed, 1, {"a.pdf": "nothing_found"})
    ledger.enqueue([Paper("d.pdf", "s3://pdfs/d.pdf", "d.pdf")], VERSION)
    ledger.close()


def test_the_session_prints_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    make_task_db(tmp_path)
    commands = session()
    assert {line.split()[1] for line, _ in commands} == {
        *("status", "failures", "retry", "reschedule", "forget", "migrate")
    }
    for line, wanted in commands:
        program, *arguments = shlex.split(line)
        assert program == "spv2"
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            assert main(arguments) == 0
        got = printed.getvalue()
        # How wide a table is depends on how fast the test was.
        want, given = (re.sub("─+", "─", text) for text in (wanted, got))
        assert doctest.OutputChecker().check_output(want, given, FLAGS), f"$ {line}\n{got}"
