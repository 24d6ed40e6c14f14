"""The paper's title: its lines, what stands around it, and what it takes in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spv2_spark.decode.decoder import Decoder
from spv2_spark.decode.thresholds import Thresholds, TitleThresholds
from spv2_spark.domain.page import Document, Mark
from spv2_spark.scoring.oracle import tags_of_labels
from tests.decode.build import built, read, title

TEXT = ["plain text of a paper that goes on for long"] * 4


def test_titles_behind_the_first() -> None:
    text = " ".join(["requires information on relationships"] * 12)
    pages = (["#{T A Title of Some}", "{A Ann Doe}"], [f"{{T {text}}}"])
    assert title(read(*pages)) == "A Title of Some"
    assert title(read(*pages, without="titles_behind_the_first")) == text
    cover = (["{T Some Journal Name}"], ["#{T A Title of Some}"])
    assert title(read(*cover)) == "A Title of Some"


def test_marks_within_titles() -> None:
    page = ["#{T Bees and Amber} :", "#{>T A History of Prices}", "{A Ann Doe}", *TEXT]
    assert title(read(page)) == "Bees and Amber : A History of Prices"
    without = title(read(page, without="marks_within_titles"))
    assert without == "Bees and Amber A History of Prices"


def test_titles_below_the_authors() -> None:
    second = "The Decline of Water below the Farms of the Plain and the Hills around It"
    page = ["={T A vízszint süllyedése}", "{A Szűts Örs}", f"{{T {second}}}", *TEXT]
    assert title(read(page)) == "A vízszint süllyedése"
    assert title(read(page, without="titles_below_the_authors")) == second
    journal = [page[0], "Volume 3", *page[2:]]  # no names between them
    assert title(read(journal)) == second
    larger = [page[0], page[1], f"#{{T {second}}}", *TEXT]
    assert title(read(larger)) == second


def test_heaviest_first() -> None:
    page = ["{T Cell Factories}", "{A Ann Doe}", "#{T A Title of Some Length}", *TEXT]
    assert title(read(page)) == "A Title of Some Length"
    assert title(read(page, without="heaviest_first")) == "Cell Factories"
    chinese = [
        "#{T 石灰改性夯土墙体的抗冻性能试验研究}",
        "plain text",
        "{T Frost and Walls of Lime}",
    ]
    assert title(read(chinese)) == "石灰改性夯土墙体的抗冻性能试验研究"
    cover, inner = ["#{T A Title}"], ["{T A Title}", "~{A Ana Núñez}^1, {A John Doe}^2"]
    assert title(read(cover, inner)) == "A Title"


def test_title_above_subtitle() -> None:
    subtitle = "comparison of many predictive and prognostic things"
    page = ["#{T Alpha Trial}", f"{{T {subtitle}}}", *TEXT]
    assert title(read(page)) == "Alpha Trial"
    assert title(read(page, without="title_above_subtitle")) == subtitle
    marked = ["#{T Alpha Trial}^1", f"{{T {subtitle}}}", *TEXT]
    assert subtitle not in title(read(marked))


def test_small_lines() -> None:
    page = ["#{T A Title of things", "{>T John}"]
    assert title(read(page, sure={"John": 0.76})) == "A Title of things"
    authors = ["#{T A Title of things", "{>T by John}>", "#{>T and more}"]
    doubt = {"by": 0.76, "John": 0.76}
    assert title(read(authors, sure=doubt)) == "A Title of things and more"
    assert "by John" in title(read(authors, sure=doubt, without="small_lines"))


@pytest.mark.parametrize(("sure", "above"), [(0.9, ""), (0.99, "Volume 13 ")])
def test_lesser_lines(sure: float, above: str) -> None:
    page = ["{T Volume 13}>", "#{>T Things of Great Note, as Seen}", *TEXT]
    doubt = {"Volume": sure, "13": sure}
    assert title(read(page, sure=doubt)) == f"{above}Things of Great Note, as Seen"
    subtitle = ["#{T Things of Great Note}>", "{>T a history}", *TEXT]
    assert title(read(subtitle)) == "Things of Great Note"
    assert title(read(subtitle, without="lesser_lines")) == "Things of Great Note: a history"


def test_whole_lines() -> None:
    page = ["#Course {T Materials for an Introduction to}", "#Chemistry", "{A Ann Lee}", *TEXT]
    doubt = {"Chemistry": 0.7}
    whole = "Course Materials for an Introduction to Chemistry"
    assert title(read(page, none=doubt)) == whole
    assert title(read(page, none=doubt, without="whole_lines")) == (
        "Materials for an Introduction to"
    )
    assert title(read(["{T A note on staircases}", "plain text", "{A Ann Lee}", *TEXT])) == (
        "A note on staircases"
    )
    author = ["#{T A note on staircases}", "#{A Ann Lee}", *TEXT]
    assert title(read(author)) == "A note on staircases"


@pytest.mark.parametrize("line", ["un titre autre", "基于健康的分析方法"])
def test_a_title_in_another_language_in_the_same_print_stays_out(line: str) -> None:
    page = ["text text text", "#{T A Title of}", f"#{line}", "text text text"]
    assert title(read(page)) == "A Title of"
    unsure = dict.fromkeys(line.split(), 0.5)
    assert title(read(page, none=unsure)) == f"A Title of {line}"


def small(document: Document, token: int, shift_pt: float, mark: int = 0) -> Document:
    """Return the document with a token of its first page in small print, higher or lower."""
    page = document.pages[0]
    size, boxes, marks = page.size_pt.copy(), page.boxes_pt.copy(), page.marks.copy()
    size[token], marks[token] = 9.0, marks[token] | mark
    boxes[token, 1::2] = boxes[token, 1] + 2 + shift_pt, boxes[token, 3] - 2 + shift_pt
    changed = replace(page, size_pt=size, boxes_pt=boxes, marks=marks)
    return replace(document, pages=(changed, *document.pages[1:]))


@pytest.mark.parametrize(
    ("line", "token", "shift_pt", "mark", "expected"),
    [
        ("#{T Phonons in NbS}2", 3, 3.0, 0, "Phonons in NbS2"),
        ("#{T Phonons in NbS}2", 3, -3.0, Mark.SUPERSCRIPT, "Phonons in NbS"),
        ("#{T Decays of D}+ to e", 3, -3.0, Mark.SUPERSCRIPT, "Decays of D+ to e"),
        ("#{T Decays of D}*", 3, 3.0, 0, "Decays of D"),
    ],
)
def test_a_title_goes_on_with_lowered_figures_and_formulas(
    line: str, token: int, shift_pt: float, mark: int, expected: str
) -> None:
    document, labels = built([line, "{A Ann Lee}", *TEXT])
    document = small(document, token, shift_pt, mark)
    assert title(Decoder().metadata_of(document, tags_of_labels(labels))) == expected


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("#{T “A title”,}", "A title"),
        ("#{T A title∗}", "A title"),
        ("#{T A title of things.}", "A title of things."),
        ("#{T A title of things.} {A Ann Doe}", "A title of things"),
    ],
)
def test_title_edges(line: str, text: str) -> None:
    assert title(read([line])) == text
    assert title(read(["#{T “A title”,}"], without="title_edges")) == "“A title”,"


def test_titles_in_two_languages() -> None:
    lines = ["#{T Vom Wägen der Schlicke in neun Häfen}>", "#{>T On Weighing Silt in Nine Ports}"]
    page = [*lines, *TEXT]
    assert title(read(page)) == "Vom Wägen der Schlicke in neun Häfen"
    assert "Silt" in title(read(page, without="titles_in_two_languages"))
    unsaid = ["#{T Vom Wägen der Schlicke}>", "#{>T Küste Hafen}>", "#{>T On the Silt of a Port}"]
    assert title(read([*unsaid, *TEXT])) == "Vom Wägen der Schlicke Küste Hafen"
    one = ["#{T On the Weighing of Silt:}>", "#{>T Bird’s-Eye Views in Nine Ports}", *TEXT]
    assert title(read(one)) == "On the Weighing of Silt: Bird’s-Eye Views in Nine Ports"


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("{T Lexical words of} Furlan", "Lexical words of Furlan"),
        ("{T Lexical words of}, Furlan", "Lexical words of"),
        ("{T Lexical words of} Furlan and of many more", "Lexical words of"),
    ],
)
def test_a_title_in_the_text_s_print_takes_in_a_last_word(line: str, text: str) -> None:
    page = [line, "{A Ann Doe}", *["some text"] * 4]
    assert title(read(page)) == text
    assert title(read(page, without="whole_lines")) == "Lexical words of"


def test_a_part_of_a_word_with_a_hyphen_tells_no_language() -> None:
    page = ["#{T A Method for the}>", "#{>T Non-convex Problems}", "{A Ann Doe}", *["text"] * 9]
    assert title(read(page)) == "A Method for the Non-convex Problems"


@pytest.mark.parametrize(
    ("between", "text"),
    [(["~19 May 2020"], "A Package for Tides in Harbours"), (["~#19 May"], "A Package for Tides")],
)
def test_titles_cut_by_sidebars(between: list[str], text: str) -> None:
    document, labels = built(
        ["#{T A Package for Tides}", *between, "~#{T in Harbours}", "{A Ann Doe}", *["text"] * 4]
    )
    (page,) = document.pages
    boxes = page.boxes_pt.copy()
    beside = [at for at, line in enumerate(page.line) if line == 1]
    boxes[beside, 0::2] += 200
    boxes[max(beside) + 1 :, 1::2] -= 14  # the title's second line is right below the first
    moved = replace(document, pages=(replace(page, boxes_pt=boxes),))
    tags = tags_of_labels(labels)
    assert title(Decoder().metadata_of(moved, tags)) == text
    without = Decoder(without=frozenset({"titles_cut_by_sidebars"}))
    assert title(without.metadata_of(moved, tags)) == "A Package for Tides"


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("in the 3rd year", "The Teaching of Statistics in the 3rd year"),
        ("Ann Roebuck", "The Teaching of Statistics"),
        ("University of Brava", "The Teaching of Statistics"),
    ],
)
def test_lines_behind_columns(line: str, text: str) -> None:
    form = ["Presented by:", "Supervisor:"]
    document, labels = built(["#{T The Teaching of Statistics}", *form, f"#{line}", *TEXT])
    (page,) = document.pages
    boxes = page.boxes_pt.copy()
    boxes[(page.line == 1) | (page.line == 2), 1::2] += 14  # pushed below the title's last line
    boxes[page.line == 3, 1::2] -= 28
    moved = replace(document, pages=(replace(page, boxes_pt=boxes),))
    tags = tags_of_labels(labels)
    assert title(Decoder().metadata_of(moved, tags)) == text
    without = Decoder(without=frozenset({"lines_behind_columns"}))
    assert title(without.metadata_of(moved, tags)) == "The Teaching of Statistics"
    assert title(Decoder().metadata_of(document, tags)) == "The Teaching of Statistics"


def test_a_line_in_half_of_the_titles_size_is_none_of_it_however_sure() -> None:
    document, labels = built(["#{T Bees and Rivers}>", "{>T ANN DOE}>", "#{>T at Night}"])
    decoder = Decoder(thresholds=Thresholds(title=TitleThresholds(tiny=0.75)))
    tags = tags_of_labels(labels)
    assert title(decoder.metadata_of(document, tags)) == "Bees and Rivers at Night"
    assert "ANN DOE" in title(Decoder().metadata_of(document, tags))


def test_what_is_behind_a_colon_is_the_titles_in_lesser_print_too() -> None:
    assert title(read(["#{T Bees and Rivers:}>", "{>T A Study of Mills}"])).endswith("of Mills")
    assert title(read(["#{T Bees and Rivers}>", "{>T A Study of Mills}"])) == "Bees and Rivers"


def test_the_last_letter_of_a_chinese_title_is_taken_in_and_a_name_is_not() -> None:
    page = ["#{T 软硬协同的用户态中断机制研}", "#究", *TEXT]
    assert title(read(page, none={"究": 0.95})) == "软硬协同的用户态中断机制研究"
    page = ["#{T 软硬协同的用户态中断机制研究}", "#贺知秋", *TEXT]
    assert title(read(page, none={"贺知秋": 0.95})) == "软硬协同的用户态中断机制研究"


def test_a_name_above_in_the_titles_print_is_no_line_of_it() -> None:
    page = ["#{A Margaret} Oluwaseun Fielding", "#{T The Ledger as Landscape}", *["plain text"] * 9]
    doubt = dict.fromkeys(["Oluwaseun", "Fielding"], 0.7)
    assert title(read(page, none=doubt)) == "The Ledger as Landscape"
    unseen = ["#Oluwaseun Fielding", *page[1:]]
    assert title(read(unseen, none=doubt)) == "Oluwaseun Fielding The Ledger as Landscape"


def test_polish_quotes_are_a_pair() -> None:
    page = ["#{T „Pan poeta raczy” i listy}", "{A Ann Doe}"]
    assert title(read(page)) == "„Pan poeta raczy” i listy"


def test_a_title_goes_on_behind_a_colon_at_a_lines_end() -> None:
    page = ["{T When the Clinic Closes:}", "Travel and Mortality", "~{A Ann Doe}", "~text"]
    assert title(read(page)) == "When the Clinic Closes: Travel and Mortality"
    text = ["{T EDITORIAL:}", "In this issue we ask what", "the kilns can do for us", "and so on"]
    assert title(read(text)) == "EDITORIAL"


def test_a_word_of_two_languages_begins_no_second_title() -> None:
    lines = ["#{T ENTRE A AZENHA E A CENTRAL NO VALE}>", "#{>T DO AVE (1890-1940)}", *TEXT]
    assert title(read(lines)) == "ENTRE A AZENHA E A CENTRAL NO VALE DO AVE (1890-1940)"
