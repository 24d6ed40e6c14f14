"""Families of reference styles as their files say them, and how a wrong file is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from spv2_spark.errors import SettingsError
from spv2_spark.typeset.references.axes import style_axes
from spv2_spark.typeset.references.family import (
    FOLDER,
    GROUPS,
    LOCAL,
    Family,
    families,
    read_families,
)
from spv2_spark.typeset.references.frame import Frame
from spv2_spark.typeset.references.names import ListStyle, NameStyle

BASES = """
[names.tight]
gap = ""
[listing.commas]
last = ", "
pair = ", "
"""


def families_of(folder: Path, bases: str = BASES, **texts: str) -> tuple[Family, ...]:
    for name, text in {"bases": bases, **texts}.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return read_families(folder, tuple(texts))


def test_a_family_has_the_fields_of_what_it_is_like(tmp_path: Path) -> None:
    first = """
    [vole]
    names = "tight"
    editors = { like = "tight", upper = true }
    listing = { like = "commas", most = 3 }
    numbering = [["dot", "{}."]]
    words = { in = "In", pp = "pp. " }
    weight = 2
    frame = { head = "{$authors, }", stop = "" }
    """
    second = """
    [mole]
    like = "vole"
    words = { in = "in" }
    frame = { like = "vole", stop = "!" }

    [toad]
    frame = "mole"
    """
    vole, mole, toad = families_of(tmp_path, first=first, second=second)
    assert vole == Family(
        "vole",
        Frame(head="{$authors, }", stop=""),
        names=NameStyle(gap=""),
        editors=NameStyle(gap="", upper=True),
        listing=ListStyle(last=", ", pair=", ", most=3),
        numbering=(("dot", "{}."),),
        words={"in": "In", "pp": "pp. "},
        weight=2.0,
    )
    assert (mole.name, mole.names, mole.weight) == ("mole", NameStyle(gap=""), 2.0)
    assert mole.words == {"in": "in"}
    assert mole.frame == Frame(head="{$authors, }", stop="!")
    assert toad == Family("toad", mole.frame)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[vole]\nwieght = 1", r"first.toml: vole.wieght: unknown key \(known: book_form, "),
        ("[vole]\nname = 'mole'", "first.toml: vole.name: its name is that of its table"),
        ("[vole]\nframe.haed = ''", "first.toml: vole.frame.haed: unknown key"),
        ("[vole]\npulled = 'no'", "first.toml: vole.pulled: expected true or false, found 'no'"),
        ("[vole]\nvenue_form = 'long'", "vole.venue_form: expected one of 'full', 'dots', "),
        ("[vole]\nnumbering = [['dots', '{}']]", r"vole.numbering\[0\]\[0\]: expected one of "),
        ("[vole]\nnames = 'loose'", "first.toml: vole.names: like 'loose', which is none of tight"),
        ("[vole]\nnames = { dot = 1 }", "first.toml: vole.names.dot: expected a text, found 1"),
        ("[vole]\nlike = 'mole'", "first.toml: vole: like 'mole', which is none of vole"),
        ("[vole]\n[vole]", "first.toml: not a TOML file: Cannot declare"),
        ("vole = 1", "first.toml: vole: expected a table or the name of one, found 1"),
    ],
)
def test_a_wrong_family_is_refused_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        families_of(tmp_path, first=text)


def test_wrong_bases_and_a_family_of_two_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"bases.toml: names.tight.gap: expected a text"):
        families_of(tmp_path, bases=BASES.replace('""', "1"), first="")
    told = r"second.toml: vole: there is such a family already: .*first.toml: vole"
    with pytest.raises(SettingsError, match=told):
        families_of(tmp_path, first="[vole]", second="[vole]")


def test_every_file_of_the_folder_is_a_group() -> None:
    assert {file.name for file in FOLDER.iterdir()} == {
        f"{name}.toml" for name in (*GROUPS, *LOCAL, "bases")
    }


def test_families_and_axes_are_those_of_the_files() -> None:
    found = {family.name: family for family in families()}
    assert list(found)[:3] == ["vancouver", "ama", "bmc"]
    assert found["bibtex-abbrv"].frame == found["bibtex-plain"].frame
    assert found["plainnat"].frame.tail == "{. $doi}{. URL $url}"
    assert style_axes().heads[0] == ("{$authors. }", 45)
    assert style_axes().numberings[2] == ("bracket", "[{}]", 18)
