"""Training of the CRF: shards in, a package out, within a budget of time.

out_dir/package/     the trained model, ready to load
out_dir/log.jsonl    one line per iteration

L-BFGS, because the tagger needs probabilities: weights of the averaged perceptron have no
scale, and CRFsuite's marginals of them overflow. A run that was killed begins anew.
"""

from __future__ import annotations

import json
import re
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import pycrfsuite

from spv2_spark.crf.attributes import AttributeTable
from spv2_spark.crf.package import CrfManifest, CrfPackage, read_package, write_package
from spv2_spark.crf.sequences import SampleSettings, chosen, sequences
from spv2_spark.crf.tagger import CrfTagger
from spv2_spark.domain.label import ENTRY_LABELS, FIELD_LABELS
from spv2_spark.domain.tagging import Tagger
from spv2_spark.features.featurise import Featuriser, PageFeatures
from spv2_spark.features.metrics import confusion, empty_counts, harmonic, token_scores
from spv2_spark.features.packages import Parts, check_place
from spv2_spark.features.shards import Shard, open_shards
from spv2_spark.features.statistics import TokenStatistics

Evaluate = Callable[[Tagger], Mapping[str, float]]
Report = Callable[[str], None]

_TRIAL = 4  # iterations that say how long one takes
_MARGIN = 0.9  # of the time that is left: an iteration may need a second evaluation
_ITERATION = re.compile(r"\*+ Iteration #(\d+)")
_LOSS = re.compile(r"Loss: ([-+0-9.e]+)")


@dataclass(frozen=True, slots=True)
class CrfSettings:
    """What is learnt from, and how: L1 and L2 regularisation, and the most iterations."""

    sample: SampleSettings = field(default_factory=SampleSettings)
    c1: float = 0.0
    c2: float = 1.0
    iterations: int = 100


def train(
    settings: CrfSettings,
    parts: Parts,
    train_shards: Sequence[Path],
    dev_shards: Sequence[Path],
    out_dir: Path,
    time_budget_s: float = 0.0,
    evaluate: Evaluate | None = None,
    report: Report | None = None,
) -> CrfPackage:
    """Train and return the package, which is written to `out_dir`/package.

    A running optimisation cannot be stopped without losing it, so with a time budget a short
    trial measures an iteration and the number of iterations is set to what fits; 0 is no
    budget. Scores of `dev_shards` by token and of `evaluate` are in the manifest. Raises
    SettingsError for shards of other features or without labels, and ModelError for an
    `out_dir`/package that is something else.
    """
    check_place(out_dir / "package")
    digest = parts.features.digest()
    shards, dev = open_shards(train_shards, digest), open_shards(dev_shards, digest)
    run = Run(settings, parts, out_dir, report)
    model = run.model(shards, time_budget_s)
    manifest = CrfManifest(
        name=parts.name,
        version=parts.version,
        features=parts.features,
        trained_on=parts.trained_on,
        settings={**asdict(settings), "iterations_reached": run.iterations},
    )
    package = CrfPackage(manifest, model, parts.vocabulary, parts.statistics, parts.lexicon)
    tagger = CrfTagger(package)
    metrics = _by_tokens(tagger, dev)
    if evaluate is not None:
        found = dict(evaluate(tagger))
        # The caller's score decides; the tokens' stays visible beside it.
        metrics = {f"token_{name}": value for name, value in metrics.items()}
        metrics |= {"score": harmonic(found.values()), **found}
    run.log({f"dev_{name}": value for name, value in metrics.items()})
    write_package(
        out_dir / "package", replace(package, manifest=replace(manifest, metrics=metrics))
    )
    return read_package(out_dir / "package")


class Run:
    """One training run: its clock and its log."""

    def __init__(
        self, settings: CrfSettings, parts: Parts, out_dir: Path, report: Report | None
    ) -> None:
        self._settings = settings
        self._parts = parts
        self._out = out_dir
        self._report = report
        self._since = time.monotonic()
        self._times: list[float] = []  # when each iteration of the optimisation ended
        self.iterations = 0
        out_dir.mkdir(parents=True, exist_ok=True)

    def model(self, shards: Sequence[Shard], time_budget_s: float) -> bytes:
        """Return the trained model as CRFsuite's file."""
        names = Featuriser((), TokenStatistics(), self._parts.features).number_names
        table = AttributeTable(self._parts.features, names)
        places = chosen(shards, self._settings.sample)
        trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
        trainer.message = self._heard
        for items, states in sequences(shards, places, table):
            trainer.append(items, states)
        self.log({"tokens": float((places[:, 3] - places[:, 2]).sum()), "sequences": len(places)})
        most = self._settings.iterations
        if not time_budget_s:
            return self._optimised(trainer, most)
        began = time.monotonic()
        model = self._optimised(trainer, min(_TRIAL, most))
        left = time_budget_s - (time.monotonic() - self._since)
        fitting = iterations_in(left * _MARGIN, began, self._times)
        return self._optimised(trainer, min(fitting, most)) if fitting > _TRIAL else model

    def log(self, values: Mapping[str, float]) -> None:
        """Write a line of the log and report it."""
        elapsed = round(time.monotonic() - self._since, 1)
        line: dict[str, Any] = {"iteration": self.iterations, "elapsed_s": elapsed}
        line |= {name: float(f"{value:.5g}") for name, value in values.items()}
        with (self._out / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        if self._report:
            self._report("  ".join(f"{name} {value}" for name, value in line.items()))

    def _optimised(self, trainer: Any, iterations: int) -> bytes:
        settings = {"c1": self._settings.c1, "c2": self._settings.c2}
        trainer.set_params({**settings, "max_iterations": iterations})
        self._times = []
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model"
            trainer.train(str(path))
            return path.read_bytes()

    def _heard(self, message: str) -> None:
        """Take a line of what CRFsuite says while it trains."""
        if found := _ITERATION.match(message):
            self.iterations = int(found[1])
            self._times.append(time.monotonic())
        elif found := _LOSS.match(message):
            self.log({"loss": float(found[1])})


def iterations_in(seconds: float, began: float, times: Sequence[float]) -> int:
    """Return how many iterations fit, by a trial that began at `began` and ended some at `times`.

    The first holds the making of the features and a search for the step.
    """
    if len(times) < 2:  # noqa: PLR2004 - it converged at once
        return 0
    each = (times[-1] - times[0]) / (len(times) - 1)
    return 1 + int(max(seconds - (times[0] - began), 0.0) / max(each, 1e-6))


def _by_tokens(tagger: CrfTagger, shards: Sequence[Shard]) -> dict[str, float]:
    fields, entries = empty_counts()
    for shard in shards:
        for page in range(shard.info.pages):
            first, last = shard.offsets[page : page + 2].tolist()
            one = PageFeatures(page, shard.ids[first:last], shard.numbers[first:last])
            (tags,) = tagger.tag_features([one])
            fields += confusion(shard.field[first:last], tags.field_logp.argmax(1), FIELD_LABELS)
            entries += confusion(shard.entry[first:last], tags.entry_logp.argmax(1), ENTRY_LABELS)
    return token_scores(fields, entries) if fields.any() else {}
