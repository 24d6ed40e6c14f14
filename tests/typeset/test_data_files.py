"""The generator's data files: read into their types, or refused with the place of the error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest

from spv2_spark.errors import SettingsError
from spv2_spark.typeset.data_files import like, read_as


@dataclass(frozen=True, slots=True)
class Margin:
    left_pt: float
    side: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Layout:
    name: str
    words: tuple[str, ...] = ()
    pair: tuple[str, int] = ("", 0)
    margins: tuple[Margin, ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)
    wide: bool = False
    inner: Margin | None = None


def layout(folder: Path, text: str) -> Layout:
    file = folder / "layout.toml"
    file.write_text(text, encoding="utf-8")
    return read_as(Layout, file)


def test_a_file_is_read_into_its_type(tmp_path: Path) -> None:
    text = """
    name = "Löwe"
    words = ["a", ["b", 3], "a"]
    pair = ["x", 2]
    wide = true
    marks = { venue = "i" }
    inner = { left_pt = 3 }

    [[margins]]
    left_pt = 2.5
    side = "right"
    """
    assert layout(tmp_path, text) == Layout(
        name="Löwe",
        words=("a", "b", "b", "b", "a"),
        pair=("x", 2),
        margins=(Margin(2.5, "right"),),
        marks={"venue": "i"},
        wide=True,
        inner=Margin(3.0),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("naem = 'a'", r"layout.toml: naem: unknown key \(known: inner, margins, marks, name, "),
        ("words = []", "layout.toml: name: missing"),
        ("name = 3", "layout.toml: name: expected a text, found 3"),
        ("name = 'a'\nwide = 1", "layout.toml: wide: expected true or false, found 1"),
        ("name = 'a'\nwords = 'b'", "layout.toml: words: expected a list, found 'b'"),
        ("name = 'a'\nwords = ['b', 4]", r"layout.toml: words\[1\]: expected a text, found 4"),
        ("name = 'a'\nwords = [['b', 1]]", r"words\[0\]: expected a value and how often it stands"),
        ("name = 'a'\npair = ['b']", r"layout.toml: pair: expected 2 values, found \['b'\]"),
        ("name = 'a'\npair = ['b', 'c']", r"pair\[1\]: expected a whole number, found 'c'"),
        ("name = 'a'\nmarks = ['b']", r"layout.toml: marks: expected a table, found \['b'\]"),
        ("name = 'a'\nmarks.year = 1", "layout.toml: marks.year: expected a text, found 1"),
        (
            "name = 'a'\n[[margins]]\nleft_pt = 1\n[[margins]]\nleft_pt = true",
            r"layout.toml: margins\[1\].left_pt: expected a number, found True",
        ),
        (
            "name = 'a'\ninner = { left_pt = 1, side = 'top' }",
            "layout.toml: inner.side: expected one of 'left', 'right', found 'top'",
        ),
        ("name = 'a'\nname = 'b'", "layout.toml: not a TOML file: Cannot overwrite a value"),
        ("[inner]\nleft_pt = 1\n[inner]", "layout.toml: not a TOML file: Cannot declare"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        layout(tmp_path, text)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "layout.toml").write_bytes(b"name = '\xe4'")
    with pytest.raises(SettingsError, match=r"layout\.toml: not a TOML file"):
        read_as(Layout, tmp_path / "layout.toml")


NAMED: dict[str, dict[str, Any]] = {
    "plain": {"dot": "", "gap": ""},
    "spaced": {"like": "plain", "gap": " "},
    "one": {"like": "other"},
    "other": {"like": "one"},
}


def test_a_table_has_what_it_is_like_and_its_own_over_it() -> None:
    assert like(NAMED, "plain", "x.toml: a") == {"dot": "", "gap": ""}
    assert like(NAMED, {"like": "spaced", "dot": "."}, "x.toml: a") == {"dot": ".", "gap": " "}
    assert like(NAMED, {"dot": "."}, "x.toml: a") == {"dot": "."}


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("plane", "x.toml: a: like 'plane', which is none of one, other, plain, spaced"),
        (3, "x.toml: a: expected a table or the name of one, found 3"),
        ("one", "x.toml: a like one like other: like 'one', which is none of plain, spaced"),
    ],
)
def test_a_table_that_is_like_nothing_is_refused(value: object, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        like(NAMED, value, "x.toml: a")
