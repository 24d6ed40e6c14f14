"""Making corpora: assemble (PMC's bulk archives to SPv2's layout) and typeset (the generator)."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from spv2_spark.commands.common import Commands, add_command, lines_in, say, say_counts
from spv2_spark.config import Settings


def add_corpora(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands that make corpora."""
    add = partial(add_command, commands)
    parser = add("assemble", "bulk archives to SPv2's layout", _assemble)
    parser.add_argument("archives", nargs="+", type=Path, metavar="TAR|DIR", help="with articles")
    parser.add_argument("--root", required=True, metavar="DIR", help="of the corpus: path or URI")
    parser.add_argument("--name", default="pmc", help="of the corpus")
    parser = add("typeset", "print articles anew as a labelled corpus", _typeset)
    parser.add_argument("archives", nargs="+", type=Path, metavar="TAR", help="of JATS articles")
    parser.add_argument("--name", default="typeset", help="of the corpus")
    parser.add_argument("--count", type=int, default=1000, metavar="N", help="papers, by seed")
    parser.add_argument(
        "--part",
        choices=["train", "dev", "all"],
        default="train",
        help="articles, strings, styles and designs are held back for dev by their hash",
    )
    parser.add_argument(
        "--strings", nargs="*", default=[], type=Path, metavar="TAR", help="labelled references"
    )
    parser.add_argument("--styles", type=Path, metavar="TAR|DIR", help="CSL styles")
    parser.add_argument("--fonts", nargs="*", default=[], type=Path, metavar="DIR")
    parser.add_argument(
        "--without-journals", type=Path, metavar="FILE", help="names of journals to leave out"
    )
    parser.add_argument(
        "--pdfs", type=Path, metavar="DIR", help="write PDFs and gold there, and no tables"
    )


def _assemble(options: argparse.Namespace, settings: Settings) -> None:
    from spv2_spark.contracts.training import Assembled
    from spv2_spark.pipeline.context import session
    from spv2_spark.pipeline.corpus import counted
    from spv2_spark.pipeline.training.assemble import assemble
    from spv2_spark.runtime.outputs import check_apart

    check_apart(map(str, options.archives), options.root)
    archives = [path.resolve() for path in options.archives]
    step = assemble(session(settings), settings, options.name, archives, options.root)
    line = f"{options.name}: {len(step.parts)} parts of archives {step.version}"
    say_counts(line, counted(step.table(session(settings), Assembled), "outcome"))


def _typeset(options: argparse.Namespace, settings: Settings) -> None:
    from spv2_spark.pipeline.context import session
    from spv2_spark.pipeline.synthetic.pdfs import print_pdfs
    from spv2_spark.pipeline.synthetic.resources import Sources
    from spv2_spark.pipeline.synthetic.typeset import TypesetRequest, typeset
    from spv2_spark.runtime.outputs import check_apart

    if options.pdfs:
        check_apart(map(str, options.archives), str(options.pdfs))
    journals = lines_in(options.without_journals) if options.without_journals else []
    styles = options.styles.resolve() if options.styles else None
    request = TypesetRequest(
        corpus=options.name,
        archives=tuple(path.resolve() for path in options.archives),
        count=options.count,
        part=options.part,
        sources=Sources(tuple(path.resolve() for path in options.strings), styles),
        fonts=tuple(path.resolve() for path in options.fonts),
        without_journals=frozenset(name.casefold() for name in journals),
    )
    if options.pdfs:
        reasons = print_pdfs(session(settings), settings, request, options.pdfs.resolve())
        say_counts(f"{options.pdfs}: {request.count} papers", reasons[:20])
        return
    done = typeset(session(settings), settings, request)
    say_counts(
        f"{options.name}: {len(done.step.parts)} parts of {done.step.version}", done.reasons[:20]
    )
    if done.fresh:
        rate = done.fresh / done.seconds
        say(f"  {done.fresh} new papers in {done.seconds:.1f} s, {rate:.1f} papers/s")
