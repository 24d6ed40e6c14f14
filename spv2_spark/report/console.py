"""Parsed papers and a run's totals as tables for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from spv2_spark.domain.metadata import Metadata, Reference
from spv2_spark.report.evaluation import FIELD_NAMES
from spv2_spark.scoring.score import FieldScore
from spv2_spark.valid_text import printable

_SURE, _FAIR = 0.9, 0.7  # confidences above which a value is green, or yellow


def paper_panel(name: str, metadata: Metadata, references: int = 3) -> RenderableType:
    """Return a panel with a paper's title, authors and its first `references` references."""
    title = metadata.title
    lines: list[RenderableType] = [
        _coloured(title.text, title.confidence, "bold") if title else Text("(no title)", "dim"),
        Text(", ").join(_coloured(one.name.text, one.name.confidence) for one in metadata.authors)
        if metadata.authors
        else Text("(no authors)", "dim"),
    ]
    shown = metadata.references[:references]
    if shown:
        table = Table(box=None, show_header=False, padding=(0, 1), expand=True)
        table.add_column(justify="right", style="dim", no_wrap=True)
        table.add_column(ratio=1)
        for at, one in enumerate(shown, 1):
            table.add_row(str(at), _reference(one))
        lines.append(table)
    rest = len(metadata.references) - len(shown)
    plural = "" if rest == 1 else "s"
    lines.append(Text(f"{rest} {'more ' if shown else ''}reference{plural}", "dim"))
    return Panel(Group(*lines), title=Text(printable(name), "cyan"), title_align="left")


def totals_table(
    papers: int, read: int, left_out: Mapping[str, int], failed: Mapping[str, int]
) -> Table:
    """Return a run's totals: papers that went in; read, left out by why, failed by kind."""
    table = Table(show_header=False)
    table.add_column(style="bold")
    table.add_column(justify="right")
    table.add_row("papers", str(papers))
    table.add_row("read", Text(str(read), "green"))
    for name, parts, wrong in (("left out", left_out, "yellow"), ("failed", failed, "red")):
        table.add_row(name, Text(str(sum(parts.values())), wrong if parts else "green"))
        for why, count in sorted(parts.items(), key=lambda one: (-one[1], one[0])):
            table.add_row(Text(f"  {why}", "dim"), str(count))
    return table


def score_table(scores: Mapping[str, FieldScore], soft: Mapping[str, FieldScore]) -> Table:
    """Return SPv2's scores, exact with their 95% interval, and soft."""
    table = Table()
    for head in ("field", "papers", "P", "R", "F1", "95%", "soft F1"):
        table.add_column(head, justify="left" if head == "field" else "right", no_wrap=True)
    for field, one in scores.items():
        low, high = one.f1_interval
        row = (one.precision, one.recall, one.f1)
        table.add_row(
            FIELD_NAMES[field],
            str(one.documents),
            *(f"{value:.3f}" for value in row),
            f"{low:.3f}-{high:.3f}",
            f"{soft[field].f1:.3f}" if field in soft else "-",
        )
    return table


def _reference(reference: Reference) -> Text:
    names = [one.name.text for one in reference.authors]
    parts = [_short_list(names)] if names else []
    styles = ((reference.title, ""), (reference.venue, "italic"), (reference.year, ""))
    for value, style in styles:
        if value is not None:
            parts.append(_coloured(value.text.rstrip("."), value.confidence, style))
    return Text(". ").join(parts)


def _short_list(names: Sequence[str], most: int = 4) -> Text:
    shown = ", ".join(names[:most])
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return Text(printable(shown) + more or "-")


def _coloured(text: str, confidence: float, style: str = "") -> Text:
    colour = "" if confidence >= _SURE else "yellow" if confidence >= _FAIR else "red"
    return Text(printable(text), f"{style} {colour}".strip())
