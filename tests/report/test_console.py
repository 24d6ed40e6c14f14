from __future__ import annotations

import io

from rich.console import Console, RenderableType

from spv2_spark.domain.metadata import Author, Metadata, Value
from spv2_spark.report.console import paper_panel, score_table, totals_table
from spv2_spark.scoring.score import Rules, score
from tests.report.build import metadata, pair


def printed(renderable: RenderableType) -> str:
    out = io.StringIO()
    Console(file=out, width=100, color_system=None).print(renderable)
    return out.getvalue()


def test_a_paper() -> None:
    text = printed(paper_panel("a.pdf", metadata(), references=1))
    for piece in ("a.pdf", "Cats <b> & Dogs", "Ana Núñez", "A Roe. First things. Nature. 2001"):
        assert piece in text
    assert "1 more reference " in text
    assert "Second things" not in text


def test_a_paper_without_anything() -> None:
    text = printed(paper_panel("[b].pdf", Metadata(None, (), ())))
    for piece in ("[b].pdf", "(no title)", "(no authors)", "0 references"):
        assert piece in text


def test_totals_add_up() -> None:
    text = printed(totals_table(11, 7, {"nothing_found": 1}, {"timeout": 1, "encrypted": 2}))
    cells = [
        tuple(cell.strip() for cell in line.split("│")[1:3])
        for line in text.splitlines()
        if "│" in line
    ]
    assert cells == [
        ("papers", "11"),
        ("read", "7"),
        ("left out", "1"),
        ("nothing_found", "1"),
        ("failed", "3"),
        ("encrypted", "2"),
        ("timeout", "1"),
    ]


def test_scores() -> None:
    pairs = [pair()]
    text = printed(score_table(score(pairs, draws=10), score(pairs, Rules(soft=True), draws=10)))
    (venue,) = [line for line in text.splitlines() if "bib venue" in line]
    cells = [cell.strip() for cell in venue.split("│")[1:-1]]
    assert cells == ["bib venue", "1", "0.500", "0.500", "0.500", "0.500-0.500", "1.000"]


def test_what_a_terminal_would_obey_is_printed() -> None:
    nasty = "A \x1b[31mred\x9bm \u202etitle"
    value = Value(nasty, 0.9)
    text = printed(paper_panel(f"{nasty}.pdf", Metadata(value, (Author(value),), ())))
    assert "\\x1b[31mred\\x9bm \\u202etitle" in text
    assert "".join(text.split("\n")).isprintable()
