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
    from spv2_spark.report.inspect import inspect_html

    data, document = read_paper(pdf, settings)
    if isinstance(document, Failure):
        return document
    featuriser = open_package(settings.model.package, settings.source).featuriser()
    gold, note = _gold(pdf, document)
    pictures, unpainted = _pictures(data, document, settings, dpi)
    return inspect_html(
        document,
        pictures,
        gold_labels=gold,
        explained=explained(document, settings),
        features=[
            dict(zip(featuriser.number_names, page.numbers.T / SCALE, strict=True))
            for page in featuriser.features(document)
        ],
        name=pdf.name,
        note=" ".join([note, *unpainted]),
    )


def _pictures(
    data: bytes, document: Document, settings: Settings, dpi: int
) -> tuple[dict[int, bytes], list[str]]:
    """Return {page: PNG} of the pages that could be painted, and a line for each that not."""
    from spv2_spark.pdf.painter import Painter

    pictures, unpainted = {}, []
    with Painter(settings.pdf) as painter:
        for page in document.pages:
            picture = painter.page(data, page.number, dpi)
            if isinstance(picture, Failure):
                unpainted.append(f"Page {page.number + 1} is not painted: {picture.message}.")
            else:
                pictures[page.number] = picture
    return pictures, unpainted


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
