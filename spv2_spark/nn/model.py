"""The taggers as Keras models: embeddings and numbers, a dense layer, BiLSTMs, two heads.

Shapes: B sequences (pages or windows of pages), T tokens, K ids and D numbers a token,
F field labels and E entry labels. Import this module only where Keras may be loaded.
"""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from keras import ops

from spv2_spark.domain.label import ENTRY_LABELS, FIELD_LABELS
from spv2_spark.features.featurise import SCALE
from spv2_spark.nn import chain
from spv2_spark.nn.lstm import BiLSTM
from spv2_spark.nn.shape import TaggerShape

_NEVER = -30.0  # a log probability that is as good as never


def build_model(shape: TaggerShape, kernel: str = "auto") -> Any:
    """Return a Keras model {ids, numbers, lengths} -> logits (B, T, F + E).

    ids are int32 (B, T, K), numbers int8 (B, T, D), lengths int32 (B,).
    """
    ids = keras.Input((None, len(shape.id_sizes)), dtype="int32", name="ids")
    numbers = keras.Input((None, shape.numbers), dtype="int8", name="numbers")
    lengths = keras.Input((), dtype="int32", name="lengths")
    parts = [
        keras.layers.Embedding(size, dim, name=f"embedding_{column}")(ids[:, :, column])
        for column, (size, dim) in enumerate(zip(shape.id_sizes, shape.id_dims, strict=True))
    ]
    parts.append(ops.cast(numbers, "float32") * np.float32(1 / SCALE))
    values = keras.layers.Concatenate(name="features")(parts)
    values = keras.layers.Dense(shape.dense, activation="relu", name="dense")(values)
    values = keras.layers.Dropout(shape.dropout, name="dropout_in")(values)
    for layer in range(shape.layers):
        values = BiLSTM(shape.units, kernel, name=f"bilstm_{layer}")(values, lengths)
        values = keras.layers.Dropout(shape.dropout, name=f"dropout_{layer}")(values)
    logits = keras.layers.Dense(shape.field_labels + shape.entry_labels, name="heads")(values)
    if shape.has_chain:
        logits = chain.Transitions(shape.field_labels, name="chain")(logits)
    return keras.Model({"ids": ids, "numbers": numbers, "lengths": lengths}, logits)


def log_probabilities(shape: TaggerShape, model: Any, logits: Any, lengths: Any) -> Any:
    """Return (B, T, F + E): log probabilities of the field labels, then of the entry labels.

    With a chain those of the fields are its marginals.
    """
    field, entry = logits[..., : shape.field_labels], logits[..., shape.field_labels :]
    if shape.has_chain:
        field = chain.log_marginals(field, chain.weights_of(model), lengths)
    else:
        field = ops.log_softmax(field, axis=-1)
    return ops.concatenate([field, ops.log_softmax(entry, axis=-1)], axis=-1)


def loss(shape: TaggerShape, model: Any, logits: Any, batch: dict[str, Any]) -> Any:
    """Return the mean loss over the batch's labelled tokens, a scalar.

    `batch` has labels int32 (B, T, 2) (field, entry; MASK where unsure) and lengths, and
    weights float32 (B, T, 2), 0 where a label does not count.
    """
    labels, weights = batch["labels"], batch["weights"]
    entry = _cross_entropy(logits[..., shape.field_labels :], labels[..., 1], weights[..., 1])
    fields = logits[..., : shape.field_labels]
    if shape.has_chain:
        transitions = chain.weights_of(model)
        counted = ops.where(weights[..., 0] > 0, labels[..., 0], -1)
        total = chain.negative_log_likelihood(fields, transitions, counted, batch["lengths"])
        tokens = ops.sum(ops.cast(counted >= 0, "float32"))
        return total / ops.maximum(tokens, 1.0) + entry
    return _cross_entropy(fields, labels[..., 0], weights[..., 0]) + entry


def _cross_entropy(logits: Any, labels: Any, weights: Any) -> Any:
    logp = ops.log_softmax(logits, axis=-1)
    chosen = ops.one_hot(ops.maximum(labels, 0), logits.shape[-1], dtype=logp.dtype)
    losses = -ops.sum(logp * chosen, axis=-1) * weights
    return ops.sum(losses) / ops.maximum(ops.sum(weights), 1.0)


def as_bio(shape: TaggerShape, logp: Any) -> Any:
    """Return (B, T, 16) log probabilities of the 13 field and 3 entry labels.

    SPv2's 7 labels have no begin marks and no entries: a field's probability goes to its
    inside label, the begin labels get next to nothing, and every entry label is as likely.
    """
    if shape.field_labels == FIELD_LABELS:
        return logp
    fields = logp[..., : shape.field_labels]
    never = ops.full_like(fields[..., :1], _NEVER)
    columns = [fields[..., :1]]
    for label in range(1, shape.field_labels):
        columns += [never, fields[..., label : label + 1]]
    even = ops.full_like(logp[..., :ENTRY_LABELS], -float(np.log(ENTRY_LABELS)))
    return ops.concatenate([*columns, even], axis=-1)
