"""Evaluations and their comparison as self-contained HTML pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from html import escape
from importlib.resources import files
from typing import Any

from spv2_spark import MARK
from spv2_spark.report.evaluation import FIELD_NAMES
from spv2_spark.scoring.matchers import MATCHERS

Json = dict[str, Any]


def evaluation_html(evaluation: Json) -> str:
    """Return the page of an evaluation: its tables, then every miss beside its gold."""
    facts = "".join(
        f"<tr><td>{escape(str(name))}</td><td>{escape(str(value))}</td></tr>"
        for name, value in evaluation["facts"].items()
    )
    sections = [f"<table>{facts}</table>" if facts else ""]
    for name, scores in evaluation["collections"].items():
        papers = f"{scores['documents']} papers, {scores['failures']} failed"
        sections.append(f"<h2>{escape(name or 'papers')} ({papers})</h2>{_scores(scores)}")
    sections.append(f"<h2>Confidence</h2>{_reliability(evaluation['reliability'])}")
    sections.append(f"<h2>Misses</h2>{_misses(evaluation['misses'])}")
    return _page(f"Evaluation of {evaluation['name']}", "".join(sections))


def comparison_html(comparison: Json) -> str:
    """Return the page of what `compared` found."""
    one, two = escape(comparison["one"]), escape(comparison["two"])
    rows = []
    for row in comparison["fields"]:
        change = row["two"] - row["one"]
        style = "up" if change > 0 else "down" if change < 0 else ""
        rows.append(
            f"<tr><td>{escape(row['collection'])}</td><td class='words'>"
            f"{FIELD_NAMES[row['field']]}</td><td>{row['one']:.3f}</td><td>{row['two']:.3f}</td>"
            f'<td class="{style}">{change:+.3f}</td></tr>'
        )
    table = _table(("collection", "field", one, two, "change"), rows)
    gone, new = comparison["gone"], comparison["new"]
    body = (
        f"{table}<h2>Misses of {one} that {two} does not have ({len(gone)})</h2>"
        f"{_miss_table(gone)}<h2>New misses of {two} ({len(new)})</h2>{_miss_table(new)}"
    )
    return _page(f"{comparison['one']} and {comparison['two']}", body)


def _scores(scores: Json) -> str:
    rows = []
    for field, exact in scores["spv2"].items():
        soft, low_high = scores["spv2_soft"].get(field), exact["f1_interval"]
        grobid = scores["grobid"].get(field, {})
        rows.append(
            f"<tr><td>{FIELD_NAMES[field]}</td><td>{exact['documents']}</td>"
            f"<td>{exact['precision']:.3f}</td><td>{exact['recall']:.3f}</td>"
            f"<td><b>{exact['f1']:.3f}</b> <small>{low_high[0]:.3f}–{low_high[1]:.3f}</small></td>"
            f"<td>{soft['f1'] if soft else 0:.3f}</td>"
            + "".join(f"<td>{grobid[one]['f1']:.3f}</td>" for one in MATCHERS if one in grobid)
            + "</tr>"
        )
    heads = ("field", "papers", "P", "R", "F1 (SPv2)", "soft")
    return _table((*heads, *(f"GROBID {one.replace('_', '-')}" for one in MATCHERS)), rows)


def _reliability(tables: Json) -> str:
    rows = [
        f"<tr><td>{FIELD_NAMES[field]}</td><td>{row['low']:.1f}–{row['high']:.1f}</td>"
        f"<td>{row['values']}</td><td>{row['confidence']:.3f}</td><td>{row['right']:.3f}</td></tr>"
        for field, table in tables.items()
        for row in table
    ]
    return _table(("field", "confidence", "values", "mean", "right"), rows)


def _misses(misses: Sequence[Json]) -> str:
    choices = "".join(
        f'<label>{name} <select name="{name}"><option value="">all</option>'
        + "".join(
            f'<option value="{escape(str(value), quote=True)}">{escape(str(value))}</option>'
            for value in sorted({str(miss[name]) for miss in misses})
        )
        + "</select></label>"
        for name in ("collection", "field", "soft")
    )
    return f'<div class="filters">{choices}<span id="count"></span></div>{_miss_table(misses)}'


def _miss_table(misses: Iterable[Json]) -> str:
    rows = []
    for miss in misses:
        gold, read = marked(miss["gold"], miss["read"])
        rows.append(
            f'<tr class="{"soft" if miss["soft"] else ""}" data-soft="{miss["soft"]}" '
            f'data-collection="{escape(miss["collection"], quote=True)}" '
            f'data-field="{miss["field"]}"><td>{escape(miss["document"])}</td>'
            f"<td>{FIELD_NAMES[miss['field']]}</td><td>{gold}</td><td>{read}</td></tr>"
        )
    heads = "".join(f"<th>{one}</th>" for one in ("paper", "field", "gold", "read"))
    return (
        f'<table class="misses"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def marked(gold: str, read: str) -> tuple[str, str]:
    """Return both strings as HTML, what differs marked."""
    if not gold or not read:
        return escape(gold), escape(read)
    one, two = "", ""
    matcher = SequenceMatcher(None, gold, read, autojunk=False)
    for kind, start, stop, other_start, other_stop in matcher.get_opcodes():
        left, right = escape(gold[start:stop]), escape(read[other_start:other_stop])
        same = kind == "equal"
        one += left if same or not left else f"<del>{left}</del>"
        two += right if same or not right else f"<ins>{right}</ins>"
    return one, two


def _table(heads: Sequence[str], rows: Sequence[str]) -> str:
    head = "".join(f"<th>{one}</th>" for one in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _page(title: str, body: str) -> str:
    folder = files("spv2_spark.report") / "pages"
    style = (folder / "evaluation.css").read_text(encoding="utf-8")
    script = (folder / "evaluation.js").read_text(encoding="utf-8")
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta name="generator" content="{MARK}"><title>{escape(title)}</title>'
        f"<style>{style}</style></head><body><h1>{escape(title)}</h1>{body}"
        f"<script>{script}</script></body></html>"
    )
