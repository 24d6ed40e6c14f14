"""The authors of references: without printed labels and editors, with their initials."""

from __future__ import annotations

import pytest

from spv2_spark.decode.decoder import Decoder
from spv2_spark.scoring.oracle import tags_of_labels
from tests.decode.build import bibs, built, read


def of(line: str, without: str | list[str] = "") -> list[str]:
    """Return the authors of an entry."""
    return bibs(read([line], without=without))[0][1]


def test_printed_labels() -> None:
    line = "@[Roe and {a Doe} 2011] {a Roe, S. A.} ; {a Doe, G.}: {t One}."
    assert of(line) == ["S. A. Roe", "G. Doe"]
    assert of(line, without="printed_labels") == ["Doe", "S. A. Roe", "G. Doe"]
    assert of("@[{a Defoe, Daniel}]. {t One}.") == ["Daniel Defoe"]


@pytest.mark.parametrize(
    "line",
    [
        "@{a Roe A}. {t One}. {v A Book}, edited by {a Big E}. {y 2001}.",
        "@{a Roe A}. {t One}. Translated by {a Big E}. {y 2001}.",
        "@{a Roe A}. {t One}. In: {a Big E}. {v A Book}. {y 2001}.",
    ],
)
def test_editors(line: str) -> None:
    assert of(line) == ["A Roe"]
    assert len(of(line, without="editors")) > 1


@pytest.mark.parametrize(
    "line",
    [
        "@{a Roe A}. {t One}. In: {a Big E}, {a Small F}, editors. {v A Book}. {y 2001}.",
        "@{a Roe A}. {t One}. In {a Big E} & {a Small F} (Eds.), {v A Book}. {y 2001}.",
        "@{a Roe A}. {t Eins}. In: {a Big E} (Hrsg.), {v Ein Buch}. {y 2001}.",
    ],
)
def test_editors_by_either_rule(line: str) -> None:
    assert of(line, without="editors") == of(line, without="editors_of_books") == ["A Roe"]
    assert len(of(line, without=["editors", "editors_of_books"])) > 1


@pytest.mark.parametrize(
    "line",
    [
        "@{a Roe A}, {v Curr. Sci.} {y 2001}.",
        "@{a Roe A}, {v Org. Lett.} {y 2001}.",
        "@[Poe {y 2001a}] {a Roe A}. {t One}. {y 2001}.",
    ],
)
def test_words_of_other_fields_make_nobody_an_editor(line: str) -> None:
    assert of(line) == ["A Roe"]


@pytest.mark.parametrize(
    ("line", "names", "left_out"),
    [
        ("@{a Roe A}, {a 伊勢武訳}『{t 読書の歴史}』{v 青潮社}", ["A Roe"], 2),
        ("@{a 林恵}「{t 貸本屋}」{a 大庭千夏編}『{v 読書の社会史}』", ["林恵"], 2),
        ("@{a 大庭千夏編}『{t 読書の社会史}』", ["大庭千夏"], 1),
        ("@{a 陈明}, {a 张译}. {t 宗族与田产}.", ["陈明", "张译"], 2),
    ],
)
def test_undivided_roles(line: str, names: list[str], left_out: int) -> None:
    assert of(line) == names
    assert len(of(line, without="undivided_roles")) == left_out


def test_initials_apart() -> None:
    line = "@{a Smith}, {a J}., {a Doe}, {a A}. {t One}."
    assert of(line) == ["J Smith", "A Doe"]
    assert of(line, without=["initials_apart", "initials_alone"]) == ["Smith", "J", "Doe", "A"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("@{a Roach M, 3rd}, {a Poe B}. {t One}.", ["M Roach 3rd", "B Poe"]),
        ("@{a Campbell NCME}. {t One}.", ["NCME Campbell"]),
        ("@{a KEYNOTE-240 investigators}. {t One}.", ["KEYNOTE-240 investigators"]),
        ("@{a Smith, J., Doe, A.} {t One}.", ["J. Smith", "A. Doe"]),
        ("@{a Service, M. W.}, {a Doe, A.} {t One}.", ["M. W. Service", "A. Doe"]),
        ("@{a Forest Service}, {a Doe, A.} {t One}.", ["Forest Service", "A. Doe"]),
        ("@{a J. ONG}, ET {a AL}., {t One}.", ["J. ONG"]),
        ("@{a Farr AL}, {a Doe A}. {t One}.", ["AL Farr", "A Doe"]),
        ("@{a Department of Health, UK}. {t One}.", ["Department of Health, UK"]),
        ("@{a Colding, Tobias} and {a Minicozzi II, William}. {t One}.",
         ["Tobias Colding", "William Minicozzi II"]),
    ],
)  # fmt: skip
def test_names_in_entries(line: str, names: list[str]) -> None:
    assert bibs(read([line])) == [("One", names, "", "")]


@pytest.mark.parametrize(
    ("end", "begin", "name"),
    [
        ("C. Lind-", "skog", "C. Lindskog"),
        ("N. G. Mc-", "Dowell", "N. G. McDowell"),
        ("A. Foster-", "Powell", "A. Foster-Powell"),
        ("S. El-", "sayed", "S. El-sayed"),
        ("Ar-", "mando Roe", "Armando Roe"),
        ("P. Estrada-", "de los Santos", "P. Estrada-de los Santos"),
        ("M. Padil-", "la", "M. Padilla"),
        ("Evidence-", "based Medicine Group", "Evidence-based Medicine Group"),
    ],
)
def test_names_broken_at_line_ends(end: str, begin: str, name: str) -> None:
    known = frozenset(["lind", "skog", "powell", "foster", "sayed"])
    document, labels = built([f"@{{a {end}}}>", f"+{{>a {begin}}}, {{t One}}."])
    metadata = Decoder().metadata_of(document, tags_of_labels(labels), known)
    assert bibs(metadata) == [("One", [name], "", "")]


def test_turkish_names_cited() -> None:
    line = "@{a SARICA, Tülay}, {a MILLER, Ann}, {t %s}, {y 2001}."
    own, foreign = line % "Osmanlı’da telgraf hatları", line % "Telegraphs"
    assert of(own)[:1] == ["Tülay Sarıca"]
    assert of(own, without="turkish_names_cited")[:1] == ["Tülay Sarica"]
    assert of(foreign) == ["Tülay Sarica", "Ann Miller"]


@pytest.mark.parametrize("signal", ["See", "But cf.", "Vgl.", "Bu konuda bkz.", "Об этом см."])
def test_signals(signal: str) -> None:
    page = [f"@12. {{a {signal} Ann Doe}}, {{t On kilns}}, 3 {{v Mills}} 4 ({{y 2001}})."]
    assert bibs(read(page))[0][1] == ["Ann Doe"]
    assert bibs(read(page, without="signals"))[0][1] != ["Ann Doe"]
    assert bibs(read(["@{a See L}, {t On kilns}."]))[0][1] == ["L See"]
    assert bibs(read(["@{a Se Young Kim}, {t On kilns}."]))[0][1] == ["Se Young Kim"]
    assert bibs(read(["@{a Rolf v. Dassel}, {t On kilns}."]))[0][1] == ["Rolf v. Dassel"]
    assert bibs(read(["@{a João Ver de Castro}, {t On kilns}."]))[0][1] == ["João Ver de Castro"]


def test_marks_of_initials() -> None:
    line = "@{a אזולאי, ר}' ({y 2004}). {t ידיים עובדות}."
    assert of(line) == ["ר' אזולאי"]
    assert of(line, without="marks_of_initials") == ["ר אזולאי"]
    assert of("@{a Roe, A}' ({y 2004}). {t One}.") == ["A Roe"]


def test_initials_with_strokes() -> None:
    line = "@{a שגב־מור}, ד׳, {a לביא}, ע׳ ({y 2004}). {t ידיים עובדות}."
    assert of(line) == ["ד׳ שגב־מור", "ע׳ לביא"]
    assert of(line, without="initials_with_strokes") == ["שגב־מור", "לביא"]
    assert of("@{a לביא} ע׳ ({y 2004}). {t ידיים עובדות}.") == ["ע׳ לביא"]
    assert of("@{a לביא}, ערב ({y 2004}). {t ידיים עובדות}.") == ["לביא"]


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("{a الحياري ، سامر}", ["سامر الحياري"]),
        ("{a القضاة ، ليث} ، {a وبني هاني ، جهاد}", ["ليث القضاة", "جهاد بني هاني"]),
        ("{a محمد الأمين ولد أحظانا}", ["محمد الأمين ولد أحظانا"]),
    ],
)
def test_arabic_names(printed: str, names: list[str]) -> None:
    style = [f"@{{a {one} ، سعيد}}. {{t عنوان}}. {{y 2001}}." for one in ("حداد", "درويش")]
    page = [*style, f"@{printed}. {{t عنوان}}. {{y 2001}}."]
    assert bibs(read(page))[-1][1] == names


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("zu {a Hohenfels SC}, {a Roe A}", ["SC zu Hohenfels", "A Roe"]),
        ("1. ‘t {a Hart S}, van der {a Roe A}", ["S ’t Hart", "A van der Roe"]),
        ("{a Roe A}, von {a Doe B}", ["A Roe", "B von Doe"]),
        ("Der Text von {a Hart S}", ["S Hart"]),
        ("Text, ed. de {a Francisco Rico}", ["Francisco Rico"]),
        ("{a Roe A} y {a Doe B}", ["A Roe", "B Doe"]),
    ],
)
def test_particles_before_names(printed: str, names: list[str]) -> None:
    line = f"@{printed}. {{t One}}. {{y 2001}}."
    assert bibs(read([line]))[0][1] == names
    left_out = bibs(read([line], without="particles_before_names"))[0][1]
    assert (left_out == names) == ("Text" in printed or " y " in printed)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("@{a Roe, Ann and Doe}, {a Bob}. {t A title}.", ["Ann Roe", "Bob Doe"]),
        ("@{a सिंह, भारत एवं खरे}, {a नीलिमा}. {t A title}.", ["भारत सिंह", "नीलिमा खरे"]),
        ("@{a Ann Roe and Doe}, {a Bob}. {t A title}.", ["Ann Roe", "Doe", "Bob"]),
    ],
)
def test_pairs_behind_and(line: str, names: list[str]) -> None:
    assert of(line) == names
    assert (of(line, without="pairs_behind_and") == names) == (len(names) > 2)
