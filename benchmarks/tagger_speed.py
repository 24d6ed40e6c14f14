"""Tokens a second of the bilstm tagger, in training and at work, with each LSTM.

Prints the fused BiLSTM beside the same model with Keras' own Bidirectional(LSTM), on batches
of equal pages, and their ratio. With --package it measures, instead, the tagger of a model
package of any engine on the featurised pages of a shard.

    python benchmarks/tagger_speed.py [--units 128] [--threads 2] [--tokens 256] [--rows 32]
    python benchmarks/tagger_speed.py --package PACKAGE --shard FOLDER [--threads 1]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from spv2_spark.features.featurise import WIDE_NUMBERS, FeatureSettings, PageFeatures
from spv2_spark.features.shards import open_shard
from spv2_spark.nn.backend import keras_with
from spv2_spark.nn.batch import Batch
from spv2_spark.nn.shape import TaggerShape, tagger_shape
from spv2_spark.nn.windows import Inputs


def random_batch(shape: TaggerShape, rows: int, tokens: int) -> Batch:
    """Return a batch of random tokens in equal pages, every label counted."""
    rng = np.random.default_rng(0)
    ids = [rng.integers(1, size, (rows, tokens)) for size in shape.id_sizes]
    labels = [rng.integers(0, 13, (rows, tokens)), rng.integers(0, 3, (rows, tokens))]
    return Batch(
        np.stack(ids, axis=-1).astype(np.int32),
        rng.integers(-127, 128, (rows, tokens, shape.numbers)).astype(np.int8),
        np.full(rows, tokens, np.int32),
        np.stack(labels, axis=-1).astype(np.int32),
    )


def tokens_per_second(run: Callable[[], object], tokens: int, seconds: float = 5.0) -> float:
    """Return the median over repeated runs, after one to warm up."""
    run()
    times: list[float] = []
    started = time.perf_counter()
    while time.perf_counter() - started < seconds or len(times) < 3:
        before = time.perf_counter()
        run()
        times.append(time.perf_counter() - before)
    return tokens / float(np.median(times))


def keras_bilstm(units: int, name: str = "") -> Callable[[Any, Any], Any]:
    """Put Keras' own layer in the place of ours; it gets no mask, the pages being equal."""
    import keras

    layer = keras.layers.Bidirectional(keras.layers.LSTM(units, return_sequences=True), name=name)
    return lambda values, lengths: layer(values)


def measured(shape: TaggerShape, batch: Batch) -> tuple[float, float]:
    """Tokens a second in training and at work."""
    from spv2_spark.nn.model import predict_with
    from spv2_spark.nn.steps import Trainer, tagger_of

    tokens = int(batch.lengths.sum())
    trainer = Trainer(lambda: tagger_of(shape), seed=1)
    trained = tokens_per_second(lambda: trainer.step(batch, 1e-4), tokens)
    predict = predict_with(shape, trainer.model)
    inputs = Inputs(batch.ids, batch.numbers, batch.lengths)
    return trained, tokens_per_second(lambda: predict(inputs), tokens)


def package_speed(name: str, folder: Path, threads: int, most: int = 40_000) -> float:
    """Tokens a second of a package's tagger on the first pages of a shard."""
    from spv2_spark.config import ModelSettings, SourceSettings
    from spv2_spark.crf.tagger import CrfTagger
    from spv2_spark.engines.packages import open_package
    from spv2_spark.nn.tagger import NeuralTagger
    from spv2_spark.pipeline.workers.tagging import LoadTagger

    version = open_package(name, SourceSettings()).manifest.version
    model = ModelSettings(package=name, threads=threads)
    tagger = LoadTagger(model, version, SourceSettings())()
    assert isinstance(tagger, (CrfTagger, NeuralTagger))
    shard = open_shard(folder)
    pages = [
        PageFeatures(number, shard.ids[first:last], shard.numbers[first:last])
        for number, (first, last) in enumerate(pairwise(shard.offsets.tolist()))
        if last <= most
    ]
    return tokens_per_second(lambda: tagger.tag_features(pages), sum(map(len, pages)))


def main() -> None:
    """Measure and print both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=128)
    parser.add_argument("--engine", default="bilstm")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--tokens", type=int, default=256)
    parser.add_argument("--rows", type=int, default=32)
    parser.add_argument("--package", default="")
    parser.add_argument("--shard", type=Path)
    chosen = parser.parse_args()
    if chosen.package:
        speed = package_speed(chosen.package, chosen.shard, chosen.threads)
        print(f"{chosen.package}: {speed:,.0f} tokens/s")
        return
    keras_with(chosen.threads)
    from spv2_spark.nn import model

    kind = "spv2" if chosen.engine == "spv2" else "wide"
    features = FeatureSettings(kind)
    numbers = len(WIDE_NUMBERS) if kind == "wide" else 17
    shape = tagger_shape(chosen.engine, features, numbers, chosen.units)
    batch = random_batch(shape, chosen.rows, chosen.tokens)
    ours = measured(shape, batch)
    print(f"{'':24}{'training':>12}{'at work':>12}  tokens/s")
    print(f"{'fused BiLSTM':24}{ours[0]:12,.0f}{ours[1]:12,.0f}")
    with mock.patch.object(model, "BiLSTM", keras_bilstm):
        theirs = measured(shape, batch)
    print(f"{'Keras Bidirectional':24}{theirs[0]:12,.0f}{theirs[1]:12,.0f}")
    print(f"{'ratio':24}{ours[0] / theirs[0]:12.2f}{ours[1] / theirs[1]:12.2f}")


if __name__ == "__main__":
    main()
