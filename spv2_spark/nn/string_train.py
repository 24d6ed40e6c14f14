"""Training of the networks that read strings: labelled strings in, a package out.

out_dir/checkpoint.npz   everything that a killed run needs to go on
out_dir/package/         the best weights so far by the held-back strings' F1, ready to load
out_dir/log.jsonl        one line an epoch
"""

from __future__ import annotations

import hashlib
import json
import math
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from spv2_spark.config.strings import StringTrainingSettings
from spv2_spark.domain.label import MASK
from spv2_spark.features.packages import check_place
from spv2_spark.features.statistics import normalised
from spv2_spark.nn import checkpoint
from spv2_spark.nn.batch import Batch
from spv2_spark.nn.checkpoint import Progress
from spv2_spark.nn.string_shape import STRING_INPUTS_VERSION, StringInputs, StringSizes, shape_of
from spv2_spark.nn.string_tagger import StringNetworkTagger, batches_of, package_of
from spv2_spark.nn.windows import Inputs, padded
from spv2_spark.strings.models import StringModel
from spv2_spark.strings.package import StringManifest, StringPackage, read_package, write_package
from spv2_spark.strings.scores import FieldCounts, counts_of
from spv2_spark.strings.spans import LabelledString, labels_of
from spv2_spark.strings.tokens import StringTokens, tokenised

Report = Callable[[str], None]

_FEWEST_BATCHES = 20  # of an epoch: small data need steps, too
_WARM_SHARE = 0.05
_LAST_RATE = 0.02  # share of the rate at the end of the cosine
_WORD_COLUMNS = 2  # the first columns of ids name the whole word


@dataclass(frozen=True, slots=True)
class StringTrainSettings:
    """How a network is trained. `dev_share` of the strings decide when to stop and what is kept."""

    engine: str = "bilstm_crf_features"
    units: int = 96
    dense: int = 128
    layers: int = 2
    dropout: float = 0.3
    words: int = 8_000
    epochs: int = 30
    patience: int = 6
    rate: float = 3e-3
    average: float = 0.99
    batch_tokens: int = 2_048
    word_dropout: float = 0.1
    dev_share: float = 0.1
    seed: int = 1
    threads: int = 0


def settings_from(settings: StringTrainingSettings) -> StringTrainSettings:
    """Return a network's part of the settings of all engines."""
    return StringTrainSettings(
        **{one.name: getattr(settings, one.name) for one in fields(StringTrainSettings)}
    )


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


def train(
    model: StringModel,
    strings: Sequence[LabelledString],
    settings: StringTrainSettings,
    manifest: StringManifest,
    out_dir: Path,
    report: Report | None = None,
) -> StringPackage:
    """Train, or go on with what `out_dir` holds, and return the best package.

    Of `manifest` the name, the version and what it was trained on are taken. Raises SettingsError
    for a checkpoint of another run, and ModelError for an `out_dir`/package that is something
    else.
    """
    check_place(out_dir / "package")
    return StringRun(model, strings, settings, manifest, out_dir, report).to_the_end()


class StringRun:
    """One training run: what it has, and where it is."""

    def __init__(
        self,
        model: StringModel,
        strings: Sequence[LabelledString],
        settings: StringTrainSettings,
        manifest: StringManifest,
        out_dir: Path,
        report: Report | None,
    ) -> None:
        self._model, self._settings, self._report = model, settings, report
        order = np.random.default_rng(settings.seed).permutation(len(strings)).tolist()
        held = round(len(strings) * settings.dev_share)
        self._dev = Learnt.of([strings[at] for at in order[:held]])
        self._learnt = Learnt.of([strings[at] for at in order[held:]])
        self._vocabulary = vocabulary_of(self._learnt.tokens, settings.words)
        self._sizes = sizes_by(settings, len(self._vocabulary))
        self._manifest = replace(
            manifest,
            model=model.name,
            engine=settings.engine,
            settings={**asdict(settings), "strings": len(strings)},
            shape=asdict(self._sizes),
            engine_version=STRING_INPUTS_VERSION,
        )
        out_dir.mkdir(parents=True, exist_ok=True)
        self._out, self._checkpoint = out_dir, out_dir / "checkpoint.npz"
        self._progress = Progress(_digest(settings, model, strings))
        self._batches = self._made_batches()
        self._load()

    def _load(self) -> None:
        from spv2_spark.nn.backend import keras_with

        keras_with(self._settings.threads, self._settings.seed, onednn=True)
        from spv2_spark.nn import model as models
        from spv2_spark.nn.steps import Trainer

        shape = shape_of(self._sizes, self._model)
        self._trainer = Trainer(shape, self._settings.seed, self._settings.average)
        self._network = models.build_model(shape)  # has the averaged weights, to be scored
        self._predict = models.predict_with(shape, self._network)
        self._assign = models.assign_weights
        kept = checkpoint.load(self._checkpoint, self._progress.digest)
        if kept is not None:
            self._trainer.restore(kept[0])
            self._progress = kept[1]

    def to_the_end(self) -> StringPackage:
        """Train until the epochs are over, or none of the last ones was better."""
        settings, progress = self._settings, self._progress
        started = progress.elapsed_s
        since = time.monotonic() - started
        while not progress.finished:
            loss = self._epoch(progress.step)
            progress.step += 1
            progress.elapsed_s = time.monotonic() - since
            self._judge(loss)
            progress.finished = progress.step >= settings.epochs or bool(
                settings.patience and progress.idle >= settings.patience
            )
            checkpoint.save(self._checkpoint, self._trainer.state(), progress)
        return read_package(self._out / "package")

    def _epoch(self, epoch: int) -> float:
        """Learn from every batch once, in an order of the epoch's own; return the mean loss."""
        rng = np.random.default_rng([self._settings.seed, epoch])
        total, losses = self._settings.epochs * len(self._batches), []
        for place, at in enumerate(rng.permutation(len(self._batches)).tolist()):
            rate = self._rate((epoch * len(self._batches) + place) / total)
            loss, _ = self._trainer.step(self._disturbed(self._batches[at], rng), rate)
            losses.append(loss)
        return float(np.mean(losses))

    def _rate(self, done: float) -> float:
        warm = min(1.0, (done + 1e-3) / _WARM_SHARE)
        cosine = (1 + math.cos(math.pi * done)) / 2
        return self._settings.rate * warm * (_LAST_RATE + (1 - _LAST_RATE) * cosine)

    def _disturbed(self, batch: Batch, rng: np.random.Generator) -> Batch:
        """Return the batch with some words unknown, so that their letters count."""
        ids = batch.ids.copy()
        dropped = (rng.random(ids.shape[:2]) < self._settings.word_dropout) & (ids[..., 0] > 0)
        for column in range(_WORD_COLUMNS):
            ids[..., column][dropped] = 1
        return batch._replace(ids=ids)

    def _judge(self, loss: float) -> None:
        """Score the averaged weights, and keep the package if none was better."""
        weights = self._trainer.averaged()
        package = package_of(self._manifest, self._vocabulary, weights)
        score = self._score(package, weights)
        better = score > self._progress.best or not self._dev.tokens
        self._progress.best = max(score, self._progress.best)
        self._progress.idle = 0 if better else self._progress.idle + 1
        if better:
            metrics = {"dev_f1": round(score, 5)} if self._dev.tokens else {}
            manifest = replace(self._manifest, metrics=metrics)
            write_package(self._out / "package", replace(package, manifest=manifest))
        self._log(epoch=self._progress.step, loss=loss, dev_f1=score)

    def _score(self, package: StringPackage, weights: Any) -> float:
        if not self._dev.tokens:
            return 0.0
        self._assign(self._network, weights, self._manifest.name)
        tagger = StringNetworkTagger(package, self._predict, 4 * self._settings.batch_tokens)
        return scored(tagger.labels(self._dev.tokens), self._dev).f1()

    def _log(self, **values: float) -> None:
        line = {name: float(f"{value:.5g}") for name, value in values.items()}
        line["elapsed_s"] = round(self._progress.elapsed_s, 1)
        with (self._out / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        if self._report:
            self._report("  ".join(f"{name} {value:g}" for name, value in line.items()))

    def _made_batches(self) -> list[Batch]:
        inputs = StringInputs(self._vocabulary, self._sizes)
        places = {label: at for at, label in enumerate(self._model.labels)}
        lengths = [len(one) for one in self._learnt.tokens]
        tokens = min(self._settings.batch_tokens, max(64, sum(lengths) // _FEWEST_BATCHES))
        return [
            _labelled(
                padded([inputs.of(self._learnt.tokens[at]) for at in batch]),
                [[places[label] for label in self._learnt.labels[at]] for at in batch],
            )
            for batch in batches_of(lengths, tokens)
        ]


def scored(found: Sequence[Sequence[str]], gold: Learnt) -> FieldCounts:
    """Return the counts of labels that were found beside the gold."""
    return counts_of(zip(gold.labels, found, strict=True))


def vocabulary_of(strings: Sequence[StringTokens], most: int) -> tuple[str, ...]:
    """Return the words that occur twice or more, the commonest first, at most `most`."""
    counts = Counter(normalised(text) for one in strings for text in one.texts)
    words = sorted((word for word, n in counts.items() if n > 1), key=lambda w: (-counts[w], w))
    return tuple(words[:most])


def sizes_by(settings: StringTrainSettings, words: int) -> StringSizes:
    """Return the sizes of a network by the settings and the words of its vocabulary."""
    return StringSizes(
        settings.engine,
        words + 2,
        settings.units,
        settings.dense,
        settings.layers,
        settings.dropout,
    )


def _labelled(inputs: Inputs, labels: Sequence[Sequence[int]]) -> Batch:
    padded_labels = np.full((*inputs.ids.shape[:2], 2), MASK, np.int32)
    for row, places in enumerate(labels):
        padded_labels[row, : len(places), 0] = places
    return Batch(*inputs, padded_labels)


def _digest(
    settings: StringTrainSettings, model: StringModel, strings: Sequence[LabelledString]
) -> str:
    # Another number of threads is no other run.
    facts = [asdict(replace(settings, threads=0)), model.name, [asdict(one) for one in strings]]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]
