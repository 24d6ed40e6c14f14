"""One paper as a page for people: its tokens, their labels and features, what was read."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

import numpy as np
import numpy.typing as npt

from spv2_spark.decode.decoder import Explained
from spv2_spark.decode.document import DecodedDocument
from spv2_spark.domain.label import ENTRY_LABELS, FIELD_LABELS, PageLabels, field_of, is_begin
from spv2_spark.domain.page import Document, Float32s, Mark, Page
from spv2_spark.report.page import page_of
from spv2_spark.report.result_html import result_html

Columns = Mapping[str, npt.NDArray[Any]]

COLOURS = {
    "0": "transparent",
    "1": "#ff595e66",
    "2": "#1982c466",
    "3": "#ffb00066",
    "4": "#00a89666",
    "5": "#b15fd666",
    "6": "#6a994e77",
    "masked": "#88888866",
}
DIFFERENCES = {
    "gold": ("#1982c477", "gold alone"),
    "predicted": ("#ff595e77", "predicted alone"),
    "other": ("#b15fd677", "two fields"),
    "unsure": ("#88888833", "gold is masked: not counted"),
}
_NAMES = ("none", "title", "author", "bib title", "bib author", "bib venue", "bib year")
_TOP = 3  # labels shown with their probabilities


def inspect_html(
    document: Document,
    page_pngs: Mapping[int, bytes],
    gold_labels: Sequence[PageLabels] | None = None,
    explained: Explained | None = None,
    features: Sequence[Columns] | None = None,
    name: str = "",
    note: str = "",
) -> str:
    """Return one self-contained HTML page.

    `page_pngs` maps page numbers to PNG images (a page without one shows its tokens as text).
    `gold_labels` and `features` (column name to n values) have one item per page of the
    document, in its order. What is None is left out of the page; `note` may say why.
    """
    both = explained is not None and gold_labels is not None
    shown = {"predicted": explained is not None, "gold": gold_labels is not None}
    views = [name for name, there in (shown | {"differences": both}).items() if there]
    none: list[dict[str, Any]] = [{}] * len(document.pages)
    gold = [{"gold": _labels(one)} for one in gold_labels] if gold_labels is not None else none
    predicted = list(_predicted(document, explained.document)) if explained else none
    pages = zip(document.pages, features or none, gold, predicted, strict=True)
    data = {
        "pages": [_page(page, *facts) for page, *facts in pages],
        "views": views,
        "colours": COLOURS,
        "differences": {name: colour for name, (colour, _) in DIFFERENCES.items()},
        "fieldLabels": [_label_name(label) for label in range(FIELD_LABELS)],
        "entryLabels": ["outside", "begin", "inside"][:ENTRY_LABELS],
    }
    return page_of(
        "inspect",
        name or document.sha1,
        pages="".join(_page_html(page, page_pngs.get(page.number)) for page in document.pages),
        choices=_choices(views),
        key=_keys(masked=gold_labels is not None),
        note=escape(note),
        result=result_html(explained) if explained else "",
        # JSON that cannot close the script element it stands in.
        data=json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
    )


def _page(
    page: Page, features: Columns, gold: Mapping[str, Any], predicted: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "number": page.number,
        "texts": list(page.texts),
        "boxes": np.round(page.boxes_pt.astype(float), 1).tolist(),
        "columns": {**_token_columns(page), **_rounded(features)},
        **gold,
        **predicted,
    }


def _predicted(document: Document, decoded: DecodedDocument) -> Iterator[dict[str, Any]]:
    """Yield the decoded labels of every page, and the likeliest of each token."""
    for page, own in document.tokens_of_pages():
        labels = PageLabels(page.number, decoded.path.field[own], decoded.path.entry[own])
        yield {"predicted": _labels(labels), "top": _top_labels(decoded.field_logp[own])}


def _labels(labels: PageLabels) -> dict[str, list[int]]:
    return {"field": labels.field.tolist(), "entry": labels.entry.tolist()}


def _top_labels(field_logp: Float32s) -> list[list[tuple[int, float]]]:
    order = np.argsort(-field_logp, axis=1)[:, :_TOP]
    shares = np.exp(np.take_along_axis(field_logp, order, axis=1))
    return [
        [(int(label), round(float(share), 3)) for label, share in zip(*row, strict=True)]
        for row in zip(order, shares, strict=True)
    ]


def _token_columns(page: Page) -> dict[str, list[Any]]:
    names = [(mark, mark.name.lower()) for mark in Mark if mark.name]
    marks = ([name for mark, name in names if bits & mark] for bits in page.marks.tolist())
    sizes = zip(page.size_pt, page.space_pt, strict=True)
    places = zip(page.line, page.block, strict=True)
    return {
        "font": [page.fonts[font] for font in page.font],
        "size, space (pt)": [f"{size:.1f}, {space:.1f}" for size, space in sizes],
        "marks": [" ".join(one) for one in marks],
        "line, block": [f"{line}, {block}" for line, block in places],
    }


def _rounded(columns: Columns) -> dict[str, list[Any]]:
    return {
        name: (np.round(values, 3) if values.dtype.kind == "f" else values).tolist()
        for name, values in columns.items()
    }


def _page_html(page: Page, png: bytes | None) -> str:
    image = ""
    if png is not None:
        encoded = base64.b64encode(png).decode()
        image = f'<img alt="page {page.number + 1}" src="data:image/png;base64,{encoded}">'
    texts = "" if png is not None else _text_svg(page)
    width, height = page.width_pt, page.height_pt
    return (
        f'<div class="page" id="page-{page.number}" '
        f'style="aspect-ratio:{width:.1f}/{height:.1f};max-width:{width * 1.4:.0f}px">{image}'
        f'<svg viewBox="0 0 {width:.1f} {height:.1f}">{texts}</svg>'
        f'<span class="number">{page.number + 1}</span></div>'
    )


def _text_svg(page: Page) -> str:
    return "".join(
        f'<text class="plain-text" x="{box[0]:.1f}" y="{box[3]:.1f}">{escape(text)}</text>'
        for text, box in zip(page.texts, page.boxes_pt.tolist(), strict=True)
    )


def _choices(views: Sequence[str]) -> str:
    return "".join(
        f'<label><input type="radio" name="view" value="{view}"'
        f"{' checked' if view == views[0] else ''}> {view}</label>"
        for view in views
    )


def _keys(*, masked: bool) -> str:
    """Return what the colours and frames of either kind of view mean."""
    fields = [(COLOURS[str(at)], label) for at, label in enumerate(_NAMES) if at]
    fields += [(COLOURS["masked"], "masked: gold is unsure")] if masked else []
    signs = [("begin", "a field begins"), ("entry", "a bibliography entry begins")]
    told = "".join(f'<span><i class="{sign}"></i>{label}</span>' for sign, label in signs)
    return (
        f'<div class="key" data-for="labels">{_swatches(fields)}{told}</div>'
        f'<div class="key" data-for="differences" hidden>{_swatches(DIFFERENCES.values())}'
        f'<span><i class="uneven"></i>entries begin in one of the two</span></div>'
    )


def _swatches(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(
        f'<span><i style="background:{colour}"></i>{label}</span>' for colour, label in pairs
    )


def _label_name(label: int) -> str:
    name = _NAMES[field_of(label)]
    return f"{name} (begins)" if is_begin(label) else name
