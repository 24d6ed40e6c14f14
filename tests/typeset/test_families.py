"""Axes and families of designs: what their files say, and how a wrong file is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from spv2_spark.errors import SettingsError
from spv2_spark.typeset.axes import FILE, Range, axes, page_sizes, read_axes
from spv2_spark.typeset.data_files import read_table
from spv2_spark.typeset.families import FAMILIES, FOLDER, HELD_BACK, WEIGHTS, read_families
from spv2_spark.typeset.fonts import looks


def families_of(folder: Path, **texts: str) -> dict[str, object]:
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return dict(read_families(folder))


def test_a_family_has_the_axes_of_what_it_is_like(tmp_path: Path) -> None:
    bases = "[plain]\npage.columns = [1]\ntitle.accent = [false]"
    wide = (
        "[wide]\nlike = 'plain'\npage.columns = [2, [3, 2]]\npage.left_pt = { low = 3, high = 9 }"
    )
    wider = "[wider]\nlike = 'wide'\nlanguage = ['es']"
    assert families_of(tmp_path, bases=bases, wide=wide, wider=wider) == {
        "wide": {
            "page.columns": (2, 3, 3),
            "title.accent": (False,),
            "page.left_pt": Range(3.0, 9.0),
        },
        "wider": {
            "page.columns": (2, 3, 3),
            "title.accent": (False,),
            "page.left_pt": Range(3.0, 9.0),
            "language": ("es",),
        },
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[a]\npage.colums = [1]", r"arts.toml: a.page.colums: unknown axis"),
        ("[a]\npage.width_pt = [1.0]", r"arts.toml: a.page.width_pt: unknown axis"),
        ("[a]\npage.columns = ['1']", r"a.page.columns\[0\]: expected a whole number, found '1'"),
        ("[a]\npage.columns = []", r"arts.toml: a.page.columns: no choices"),
        ("[a]\npage.columns = 1", r"arts.toml: a.page.columns: expected a list, found 1"),
        ("[a]\npage.left_pt = { low = 1 }", r"arts.toml: a.page.left_pt.high: missing"),
        ("[a]\ntitle.accent = [0]", r"a.title.accent\[0\]: expected true or false, found 0"),
        ("[a]\ncolumns = [1]", r"arts.toml: a.columns: unknown axis"),
        ("[a]\nlike = 'b'", r"arts.toml: a: like 'b', which is none of a"),
        ("a = 1", r"arts.toml: a: expected a table, found 1"),
        ("[a]\n[a]", r"arts.toml: not a TOML file: Cannot declare"),
    ],
)
def test_a_wrong_family_is_refused_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        families_of(tmp_path, arts=text)


def test_a_family_of_two_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        SettingsError, match=r"b.toml: x: there is such a family already: .*a.toml: x"
    ):
        families_of(tmp_path, a="[x]", b="[x]")


def test_a_file_of_axes_has_all_of_them(tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8")
    line = "columns = [1, 1, 2, 2, 2]\n"
    assert text.count(line) == 1
    (tmp_path / "axes.toml").write_text(text.replace(line, ""), encoding="utf-8")
    with pytest.raises(SettingsError, match=r"axes.toml: missing axes: page.columns$"):
        read_axes(tmp_path / "axes.toml")


def test_axes_are_drawn_in_the_order_of_the_file() -> None:
    assert list(axes())[:3] == ["content.field", "content.authors", "content.author_count"]
    assert axes()["page.columns"] == (1, 1, 2, 2, 2)
    assert axes()["page.left_pt"] == Range(38.0, 90.0)
    without = axes()["content.without"]
    assert isinstance(without, tuple)
    assert without[:41] == ("",) * 40 + ("title",)


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_a_family_names_sizes_and_looks_that_exist(name: str) -> None:
    faces = {"body", "head", *looks()}
    known = {"page.size": set(page_sizes()), "type.body": faces, "type.head": faces,
             "type.title": faces, "type.furniture": faces}  # fmt: skip
    for axis, values in known.items():
        choices = FAMILIES[name].get(axis, axes()[axis])
        assert isinstance(choices, tuple)
        assert set(choices) <= values


def test_tidy_designs_are_drawn_three_times_in_five() -> None:
    untidy = {"blocks.toml", "names.toml", "pages.toml", "covers.toml", "theses.toml"}
    names = {name for file in untidy for name in read_table(FOLDER / file)}
    weights = {name: WEIGHTS.get(name, 1.0) for name in FAMILIES if name not in HELD_BACK}
    share = sum(weights[name] for name in names) / sum(weights.values())
    assert names < FAMILIES.keys()
    assert 0.37 < share < 0.43


def test_families_that_are_held_back_or_weighted_exist() -> None:
    assert set(FAMILIES) >= HELD_BACK | set(WEIGHTS)
    assert FAMILIES["free"] == {}
    assert FAMILIES["latex-thanks"]["authors.arrangement"] == ("line",)
    assert FAMILIES["latex-thanks"]["front.masthead"] == ("none",)
