"""What was read out of a paper, as HTML."""

from __future__ import annotations

from html import escape

from spv2_spark.decode.decoder import Explained
from spv2_spark.domain.metadata import Reference, Value
from spv2_spark.report.page import attribute_of
from spv2_spark.report.trace import trace_html


def result_html(explained: Explained) -> str:
    """Return title, authors and references, and below them what each rule changed.

    Pointing at a value shows where it stands.
    """
    metadata = explained.metadata
    authors = "".join(f"<p>{_value(one.name, 2)}</p>" for one in metadata.authors)
    references = "".join(f"<li>{_reference(one)}</li>" for one in metadata.references)
    return (
        f"<h2>Title</h2><p>{_value(metadata.title, 1) or '<i>none</i>'}</p>"
        f"<h2>Authors ({len(metadata.authors)})</h2>{authors or '<i>none</i>'}"
        f"<h2>References ({len(metadata.references)})</h2><ol>{references}</ol>"
        f"<h2>What the rules changed</h2>{trace_html(explained.trace, explained.document.view)}"
    )


def _reference(reference: Reference) -> str:
    authors = ", ".join(_value(one.name, 4) for one in reference.authors)
    where = f"{_value(reference.venue, 5)} {_value(reference.year, 6)}".strip()
    lines = (authors, _value(reference.title, 3), where)
    return "<br>".join(line for line in lines if line)


def _value(value: Value | None, field: int) -> str:
    if value is None:
        return ""
    return (
        f'<span class="value f{field}" {attribute_of(value.regions)}>'
        f"{escape(value.text)} <small>{value.confidence:.2f}</small></span>"
    )
