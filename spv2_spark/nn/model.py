"""The taggers as Keras models: embeddings and numbers, a dense layer, BiLSTMs, two heads.

Shapes: B sequences (pages or windows of pages), T tokens, K ids and D numbers a token,
F field labels and E entry labels. Import this module only where Keras may be loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import keras
import numpy as np
from keras import ops

from spv2_spark.domain.label import ENTRY_LABELS
from spv2_spark.domain.page import Float32s
from spv2_spark.features.featurise import SCALE
from spv2_spark.nn import chain
from spv2_spark.nn.lstm import BiLSTM
from spv2_spark.nn.shape import TaggerShape
from spv2_spark.nn.weights import Weights, assign_to
from spv2_spark.nn.windows import Inputs

_NEVER = -30.0  # a log probability that is as good as never


@contextmanager
def policy(name: str) -> Iterator[None]:
    """Build layers in the block under a policy of Keras: "float32" or "mixed_float16"."""
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(name)
    try:
        yield
    finally:
        keras.config.set_dtype_policy(before)


def build_model(shape: TaggerShape) -> Any:
    """Return a Keras model {ids, numbers, lengths} -> logits (B, T, F + E).

    ids are int32 (B, T, K), numbers int8 (B, T, D), lengths int32 (B,). Logits are float32 under
    any policy: softmax of half numbers would lose the small probabilities.
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
        values = BiLSTM(shape.units, name=f"bilstm_{layer}")(values, lengths)
        values = keras.layers.Dropout(shape.dropout, name=f"dropout_{layer}")(values)
    labels = shape.field_labels + shape.entry_labels
    logits = keras.layers.Dense(labels, dtype="float32", name="heads")(values)
    if shape.has_chain:
        logits = chain.Transitions(shape.field_labels, dtype="float32", name="chain")(logits)
    return keras.Model({"ids": ids, "numbers": numbers, "lengths": lengths}, logits)


def signature(shape: TaggerShape) -> Inputs:
    """Return what TensorFlow has to know of a batch, so that one trace is for all shapes."""
    import tensorflow as tf

    ids = tf.TensorSpec((None, None, len(shape.id_sizes)), tf.int32)
    numbers = tf.TensorSpec((None, None, shape.numbers), tf.int8)
    return Inputs(ids, numbers, tf.TensorSpec((None,), tf.int32))


def predict_with(shape: TaggerShape, model: Any) -> Callable[[Inputs], Float32s]:
    """Return a compiled function of a batch that reads the model's current weights."""

    def run(inputs: Inputs) -> Any:
        logits = model(inputs._asdict(), training=False)
        return as_bio(shape, log_probabilities(shape, model, logits, inputs.lengths))

    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        run = tf.function(run, input_signature=[signature(shape)])  # tracing costs a second or more
    elif keras.backend.backend() == "jax":
        import jax

        run = jax.jit(run)
    return lambda inputs: np.asarray(run(inputs), np.float32)


def assign_weights(model: Any, weights: Weights, origin: str) -> None:
    """Put weights into a model; ModelError if names or shapes differ."""
    assign_to(model.trainable_variables, weights, f"model {origin}")


def log_probabilities(shape: TaggerShape, model: Any, logits: Any, lengths: Any) -> Any:
    """Return (B, T, F + E): log probabilities of the field labels, then of the entry labels.

    With a chain those of the fields are its marginals.
    """
    field, entry = logits[..., : shape.field_labels], logits[..., shape.field_labels :]
    if shape.has_chain:
        field = chain.log_marginals(field, model.get_layer("chain"), lengths)
    else:
        field = ops.log_softmax(field, axis=-1)
    return ops.concatenate([field, ops.log_softmax(entry, axis=-1)], axis=-1)


def loss(shape: TaggerShape, model: Any, logits: Any, lengths: Any, labels: Any) -> Any:
    """Return the mean loss over a batch's labelled tokens, a scalar.

    `labels` is int32 (B, T, 2): field and entry, MASK where they do not count.
    """
    fields, entries = labels[..., 0], labels[..., 1]
    if not shape.has_begin:
        fields = without_begin(fields)
    entry_loss = _cross_entropy(logits[..., shape.field_labels :], entries)
    logits = logits[..., : shape.field_labels]
    if not shape.has_chain:
        return _cross_entropy(logits, fields) + entry_loss
    total = chain.negative_log_likelihood(logits, model.get_layer("chain"), fields, lengths)
    tokens = ops.sum(ops.cast(fields >= 0, "float32"))
    return total / ops.maximum(tokens, 1.0) + entry_loss


def _cross_entropy(logits: Any, labels: Any) -> Any:
    logp = ops.log_softmax(logits, axis=-1)
    chosen = ops.one_hot(ops.maximum(labels, 0), logits.shape[-1], dtype=logp.dtype)
    sure = ops.cast(labels >= 0, logp.dtype)
    losses = -ops.sum(logp * chosen, axis=-1) * sure
    return ops.sum(losses) / ops.maximum(ops.sum(sure), 1.0)


def without_begin(labels: Any) -> Any:
    """Return SPv2's labels 0..6 of the field labels 0..12; MASK stays."""
    return ops.where(labels < 0, labels, (labels + 1) // 2)


def as_bio(shape: TaggerShape, logp: Any) -> Any:
    """Return (B, T, 16) log probabilities of the 13 field and 3 entry labels.

    SPv2's 7 labels have no begin marks and no entries: a field's probability goes to its
    inside label, the begin labels get next to nothing, and every entry label is as likely.
    """
    if shape.has_begin:
        return logp
    fields = logp[..., : shape.field_labels]
    never = ops.full_like(fields[..., :1], _NEVER)
    columns = [fields[..., :1]]
    for label in range(1, shape.field_labels):
        columns += [never, fields[..., label : label + 1]]
    even = ops.full_like(logp[..., :ENTRY_LABELS], -float(np.log(ENTRY_LABELS)))
    return ops.concatenate([*columns, even], axis=-1)
