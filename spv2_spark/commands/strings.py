"""Models that read a string: their training, and references of a file or a table."""

from __future__ import annotations

import argparse
import statistics
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from spv2_spark.commands.common import Commands, add_command, say
from spv2_spark.config import Settings
from spv2_spark.errors import SettingsError
from spv2_spark.strings.models import MODELS

if TYPE_CHECKING:
    from spv2_spark.pipeline.training.strings import FoldScore

PAGES = "page"  # what `train --model` is without: a tagger of pages


def add_strings(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add references."""
    add = partial(add_command, commands)
    parser = add("references", "read references out of a text file or a table", _references)
    parser.add_argument(
        "source",
        metavar="FILE",
        help="text with a reference a line; with --column Parquet, CSV or JSON lines; or a folder",
    )
    parser.add_argument("--column", default="", metavar="NAME", help="of a table: the references")
    parser.add_argument("--out", required=True, metavar="DIR", help="Parquet: a row a reference")


def add_string_model(parser: argparse.ArgumentParser) -> None:
    """Add what `train` takes of models of strings."""
    parser.add_argument(
        "--model",
        choices=(PAGES, *MODELS),
        default=PAGES,
        help="what the model reads: pages, or strings of one sort",
    )
    parser.add_argument(
        "--folds", type=int, default=0, metavar="N", help="of strings: score N folds, no package"
    )
    parser.add_argument(
        "--first-folds", type=int, default=0, metavar="K", help="of these, only the first K"
    )


def train_string_model(options: argparse.Namespace, settings: Settings) -> None:
    """Train a model of strings, or score its folds, and say how good it is."""
    from spv2_spark.pipeline.training.strings import StringRequest, cross_validated, train

    if len(options.corpora) != 1:
        raise SettingsError(f"train --model {options.model}: name one folder or archive of gold")
    request = StringRequest(
        options.model,
        Path(options.corpora[0]),
        options.out,
        options.name,
        options.model_version,
        options.trained_on,
    )
    if not options.folds:
        manifest = train(settings, request).manifest
        say(f"{options.out / 'package'}: {manifest.version} {dict(manifest.metrics)}")
        return
    scores = []
    for score in cross_validated(settings, request, options.folds, options.first_folds):
        say(f"fold {score.fold}  F1 {score.f1:.4f}  unseen {score.unseen_f1:.4f}")
        scores.append(score)
    say(_summary(scores))


def _summary(scores: list[FoldScore]) -> str:
    f1, unseen = [one.f1 for one in scores], [one.unseen_f1 for one in scores]
    return (
        f"{len(scores)} folds  F1 {statistics.mean(f1):.4f} sd {statistics.pstdev(f1):.4f}  "
        f"unseen {statistics.mean(unseen):.4f}  "
        f"{statistics.mean(one.tag_s for one in scores):.6f} CPU s a string"
    )


def _references(options: argparse.Namespace, settings: Settings) -> None:
    from spv2_spark.pipeline.context import session
    from spv2_spark.pipeline.references import references

    parsed = references(session(settings), settings, options.source, options.column, options.out)
    say(f"{parsed.strings} references, {parsed.distinct} distinct, in {options.out}")
