"""What stands on lines of its own below names."""

from __future__ import annotations

import pytest

from tests.decode.build import authors, read

TITLE = "#{T The Kilns of Brava}"


@pytest.mark.parametrize("mark", ["", "^1"])
def test_places_below_names(mark: str) -> None:
    page = [
        TITLE, f"{{A Ann Doe}} {mark}", "{A Meridian Systems}", "ann@kiln.org",
        "~{A Bob Roe}>", "{>A Meridian Systems}", "bob@kiln.org",
    ]  # fmt: skip
    assert authors(read(page)) == ["Ann Doe", "Bob Roe"]
    left_out = authors(read(page, without="places_below_names"))
    assert "Meridian Systems" in left_out
    assert authors(read([TITLE, "{A Ann Doe}", "{A Bob Roe}", "~text", "{A Ann Doe}"])) == [
        "Ann Doe",
        "Bob Roe",
    ]


def test_a_firm_below_a_line_of_names_with_room_for_it() -> None:
    names = "{A Ann Doe} ^1 {A Bob Roe} ^2 {A Cid Poe}>"
    wide = ["text of the page that is wide, " * 4]
    page = [TITLE, f"~{names}", "{>A Brightwater}", *wide]
    assert authors(read(page)) == ["Ann Doe", "Bob Roe", "Cid Poe"]
    assert authors(read(page, without="lines_below_names"))[-1] == "Cid Poe Brightwater"
    assert authors(read([TITLE, f"~{names}", "{>A Brightwater}"]))[-1] == "Cid Poe Brightwater"


def test_places_above_mail() -> None:
    grid = [
        "~{A Ann Doe}", "University of Brava", "ann@kiln.org",
        "~{A Bob Roe}", "University of Leeds", "{A Port Kilney}, Norway", "bob@kiln.org",
        "~{A Cid Poe}", "University of York", "cid@kiln.org",
    ]  # fmt: skip
    three = ["Ann Doe", "Bob Roe", "Cid Poe"]
    assert authors(read([TITLE, *grid])) == three
    left_out = authors(read([TITLE, *grid], without="places_above_mail"))
    assert left_out == [*three[:2], "Port Kilney", three[2]]
    apart = [*grid[:5], "", "{A Dan Toe}", *grid[6:]]  # has no address of mail
    assert authors(read([TITLE, *apart])) == [*three[:2], "Dan Toe", three[2]]
    shared = [*grid[:4], "{A Dan Toe}", *grid[4:5], *grid[6:]]  # right below the other
    assert authors(read([TITLE, *shared])) == [*three[:2], "Dan Toe", three[2]]
    listed = ["~{A Ann Doe} | {A Bob Roe} and", "{A Dan Toe} | {A Eli Moe}", "{A Fay Loe}"]
    assert "Fay Loe" in authors(read([TITLE, *listed, *grid[1:]]))
    assert "Port Kilney" in authors(read([TITLE, *grid[3:]]))  # two make no grid
