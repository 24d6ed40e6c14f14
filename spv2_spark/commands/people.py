"""For people: one paper explained, many in a picture, the demonstration."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from spv2_spark.commands.common import Commands, add_command, say
from spv2_spark.commands.daily import parse_into, show_totals
from spv2_spark.config import Settings
from spv2_spark.errors import Failure, SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spv2_spark.domain.gold import Gold


def add_people(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add inspect, explain, rules, sheet and demo."""
    add = partial(add_command, commands)
    parser = add("inspect", "show a paper's tokens and labels", _inspect, model=True)
    parser.add_argument("pdf", type=Path, metavar="PAPER.pdf")
    parser.add_argument(
        "--html", type=Path, required=True, metavar="FILE", help="the page to write"
    )
    parser.add_argument("--dpi", type=int, default=100, help="of the page pictures")
    parser = add("explain", "what each rule of the decoder changed", _explain, model=True)
    parser.add_argument("pdf", type=Path, metavar="PAPER.pdf")
    add("rules", "list the decoder's rules", _rules)
    parser = add("sheet", "pages of many papers in one picture", _sheet)
    parser.add_argument("folder", type=Path, metavar="DIR", help="of PDFs, searched below")
    parser.add_argument("--png", type=Path, required=True, metavar="FILE", help="to write")
    parser.add_argument("--count", type=int, default=60, metavar="N", help="papers, drawn")
    parser.add_argument("--references", action="store_true", help="not first pages but lists")
    parser = add("demo", "typeset sample papers, and read them", _demo, model=True)
    parser.add_argument("--out", type=Path, default=Path("demo-out"), metavar="DIR")


def _inspect(options: argparse.Namespace, settings: Settings) -> int:
    from spv2_spark.pipeline.training.inspect import inspect
    from spv2_spark.runtime.outputs import check_file

    check_file(options.html)
    found = inspect(options.pdf, settings, options.dpi)
    if isinstance(found, Failure):
        raise _unread(options.pdf, found)
    return _written(options.html, found.encode())


def _explain(options: argparse.Namespace, settings: Settings) -> None:
    from rich.console import Console

    from spv2_spark.decode.book import known_rules
    from spv2_spark.pipeline.one_paper import explain
    from spv2_spark.report.console import paper_panel
    from spv2_spark.report.trace import trace_text

    without = known_rules(settings.decode.without)
    found = explain(options.pdf, settings)
    if isinstance(found, Failure):
        raise _unread(options.pdf, found)
    console = Console()
    console.print(paper_panel(options.pdf.name, found.metadata))
    console.print(trace_text(found.trace, without))


def _rules(options: argparse.Namespace, settings: Settings) -> None:
    from rich.console import Console

    from spv2_spark.report.trace import rules_table

    del options, settings
    Console().print(rules_table())


def _unread(pdf: Path, failure: Failure) -> SettingsError:
    return SettingsError(f"{pdf}: {failure.kind.value}: {failure.message}")


def _sheet(options: argparse.Namespace, settings: Settings) -> int:
    from spv2_spark.pipeline.synthetic.contact_sheet import sheet_of
    from spv2_spark.runtime.outputs import check_file

    check_file(options.png)
    sheet = sheet_of(options.folder, options.count, settings.pdf, references=options.references)
    return _written(options.png, sheet)


def _written(path: Path, data: bytes) -> int:
    from spv2_spark.runtime.outputs import write_file

    write_file(path, data)
    say(f"{path}")
    return 0


def _demo(options: argparse.Namespace, settings: Settings) -> int:
    from spv2_spark.pipeline.synthetic.demo import typeset_demo

    pdfs, results = options.out / "pdfs", options.out / "results"
    gold = typeset_demo(pdfs)
    parsed = parse_into(results, (str(pdfs),), settings)
    _show_papers(results, gold)
    show_totals(parsed)
    return 0 if parsed.pending == 0 else 1


def _show_papers(out: Path, gold: Mapping[str, Gold]) -> None:
    from rich.console import Console

    from spv2_spark.pipeline.daily.output import papers_of
    from spv2_spark.report.console import paper_panel, score_table
    from spv2_spark.scoring.score import Pair, Rules, score

    console = Console()
    papers = dict(papers_of(out / "papers"))
    for name, metadata in papers.items():
        console.print(paper_panel(name, metadata))
    pairs = [Pair(one, papers.get(name), "demo", name) for name, one in gold.items()]
    console.print(score_table(score(pairs), score(pairs, Rules(soft=True))))
