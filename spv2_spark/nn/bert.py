"""An encoder as BERT with a chain over labels, as a Keras model (Devlin et al. 2019).

Shapes: B windows, P pieces, T tokens, H dimensions, L labels. A token is what its first piece is.
The layers and weights are called as in `encoder_weights`. Written out here, because KerasHub's
needs tensorflow-text (decision 23). Import this module only where Keras may be loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import keras
import numpy as np
from keras import ops

from spv2_spark.domain.page import Float32s
from spv2_spark.nn import chain
from spv2_spark.nn.bert_sizes import BertSizes
from spv2_spark.nn.encoder_shape import EncoderShape
from spv2_spark.nn.lstm import rows_at
from spv2_spark.nn.piece_inputs import PieceInputs
from spv2_spark.nn.steps import Learnable
from spv2_spark.nn.weights import Weights, assign_to

HEADS = ("heads/", "chain/")  # how the paths begin of what no encoder has
STILL = ("embedded/words",)  # the paths of what is not learnt
_NEVER = -1e4  # added to what may not be seen; float16 has it, too
_ACTIVATIONS: dict[str, Callable[[Any], Any]] = {
    "gelu": partial(ops.gelu, approximate=False),
    "gelu_new": partial(ops.gelu, approximate=True),
    "gelu_pytorch_tanh": partial(ops.gelu, approximate=True),
    "relu": ops.relu,
    "silu": ops.silu,
}


class Embedded(keras.layers.Layer):  # type: ignore[misc]
    """Pieces (B, P) to vectors (B, P, H): the sum of a word's, a place's and the first type's.

    The words' vectors are not learnt: of an encoder's 30,000 a few thousand strings know a tenth,
    and they are half of all that it has.
    """

    def __init__(self, shape: EncoderShape, dropout: float, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.shape = shape
        self.norm = keras.layers.LayerNormalization(epsilon=shape.epsilon, name="norm")
        self.drop = keras.layers.Dropout(dropout)

    def build(self, pieces_shape: Any) -> None:
        """Create the three tables, and the norm's weights."""
        del pieces_shape
        shape = self.shape
        self.words = self.add_weight(
            name="words", shape=(shape.vocabulary, shape.width), trainable=False
        )
        self.positions = self.add_weight(name="positions", shape=(shape.positions, shape.width))
        self.types = self.add_weight(name="types", shape=(shape.types, shape.width))
        self.norm.build((None, None, shape.width))
        self.built = True

    def call(self, pieces: Any) -> Any:
        """Look them up."""
        places = self.positions[: ops.shape(pieces)[1]]
        values = ops.take(self.words, pieces, axis=0) + places + self.types[0]
        return self.drop(self.norm(values))

    def compute_output_shape(self, pieces_shape: Any) -> Any:
        """Return (B, P, H)."""
        return (*pieces_shape, self.shape.width)


class Block(keras.layers.Layer):  # type: ignore[misc]
    """Attention and two dense layers, each added to what goes in and normed: (B, P, H) to the same.

    What stands behind a window's end is seen by nobody.
    """

    def __init__(self, shape: EncoderShape, dropout: float, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.heads, self.width = shape.heads, shape.width
        dense, norm = keras.layers.Dense, keras.layers.LayerNormalization
        self.query, self.key, self.value, self.joined = (
            dense(shape.width, name=name) for name in ("query", "key", "value", "joined")
        )
        self.inner = dense(shape.inner, activation=_ACTIVATIONS[shape.activation], name="inner")
        self.outer = dense(shape.width, name="outer")
        self.norm_joined = norm(epsilon=shape.epsilon, name="norm_joined")
        self.norm_outer = norm(epsilon=shape.epsilon, name="norm_outer")
        self.drop_joined, self.drop_outer = (keras.layers.Dropout(dropout) for _ in range(2))

    def build(self, values_shape: Any, counts_shape: Any = None) -> None:
        """Create the weights of all parts."""
        del counts_shape
        for one in (self.query, self.key, self.value, self.joined, self.inner):
            one.build((None, None, values_shape[-1]))
        self.outer.build((None, None, self.inner.units))
        for one in (self.norm_joined, self.norm_outer):
            one.build((None, None, values_shape[-1]))
        self.built = True

    def call(self, values: Any, counts: Any) -> Any:
        """Run it."""
        joined = self.joined(self._attended(values, counts))
        values = self.norm_joined(values + self.drop_joined(joined))
        return self.norm_outer(values + self.drop_outer(self.outer(self.inner(values))))

    def compute_output_shape(self, values_shape: Any, counts_shape: Any = None) -> Any:
        """Return the shape of what goes in."""
        del counts_shape
        return values_shape

    def _attended(self, values: Any, counts: Any) -> Any:
        size = self.width // self.heads

        def parted(projected: Any) -> Any:  # (B, heads, P, size)
            rows, length = ops.shape(projected)[0], ops.shape(projected)[1]
            return ops.transpose(
                ops.reshape(projected, (rows, length, self.heads, size)), (0, 2, 1, 3)
            )

        query, key, value = (parted(one(values)) for one in (self.query, self.key, self.value))
        scores = ops.matmul(query, ops.transpose(key, (0, 1, 3, 2))) * float(1 / np.sqrt(size))
        places = ops.arange(ops.shape(values)[1])
        hidden = places >= ops.expand_dims(ops.cast(counts, places.dtype), 1)  # (B, P)
        scores += ops.cast(hidden, scores.dtype)[:, None, None, :] * _NEVER
        shares = ops.softmax(scores, axis=-1)
        joined = ops.transpose(ops.matmul(shares, value), (0, 2, 1, 3))  # (B, P, heads, size)
        return ops.reshape(joined, (ops.shape(joined)[0], ops.shape(joined)[1], self.width))


def build_encoder(shape: EncoderShape, dropout: float = 0.0) -> Any:
    """Return a Keras model {pieces, counts} -> vectors (B, P, H)."""
    pieces = keras.Input((None,), dtype="int32", name="pieces")
    counts = keras.Input((), dtype="int32", name="counts")
    values = Embedded(shape, dropout, name="embedded")(pieces)
    for at in range(shape.layers):
        values = Block(shape, dropout, name=f"block_{at}")(values, counts)
    return keras.Model({"pieces": pieces, "counts": counts}, values)


def build_tagger(shape: EncoderShape, labels: int, dropout: float) -> Any:
    """Return a Keras model of PieceInputs by name -> logits (B, T, L), float32 by any policy."""
    encoder = build_encoder(shape, dropout)
    firsts = keras.Input((None,), dtype="int32", name="firsts")
    lengths = keras.Input((), dtype="int32", name="lengths")
    values = keras.layers.Lambda(
        lambda both: rows_at(*both),
        output_shape=lambda shapes: (*shapes[1], shape.width),
        name="first_pieces",
    )([encoder.output, firsts])
    logits = keras.layers.Dense(labels, dtype="float32", name="heads")(values)
    logits = chain.Transitions(labels, dtype="float32", name="chain")(logits)
    inputs = {**encoder.input, "firsts": firsts, "lengths": lengths}
    return keras.Model(inputs, logits)


def signature() -> PieceInputs:
    """Return what TensorFlow has to know of a batch, so that one trace is for all shapes."""
    import tensorflow as tf

    table, row = tf.TensorSpec((None, None), tf.int32), tf.TensorSpec((None,), tf.int32)
    return PieceInputs(table, row, table, row)


def loss(model: Any, logits: Any, inputs: PieceInputs, labels: Any) -> Any:
    """Return the chain's mean loss over a batch's labelled tokens; `labels` is int32 (B, T)."""
    layer = model.get_layer("chain")
    total = chain.negative_log_likelihood(logits, layer, labels, inputs.lengths)
    return total / ops.maximum(ops.sum(ops.cast(labels >= 0, "float32")), 1.0)


def predict_with(model: Any) -> Callable[[PieceInputs], Float32s]:
    """Return a compiled function of a batch: the chain's log marginals (B, T, L)."""

    def run(inputs: PieceInputs) -> Any:
        logits = model(inputs._asdict(), training=False)
        return chain.log_marginals(logits, model.get_layer("chain"), inputs.lengths)

    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        run = tf.function(run, input_signature=[signature()])
    elif keras.backend.backend() == "jax":
        import jax

        run = jax.jit(run)
    return lambda inputs: np.asarray(run(inputs), np.float32)


def learnable(
    sizes: BertSizes, labels: int, weights: Weights, pace: float, decay: float
) -> Learnable:
    """Return an encoder with its weights, and a chain before it at random.

    The rate of what is at random is `pace` times as large; of matrices a step takes `decay` times
    the rate away.
    """
    model = build_tagger(sizes.encoder, labels, sizes.dropout)
    assign(model, weights, "encoder", but=HEADS)

    def labels_too() -> tuple[Any, Any]:
        import tensorflow as tf

        return signature(), tf.TensorSpec((None, None), tf.int32)

    return Learnable(
        model,
        PieceInputs,
        partial(loss, model),
        labels_too,
        lambda path: pace if path.startswith(HEADS) else 1.0,
        lambda path: decay if path.endswith("/kernel") else 0.0,
    )


def assign(model: Any, weights: Weights, origin: str, *, but: tuple[str, ...] = ()) -> None:
    """Put weights into a model by their paths, all of them; ModelError if they are others.

    Those whose paths begin as one of `but` stay as they are.
    """
    own = (one for one in model.weights if not one.path.startswith(but or "\n"))
    assign_to(own, weights, origin)
