"""For people: one paper on a page, and the demonstration."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from spv2_spark.commands.common import Commands, add_command, add_model, say, with_model
from spv2_spark.commands.daily import parse_into, show_totals
from spv2_spark.config import Settings
from spv2_spark.errors import Failure, SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spv2_spark.domain.gold import Gold


def add_people(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add inspect and demo."""
    parser = add_command(commands, "inspect", "show a paper's tokens and labels", _inspect)
    parser.add_argument("pdf", type=Path, metavar="PAPER.pdf")
    parser.add_argument(
        "--html", type=Path, required=True, metavar="FILE", help="the page to write"
    )
    parser.add_argument("--dpi", type=int, default=100, help="of the page pictures")
    add_model(parser)
    parser = add_command(commands, "demo", "typeset sample papers, and read them", _demo)
    parser.add_argument("--out", type=Path, default=Path("demo-out"), metavar="DIR")
    add_model(parser)


def _inspect(options: argparse.Namespace, settings: Settings) -> int:
    from spv2_spark.pipeline.inspect import inspect

    settings = with_model(settings, options)
    found = inspect(options.pdf, settings, options.dpi)
    if isinstance(found, Failure):
        raise SettingsError(f"{options.pdf}: {found.kind.value}: {found.message}")
    try:
        options.html.write_text(found, encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{options.html}: {error.strerror}") from error
    say(f"{options.html}")
    return 0


def _demo(options: argparse.Namespace, settings: Settings) -> int:
    from spv2_spark.pipeline.demo import typeset_demo

    settings = with_model(settings, options)
    gold = typeset_demo(options.out / "papers-in")
    parsed = parse_into(options.out, (str(options.out / "papers-in"),), settings)
    _show_papers(options.out, gold)
    show_totals(parsed)
    return 0 if parsed.pending == 0 else 1


def _show_papers(out: Path, gold: Mapping[str, Gold]) -> None:
    from rich.console import Console

    from spv2_spark.decode.score import Pair, Rules, score
    from spv2_spark.pipeline.output import papers_of
    from spv2_spark.report.console import paper_panel, score_table

    console = Console()
    papers = dict(papers_of(out / "papers"))
    for name, metadata in papers.items():
        console.print(paper_panel(name, metadata))
    pairs = [Pair(one, papers.get(name), "demo", name) for name, one in gold.items()]
    console.print(score_table(score(pairs), score(pairs, Rules(soft=True))))
