"""Corpora on disk, DocBank's colours, and the yield on the real papers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from spv2_spark.config import PdfSettings
from spv2_spark.domain.label import Field
from spv2_spark.domain.page import Document, Page
from spv2_spark.errors import GoldError
from spv2_spark.gold import colours
from spv2_spark.gold.align import label_document
from spv2_spark.gold.colours import labels_from_colours_docbank
from spv2_spark.gold.corpus import CorpusPaper, iter_corpus
from spv2_spark.gold.read import read_gold
from tests.gold.pages import document_of, masked, page_of, spans

REAL = Path(__file__).parents[2] / ".." / "shared" / "data" / "real"


def _touch(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()


def test_both_layouts(tmp_path: Path):
    _touch(
        tmp_path,
        "3f/docs/3fab/3fab.pdf",
        "3f/docs/3fab/3fab.nxml",
        "pmc/P1/P1.pdf",
        "pmc/P1/P1.crossref.xml",
        "pmc/P1/P1.nxml",
        "pmc/P2/P2.PDF",
        "pmc/notes.txt",
    )
    one, two, three = iter_corpus(tmp_path)
    sha = tmp_path / "3f/docs/3fab"
    assert one == CorpusPaper("3fab", "3f", sha / "3fab.pdf", sha / "3fab.nxml")
    assert (two.paper_id, two.collection) == ("pmc/P1/P1", "pmc")
    assert two.gold == tmp_path / "pmc/P1/P1.nxml"
    assert (three.paper_id, three.gold) == ("pmc/P2/P2", None)


def test_a_missing_root_is_refused(tmp_path: Path):
    with pytest.raises(GoldError, match="no such folder"):
        list(iter_corpus(tmp_path / "x"))


def _coloured(runs: list[tuple[str, int]]) -> Document:
    """Return a page with one line a run, each line in its colour."""
    page = page_of([text for text, _ in runs])
    by_line = np.array([colour for _, colour in runs], np.uint32)
    coloured: Page = replace(page, colour=by_line[page.line])
    return document_of(coloured)


def test_colours():
    document = _coloured(
        [
            ("On the Flow of Things *", colours.TITLE),
            ("Jo A. Doe, Bea Roe", colours.AUTHOR),
            ("Uncoloured Person", 0),
            ("We show", colours.ABSTRACT),
            ("plain text", 0),
            ("[1] J. Poe, Title, 2001", colours.REFERENCES),
            ("Phys. Rev.", 0xFF),
            ("[2] K. Poe, Title, 2002", colours.REFERENCES),
        ]
    )
    labelled = labels_from_colours_docbank(document)
    assert spans(document, labelled, Field.TITLE) == ["On the Flow of Things"]
    assert spans(document, labelled, Field.AUTHOR) == ["Jo A . Doe", "Bea Roe"]
    assert {"Uncoloured", "Person"} <= set(masked(document, labelled))
    entry_masks = masked(document, labelled, "entry")
    assert {"Phys", "Poe", "2002"} <= set(entry_masks)
    assert "plain" not in entry_masks


def test_without_a_coloured_title_the_document_is_dropped():
    labelled = labels_from_colours_docbank(_coloured([("Black on white", 0)]))
    assert labelled.dropped
    assert (labelled.labels[0].field == -1).all()


@pytest.mark.skipif(not REAL.is_dir(), reason="../shared/data/real is not here")
def test_yield_on_real_papers():
    """A sample of every fourth biomedical paper: the whole is measured by the label job."""
    from spv2_spark.pdf.read import read_pdf

    papers = [p for p in iter_corpus(REAL / "train") if p.collection in ("pmc", "trials")][::4]
    counts: dict[str, list[int]] = {}
    for paper in papers:
        assert paper.gold is not None
        document = read_pdf(paper.pdf.read_bytes(), PdfSettings(pages="all"))
        assert isinstance(document, Document)
        labelled = label_document(document, read_gold(paper.gold))
        drops = [drop.field for drop in labelled.report.drops]
        for name, count in labelled.report.counts.items():
            assert count.gold - count.found == drops.count(name)  # the table adds up
            total = counts.setdefault(name, [0, 0])
            total[0] += count.gold
            total[1] += count.found
    share = {name: found / gold for name, (gold, found) in counts.items()}
    assert share["title"] >= 0.95
    assert share["author"] >= 0.95
    assert share["bib_title"] >= 0.92
