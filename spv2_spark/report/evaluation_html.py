"""Evaluations and their comparison as self-contained HTML pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from html import escape

from spv2_spark.report.evaluation import FIELD_NAMES, Json
from spv2_spark.report.page import page_of, row_of, table_of
from spv2_spark.scoring.matchers import MATCHERS


def evaluation_html(evaluation: Json) -> str:
    """Return the page of an evaluation: its tables, then every miss beside its gold."""
    facts = evaluation["facts"].items()
    sections = [table_of((), (row_of(*(escape(str(one)) for one in fact)) for fact in facts))]
    for name, scores in evaluation["collections"].items():
        papers = f"{scores['documents']} papers, {scores['failures']} failed"
        sections.append(f"<h2>{escape(name or 'papers')} ({papers})</h2>{_scores(scores)}")
    sections.append(f"<h2>Confidence</h2>{_reliability(evaluation['reliability'])}")
    sections.append(f"<h2>Misses</h2>{_misses(evaluation['misses'])}")
    title = f"Evaluation of {evaluation['name']}"
    return page_of("evaluation", title, body="".join(sections))


def comparison_html(comparison: Json) -> str:
    """Return the page of what `compared` found."""
    one, two = escape(comparison["one"]), escape(comparison["two"])
    rows = []
    for row in comparison["fields"]:
        change = row["two"] - row["one"]
        style = "up" if change > 0 else "down" if change < 0 else ""
        names = (escape(row["collection"]), FIELD_NAMES[row["field"]])
        f1s = (f"{row['one']:.3f}", f"{row['two']:.3f}")
        rows.append(row_of(*names, *f1s, f'<span class="{style}">{change:+.3f}</span>'))
    table = table_of(("collection", "field", one, two, "change"), rows, "compared")
    gone, new = comparison["gone"], comparison["new"]
    body = (
        f"{table}<h2>Misses of {one} that {two} does not have ({len(gone)})</h2>"
        f"{_miss_table(gone)}<h2>New misses of {two} ({len(new)})</h2>{_miss_table(new)}"
    )
    return page_of("evaluation", f"{comparison['one']} and {comparison['two']}", body=body)


def _scores(scores: Json) -> str:
    rows = []
    for field, exact in scores["spv2"].items():
        soft, (low, high) = scores["spv2_soft"].get(field), exact["f1_interval"]
        grobid = scores["grobid"].get(field, {})
        f1s = (soft["f1"] if soft else 0, *(grobid[m]["f1"] for m in MATCHERS if m in grobid))
        rows.append(
            row_of(
                FIELD_NAMES[field],
                str(exact["documents"]),
                f"{exact['precision']:.3f}",
                f"{exact['recall']:.3f}",
                f"<b>{exact['f1']:.3f}</b> <small>{low:.3f}–{high:.3f}</small>",
                *(f"{f1:.3f}" for f1 in f1s),
            )
        )
    heads = ("field", "papers", "P", "R", "F1 (SPv2)", "soft")
    return table_of((*heads, *(f"GROBID {one.replace('_', '-')}" for one in MATCHERS)), rows)


def _reliability(tables: Json) -> str:
    rows = [
        row_of(
            FIELD_NAMES[field],
            f"{row['low']:.1f}–{row['high']:.1f}",
            str(row["values"]),
            f"{row['confidence']:.3f}",
            f"{row['right']:.3f}",
        )
        for field, table in tables.items()
        for row in table
    ]
    return table_of(("field", "confidence", "values", "mean", "right"), rows)


def _misses(misses: Sequence[Json]) -> str:
    choices = "".join(
        f'<label>{name} <select name="{name}"><option value="">all</option>'
        + "".join(
            f'<option value="{escape(str(value))}">{escape(str(value))}</option>'
            for value in sorted({str(miss[name]) for miss in misses})
        )
        + "</select></label>"
        for name in ("collection", "field", "soft")
    )
    return f'<div class="filters">{choices}<span id="count"></span></div>{_miss_table(misses)}'


def _miss_table(misses: Iterable[Json]) -> str:
    rows = []
    for miss in misses:
        attributes = (
            f'class="{"soft" if miss["soft"] else ""}" data-soft="{miss["soft"]}" '
            f'data-collection="{escape(miss["collection"])}" data-field="{miss["field"]}"'
        )
        texts = marked(miss["gold"], miss["read"])
        name = escape(miss["document"])
        rows.append(row_of(name, FIELD_NAMES[miss["field"]], *texts, attributes=attributes))
    return table_of(("paper", "field", "gold", "read"), rows, "misses")


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
