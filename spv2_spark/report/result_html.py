"""What was read out of a paper, as HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from html import escape

from spv2_spark.decode.decoder import Explained
from spv2_spark.domain.metadata import (
    Affiliation,
    Author,
    PaperDetails,
    Reference,
    ReferenceDetails,
    Value,
)
from spv2_spark.report.page import attribute_of
from spv2_spark.report.trace import trace_html

_OTHER = 0  # the colour of what is none of SPv2's fields


def result_html(explained: Explained) -> str:
    """Return title, authors, further fields, references, and below what each rule changed.

    Pointing at a value shows where it stands.
    """
    metadata = explained.metadata
    authors = "".join(f"<p>{_value(one.name, 2)}</p>" for one in metadata.authors)
    references = "".join(f"<li>{_reference(one)}</li>" for one in metadata.references)
    details = "".join(f"<dt>{name}</dt><dd>{told}</dd>" for name, told in _told(metadata.details))
    return (
        f"<h2>Title</h2><p>{_value(metadata.title, 1) or '<i>none</i>'}</p>"
        f"<h2>Authors ({len(metadata.authors)})</h2>{authors or '<i>none</i>'}"
        f"<h2>Further fields</h2><dl>{details or '<i>none</i>'}</dl>"
        f"<h2>References ({len(metadata.references)})</h2><ol>{references}</ol>"
        f"<h2>What the rules changed</h2>{trace_html(explained.trace, explained.document.view)}"
    )


def _reference(reference: Reference) -> str:
    authors = ", ".join(_value(one.name, 4) for one in reference.authors)
    where = f"{_value(reference.venue, 5)} {_value(reference.year, 6)}".strip()
    details = "; ".join(f"{name} {told}" for name, told in _told(reference.details))
    lines = (authors, _value(reference.title, 3), where, details)
    return "<br>".join(line for line in lines if line)


def _told(details: PaperDetails | ReferenceDetails) -> Iterator[tuple[str, str]]:
    """Yield the names and the HTML of the details that were found."""
    for one in fields(details):
        found = getattr(details, one.name)
        several = found if isinstance(found, tuple) else (found,)
        if told := " · ".join(filter(None, map(_detail, several))):
            yield one.name.replace("_", " "), told


def _detail(detail: Value | Author | Affiliation | str | None) -> str:
    if isinstance(detail, str):
        return escape(detail)
    if isinstance(detail, Author):
        return _value(detail.name, _OTHER)
    if isinstance(detail, Affiliation):
        whose = ", ".join(str(place + 1) for place in detail.authors)
        return f"{_value(detail.text, _OTHER)} <small>(authors: {whose or 'none'})</small>"
    return _value(detail, _OTHER)


def _value(value: Value | None, field: int) -> str:
    if value is None:
        return ""
    return (
        f'<span class="value f{field}" {attribute_of(value.regions)}>'
        f"{escape(value.text)} <small>{value.confidence:.2f}</small></span>"
    )
