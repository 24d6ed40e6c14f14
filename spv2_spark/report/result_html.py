"""What was read out of a paper, as HTML."""

from __future__ import annotations

import json
from html import escape

from spv2_spark.domain.metadata import Metadata, Reference, Value


def result_html(metadata: Metadata) -> str:
    """Return title, authors and references; pointing at a value shows where it stands."""
    title = _value(metadata.title, 1) if metadata.title else "<i>none</i>"
    authors = "".join(f"<p>{_value(one.name, 2)}</p>" for one in metadata.authors)
    references = "".join(f"<li>{_reference(one)}</li>" for one in metadata.references)
    return (
        f"<h2>Title</h2><p>{title}</p>"
        f"<h2>Authors ({len(metadata.authors)})</h2>{authors or '<i>none</i>'}"
        f"<h2>References ({len(metadata.references)})</h2><ol>{references}</ol>"
    )


def _reference(reference: Reference) -> str:
    lines = [
        ", ".join(_value(one.name, 4) for one in reference.authors),
        _value(reference.title, 3) if reference.title else "",
        " ".join(
            _value(one, field)
            for one, field in ((reference.venue, 5), (reference.year, 6))
            if one is not None
        ),
    ]
    return "<br>".join(line for line in lines if line)


def _value(value: Value, field: int) -> str:
    regions = json.dumps(
        [{"page": one.page, "box": [round(edge, 1) for edge in one.box]} for one in value.regions]
    )
    return (
        f'<span class="value f{field}" data-regions="{escape(regions, quote=True)}">'
        f"{escape(value.text)} <small>{value.confidence:.2f}</small></span>"
    )
