"""Gold found again in a document's tokens: labels where it is sure, masks where it is not."""

from __future__ import annotations

from spv2_spark.domain.gold import Gold
from spv2_spark.domain.page import Document
from spv2_spark.gold.bibliography import label_bibliography
from spv2_spark.gold.canvas import Canvas, Labelled, canvas_on, labelled
from spv2_spark.gold.front import label_authors, label_title
from spv2_spark.gold.stream import stream_of

__all__ = ["Labelled", "label_document"]

_FEW = 0.2


def label_document(document: Document, gold: Gold) -> Labelled:
    """Return the labels of every token of the document, and a report of what was found.

    Nothing that gold knows but the page may print otherwise is left as "none": it is masked,
    and the document's good part is kept. A document in which neither title nor authors nor a
    fifth of the references are found is of another paper: it is dropped, masked as a whole.
    """
    canvas = canvas_on(stream_of(document))
    title = label_title(canvas, gold)
    label_authors(canvas, gold, title)
    label_bibliography(canvas, gold.references, title.end if title else 0)
    return labelled(document, canvas, _reason(canvas))


def _reason(canvas: Canvas) -> str:
    if not len(canvas.stream):
        return "no text"
    shares = {name: canvas.found[name] / canvas.gold[name] for name in canvas.gold}
    if shares.get("title") or shares.get("author", 0) > _FEW or shares.get("reference", 0) > _FEW:
        return ""
    return "gold is hardly found: title, authors and references are of another paper"
