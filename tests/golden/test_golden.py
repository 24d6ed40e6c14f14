"""A room that makes something else of the same input has another version, or it is undone.

Papers that are Done are read anew under another version only: a change that shows in results
and not in a version would leave old and new ones side by side, under one name.
"""

from __future__ import annotations

import numpy as np
import pytest

from spv2_spark.decode.version import REVISION
from spv2_spark.layout import columns
from spv2_spark.layout.columns import TokenColumns
from spv2_spark.layout.runs import Bools
from tests.golden.outputs import documents, rooms, tagged
from tests.golden.record import recorded


def complaint(name: str) -> str:
    """Return what is to be done about a room; nothing if it makes what its version made."""
    room, known = rooms()[name], recorded()[name]
    if room.version not in known:
        return f"{name} {room.version} is new: `make golden`, and commit what it wrote"
    if room.digest() != known[room.version]:
        return f"{name} makes something else than {room.version} did: {room.raised}, or undo"
    return ""


@pytest.mark.parametrize("name", ["pdf", "layout", "features", "decode", "further"])
def test_what_a_room_makes_is_what_its_version_made(name: str) -> None:
    assert not complaint(name)


def test_a_change_without_a_version_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(view: TokenColumns) -> Bools:
        return np.zeros(len(view), bool)

    assert any(columns.columns_of(one).running_heads.any() for one in documents())
    monkeypatch.setattr(columns, "running_heads_of", none)
    assert complaint("layout").endswith("raise layout.VERSION, or undo")


def test_a_version_that_is_not_recorded_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spv2_spark.layout.VERSION", "another")
    assert complaint("layout").startswith("layout another is new: `make golden`")
    assert complaint("decode").startswith(f"decode {REVISION}-")  # it reads the view


def test_the_papers_are_worth_reading() -> None:
    assert len(tagged()) == len(documents()) == 18
    assert sum(len(page) for one in documents() for page in one.pages) > 10_000
