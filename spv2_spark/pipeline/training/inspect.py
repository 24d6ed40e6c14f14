"""Inspect: one paper on a page for people. No Spark: the same functions, in this process."""

from __future__ import annotations

from pathlib import Path

from spv2_spark.config import Settings
from spv2_spark.domain.label import PageLabels
from spv2_spark.domain.page import Document
from spv2_spark.errors import Failure, GoldError
from spv2_spark.features.featurise import SCALE
from spv2_spark.pipeline.one_paper import explained, read_paper


def inspect(pdf: Path, settings: Settings, dpi: int) -> Failure | str:
    """Return the page of a PDF: tokens, predicted labels and result, gold if it lies beside.

    Raises SettingsError for a file that cannot be read, ModelError for an unusable model.
    """
    from spv2_spark.engines.packages import open_package
    from spv2_spark.pdf.render import page_png
    from spv2_spark.report.inspect import inspect_html

    data, document = read_paper(pdf, settings)
    if isinstance(document, Failure):
        return document
    featuriser = open_package(settings.model.package, settings.source).featuriser()
    gold, note = _gold(pdf, document)
    return inspect_html(
        document,
        {page.number: page_png(data, page.number, dpi) for page in document.pages},
        gold_labels=gold,
        explained=explained(document, settings),
        features=[
            dict(zip(featuriser.number_names, page.numbers.T / SCALE, strict=True))
            for page in featuriser.features(document)
        ],
        name=pdf.name,
        note=note,
    )


def _gold(pdf: Path, document: Document) -> tuple[tuple[PageLabels, ...] | None, str]:
    """Return the gold's labels, and what is to be said of them."""
    from spv2_spark.gold.corpus import gold_beside
    from spv2_spark.pipeline.training.label import label_paper

    try:
        labelled = label_paper(str(pdf), document)
    except GoldError as error:
        return None, f"No gold: {error}"
    if labelled.dropped:
        why = labelled.dropped if gold_beside(pdf) else "no file with it lies beside the PDF"
        return None, f"No gold: {why}."
    counts = labelled.report.counts.items()
    found = ", ".join(f"{name} {count.found} of {count.gold}" for name, count in counts)
    return labelled.labels, f"Gold found again: {found.replace('_', ' ')}."
