"""The papers of a corpus on disk: each PDF with the best gold that stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spv2_spark.errors import GoldError
from spv2_spark.gold.read import SUFFIXES

_BUCKET = re.compile(r"^[0-9a-f]{2}$")


@dataclass(frozen=True, slots=True)
class CorpusPaper:
    """A PDF and its gold; `gold` is None where none lies beside it (text colour may tell)."""

    paper_id: str
    collection: str
    pdf: Path
    gold: Path | None


def iter_corpus(root: Path) -> Iterator[CorpusPaper]:
    """Yield the papers under `root` in the order of their paths.

    Two layouts are known. SPv2's: `<bucket>/docs/<sha>/<sha>.pdf` with 256 buckets of two hex
    digits; the id is the sha, the collection is the bucket. Else `<collection>/<doc>/<doc>.pdf`;
    the id is the path below the root without its suffix. Of several gold files the most
    detailed is taken: JSON, JATS, old BMC, Crossref, TEI, YAML. Raises GoldError for a missing
    root.
    """
    if not root.is_dir():
        raise GoldError(f"{root}: no such folder")
    for pdf in sorted(root.rglob("*")):
        if pdf.suffix.lower() != ".pdf" or not pdf.is_file():
            continue
        parts = pdf.relative_to(root).parts
        if len(parts) > 3 and parts[-3] == "docs" and _BUCKET.match(parts[-4]):  # noqa: PLR2004
            yield CorpusPaper(pdf.stem, parts[-4], pdf, gold_beside(pdf))
        else:
            name = pdf.relative_to(root).with_suffix("").as_posix()
            collection = parts[-3] if len(parts) > 2 else root.name  # noqa: PLR2004
            yield CorpusPaper(name, collection, pdf, gold_beside(pdf))


def gold_beside(pdf: Path) -> Path | None:
    """Return the most detailed gold file that has the PDF's name and folder."""
    paths = (pdf.with_name(pdf.stem + suffix) for suffix in SUFFIXES)
    return next((path for path in paths if path.is_file()), None)
