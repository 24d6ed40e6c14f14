"""Entries that hold two works, entries that stand before the list."""

from __future__ import annotations

import pytest

from tests.decode.build import bibs, read


def test_second_author_lists() -> None:
    page = ["@{a Roe A}. {t One}. {y 2001}.", "+{a Poe B}. {t Two}. {y 2002}."]
    assert [one[0] for one in bibs(read(page))] == ["One", "Two"]
    assert len(bibs(read(page, without="second_author_lists"))) == 1
    numbered = [page[0].replace("@", "@1. "), page[1]]
    assert len(bibs(read(numbered))) == 1


def test_entries_before_the_list() -> None:
    front = ["#{T T}", "@How to cite: {v Angew. Chem.} {y 2020}", *["text of the paper"] * 90]
    listed = [f"@[{at}] {{a Roe A}}, {{v Nature}} {{y 20{at:02d}}}" for at in range(1, 6)]
    years = [f"20{at:02d}" for at in range(1, 6)]
    assert [year for _, _, _, year in bibs(read(front, listed))] == years
    left_out = bibs(read(front, listed, without="entries_before_the_list"))
    assert [year for _, _, _, year in left_out] == ["2020", *years]
    early = ["#{T T}", *listed[:2], *["a table"] * 200]
    assert len(bibs(read(early, listed[2:]))) == 5
    anonymous = ["@[1] {v Nature} {y 2001}", *listed[1:2]]
    assert len(bibs(read(["#{T T}", *anonymous], listed[2:]))) == 5


def test_an_entry_over_pages_with_a_running_head_between() -> None:
    metadata = read(
        ["@1. {a Roe A}. {t A title that}>"],
        ["~A running head 12", "~+{>t goes on}. {v Nature}."],
    )
    assert bibs(metadata) == [("A title that goes on", ["A Roe"], "Nature", "")]
    assert [place.page for place in metadata.references[0].regions] == [0, 1]


@pytest.mark.parametrize(
    "heading", ["Recent papers in this series", "Zuletzt erschienen in dieser Reihe"]
)
def test_series_lists(heading: str) -> None:
    def listed(start: int) -> list[str]:
        return [f"@{{a Roe A}}. {{y 20{at}}}. {{t On kilns}}." for at in range(start, start + 3)]

    back = [f"~{heading}", *listed(20)]
    assert len(bibs(read(["References", *listed(10)], back))) == 3
    assert len(bibs(read(["References", *listed(10)], back, without="series_lists"))) == 6
    again = [f"~{heading}", *listed(20), "~References", *listed(30)]
    assert len(bibs(read(["References", *listed(10)], again))) == 6
    said = "~as was shown for the papers in this series of kilns, which burn longer than others do"
    assert len(bibs(read(["References", *listed(10)], [said, *listed(20)]))) == 6


@pytest.mark.parametrize("heading", ["Appendix", "Appendix A: Tables", "Supplementary material"])
def test_entries_of_appendices(heading: str) -> None:
    def listed(start: int, count: int) -> list[str]:
        return [f"@{{a Roe A}}. {{y 20{start + at}}}. {{t On kilns}}." for at in range(count)]

    page = ["References", *listed(10, 5), f"~{heading}", *listed(20, 3)]
    assert len(bibs(read(page))) == 5
    assert len(bibs(read(page, without="entries_of_appendices"))) == 8
    own = [*page[:6], f"~{heading}", "~References", *listed(20, 3)]
    assert len(bibs(read(own))) == 8
    first = ["References", *listed(10, 2), f"~{heading}", *listed(20, 6)]
    assert len(bibs(read(first))) == 8
    said = ["References", *listed(10, 5), "~Appendix A shows kilns", *listed(20, 3)]
    assert len(bibs(read(said))) == 8


def test_an_entry_that_runs_into_an_appendix_ends_there() -> None:
    listed = [f"@{{a Roe A}}. {{y 201{at}}}. {{t On kilns}}." for at in range(5)]
    page = ["References", *listed, "~Appendix", "~+{a Doe B}, {a Poe C}"]
    assert bibs(read(page))[-1] == ("On kilns", ["A Roe"], "", "2014")


@pytest.mark.parametrize(
    ("line", "read_as"),
    [
        ("{t One}. In {v B. Big and C. Small} (eds.), {v A Book}. {y 2001}.",
         ("One", "A Book")),
        ("{t One}. In: {v Ben} {v Shachar E and Rote É} (eds) {v The Society}. {y 2001}",
         ("One", "The Society")),
        ("{t One}. In {v J. A. Big}, {a C. Small} & {a D. Poe} (Eds.), {v A Book}. {y 1}",
         ("One", "A Book")),
        ("{t One. In: Ordóñez RA, Big AR}, eds. {v A Book}. {y 2001}.",
         ("One", "A Book")),
        ("{t One}. In {v Disorders of Iron}, {v J.-H. Big and S.J. O’Shea}, eds. {y 2001}",
         ("One", "Disorders of Iron")),
        ("{t One}, in {v The Handbook of Trade, J.-L. Le Big} and Y. Small, Editors. {y 1}",
         ("One", "The Handbook of Trade")),
        ("{t One. I K. Big & L. Small} (Red.), {v A Book}. {y 2001}.",
         ("One", "A Book")),
        ("{t One? M. Big} ve {a B.} Small (Ed.), {v A Book} içinde. {y 2001}.",
         ("One?", "A Book")),
        ("{t One. F. Big-Small (Çev.} Ed.), {v A Book} içinde. {y 2001}.",
         ("One", "A Book")),
        ("{t 디지털 기기. 정선희 편}, {v 아동과 미디어}. {y 2001}.",
         ("디지털 기기", "아동과 미디어")),
        ("{t « Un »}, {t dans P. Grand (dir.)}, {v Lettres et êtres}. {y 2001}.",
         ("Un", "Lettres et êtres")),
    ],
)  # fmt: skip
def test_editors_of_books(line: str, read_as: tuple[str, str]) -> None:
    (title, names, venue, _), *_ = bibs(read([f"@{{a Roe A}}. {line}"]))
    assert (title, venue, names) == (*read_as, ["A Roe"])
    (title, others, venue, _), *_ = bibs(
        read([f"@{{a Roe A}}. {line}"], without="editors_of_books")
    )
    assert (title, venue, others) != (*read_as, ["A Roe"])


@pytest.mark.parametrize(
    ("line", "venue"),
    [
        ("@{a Roe A}. {t One}. In {v A Book of Chairs}; {v Big, G.}; {a Da Mal-colm, B.}, Eds.",
         "A Book of Chairs"),
        ("@{a Roe A}. {t One}. In {v Computer Vision and Recognition (CVPR)}, Eds., {y 2001}.",
         "Computer Vision and Recognition (CVPR)"),
        ("@{a Roe A} in {v Main Group Compounds} (Eds.: A. Big, B. Small), {y 2001}.",
         "Main Group Compounds"),
        ("@{a Roe A}, {v Org. Lett.} {y 2001}.", "Org. Lett."),
        ("@{a Roe A}. {t On the kilns of Roe, ed.}, {v A Book}. {y 2001}.", "A Book"),
    ],
)  # fmt: skip
def test_what_is_of_no_editor_stays(line: str, venue: str) -> None:
    assert bibs(read([line]))[0][1:3] == (["A Roe"], venue)


TWO_INITIALS = [f"@{{a {name} A. B.}} {{t Kilns}}. {{y 2001}}." for name in ("Roe", "Doe", "Poe")]


@pytest.mark.parametrize(
    ("line", "read_as"),
    [
        ("@{a Гинзбург Б.} {v М. Ледовый режим рек}. СПб.: Наука, {y 2005}.",
         ("", "Б. М. Гинзбург", "Ледовый режим рек")),
        ("@{a Ommanney C. S}. {t L. Northern Hydrology}. {y 1990}.",
         ("Northern Hydrology", "C. S. L. Ommanney", "")),
    ],
)  # fmt: skip
def test_last_initials(line: str, read_as: tuple[str, str, str]) -> None:
    (title, (name,), venue, _), *_ = bibs(read([line, *TWO_INITIALS]))
    assert (title, name, venue) == read_as
    (title, (name,), venue, _), *_ = bibs(read([line, *TWO_INITIALS], without="last_initials"))
    assert (title, name, venue) != read_as
    assert bibs(read([line])) == bibs(read([line], without="last_initials"))  # Vancouver's lists


@pytest.mark.parametrize(
    "line",
    [
        "@{a Roe B.} {t A. thaliana and its kin}. {y 2005}.",
        "@{a Roe, B.} {t A. Brown and its kin}. {y 2005}.",
        "@{a B. Roe}. {t A. Brown and its kin}. {y 2005}.",
        "@{a Roe B.} {v J. Chem. Phys.} 12. {y 2005}.",
        "@{a Roe B.} {v J. Biol. Chem}. A 12. {y 2005}.",
        "@{a Roe B.} {t Kilns}. {y 2005}.",
    ],
)
def test_what_is_of_no_author_stays(line: str) -> None:
    page = [line, *TWO_INITIALS]
    assert bibs(read(page)) == bibs(read(page, without="last_initials"))


def test_years_of_titles() -> None:
    own = "@{a Roe A}. {y 2016} {t guidelines for kilns}. {v Kilns} {y 2017};3."
    others = ["@{a Doe B}. {t On kilns}. {v Kilns} {y 2011};3."] * 5
    read_as = bibs(read([own, *others]))[0]
    assert read_as == ("2016 guidelines for kilns", ["A Roe"], "Kilns", "2017")
    left_out = bibs(read([own, *others], without="years_of_titles"))[0]
    assert left_out[0] == "guidelines for kilns"
    dated = ["@{a Doe B}. {y 2011} {t On kilns}. {v Kilns} {y 2012};3."] * 2
    assert bibs(read([own, *dated]))[0] == left_out
    alone = "@{a Roe A}. {y 2016} {t guidelines for kilns}. {v Kilns} 3."
    assert bibs(read([alone, *others]))[0][0] == "guidelines for kilns"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["@{a Roe A}. {t Opinion} 2/{t 2017 on kilns}. {y 2016}."], "Opinion 2/2017 on kilns"),
        (["@{a Roe A}. {t Models of} 175 {>t kilns}. {y 2016}."], "Models of 175 kilns"),
        (["@{a Roe A}. {t Models of}>", "+12 {>t kilns}. {y 2016}."], "Models of kilns"),
        (["@{a Roe A}. {t Kilns of}^12 {>t bricks}. {y 2016}."], "Kilns of bricks"),
    ],
)
def test_numbers_within_titles(lines: list[str], title: str) -> None:
    assert bibs(read(lines))[0][0] == title
    left_out = bibs(read(lines, without="numbers_within_titles"))[0][0]
    assert (left_out == title) == (title in ("Models of kilns", "Kilns of bricks"))


def test_volumes_in_letters() -> None:
    line = "@{a Roe A}. {y 2017}. {t הורים ומורים. מגמות}, {v נב(1)}, 113."
    assert bibs(read([line]))[0][::2] == ("הורים ומורים", "מגמות")
    left_out = bibs(read([line], without="volumes_in_letters"))[0]
    assert left_out[::2] == ("הורים ומורים. מגמות", "נב(1)")
    for kept in ("{t הורים ומורים. מגמות}, {v קתדרה חדשה}, 3.", "{t הורים}, {v נב(1)}, 3."):
        line = f"@{{a Roe A}}. {{y 2017}}. {kept}"
        assert bibs(read([line])) == bibs(read([line], without="volumes_in_letters"))


PAPER = "#{T A Title of Some Kilns}"
CITED = ["@1. {a Roe A}. {t One}. {v J. Kilns}. {y 2001}.", "@2. {a Doe B}. {t Two}. {y 2002}."]


def test_entries_above_the_title() -> None:
    page = [CITED[0], f"~{PAPER}", "{A Ann Doe}", "~References", CITED[1]]
    assert [one[0] for one in bibs(read(page))] == ["Two"]
    assert len(bibs(read(page, without="entries_above_the_title"))) == 2


def test_entries_in_citation_boxes() -> None:
    box = "~How to cite this article: @".removesuffix("@")
    page = [PAPER, "~References", *CITED, box, "@{a Poe C}. {t Some Kilns}. {y 2003}."]
    assert [one[0] for one in bibs(read(page))] == ["One", "Two"]
    assert len(bibs(read(page, without="entries_in_citation_boxes"))) == 3


def test_a_list_below_how_to_cite_the_paper_is_one() -> None:
    box = ["~How to cite: Roe A, Kilns, 2003.", "References and more", *CITED]
    assert len(bibs(read([PAPER, *box]))) == 2


def test_a_list_below_an_unsure_title_stays() -> None:
    page = [PAPER, "~References", *CITED, "#{T Another Title}", CITED[0]]
    doubts = dict.fromkeys(["A", "Title", "of", "Some", "Kilns"], 0.7)
    assert len(bibs(read(page, sure=doubts))) == 3


OWN = [
    "@1. {a Алиев С.} {t Пролёт куликов}. {y 2009}.",
    "@2. {a Юрлов А.} {t Миграции птиц}. {y 2010}.",
    "@3. {a Roe A.} {t Kilns}. {y 2011}.",
]
AGAIN = [
    "@1. {a Aliev S.} {t Prolet kulikov}. {y 2009}.",
    "@2. {a Yurlov A.} {t Migratsii ptits}. {y 2010}.",
    "@3. {a Roe A.} {t Kilns}. {y 2011}.",
]


def test_lists_in_latin_letters() -> None:
    page = [PAPER, "~Литература", *OWN, "~References", *AGAIN]
    assert len(bibs(read(page))) == 3
    assert bibs(read(page))[0][0] == "Пролёт куликов"
    assert len(bibs(read(page, without="lists_in_latin_letters"))) == 6
    assert len(bibs(read([PAPER, "~Литература", *OWN, *AGAIN]))) == 3


def test_two_lists_of_other_years_or_in_one_script_are_two() -> None:
    others = [line.replace("200", "198").replace("201", "198") for line in AGAIN]
    assert len(bibs(read([PAPER, "~Литература", *OWN, "~References", *others]))) == 6
    assert len(bibs(read([PAPER, "~References", *AGAIN, "~References", *AGAIN]))) == 6
    foreign = [line.replace("Roe", "Poe") for line in AGAIN]
    assert len(bibs(read([PAPER, "~Источники", *OWN, "~References", *foreign]))) == 6


def test_a_numbered_volume_of_proceedings_before_editors_is_whole() -> None:
    line = "@{a Li Z.-Y.}, {y 2014}, in {v Protostars and Planets VI}, ed. H. Beuther (Tucson), 173"
    assert bibs(read([line]))[0][2] == "Protostars and Planets VI"


def test_titles_between_stops() -> None:
    line = "@{a 吳清山}({y 2016})。臺灣偏鄉教育的困境。{v 教育研究月刊},269,5-19。"
    assert bibs(read([line]))[0][::2] == ("臺灣偏鄉教育的困境", "教育研究月刊")
    assert bibs(read([line], without="titles_between_stops"))[0][0] == ""
    book = "@{a 吳清山}({y 2016})。學校效能研究。臺北市:五南。"
    assert bibs(read([book]))[0][2] == "學校效能研究"
    far = "@{a 吳清山}. {y 2016}, a b c d e. 臺灣。困境。"
    assert bibs(read([far]))[0][0] == ""
