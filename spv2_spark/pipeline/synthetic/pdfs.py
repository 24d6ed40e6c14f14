"""Typeset papers as PDFs with their gold beside them: to look at, to inspect, to evaluate on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.domain.gold_json import gold_to_json
from spv2_spark.errors import Failure
from spv2_spark.pipeline.corpus import counted
from spv2_spark.pipeline.synthetic.printing import Printer
from spv2_spark.pipeline.synthetic.typeset import SyntheticCorpus, TypesetRequest
from spv2_spark.runtime.outputs import claim_folder
from spv2_spark.stages.typeset import Order, printed_of


@dataclass(frozen=True, slots=True)
class PdfWriter:
    """Writes an order's PDF and gold on a worker; travels by pickle."""

    printer: Printer
    folder: str

    def __call__(self, order: Order) -> str:
        """Write `<folder>/<family>/<paper>/<paper>.pdf` and `.gold.json`; return what failed."""
        checked = self.printer.checked(order)
        if isinstance(checked, Failure):
            return checked.message
        name = f"{self.printer.part}-{order.seed:07}"
        folder = Path(self.folder) / checked.printed.design.front.family / name
        folder.mkdir(parents=True, exist_ok=True)
        gold = gold_to_json(checked.printed.gold)
        (folder / f"{name}.gold.json").write_text(gold, encoding="utf-8")
        # The PDF comes last: where it lies, the paper is whole.
        half = folder / f"{name}.half"
        half.write_bytes(checked.printed.pdf)
        half.replace(folder / f"{name}.pdf")
        return ""


def print_pdfs(
    spark: SparkSession, settings: Settings, request: TypesetRequest, folder: Path
) -> list[tuple[str, int]]:
    """Write papers 0..count-1 that `folder` lacks; return (reason, papers), "" for those written.

    The folder is laid out as `gold.corpus` reads it, and must be one that all workers share. A
    paper whose labels cannot be trusted is left out, as `typeset` leaves it out. Raises
    OutputError for a folder that holds something else.
    """
    claim_folder(folder, "typeset PDFs")
    there = _seeds_in(folder, request.part)
    seeds = [seed for seed in range(request.count) if seed not in there]
    if not seeds:
        return []
    corpus = SyntheticCorpus(spark, settings, request)
    printed = printed_of(corpus.orders(seeds), PdfWriter(corpus.printer, str(folder)))
    return counted(printed, "reason")


def _seeds_in(folder: Path, part: str) -> set[int]:
    """Return the seeds of the part's papers that are there; PDFs of other names are passed over."""
    name = re.compile(rf"{re.escape(part)}-([0-9]{{7,}})")
    found = (name.fullmatch(path.stem) for path in folder.glob("*/*/*.pdf"))
    return {int(one[1]) for one in found if one}
