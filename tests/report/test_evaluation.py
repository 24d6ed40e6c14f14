from __future__ import annotations

import json

import pytest

from spv2_spark.errors import Spv2Error
from spv2_spark.report.evaluation import (
    compared,
    evaluation_from_json,
    evaluation_of,
    misses_of,
)
from spv2_spark.report.evaluation_html import comparison_html, evaluation_html, marked
from spv2_spark.scoring.score import Pair
from tests.report.build import GOLD, pair


def test_every_miss_stands_beside_its_gold() -> None:
    rows = [(one["field"], one["gold"], one["read"], one["soft"]) for one in misses_of(pair())]
    assert rows == [
        ("authors", "Bo Missing", "", False),
        ("bib_titles", "Second thing", "Second things", False),
        ("bib_venues", "Cell.", "Cell", True),
    ]


def test_a_failure_misses_everything() -> None:
    misses = misses_of(Pair(GOLD, None, "pmc", "x"))
    assert len(misses) == 11
    assert all(one["read"] == "" and one["document"] == "x" for one in misses)


def test_evaluation_by_collection_and_over_all() -> None:
    pairs = [pair(), Pair(GOLD, None, "jose", "x")]
    evaluation = evaluation_of(pairs, name="m1", facts={"command": "c"}, draws=50)
    assert list(evaluation["collections"]) == ["jose", "pmc", "all"]
    pmc = evaluation["collections"]["pmc"]
    assert (pmc["documents"], pmc["failures"]) == (1, 0)
    assert pmc["spv2"]["bib_venues"]["f1"] == 0.5
    assert pmc["spv2_soft"]["bib_venues"]["f1"] == 1.0
    assert pmc["grobid"]["bib_titles"]["levenshtein"]["f1"] == 1.0
    assert evaluation["collections"]["all"]["spv2"]["title"]["recall"] == 0.5
    assert evaluation["reliability"]["title"][-1]["values"] == 1
    again = evaluation_from_json(json.dumps(evaluation))
    assert again["collections"]["pmc"]["spv2"]["title"]["f1"] == 1.0


def test_two_evaluations_are_compared() -> None:
    one = evaluation_of([pair()], name="m1", draws=10)
    two = evaluation_of([Pair(GOLD, None, "pmc", "paper-1")], name="m2", draws=10)
    difference = compared(one, two)
    title = next(row for row in difference["fields"] if row["field"] == "title")
    assert (title["one"], title["two"]) == (1.0, 0.0)
    assert len(difference["gone"]) == 2  # "Second thing(s)" and "Cell(.)" are now missed whole
    assert len(difference["new"]) == 10
    page = comparison_html(difference)
    assert "m1" in page
    assert "-1.000" in page


def test_the_page_escapes_and_marks() -> None:
    page = evaluation_html(evaluation_of([Pair(GOLD, None, "pmc", "x<y")], name="a&b", draws=10))
    assert "Evaluation of a&amp;b" in page
    assert "Cats &lt;b&gt; &amp; Dogs" in page
    assert "x<y" not in page
    assert marked("a cat<", "a bat<") == (
        "a <del>c</del>at&lt;",
        "a <ins>b</ins>at&lt;",
    )
    assert marked("", "a") == ("", "a")


def test_foreign_json_is_refused() -> None:
    for text in ("", "[]", '{"format": 99}'):
        with pytest.raises(Spv2Error, match="not an evaluation"):
            evaluation_from_json(text)
