"""Examples after `>>>` say what comes out: those in docstrings, and those in the documentation."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def files_with_examples() -> list[str]:
    """Return the modules of the package and the pages that have an example."""
    found = [*(ROOT / "spv2_spark").rglob("*.py"), *ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    return sorted(
        path.relative_to(ROOT).as_posix()
        for path in found
        if ">>> " in path.read_text(encoding="utf-8")
    )


FILES = files_with_examples()


def examples_of(file: str) -> list[doctest.DocTest]:
    """Return a page's examples as one test, a module's as a test a docstring."""
    path = ROOT / file
    if path.suffix == ".md":
        lines = path.read_text(encoding="utf-8").splitlines()
        # A fence is no part of what an example prints.
        text = "\n".join("" if line.strip().startswith("```") else line for line in lines)
        return [doctest.DocTestParser().get_doctest(text, {}, file, file, 0)]
    module = importlib.import_module(file.removesuffix(".py").replace("/", "."))
    return doctest.DocTestFinder(exclude_empty=True).find(module)


@pytest.mark.parametrize("file", FILES)
def test_examples_print_what_they_say(file: str) -> None:
    told: list[str] = []
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    tests = examples_of(file)
    for test in tests:
        runner.run(test, out=told.append)
    assert told == []
    written = (ROOT / file).read_text(encoding="utf-8").count(">>> ")
    assert sum(len(test.examples) for test in tests) == written  # none stands where none is found


def test_an_example_that_is_wrong_is_told() -> None:
    told: list[str] = []
    test = doctest.DocTestParser().get_doctest(">>> 1 + 1\n3\n", {}, "wrong", None, 0)
    doctest.DocTestRunner(optionflags=FLAGS).run(test, out=told.append)
    assert "Expected:\n    3\nGot:\n    2" in "".join(told)


def test_rooms_and_recipes_have_examples() -> None:
    rooms = {file.split("/")[1] for file in FILES if file.startswith("spv2_spark/")}
    assert rooms >= {"domain", "layout", "features", "decode", "scoring"}
    assert [file for file in FILES if file.startswith("docs/recipes/")]
