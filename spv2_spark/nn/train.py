"""Training: shards in, a model package out, within a budget of time or steps.

out_dir/checkpoint.npz   everything that a killed run needs to go on exactly
out_dir/package/         the best weights so far (by the average's score), ready to load
out_dir/log.jsonl        one line per report and per evaluation
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from spv2_spark.errors import SettingsError
from spv2_spark.features.featurise import Featuriser
from spv2_spark.features.packages import Parts, check_place
from spv2_spark.features.shards import Shard, open_shards
from spv2_spark.features.statistics import TokenStatistics
from spv2_spark.nn import checkpoint
from spv2_spark.nn.batch import layout_of
from spv2_spark.nn.batches import dev_batches, training_batches
from spv2_spark.nn.checkpoint import Progress
from spv2_spark.nn.package import Manifest, Package, read_package, read_start, write_package
from spv2_spark.nn.schedule import Due, TrainSettings, learning_rate
from spv2_spark.nn.shape import TaggerShape, tagger_shape
from spv2_spark.nn.starting import origin_of, starting_weights
from spv2_spark.nn.tagger import NeuralTagger

Evaluate = Callable[[NeuralTagger], Mapping[str, float]]
Report = Callable[[str], None]


def train(
    settings: TrainSettings,
    parts: Parts,
    train_shards: Sequence[Path],
    dev_shards: Sequence[Path],
    out_dir: Path,
    time_budget_s: float = 0.0,
    evaluate: Evaluate | None = None,
    report: Report | None = None,
) -> Package:
    """Train, or go on with what `out_dir` holds, and return the best package.

    `evaluate` scores a tagger ("score" decides, else the harmonic mean); without it the
    token-level F1 on `dev_shards` does, and without those the last weights win. Raises
    SettingsError for shards of other features or a checkpoint of another run, and ModelError
    for an `out_dir`/package that is something else.
    """
    if not time_budget_s and not settings.steps:
        raise SettingsError("training needs a budget of time or of steps")
    run = Run(settings, parts, train_shards, dev_shards, out_dir, evaluate, report)
    return run.to_the_end(time_budget_s)


@dataclass(eq=False)
class Run:
    """One training run: what it has, and where it is."""

    settings: TrainSettings
    parts: Parts
    train_shards: Sequence[Path]
    dev_shards: Sequence[Path]
    out_dir: Path
    evaluate: Evaluate | None
    report: Report | None

    def __post_init__(self) -> None:
        settings, features, out_dir = self.settings, self.parts.features, self.out_dir
        check_place(out_dir / "package")
        self._shards = open_shards(self.train_shards, features.digest())
        self._dev = open_shards(self.dev_shards, features.digest())
        out_dir.mkdir(parents=True, exist_ok=True)
        names = Featuriser((), TokenStatistics(), features).number_names
        self._layout = layout_of(features.id_columns, names)
        self._shape = tagger_shape(
            settings.engine, features, len(names), settings.units, settings.dense
        )
        self._progress = Progress(_digest(settings, self._shape, self._shards))
        self._since = time.monotonic()
        self._evaluated = -1  # the step of the last evaluation

        from spv2_spark.nn.backend import keras_with

        keras_with(settings.threads, settings.seed, onednn=True)
        from spv2_spark.nn.evaluation import Evaluator
        from spv2_spark.nn.scalars import curves_in
        from spv2_spark.nn.steps import Trainer, tagger_of

        self._trainer = Trainer(lambda: tagger_of(self._shape), settings.seed, settings.average)
        self._evaluator = Evaluator(self._shape, self.evaluate)
        self._draw = curves_in(out_dir / "tensorboard")
        self._checkpoint = out_dir / "checkpoint.npz"
        kept = checkpoint.load(self._checkpoint, self._progress.digest)
        self._start = read_start(settings.start) if settings.start else None
        if kept is None and self._start:
            fresh = self._trainer.averaged()
            self._trainer.begin(
                starting_weights(self._start, self._shape, self.parts.vocabulary, fresh)
            )
        elif kept is not None:
            self._trainer.restore(kept[0])
            self._progress = kept[1]

    def to_the_end(self, time_budget_s: float) -> Package:
        """Train until a budget is spent or no evaluation gets better."""
        settings, progress, started = self.settings, self._progress, self._progress.elapsed_s
        self._since = time.monotonic() - started
        batches = training_batches(
            self._shards, self._layout, settings.batch, settings.seed, progress.step
        )
        report = Due(settings.report_every_s, started)
        evaluation = Due(settings.evaluate_every_s, started, settings.evaluate_every_steps)
        save = Due(settings.checkpoint_every_s, started, settings.checkpoint_every_steps)
        tokens = 0
        while not progress.finished:
            done = self._done(time_budget_s)
            if done >= 1 or (settings.patience and progress.idle >= settings.patience):
                break
            batch = next(batches)
            rate = learning_rate(settings, progress.step, done)
            loss, taken = self._trainer.step(batch, rate)
            progress.step += 1
            progress.skipped += not taken
            step, elapsed = progress.step, self._elapsed()
            tokens += int(batch.lengths.sum())
            if report(step, elapsed):
                self._log(loss=loss, rate=rate, tokens_per_s=tokens / max(elapsed - started, 1e-9))
            if evaluation(step, elapsed):
                self._evaluate()
            if save(step, elapsed):
                self._save()
        return self._finish()

    def _done(self, time_budget_s: float) -> float:
        spent = self._progress.elapsed_s / time_budget_s if time_budget_s else 0.0
        steps = self.settings.steps
        return max(spent, self._progress.step / steps if steps else 0.0)

    def _elapsed(self) -> float:
        """Set how long the run took by now, and return it."""
        self._progress.elapsed_s = time.monotonic() - self._since
        return self._progress.elapsed_s

    def _save(self) -> None:
        checkpoint.save(self._checkpoint, self._trainer.state(), self._progress)

    def _package(self) -> Package:
        parts, settings = self.parts, self.settings
        manifest = Manifest(
            name=parts.name,
            version=parts.version,
            shape=self._shape,
            features=parts.features,
            window=settings.batch.window,
            context=settings.batch.context,
            trained_on=parts.trained_on,
            settings={
                **asdict(settings),
                "start": origin_of(self._start) if self._start else "",
                "step_reached": self._progress.step,
            },
        )
        weights = self._trainer.averaged()
        return Package(manifest, weights, parts.vocabulary, parts.statistics, lexicon=parts.lexicon)

    def _evaluate(self) -> None:
        self._evaluated = self._progress.step
        package = self._package()
        metrics = self._evaluator.metrics(package, dev_batches(self._dev, self.settings.batch))
        score = metrics.get("score", 0.0)
        better = score > self._progress.best or not metrics
        self._progress.best = max(score, self._progress.best)
        self._progress.idle = 0 if better else self._progress.idle + 1
        self._elapsed()
        self._log(**{f"dev_{name}": value for name, value in metrics.items()})
        if better:
            manifest = replace(package.manifest, metrics=metrics)
            write_package(self.out_dir / "package", replace(package, manifest=manifest))

    def _finish(self) -> Package:
        if not self._progress.finished:
            if self._evaluated != self._progress.step:
                self._evaluate()
            self._progress.finished = True
            self._save()
        return read_package(self.out_dir / "package")

    def _log(self, **values: float) -> None:
        line: dict[str, Any] = {
            "step": self._progress.step,
            "elapsed_s": round(self._progress.elapsed_s, 1),
            "skipped": self._progress.skipped,
            **{name: float(f"{value:.5g}") for name, value in values.items()},
        }
        with (self.out_dir / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        self._draw(self._progress.step, values)
        if self.report:
            self.report("  ".join(f"{name} {value}" for name, value in line.items()))


def _digest(settings: TrainSettings, shape: TaggerShape, shards: Sequence[Shard]) -> str:
    # Another number of threads is no other run.
    facts = [
        asdict(replace(settings, threads=0)),
        asdict(shape),
        [asdict(shard.info) for shard in shards],
    ]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]
