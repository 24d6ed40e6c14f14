"""`spv2 explain` and `spv2 rules`: what the decoder did to a paper, and by which rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from spv2_spark.cli import main
from spv2_spark.decode.book import CHAPTERS, RULES
from spv2_spark.pipeline.synthetic.demo import typeset_demo


def test_all_rules_are_listed_in_their_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    words = capsys.readouterr().out.split()
    places = [words.index(rule.name) for chapter in CHAPTERS for rule in chapter.rules]
    assert places == sorted(places)
    assert len(places) == len(RULES)


@pytest.mark.tf
def test_a_papers_values_and_the_rules_at_work_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = typeset_demo(tmp_path)
    paper = min(gold)
    left_out = "--set", 'decode.without=["degrees"]'
    assert main(["explain", str(tmp_path / paper), *left_out]) == 0
    told = " ".join(capsys.readouterr().out.replace("│", " ").split())
    assert str(gold[paper].title) in told
    assert "Left out: degrees" in told
    for name in gold:
        assert main(["explain", str(tmp_path / name)]) == 0
    told = capsys.readouterr().out
    assert any(f"  {name}: " in told for name in RULES)


@pytest.mark.parametrize(
    ("options", "wrong"),
    [
        (["--set", 'decode.without=["no_such"]'], "no rule no_such (spv2 rules lists them)"),
        ([], "No such file or directory"),
    ],
)
def test_what_cannot_be_explained_is_one_line(
    options: list[str], wrong: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(tmp_path / "none.pdf"), *options]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert wrong in line
