"""Contact sheet: pages of many papers of a folder in one picture, typeset or real."""

from __future__ import annotations

import random
from pathlib import Path

from spv2_spark.errors import SettingsError
from spv2_spark.gold.corpus import iter_corpus

_DPI = 50


def sheet_of(folder: Path, count: int, *, references: bool, seed: int = 0) -> bytes:
    """Return a PNG of the first pages of `count` papers drawn from a folder.

    With `references` it is the page of each paper that looks most like a list of them.
    Raises SettingsError for a folder without PDFs, GoldError for one that is not there.
    """
    from spv2_spark.pdf.render import densest_page, page_png
    from spv2_spark.report.contact_sheet import contact_sheet

    pdfs = [paper.pdf for paper in iter_corpus(folder)]
    if not pdfs:
        raise SettingsError(f"{folder}: no PDFs here")
    drawn = random.Random(seed).sample(pdfs, min(count, len(pdfs)))  # noqa: S311  pages, no secrets
    pages = []
    for pdf in drawn:
        data = pdf.read_bytes()
        pages.append(page_png(data, densest_page(data) if references else 0, _DPI))
    return contact_sheet(pages)
