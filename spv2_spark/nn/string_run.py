"""One training run of a network that reads strings, whichever it is.

out_dir/checkpoint.npz   everything that a killed run needs to go on
out_dir/package/         the best weights so far by the held-back strings' F1, ready to load
out_dir/log.jsonl        one line an epoch
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from spv2_spark.nn import checkpoint
from spv2_spark.nn.checkpoint import Progress
from spv2_spark.strings.models import StringModel
from spv2_spark.strings.package import StringManifest, StringPackage, read_package, write_package
from spv2_spark.strings.scores import FieldCounts, counts_of
from spv2_spark.strings.spans import LabelledString, labels_of
from spv2_spark.strings.tagging import StringTagger
from spv2_spark.strings.tokens import StringTokens, tokenised

Report = Callable[[str], None]

_FEWEST_BATCHES = 20  # of an epoch: small data need steps, too


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a model learns from, as the network sees it."""

    tokens: list[StringTokens]
    labels: list[list[str]]

    @classmethod
    def of(cls, strings: Sequence[LabelledString]) -> Learnt:
        """Return labelled strings as tokens and labels; those without a token are left out."""
        tokens = [tokenised(one.text) for one in strings]
        pairs = [(t, labels_of(t, s.spans)) for t, s in zip(tokens, strings, strict=True) if len(t)]
        return cls([one for one, _ in pairs], [one for _, one in pairs])


def held_back(
    strings: Sequence[LabelledString], share: float, seed: int
) -> tuple[Sequence[LabelledString], Sequence[LabelledString]]:
    """Return the strings that are learnt, and the drawn share of them that is held back."""
    order = np.random.default_rng(seed).permutation(len(strings)).tolist()
    held = round(len(strings) * share)
    return [strings[at] for at in order[held:]], [strings[at] for at in order[:held]]


def batch_size(lengths: Sequence[int], most: int) -> int:
    """Return the padded size of a training batch: at most `most`, and 20 of them an epoch."""
    return min(most, max(64, sum(lengths) // _FEWEST_BATCHES))


class Learner(Protocol):
    """What is trained: it owns the weights, and makes batches of what it learns."""

    batches: int  # of an epoch

    def step(self, at: int, rng: np.random.Generator, done: float) -> float:
        """Learn from the at-th batch, with `done` (0..1) of the run behind it; return its loss."""

    def state(self) -> checkpoint.State:
        """Return everything that a step changes, by name."""

    def restore(self, state: checkpoint.State) -> None:
        """Take up a state that `state` returned."""

    def package(self, manifest: StringManifest) -> StringPackage:
        """Return the package of the weights as they are."""

    def tagger(self, package: StringPackage) -> StringTagger:
        """Return a tagger with the weights as they are; `package` is that of them."""


@dataclass(frozen=True, slots=True)
class Ends:
    """When a run ends: after `epochs`, or `patience` of them (0: never) without a better score."""

    epochs: int
    patience: int
    seed: int


class StringRun:
    """A run: what it has, and where it is.

    `digest` is of all that makes it this run and no other. Raises SettingsError for an `out_dir`
    with a checkpoint of another.
    """

    def __init__(
        self,
        learner: Learner,
        dev: Learnt,
        ends: Ends,
        manifest: StringManifest,
        digest: str,
        out_dir: Path,
        report: Report | None,
    ) -> None:
        self._learner, self._dev, self._ends = learner, dev, ends
        self._manifest, self._report = manifest, report
        out_dir.mkdir(parents=True, exist_ok=True)
        self._out, self._checkpoint = out_dir, out_dir / "checkpoint.npz"
        self._progress = Progress(digest)
        kept = checkpoint.load(self._checkpoint, digest)
        if kept is not None:
            learner.restore(kept[0])
            self._progress = kept[1]

    def to_the_end(self) -> StringPackage:
        """Train until the epochs are over, or none of the last ones was better."""
        ends, progress = self._ends, self._progress
        started = progress.elapsed_s
        since = time.monotonic() - started
        while not progress.finished:
            loss = self._epoch(progress.step)
            progress.step += 1
            progress.elapsed_s = time.monotonic() - since
            self._judge(loss)
            progress.finished = progress.step >= ends.epochs or bool(
                ends.patience and progress.idle >= ends.patience
            )
            checkpoint.save(self._checkpoint, self._learner.state(), progress)
        return read_package(self._out / "package")

    def _epoch(self, epoch: int) -> float:
        """Learn from every batch once, in an order of the epoch's own; return the mean loss."""
        count = self._learner.batches
        rng = np.random.default_rng([self._ends.seed, epoch])
        order = rng.permutation(count).tolist()
        total = self._ends.epochs * count
        losses = [
            self._learner.step(at, rng, (epoch * count + place) / total)
            for place, at in enumerate(order)
        ]
        return float(np.mean(losses))

    def _judge(self, loss: float) -> None:
        """Score the weights, and keep the package if none was better."""
        package = self._learner.package(self._manifest)
        score = self._score(package)
        better = score > self._progress.best or not self._dev.tokens
        self._progress.best = max(score, self._progress.best)
        self._progress.idle = 0 if better else self._progress.idle + 1
        if better:
            metrics = {"dev_f1": round(score, 5)} if self._dev.tokens else {}
            manifest = replace(self._manifest, metrics=metrics)
            write_package(self._out / "package", replace(package, manifest=manifest))
        self._log(epoch=self._progress.step, loss=loss, dev_f1=score)

    def _score(self, package: StringPackage) -> float:
        if not self._dev.tokens:
            return 0.0
        found = self._learner.tagger(package).labels(self._dev.tokens)
        return scored(found, self._dev).f1()

    def _log(self, **values: float) -> None:
        line = {name: float(f"{value:.5g}") for name, value in values.items()}
        line["elapsed_s"] = round(self._progress.elapsed_s, 1)
        with (self._out / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        if self._report:
            self._report("  ".join(f"{name} {value:g}" for name, value in line.items()))


def scored(found: Sequence[Sequence[str]], gold: Learnt) -> FieldCounts:
    """Return the counts of labels that were found beside the gold."""
    return counts_of(zip(gold.labels, found, strict=True))


def digest_of(
    settings: Any, model: StringModel, strings: Sequence[LabelledString], *more: str
) -> str:
    """Return the digest of a run with a dataclass of settings, and whatever `more` it hangs on.

    Another number of threads is no other run.
    """
    told = {name: value for name, value in asdict(settings).items() if name != "threads"}
    facts = [told, model.name, [asdict(one) for one in strings], *more]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]
