"""One step of training, and the state that it changes: weights, Adam's moments, an average.

Adam (Kingma and Ba 2015) is written out over lists of arrays, so that the state is plain
data that is stored and restored exactly, and the same on TensorFlow and on JAX. Import this
module only where Keras may be loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
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
            slots = (self.weights, self._first, self._second, self._average)
            moved, finite = self._moved(gradients, slots, self._step, rate)
            for variables, values in zip((*slots, [self._step]), moved, strict=True):
                for variable, value in zip(variables, values, strict=True):
                    variable.assign(value)
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

    def _moved(self, gradients: Any, slots: Any, step: Any, rate: Any) -> Any:
        """Return the new (weights, first moments, second moments, average, [step])."""
        chosen = self.settings
        norm = ops.sqrt(sum(ops.sum(ops.square(one)) for one in gradients))
        finite = ops.isfinite(norm)
        scale = ops.minimum(1.0, chosen.clip_norm / ops.maximum(norm, 1e-12))
        now = step + 1.0
        rate = rate * ops.sqrt(1.0 - _BETA_2**now) / (1.0 - _BETA_1**now)
        # The average follows fast at first, or it would keep the untrained weights for long.
        keep = ops.minimum(chosen.average, now / (now + 10.0))
        new: tuple[list[Any], ...] = ([], [], [], [])
        for gradient, *olds in zip(gradients, *slots, strict=True):
            old = [ops.convert_to_tensor(one) for one in olds]
            # Zero times not-a-number is not a number: choose before multiplying.
            clipped = ops.where(finite, gradient, ops.zeros_like(gradient)) * scale
            clipped = ops.where(finite, clipped, ops.zeros_like(clipped))
            first = old[1] + (clipped - old[1]) * (1 - _BETA_1)
            second = old[2] + (ops.square(clipped) - old[2]) * (1 - _BETA_2)
            weight = old[0] - rate * first / (ops.sqrt(second) + _EPSILON)
            weight = weight - rate * chosen.weight_decay * old[0]
            average = keep * old[3] + (1.0 - keep) * weight
            values = (weight, first, second, average)
            for values_of_kind, value, before in zip(new, values, old, strict=True):
                values_of_kind.append(ops.where(finite, value, before))
        return (*new, [ops.where(finite, now, step)]), finite


_FIELDS = range(13)


def _slot(variable: Any) -> Any:
    return keras.Variable(ops.zeros(variable.shape), trainable=False)


def _inputs(batch: Any) -> dict[str, Any]:
    return {name: batch[name] for name in ("ids", "numbers", "lengths")}


def _assign(kinds: Sequence[Sequence[Any]], values: Sequence[Sequence[Any]]) -> None:
    for variables, arrays in zip(kinds, values, strict=True):
        for variable, array in zip(variables, arrays, strict=True):
            variable.assign(array)
