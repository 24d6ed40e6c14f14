"""One step of training, and the state that it changes: weights, Adam's moments, an average.

Adam (Kingma and Ba 2015) is written out over lists of arrays, so that the state is plain
data that is stored and restored exactly, and the same on TensorFlow and on JAX. Import this
module only where Keras may be loaded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
from keras import ops

from spv2_spark.nn import model as models
from spv2_spark.nn.batches import Batch
from spv2_spark.nn.optimiser import StepSettings
from spv2_spark.nn.shape import TaggerShape

_BETA_1, _BETA_2, _EPSILON = 0.9, 0.999, 1e-8


class Trainer:
    """Owns a model's weights, the optimiser's slots and their average, and moves them."""

    def __init__(self, shape: TaggerShape, settings: StepSettings, seed: int) -> None:
        keras.utils.set_random_seed(seed)
        self.shape = shape
        self.settings = settings
        self.model = models.build_model(shape)
        self.weights: list[Any] = list(self.model.trainable_variables)
        self._first = [_slot(one) for one in self.weights]
        self._second = [_slot(one) for one in self.weights]
        self._average = [keras.Variable(ops.copy(one), trainable=False) for one in self.weights]
        self._step = keras.Variable(0.0, trainable=False)
        self._label_weights = np.ones(shape.field_labels, np.float32)
        for label, weight in enumerate(settings.label_weights[: shape.field_labels]):
            self._label_weights[label] = weight
        backend = keras.backend.backend()
        self._run = self._tensorflow() if backend == "tensorflow" else self._jax()

    def start_words_from(self, vectors: Mapping[int, npt.NDArray[np.float32]]) -> None:
        """Put vectors (by the word's place in the vocabulary) into the words' embedding."""
        if not vectors:
            return
        table = ops.convert_to_numpy(self.weights[0]).copy()  # the first column is the word
        for place, vector in vectors.items():
            table[place + 2] = vector
        self.weights[0].assign(table)
        self._average[0].assign(table)

    def step(self, batch: Batch, rate: float) -> tuple[float, bool]:
        """Learn from one batch; return its loss and whether the step was taken.

        A step whose gradient is not finite is passed over and changes nothing.
        """
        loss, finite = self._run(self.arrays(batch), np.float32(rate))
        return float(loss), bool(finite)

    def arrays(self, batch: Batch) -> dict[str, npt.NDArray[Any]]:
        """Return the arrays that the model and its loss take."""
        labels = batch.labels
        if self.shape.field_labels < len(_FIELDS):
            labels = labels.copy()
            labels[..., 0] = np.where(labels[..., 0] < 0, -1, (labels[..., 0] + 1) // 2)
        weights = (labels >= 0).astype(np.float32)
        weights[..., 0] *= self._label_weights[np.maximum(labels[..., 0], 0)]
        return {
            "ids": batch.ids,
            "numbers": batch.numbers,
            "lengths": batch.lengths,
            "labels": labels,
            "weights": weights,
        }

    def state(self) -> dict[str, npt.NDArray[Any]]:
        """Return everything that a step changes, by name."""
        return {name: ops.convert_to_numpy(one) for name, one in self._variables().items()}

    def restore(self, state: dict[str, npt.NDArray[Any]]) -> None:
        """Take up a state that `state` returned."""
        for name, variable in self._variables().items():
            variable.assign(state[name])

    def averaged(self) -> dict[str, npt.NDArray[np.float32]]:
        """Return the averaged weights by name, ready for a package."""
        return {
            weight.path: ops.convert_to_numpy(average)
            for weight, average in zip(self.weights, self._average, strict=True)
        }

    def _variables(self) -> dict[str, Any]:
        named: dict[str, Any] = {"step": self._step}
        for place, one in enumerate(self.model.variables):
            named[f"model/{place}"] = one
        for kind, slots in (
            ("first", self._first),
            ("second", self._second),
            ("average", self._average),
        ):
            named.update({f"{kind}/{place}": one for place, one in enumerate(slots)})
        return named

    def _tensorflow(self) -> Any:
        import tensorflow as tf

        def run(batch: dict[str, Any], rate: Any) -> Any:
            with tf.GradientTape() as tape:
                logits = self.model(_inputs(batch), training=True)
                loss = models.loss(self.shape, self.model, logits, batch)
            raw = tape.gradient(loss, [one.value for one in self.weights])
            gradients = [tf.convert_to_tensor(one) for one in raw]
            norm, scale = self._clipping(gradients)
            finite = ops.isfinite(norm)
            tf.cond(finite, lambda: self._apply(gradients, scale, rate), tf.no_op)
            return loss, finite

        return tf.function(
            run,
            input_signature=[
                {
                    "ids": tf.TensorSpec((None, None, len(self.shape.id_sizes)), tf.int32),
                    "numbers": tf.TensorSpec((None, None, self.shape.numbers), tf.int8),
                    "lengths": tf.TensorSpec((None,), tf.int32),
                    "labels": tf.TensorSpec((None, None, 2), tf.int32),
                    "weights": tf.TensorSpec((None, None, 2), tf.float32),
                },
                tf.TensorSpec((), tf.float32),
            ],
        )

    def _jax(self) -> Any:
        import jax

        others = list(self.model.non_trainable_variables)

        def loss_of(weights: Any, rest: Any, batch: Any) -> Any:
            pairs = zip([*self.weights, *others], [*weights, *rest], strict=True)
            with keras.StatelessScope(state_mapping=pairs) as scope:
                logits = self.model(_inputs(batch), training=True)
                loss = models.loss(self.shape, self.model, logits, batch)
            return loss, [scope.get_current_value(one) for one in others]

        def pure(slots: Any, rest: Any, step: Any, batch: Any, rate: Any) -> Any:
            graded = jax.value_and_grad(loss_of, has_aux=True)
            (loss, rest), gradients = graded(slots[0], rest, batch)
            moved, finite = self._moved(gradients, slots, step, rate)
            return loss, finite, moved, rest

        compiled = jax.jit(pure)

        def run(batch: Any, rate: Any) -> Any:
            slots = (self.weights, self._first, self._second, self._average)
            values = [[one.value for one in variables] for variables in slots]
            rest = [one.value for one in others]
            loss, finite, moved, rest = compiled(values, rest, self._step.value, batch, rate)
            _assign((*slots, [self._step], others), (*moved, rest))
            return loss, finite

        return run

    def _clipping(self, gradients: Any) -> tuple[Any, Any]:
        """Return the gradients' norm and what they are multiplied by to keep it in bounds."""
        norm = ops.sqrt(sum(ops.sum(ops.square(one)) for one in gradients))
        return norm, ops.minimum(1.0, self.settings.clip_norm / ops.maximum(norm, 1e-12))

    def _rates(self, step: Any, rate: Any) -> tuple[Any, Any]:
        """Return Adam's rate with its correction of the first steps, and the average's."""
        now = step + 1.0
        corrected = rate * ops.sqrt(1.0 - _BETA_2**now) / (1.0 - _BETA_1**now)
        # The average follows fast at first, or it would keep the untrained weights for long.
        return corrected, 1.0 - ops.minimum(self.settings.average, now / (now + 10.0))

    def _apply(self, gradients: Any, scale: Any, rate: Any) -> Any:
        """Move the variables in place by TensorFlow's own kernel: one pass over each."""
        import tensorflow as tf

        corrected, follow = self._rates(self._step.value, rate)
        slots = (self.weights, self._first, self._second, self._average)
        for gradient, *one in zip(gradients, *slots, strict=True):
            weight, first, second, average = (variable.value for variable in one)
            decay = self.settings.weight_decay
            if decay:
                weight.assign_sub(rate * decay * weight)
            tf.raw_ops.ResourceApplyAdam(
                var=weight.handle,
                m=first.handle,
                v=second.handle,
                beta1_power=0.0,  # the correction is in the rate
                beta2_power=0.0,
                lr=corrected,
                beta1=_BETA_1,
                beta2=_BETA_2,
                epsilon=_EPSILON,
                grad=gradient * scale,
            )
            average.assign_add(follow * (weight - average))
        self._step.value.assign_add(1.0)
        return tf.no_op()

    def _moved(self, gradients: Any, slots: Any, step: Any, rate: Any) -> Any:
        """Return the new (weights, first moments, second moments, average, [step])."""
        norm, scale = self._clipping(gradients)
        finite = ops.isfinite(norm)
        corrected, follow = self._rates(step, rate)
        new: tuple[list[Any], ...] = ([], [], [], [])
        for gradient, *old in zip(gradients, *slots, strict=True):
            first = old[1] + (gradient * scale - old[1]) * (1 - _BETA_1)
            second = old[2] + (ops.square(gradient * scale) - old[2]) * (1 - _BETA_2)
            weight = old[0] - rate * self.settings.weight_decay * old[0]
            weight = weight - corrected * first / (ops.sqrt(second) + _EPSILON)
            average = old[3] + follow * (weight - old[3])
            values = (weight, first, second, average)
            for values_of_kind, value, before in zip(new, values, old, strict=True):
                values_of_kind.append(ops.where(finite, value, before))
        return (*new, [ops.where(finite, step + 1.0, step)]), finite


_FIELDS = range(13)


def _slot(variable: Any) -> Any:
    return keras.Variable(ops.zeros(variable.shape), trainable=False)


def _inputs(batch: Any) -> dict[str, Any]:
    return {name: batch[name] for name in ("ids", "numbers", "lengths")}


def _assign(kinds: Sequence[Sequence[Any]], values: Sequence[Sequence[Any]]) -> None:
    for variables, arrays in zip(kinds, values, strict=True):
        for variable, array in zip(variables, arrays, strict=True):
            variable.assign(array)
