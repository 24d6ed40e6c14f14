"""What each rule of the decoder changed in a paper, for people: in the terminal and on a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from spv2_spark.decode.book import CHAPTERS, RULES
from spv2_spark.decode.regions import regions_of
from spv2_spark.decode.rules import Change, Piece, Trace
from spv2_spark.layout.columns import TokenColumns
from spv2_spark.report.page import attribute_of
from spv2_spark.valid_text import printable

_LONGEST = 300  # characters of a change that are shown


def trace_text(trace: Trace, without: frozenset[str] = frozenset()) -> RenderableType:
    """Return the changes by chapter and rule, each with the rule's reason."""
    lines: list[RenderableType] = []
    for chapter, changes in groupby(trace.changes, key=lambda one: one.chapter):
        lines.append(Text(f"\n{chapter}", style="bold"))
        for name, of_rule in groupby(changes, key=lambda one: one.rule):
            lines.append(Text.assemble("  ", (name, "cyan"), f": {RULES[name].why}"))
            lines.extend(_changed(change) for change in of_rule)
    if not lines:
        lines.append(Text("No rule changed anything."))
    if without:
        lines.append(Text(f"\nLeft out: {', '.join(sorted(without))}"))
    return Group(*lines)


def rules_table() -> Table:
    """Return every rule of the decoder by chapter, in the order in which they are applied."""
    name = Column("rule", no_wrap=True)  # whole, for decode.without
    table = Table("chapter", name, "why", box=None, pad_edge=False)
    for chapter in CHAPTERS:
        for at, one in enumerate(chapter.rules):
            table.add_row("" if at else chapter.name, Text(one.name, style="cyan"), one.why)
    return table


def trace_html(trace: Trace, view: TokenColumns) -> str:
    """Return the changes as HTML; pointing at one shows where its tokens stand."""
    return "".join(_sections(trace, view)) or "<p><i>No rule changed anything.</i></p>"


def _changed(change: Change) -> Text:
    told = Text()
    for sign, style, pieces in (("-", "red", change.removed), ("+", "green", change.added)):
        for piece in pieces:
            told.append(f"    {sign} {printable(_short(piece.text))}\n", style=style)
    told.rstrip()
    return told


def _sections(trace: Trace, view: TokenColumns) -> Iterator[str]:
    for chapter, changes in groupby(trace.changes, key=lambda one: one.chapter):
        yield f"<h3>{escape(chapter)}</h3>"
        for name, of_rule in groupby(changes, key=lambda one: one.rule):
            yield f'<p class="rule" title="{escape(RULES[name].why)}">{escape(name)}</p>'
            for change in of_rule:
                yield _pieces("del", change.removed, view) + _pieces("ins", change.added, view)


def _pieces(tag: str, pieces: Sequence[Piece], view: TokenColumns) -> str:
    return "".join(
        f'<{tag} class="value" {attribute_of(regions_of(view, piece.tokens))}>'
        f"{escape(_short(piece.text))}</{tag}>"
        for piece in pieces
    )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"
