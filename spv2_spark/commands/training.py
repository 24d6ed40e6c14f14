"""The training cycle: tokenise, label, token-statistics, featurise, train, calibrate, evaluate."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from spv2_spark.commands.common import Commands, add_command, lines_in, say, say_counts, text_in
from spv2_spark.commands.strings import PAGES, add_string_model, train_string_model
from spv2_spark.config import Settings
from spv2_spark.errors import SettingsError

_NAMES = "corpora that the steps before have made"
_PRINTED = "what `token-statistics` printed"


def add_training(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands of the training cycle."""
    add = partial(add_command, commands)
    parser = add("tokenise", "read a corpus' PDFs to token tables", _tokenise)
    parser.add_argument("corpora", nargs="+", metavar="NAME=FOLDER", help="folders of PDFs")
    parser.add_argument("--buckets", default="", metavar="00-0f", help="only these of the 256")
    parser = add("label", "find gold in a corpus' tokens", _label)
    parser.add_argument("corpora", nargs="+", metavar="NAME", help=_NAMES)
    parser = add(
        "token-statistics", "count tokens, fonts, sizes", _token_statistics, formerly="statistics"
    )
    parser.add_argument("corpora", nargs="+", metavar="NAME", help=_NAMES)
    parser.add_argument(
        "--mode", choices=["gather", "combine", "both"], default="both", help="SPv2's two modes"
    )
    parser = add("featurise", "make shards of labelled tokens", _featurise)
    parser.add_argument("corpora", nargs="+", metavar="NAME[*WEIGHT]", help=_NAMES)
    _add_statistics(parser)
    parser.add_argument("--only", type=Path, metavar="FILE", help="paper ids that may be used")
    _add_train(add("train", "train a tagger on shards, or a model of strings", _train))
    parser = add("calibrate", "fit a model's confidences", _calibrate, model=True)
    parser.add_argument("corpora", nargs="+", metavar="NAME=FOLDER", help="held back, with gold")
    parser = add("evaluate", "score a model on a corpus with gold", _evaluate, model=True)
    parser.add_argument("corpus", metavar="NAME=FOLDER", help="a folder of PDFs with gold")
    parser.add_argument("--report", type=Path, required=True, metavar="FILE", help="without suffix")
    parser = add("compare", "two evaluations side by side", _compare)
    parser.add_argument("one", type=Path, metavar="ONE.json", help="a report of `evaluate`")
    parser.add_argument("two", type=Path, metavar="TWO.json", help="another, of the same papers")
    parser.add_argument("--html", type=Path, metavar="FILE", help="a page with what is new")


def _add_statistics(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--statistics", required=True, metavar="DIGEST", help=_PRINTED)


def _add_train(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "corpora",
        nargs="+",
        metavar="NAME",
        help="corpora with shards; of a model of strings: the folder or archive of its gold",
    )
    add_string_model(parser)
    parser.add_argument("--dev", nargs="*", default=[], metavar="NAME", help="with shards, to test")
    parser.add_argument(
        "--dev-papers", nargs="*", default=[], metavar="NAME", help="tokenised, with gold, to test"
    )
    parser.add_argument("--statistics", default="", metavar="DIGEST", help=f"{_PRINTED}; of pages")
    parser.add_argument("--name", default="", help="of the model; default: its engine")
    parser.add_argument(
        "--model-version", default="", help="default: NAME-STATISTICS, NAME-STATISTICS-cascade"
    )
    parser.add_argument(
        "--trained-on", default="", metavar="TEXT", help="what the package says of its data"
    )
    parser.add_argument(
        "--page-package",
        default="",
        metavar="PACKAGE",
        help="a trained page model: train only a reference parser for it, a cascade",
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="package, checkpoint"
    )


def _tokenise(options: argparse.Namespace, settings: Settings) -> None:
    from spv2_spark.pipeline.context import paper_reading_of, session
    from spv2_spark.pipeline.corpus import corpus_of
    from spv2_spark.pipeline.training.tokenise import tokenise

    for text in options.corpora:
        corpus = corpus_of(text)
        step = tokenise(
            session(settings), settings, corpus, paper_reading_of(settings), options.buckets
        )
        say(f"{corpus.name}: {len(step.parts)} parts of tokens {step.version}")


def _label(options: argparse.Namespace, settings: Settings) -> None:
    from spv2_spark.contracts.training import Labels
    from spv2_spark.pipeline.context import session
    from spv2_spark.pipeline.corpus import counted
    from spv2_spark.pipeline.training.label import label

    for name in options.corpora:
        step = label(session(settings), settings, name)
        line = f"{name}: {len(step.parts)} parts of labels {step.version}"
        say_counts(line, counted(step.table(session(settings), Labels), "dropped"))


def _token_statistics(options: argparse.Namespace, settings: Settings) -> None:
    from spv2_spark.pipeline.context import session
    from spv2_spark.pipeline.training.token_statistics import combine, gather

    if options.mode != "combine":
        for name in options.corpora:
            gather(session(settings), settings, name)
    if options.mode != "gather":
        say(combine(session(settings), settings, options.corpora))


def _featurise(options: argparse.Namespace, settings: Settings) -> None:
    from spv2_spark.pipeline.context import session
    from spv2_spark.pipeline.training.featurise import Request, featurise

    only = frozenset(lines_in(options.only)) if options.only else frozenset[str]()
    for text in options.corpora:
        name, weight = _weighted(text)
        request = Request(name, weight, options.statistics, only)
        step = featurise(session(settings), settings, request)
        say(f"{name}: {len(step.parts)} parts of shards {step.version}")


def _train(options: argparse.Namespace, settings: Settings) -> None:
    if options.model != PAGES:
        train_string_model(options, settings)
        return
    if not options.statistics:
        raise SettingsError(
            "train: --statistics DIGEST is missing: what `token-statistics` printed"
        )
    from spv2_spark.nn.package import Package
    from spv2_spark.pipeline.context import session
    from spv2_spark.pipeline.training.train import TrainRequest, is_cascade_of, train

    name = options.name or settings.training.engine
    kind = "-cascade" if is_cascade_of(settings, options.page_package) else ""
    request = TrainRequest(
        name=name,
        version=options.model_version or f"{name}-{options.statistics}{kind}",
        corpora=tuple(options.corpora),
        dev=tuple(options.dev),
        papers=tuple(options.dev_papers),
        statistics=options.statistics,
        out=options.out,
        trained_on=options.trained_on,
        page_package=options.page_package,
    )
    package = train(session(settings), settings, request)
    manifest = package.manifest
    say(f"{options.out / 'package'}: {manifest.version} {dict(manifest.metrics)}")
    if isinstance(package, Package) and package.reference_parser:
        say(f"  its reference parser: {dict(package.reference_parser.manifest.metrics)}")


def _calibrate(options: argparse.Namespace, settings: Settings) -> None:
    from spv2_spark.pipeline.context import session
    from spv2_spark.pipeline.corpus import corpus_of
    from spv2_spark.pipeline.training.calibrate import calibrate
    from spv2_spark.pipeline.training.evaluate import model_of

    corpora = [corpus_of(text) for text in options.corpora]
    calibration = calibrate(session(settings), settings, corpora, model_of(settings))
    for field, table in calibration.tables.items():
        say(f"{field:12} {'  '.join(f'{raw:.2f}:{right:.2f}' for raw, right in table)}")


def _evaluate(options: argparse.Namespace, settings: Settings) -> None:
    from spv2_spark.pipeline.context import session
    from spv2_spark.pipeline.corpus import corpus_of
    from spv2_spark.pipeline.training.evaluate import (
        check_report,
        evaluate,
        lines_of,
        model_of,
        write_card,
        write_report,
    )

    check_report(options.report)
    spark, corpus = session(settings), corpus_of(options.corpus)
    model = model_of(settings)
    evaluation = evaluate(spark, settings, corpus, model)
    write_report(evaluation, options.report)
    write_card(spark, settings, corpus, model.tagging, evaluation, options.report)
    for line in lines_of(evaluation):
        say(line)


def _compare(options: argparse.Namespace, settings: Settings) -> None:
    del settings
    from spv2_spark.report.evaluation import compared, evaluation_from_json
    from spv2_spark.report.evaluation_html import comparison_html
    from spv2_spark.runtime.outputs import check_file, write_file

    if options.html:
        check_file(options.html)
    comparison = compared(
        *(evaluation_from_json(text_in(path)) for path in (options.one, options.two))
    )
    for row in comparison["fields"]:
        change = row["two"] - row["one"]
        say(
            f"{row['collection']:12} {row['field']:12} {row['one']:.3f}  {row['two']:.3f}"
            f"  {change:+.3f}"
        )
    say(f"{len(comparison['gone'])} misses are gone, {len(comparison['new'])} are new")
    if options.html:
        write_file(options.html, comparison_html(comparison).encode())


def _weighted(text: str) -> tuple[str, float]:
    name, star, weight = text.partition("*")
    try:
        return name, float(weight) if star else 1.0
    except ValueError as error:
        raise SettingsError(f"{text}: expected NAME*WEIGHT") from error
