"""Fine-tuning of an encoder that reads strings: labelled strings in, a package out (nn.string_run).

As Devlin et al. (2019) do it: AdamW, a warm-up, then a rate that falls to 0 in a line; the chain
and the layer before it begin at random, and have a larger rate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

import numpy as np

from spv2_spark.config.strings import StringTrainingSettings
from spv2_spark.errors import SettingsError
from spv2_spark.features.packages import check_place
from spv2_spark.nn.bert_sizes import BERT_ENGINE, BERT_INPUTS_VERSION, BertSizes
from spv2_spark.nn.bert_tagger import BertTagger
from spv2_spark.nn.checkpoint import State
from spv2_spark.nn.encoder import Encoder, read_encoder
from spv2_spark.nn.piece_inputs import PieceBatch, labelled_rows, piece_rows
from spv2_spark.nn.string_run import (
    Ends,
    Learnt,
    Report,
    StringRun,
    batch_size,
    digest_of,
    held_back,
)
from spv2_spark.nn.string_tagger import batches_of, package_of
from spv2_spark.nn.word_pieces import WordPieces
from spv2_spark.strings.models import StringModel
from spv2_spark.strings.package import StringManifest, StringPackage
from spv2_spark.strings.spans import LabelledString


@dataclass(frozen=True, slots=True)
class BertTrainSettings:
    """How an encoder is fine-tuned; each is a setting of `[string_training]` with its reason."""

    encoder: str
    encoder_epochs: int = 10
    encoder_rate: float = 2e-4
    head_rate: float = 2e-3
    encoder_warmup: float = 0.1
    encoder_decay: float = 0.01
    encoder_dropout: float = 0.1
    patience: int = 6
    average: float = 0.99
    batch_tokens: int = 2_048
    dev_share: float = 0.1
    seed: int = 1
    threads: int = 0


def bert_settings_from(settings: StringTrainingSettings) -> BertTrainSettings:
    """Return this engine's part of the settings of all; SettingsError if they name no encoder."""
    if not settings.encoder:
        raise SettingsError(f"engine {BERT_ENGINE}: string_training.encoder names no folder")
    return BertTrainSettings(
        **{one.name: getattr(settings, one.name) for one in fields(BertTrainSettings)}
    )


def train(
    model: StringModel,
    strings: Sequence[LabelledString],
    settings: BertTrainSettings,
    manifest: StringManifest,
    out_dir: Path,
    report: Report | None = None,
) -> StringPackage:
    """Train, or go on with what `out_dir` holds, and return the best package.

    Of `manifest` the name, the version and what it was trained on are taken. Raises SettingsError
    for a checkpoint of another run, and ModelError for an encoder that cannot be read, or an
    `out_dir`/package that is something else.
    """
    check_place(out_dir / "package")
    encoder = read_encoder(Path(settings.encoder))
    learnt, held = map(Learnt.of, held_back(strings, settings.dev_share, settings.seed))
    learner = _Encoders(model, learnt, encoder, settings)
    # Where the encoder lay says nothing; what it was does.
    told = {**asdict(settings), "encoder": encoder.digest, "strings": len(strings)}
    own = replace(
        manifest,
        model=model.name,
        engine=BERT_ENGINE,
        settings=told,
        shape=learner.sizes.table,
        engine_version=BERT_INPUTS_VERSION,
    )
    ends = Ends(settings.encoder_epochs, settings.patience, settings.seed)
    digest = digest_of(replace(settings, encoder=encoder.digest), model, strings)
    return StringRun(learner, held, ends, own, digest, out_dir, report).to_the_end()


class _Encoders:
    """The network of a run behind the `Learner` protocol."""

    def __init__(
        self, model: StringModel, learnt: Learnt, encoder: Encoder, settings: BertTrainSettings
    ) -> None:
        from spv2_spark.nn.backend import keras_with

        keras_with(settings.threads, settings.seed, onednn=True)
        from spv2_spark.nn import bert
        from spv2_spark.nn.steps import Trainer

        self._settings, self._pieces = settings, encoder.pieces
        self.sizes = BertSizes(encoder.shape, settings.encoder_dropout)
        self._batches = self._made_batches(model, learnt)
        self.batches = len(self._batches)
        labels = len(model.labels)
        pace, decay = settings.head_rate / settings.encoder_rate, settings.encoder_decay
        self._trainer = Trainer(
            lambda: bert.learnable(self.sizes, labels, encoder.weights, pace, decay),
            settings.seed,
            settings.average,
        )
        # Has the averaged weights, to be scored.
        self._network = bert.build_tagger(encoder.shape, labels, 0.0)
        self._predict, self._assign = bert.predict_with(self._network), bert.assign
        self._still = {one: encoder.weights[one] for one in bert.STILL}

    def step(self, at: int, rng: np.random.Generator, done: float) -> float:
        """Learn from a batch; return its loss."""
        del rng
        return self._trainer.step(self._batches[at], self._rate(done))[0]

    def state(self) -> State:
        """Return the trainer's state: the words' vectors, which stand still, are not in it."""
        return self._trainer.state()

    def restore(self, state: State) -> None:
        """Take up a trainer's state."""
        self._trainer.restore(state)

    def package(self, manifest: StringManifest) -> StringPackage:
        """Return the package of the averaged weights."""
        weights = {**self._still, **self._trainer.averaged()}
        return package_of(manifest, self._pieces, weights)

    def tagger(self, package: StringPackage) -> BertTagger:
        """Return a tagger with the averaged weights."""
        weights = {**self._still, **self._trainer.averaged()}
        self._assign(self._network, weights, package.manifest.name)
        return BertTagger(package, self._predict, 4 * self._settings.batch_tokens)

    def _rate(self, done: float) -> float:
        warm = self._settings.encoder_warmup
        share = min((done + 1e-3) / warm if warm else 1.0, (1.0 - done) / (1.0 - warm))
        return self._settings.encoder_rate * min(share, 1.0)

    def _made_batches(self, model: StringModel, learnt: Learnt) -> list[PieceBatch]:
        encoder = self.sizes.encoder
        pieces = WordPieces(self._pieces, encoder.normaliser)
        places = {label: at for at, label in enumerate(model.labels)}
        pairs = [
            (row, [places[label] for label in labels])
            for tokens, labels in zip(learnt.tokens, learnt.labels, strict=True)
            for row in piece_rows(pieces, tokens.texts, encoder.positions)
        ]
        lengths = [len(row.pieces) for row, _ in pairs]
        return [
            labelled_rows([pairs[at][0] for at in batch], [pairs[at][1] for at in batch])
            for batch in batches_of(lengths, batch_size(lengths, self._settings.batch_tokens))
        ]
