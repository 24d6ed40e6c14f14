"""The reference parser: trained on the entries of shards, put into a page model's package.

It is a tagger like the page model, in a package of its own while it is trained; joined
with a page model's package it shares that one's vocabulary, statistics and features.

out_dir/reader/    the reference parser's run, as in `train`
out_dir/package/   the page model's package with the reference parser in it
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from spv2_spark.domain.label import FIELD_LABELS
from spv2_spark.domain.tagging import Tagger
from spv2_spark.errors import SettingsError
from spv2_spark.features.packages import Parts, check_place
from spv2_spark.features.shards import ShardFolders
from spv2_spark.nn.cascade import CascadeTagger
from spv2_spark.nn.package import Package, read_package, write_package
from spv2_spark.nn.schedule import TrainSettings
from spv2_spark.nn.tagger import NeuralTagger, load_pages
from spv2_spark.nn.train import Evaluate, Report, train

EvaluateCascade = Callable[[Tagger], Mapping[str, float]]


def train_reference_parser(
    settings: TrainSettings,
    page: Package,
    parts: Parts,
    shards: ShardFolders,
    out_dir: Path,
    time_budget_s: float = 0.0,
    evaluate: EvaluateCascade | None = None,
    report: Report | None = None,
) -> Package:
    """Train one for a page model, or go on with it, and return both as one package.

    Name and version are those of `parts`. `evaluate` scores the whole cascade. Raises
    SettingsError for a page model without entry labels, or with another vocabulary, other
    statistics or features than `parts` has: the shards' ids would mean other things. Raises
    ModelError for an `out_dir`/package that is something else.
    """
    _check(page, parts)
    check_place(out_dir / "package")
    settings = replace(settings, batch=replace(settings.batch, unit="entry"))
    scored = _of_cascade(load_pages(page, threads=settings.threads), evaluate) if evaluate else None
    folder = out_dir / "reader"
    parser = train(settings, parts, *shards, folder, time_budget_s, scored, report)
    manifest = replace(page.manifest, name=parts.name, version=parts.version)
    joined = replace(page, manifest=manifest, reference_parser=parser)
    write_package(out_dir / "package", joined)
    return read_package(out_dir / "package")


def _of_cascade(pages: NeuralTagger, evaluate: EvaluateCascade) -> Evaluate:
    def scores(parser: NeuralTagger) -> Mapping[str, float]:
        return evaluate(CascadeTagger(pages, parser))

    return scores


def _check(page: Package, parts: Parts) -> None:
    if page.manifest.shape.field_labels != FIELD_LABELS:
        raise SettingsError(f"a {page.manifest.shape.engine} tagger finds no entries to be read")
    same = (
        page.vocabulary == parts.vocabulary
        and page.manifest.features == parts.features
        and page.statistics == parts.statistics.only("size", "space")
    )
    if not same:
        raise SettingsError(
            f"the page model {page.manifest.name} was made with other statistics or features "
            "than the shards"
        )
