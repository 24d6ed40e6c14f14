"""Pages for people as HTML that needs nothing beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from importlib.resources import files
from string import Template

from spv2_spark import MARK
from spv2_spark.domain.metadata import Region


def page_of(name: str, title: str, **parts: str) -> str:
    """Return `pages/NAME.html` with its style, the script that it may have, and `parts` (HTML)."""
    page, style = text_of(f"{name}.html"), text_of(f"{name}.css")
    script = text_of(f"{name}.js") if "$script" in page else ""
    heads = {"mark": MARK, "title": escape(title), "style": style, "script": script}
    return Template(page).substitute(heads, **parts)


def text_of(name: str) -> str:
    """Return the text of a file of `pages/`."""
    return (files("spv2_spark.report") / "pages" / name).read_text(encoding="utf-8")


def table_of(heads: Iterable[str], rows: Iterable[str], kind: str = "") -> str:
    """Return a table of rows; `kind` is its class."""
    head, body = "".join(f"<th>{one}</th>" for one in heads), "".join(rows)
    return f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def row_of(*cells: str, attributes: str = "") -> str:
    """Return a table's row; its cells are HTML."""
    return f"<tr {attributes}>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def attribute_of(regions: Iterable[Region]) -> str:
    """Return the attribute by which pointing at an element shows where it stands."""
    places = [{"page": one.page, "box": [round(edge, 1) for edge in one.box]} for one in regions]
    return f'data-regions="{escape(json.dumps(places))}"'
