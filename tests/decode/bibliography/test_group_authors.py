"""Bodies that are authors: whole, one where "and" is in the name."""

from __future__ import annotations

import pytest

from tests.decode.build import bibs, read


def of(line: str, without: str = "") -> list[str]:
    """Return the authors of an entry."""
    return bibs(read([f"@{line}. {{y 2020}}"], without=without))[0][1]


@pytest.mark.parametrize(
    "name",
    [
        "National Oceanic and Atmospheric Administration",
        "International Bobsleigh and Skeleton Federation",
        "Department of Health and Human Services",
        "Ministry of Agriculture and Forestry",
    ],
)
def test_groups_with_and(name: str) -> None:
    line = "{{a {}}} and {{a {}}}. {{t Kilns}}".format(*name.split(" and "))
    assert of(line) == [name]
    assert len(of(line, without="groups_with_and")) == 2


@pytest.mark.parametrize(
    "line",
    [
        "{a National Science Foundation} and {a World Health Organization}. {t Kilns}",
        "{a Ann Roe} and {a Kiln Society}. {t Kilns}",
        "{a Ministry of Health} and {a Ministry of Trade}. {t Kilns}",
        "{a Ministry of Health} and {a Roe A}. {t Kilns}",
        "{a Ministry of Health} and {a Ann Roe}. {t Kilns}",
        "{a National Oceanic}, {a Atmospheric Administration}. {t Kilns}",
        "{a University of Leeds} and {a Greenpeace}. {t Kilns}",
        "{a Ministry of Health} and {a UNICEF}. {t Kilns}",
    ],
)
def test_two_authors_stay_two(line: str) -> None:
    assert len(of(line)) == 2


def test_ends_of_groups() -> None:
    line = "{a Missouri} University Research Reactor {t Kilns}"
    assert of(line) == ["Missouri University Research Reactor"]
    assert of(line, without="ends_of_groups") == ["Missouri"]
    assert of("{a Roe A} University {t Kilns}") == ["A Roe"]
    assert of("{a Ann Roe} Hospital {t Kilns}") == ["Ann Roe"]
    assert of("{a Roe}. University Press. {t Kilns}") == ["Roe"]


def test_international_is_of_no_person() -> None:
    assert of("{a KILN International}. {t Kilns}") == ["KILN International"]
