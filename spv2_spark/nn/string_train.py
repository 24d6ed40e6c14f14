"""Training of the BiLSTMs that read strings: labelled strings in, a package out (nn.string_run)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

import numpy as np

from spv2_spark.config.strings import StringTrainingSettings
from spv2_spark.domain.label import MASK
from spv2_spark.features.packages import check_place
from spv2_spark.features.statistics import normalised
from spv2_spark.nn.batch import Batch
from spv2_spark.nn.checkpoint import State
from spv2_spark.nn.string_run import (
    Ends,
    Learnt,
    Report,
    StringRun,
    batch_size,
    digest_of,
    held_back,
)
from spv2_spark.nn.string_shape import STRING_INPUTS_VERSION, StringInputs, StringSizes, shape_of
from spv2_spark.nn.string_tagger import StringNetworkTagger, batches_of, package_of
from spv2_spark.nn.windows import Inputs, padded
from spv2_spark.strings.models import StringModel
from spv2_spark.strings.package import StringManifest, StringPackage
from spv2_spark.strings.spans import LabelledString
from spv2_spark.strings.tokens import StringTokens

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
    learnt, held = map(Learnt.of, held_back(strings, settings.dev_share, settings.seed))
    learner = _BiLSTMs(model, learnt, settings)
    own = replace(
        manifest,
        model=model.name,
        engine=settings.engine,
        settings={**asdict(settings), "strings": len(strings)},
        shape=asdict(learner.sizes),
        engine_version=STRING_INPUTS_VERSION,
    )
    ends = Ends(settings.epochs, settings.patience, settings.seed)
    digest = digest_of(settings, model, strings)
    return StringRun(learner, held, ends, own, digest, out_dir, report).to_the_end()


class _BiLSTMs:
    """The network of a run behind the `Learner` protocol."""

    def __init__(self, model: StringModel, learnt: Learnt, settings: StringTrainSettings) -> None:
        from spv2_spark.nn.backend import keras_with

        keras_with(settings.threads, settings.seed, onednn=True)
        from spv2_spark.nn import model as models
        from spv2_spark.nn.steps import Trainer, tagger_of

        self._settings = settings
        self._vocabulary = vocabulary_of(learnt.tokens, settings.words)
        self.sizes = sizes_by(settings, len(self._vocabulary))
        shape = shape_of(self.sizes, model)
        self._batches = self._made_batches(model, learnt)
        self.batches = len(self._batches)
        self._trainer = Trainer(lambda: tagger_of(shape), settings.seed, settings.average)
        self._network = models.build_model(shape)  # has the averaged weights, to be scored
        self._predict = models.predict_with(shape, self._network)
        self._assign = models.assign_weights

    def step(self, at: int, rng: np.random.Generator, done: float) -> float:
        """Learn from a batch, some of its words unknown; return its loss."""
        batch = disturbed(self._batches[at], self._settings.word_dropout, rng)
        return self._trainer.step(batch, self._rate(done))[0]

    def state(self) -> State:
        """Return the trainer's state."""
        return self._trainer.state()

    def restore(self, state: State) -> None:
        """Take up a trainer's state."""
        self._trainer.restore(state)

    def package(self, manifest: StringManifest) -> StringPackage:
        """Return the package of the averaged weights."""
        return package_of(manifest, self._vocabulary, self._trainer.averaged())

    def tagger(self, package: StringPackage) -> StringNetworkTagger:
        """Return a tagger with the averaged weights."""
        self._assign(self._network, self._trainer.averaged(), package.manifest.name)
        return StringNetworkTagger(package, self._predict, 4 * self._settings.batch_tokens)

    def _rate(self, done: float) -> float:
        warm = min(1.0, (done + 1e-3) / _WARM_SHARE)
        cosine = (1 + math.cos(math.pi * done)) / 2
        return self._settings.rate * warm * (_LAST_RATE + (1 - _LAST_RATE) * cosine)

    def _made_batches(self, model: StringModel, learnt: Learnt) -> list[Batch]:
        inputs = StringInputs(self._vocabulary, self.sizes)
        places = {label: at for at, label in enumerate(model.labels)}
        lengths = [len(one) for one in learnt.tokens]
        return [
            _labelled(
                padded([inputs.of(learnt.tokens[at]) for at in batch]),
                [[places[label] for label in learnt.labels[at]] for at in batch],
            )
            for batch in batches_of(lengths, batch_size(lengths, self._settings.batch_tokens))
        ]


def disturbed(batch: Batch, word_dropout: float, rng: np.random.Generator) -> Batch:
    """Return the batch with some words unknown, so that their letters count."""
    ids = batch.ids.copy()
    dropped = (rng.random(ids.shape[:2]) < word_dropout) & (ids[..., 0] > 0)
    for column in range(_WORD_COLUMNS):
        ids[..., column][dropped] = 1
    return batch._replace(ids=ids)


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
