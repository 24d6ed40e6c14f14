"""Authors who sign at the end."""

from __future__ import annotations

import pytest

from tests.decode.build import authors, read

TITLE = "#{T Who Reads the Supplement}"
TEXT = [f"we think that line {at} says little ." for at in range(9)]


@pytest.mark.parametrize("place", ["Editor-in-Chief", "University of Testville", "a.doe@kiln.org"])
def test_names_signed_at_the_end(place: str) -> None:
    page = [TITLE, *TEXT, "Ann Marie Doe", place]
    assert authors(read(page)) == ["Ann Marie Doe"]
    assert authors(read(page, without="names_signed_at_the_end")) == []


def test_a_name_in_the_text_signs_nothing() -> None:
    heading = [TITLE, *TEXT, "Study Area", "the site lies in the north and is wet", *TEXT]
    assert authors(read(heading)) == []
    known = [TITLE, "{A Bob Roe}", *TEXT, "Ann Marie Doe", "Editor-in-Chief"]
    assert authors(read(known)) == ["Bob Roe"]
    long = [[TITLE, *TEXT], TEXT, TEXT, TEXT, [*TEXT, "Ann Marie Doe", "Editor-in-Chief"]]
    assert authors(read(*long)) == []
