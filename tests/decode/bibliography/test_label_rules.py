"""Labels of references that the words around them contradict."""

from __future__ import annotations

import pytest

from tests.decode.build import bibs, read


@pytest.mark.parametrize("name", ["Daniel A.", "Robert McC.", "Ann"])
def test_surnames_before_years(name: str) -> None:
    line = f"@{{a Roe, Bob}}, and {{a {name}}} {{t Netting}} {{y 1984}} {{t Quarrying Evidence}}."
    own = name.strip(".") + (". " if "." in name else " ")
    expected = [("Quarrying Evidence", ["Bob Roe", f"{own}Netting"], "", "1984")]
    assert bibs(read([line])) == expected
    assert bibs(read([line], without="surnames_before_years")) != expected


@pytest.mark.parametrize(
    "line",
    [
        "@{a Roe A}. {v Nature} {y 1984} 12: 3.",
        "@{a Roe A.} {t Ulysses} {y 2010}. {v Springer}.",
        "@{a Roe A.} {v Nature} {y 2010}, {t On kilns}.",
        "@{a Roe A}. {t Kilns} {y 1984}. London.",
        "@{a Roe A}. {t Kilns and Rivers} {y 1984}. {v Nature}.",
    ],
)
def test_other_titles_before_a_year_stay(line: str) -> None:
    assert bibs(read([line])) == bibs(read([line], without="surnames_before_years"))
