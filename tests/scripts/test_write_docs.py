"""The generated pages are what their scripts give; nothing of the contracts lacks its sentence."""

from __future__ import annotations

import pytest

from scripts import tables
from scripts.write_docs import BEGIN, END, ROOT, out_of_date, renewed


def test_the_pages_are_as_generated() -> None:
    stale = [str(path.relative_to(ROOT)) for path in out_of_date()]
    assert stale == [], "run `make docs`"


def test_only_what_stands_between_the_marks_is_renewed() -> None:
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert renewed(page, "new\n") == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"


def test_a_page_without_marks_is_left_alone() -> None:
    with pytest.raises(ValueError, match="lacks the marks"):
        renewed(f"{BEGIN}\n", "new")


def test_every_table_and_every_column_has_its_sentence() -> None:
    silent = [name for name, _, sentence in tables.contracts() if not sentence]
    silent += [
        f"{name}.{field.name}"
        for name, contract, _ in tables.contracts()
        for field in contract.fields
        if not field.metadata["comment"]
    ]
    assert silent == []
