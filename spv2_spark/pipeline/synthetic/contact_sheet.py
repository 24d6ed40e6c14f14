"""Contact sheet: pages of many papers of a folder in one picture, typeset or real."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path

from spv2_spark.config import PdfSettings
from spv2_spark.errors import Failure, SettingsError
from spv2_spark.gold.corpus import iter_corpus

_DPI = 50


def sheet_of(
    folder: Path, count: int, settings: PdfSettings, *, references: bool, seed: int = 0
) -> bytes:
    """Return a PNG of the first pages of `count` papers drawn from a folder.

    With `references` it is the page of each paper that looks most like a list of them. What
    cannot be painted is left out. Raises SettingsError for a folder without PDFs or with none
    that can be painted, GoldError for one that is not there.
    """
    from spv2_spark.pdf.painter import Painter
    from spv2_spark.report.contact_sheet import contact_sheet

    pdfs = [paper.pdf for paper in iter_corpus(folder)]
    if not pdfs:
        raise SettingsError(f"{folder}: no PDFs here")
    drawn = random.Random(seed).sample(pdfs, min(count, len(pdfs)))  # noqa: S311  pages, no secrets
    with Painter(settings) as painter:
        paint = painter.densest_page if references else partial(painter.page, number=0)
        ends = [paint(pdf.read_bytes(), dpi=_DPI) for pdf in drawn]
    pages = [one for one in ends if not isinstance(one, Failure)]
    if not pages:
        why = next(one.message for one in ends if isinstance(one, Failure))
        raise SettingsError(f"{folder}: no page can be painted: {why}")
    return contact_sheet(pages)
