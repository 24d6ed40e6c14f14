"""Literal entries of every named family, checked by eye against what such journals print."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from spv2_spark.typeset.data_files import read_table
from spv2_spark.typeset.references.families import style_of
from spv2_spark.typeset.references.family import families
from tests.typeset.references.examples import ARTICLE, BOOK, CHAPTER, printed
from tests.typeset.references.seeds import seeded

WORKS = {"article": ARTICLE, "book": BOOK, "chapter": CHAPTER}
EXPECTED = read_table(Path(__file__).with_name("families.toml"))


@pytest.mark.parametrize(
    ("name", "work", "expected"),
    [(name, work, text) for name, entries in EXPECTED.items() for work, text in entries.items()],
)
def test_a_family_prints_as_its_journals_do(name: str, work: str, expected: str) -> None:
    family = next(one for one in families() if one.name == name)
    style = replace(style_of(family, seeded(1)), noise=0.0, dash_repeats=False)
    assert printed(style.set_entry(WORKS[work], seeded(0))) == expected


def test_every_family_has_an_example() -> None:
    assert set(EXPECTED) == {family.name for family in families()}
