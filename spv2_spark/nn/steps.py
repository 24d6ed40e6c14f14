"""One step of training, and the state that it changes: weights, Adam's moments, an average.

Adam (Kingma and Ba 2015) is written out over lists of arrays, so that the state is plain
data that is stored and restored exactly, and the same on TensorFlow and on JAX. Import this
module only where Keras may be loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
from keras import ops

from spv2_spark.nn import model as models
from spv2_spark.nn.shape import TaggerShape
from spv2_spark.nn.windows import Inputs

_BETA_1, _BETA_2, _EPSILON = 0.9, 0.999, 1e-8
_LONGEST = 1.0  # norm of all gradients together; they are shortened to it


@dataclass(frozen=True, slots=True)
class Learnable:
    """A model and what it is moved by.

    A batch is a named tuple of arrays of which the last are the labels; the others are
    `inputs_of` them, and the model takes these by name. `signature` has what TensorFlow must know
    of the inputs, and of the labels. A trainable weight's `pace` is by how much its rate is larger
    than that of the step, and `decay` the share of it that a step of rate 1 takes away (AdamW,
    Loshchilov and Hutter 2019).
    """

    model: Any
    inputs_of: Callable[..., Any]
    loss: Callable[[Any, Any, Any], Any]  # of the model's output, the inputs, the labels
    signature: Callable[[], tuple[Any, Any]]
    pace: Callable[[str], float] = lambda _path: 1.0
    decay: Callable[[str], float] = lambda _path: 0.0


def tagger_of(shape: TaggerShape) -> Learnable:
    """Return a tagger of pages or strings of a shape, its weights random."""
    model = models.build_model(shape)

    def loss(logits: Any, inputs: Inputs, labels: Any) -> Any:
        return models.loss(shape, model, logits, inputs.lengths, labels)

    def signature() -> tuple[Any, Any]:
        import tensorflow as tf

        return models.signature(shape), tf.TensorSpec((None, None, 2), tf.int32)

    return Learnable(model, Inputs, loss, signature)


class Trainer:
    """Owns a model's weights, the optimiser's slots and their average, and moves them.

    `make` builds what is learnt, once the seed is set. `average` is the share of the average that
    a step keeps.
    """

    def __init__(self, make: Callable[[], Learnable], seed: int, average: float = 0.999) -> None:
        keras.utils.set_random_seed(seed)
        self._learnable = make()
        self.model = self._learnable.model
        self.weights: list[Any] = list(self.model.trainable_variables)
        self._pace = [self._learnable.pace(one.path) for one in self.weights]
        self._decay = [self._learnable.decay(one.path) for one in self.weights]
        self._kept = average
        moments = [[_slot(ops.zeros(one.shape)) for one in self.weights] for _ in range(2)]
        averages = [_slot(ops.copy(one)) for one in self.weights]
        self._slots = [self.weights, *moments, averages]
        self._step = keras.Variable(0.0, trainable=False)
        backend = keras.backend.backend()
        self._run = self._tensorflow() if backend == "tensorflow" else self._jax()

    def step(self, batch: Sequence[Any], rate: float) -> tuple[float, bool]:
        """Learn from one batch; return its loss and whether the step was taken.

        A step whose gradient is not finite is passed over and changes nothing.
        """
        *inputs, labels = batch
        loss, finite = self._run(self._learnable.inputs_of(*inputs), labels, np.float32(rate))
        return float(loss), bool(finite)

    def state(self) -> dict[str, npt.NDArray[Any]]:
        """Return everything that a step changes, by name; weights that stand still are none."""
        return {name: ops.convert_to_numpy(one) for name, one in self._variables().items()}

    def restore(self, state: dict[str, npt.NDArray[Any]]) -> None:
        """Take up a state that `state` returned."""
        for name, variable in self._variables().items():
            variable.assign(state[name])

    def begin(self, weights: Mapping[str, npt.NDArray[Any]]) -> None:
        """Take up starting weights, by the names that `averaged` gives."""
        for weight, average in zip(self.weights, self._slots[-1], strict=True):
            weight.assign(weights[weight.path])
            average.assign(weights[weight.path])

    def averaged(self) -> dict[str, npt.NDArray[np.float32]]:
        """Return the averaged weights by name, ready for a package."""
        pairs = zip(self.weights, self._slots[-1], strict=True)
        return {weight.path: ops.convert_to_numpy(average) for weight, average in pairs}

    def _variables(self) -> dict[str, Any]:
        named = {"step": self._step}
        still = {id(one) for one in self.model.non_trainable_weights}
        kinds = {"model": [one for one in self.model.variables if id(one) not in still]}
        kinds |= zip(("first", "second", "average"), self._slots[1:], strict=True)
        for kind, variables in kinds.items():
            named |= {f"{kind}/{place}": one for place, one in enumerate(variables)}
        return named

    def _loss(self, inputs: Any, labels: Any) -> Any:
        logits = self.model(inputs._asdict(), training=True)
        return self._learnable.loss(logits, inputs, labels)

    def _tensorflow(self) -> Any:
        import tensorflow as tf

        def run(inputs: Any, labels: Any, rate: Any) -> Any:
            with tf.GradientTape() as tape:
                loss = self._loss(inputs, labels)
            raw = tape.gradient(loss, [one.value for one in self.weights])
            gradients = [tf.convert_to_tensor(one) for one in raw]
            scale, finite = _clipping(gradients)
            tf.cond(finite, lambda: self._apply(gradients, scale, rate), tf.no_op)
            return loss, finite

        signature = [*self._learnable.signature(), tf.TensorSpec((), tf.float32)]
        return tf.function(run, input_signature=signature)

    def _apply(self, gradients: Any, scale: Any, rate: Any) -> Any:
        """Move the variables in place by TensorFlow's own kernel: one pass over each."""
        import tensorflow as tf

        corrected, follow = self._rates(self._step.value, rate)
        how = zip(self._pace, self._decay, strict=True)
        for (pace, decay), gradient, *variables in zip(how, gradients, *self._slots, strict=True):
            weight, first, second, average = (one.value for one in variables)
            if decay:
                weight.assign_sub(rate * (pace * decay) * weight)
            tf.raw_ops.ResourceApplyAdam(
                var=weight.handle,
                m=first.handle,
                v=second.handle,
                beta1_power=0.0,  # the correction is in the rate
                beta2_power=0.0,
                lr=corrected * pace,
                beta1=_BETA_1,
                beta2=_BETA_2,
                epsilon=_EPSILON,
                grad=gradient * scale,
            )
            average.assign_add(follow * (weight - average))
        self._step.value.assign_add(1.0)
        return tf.no_op()

    def _jax(self) -> Any:
        import jax

        others = list(self.model.non_trainable_variables)
        kinds = [*self._slots, [self._step], others]  # all that a step changes

        def loss_of(weights: Any, rest: Any, inputs: Any, labels: Any) -> Any:
            pairs = zip([*self.weights, *others], [*weights, *rest], strict=True)
            with keras.StatelessScope(state_mapping=pairs) as scope:
                loss = self._loss(inputs, labels)
            return loss, [scope.get_current_value(one) for one in others]

        def pure(values: Any, inputs: Any, labels: Any, rate: Any) -> Any:
            *slots, (step,), rest = values
            graded = jax.value_and_grad(loss_of, has_aux=True)
            (loss, rest), gradients = graded(slots[0], rest, inputs, labels)
            scale, finite = _clipping(gradients)
            corrected, follow = self._rates(step, rate)
            moved = []
            how = zip(self._pace, self._decay, strict=True)
            for (pace, decay), gradient, *old in zip(how, gradients, *slots, strict=True):
                rates = corrected * pace, rate * (pace * decay), follow
                moved.append(_moved(gradient * scale, old, rates))
            old = [*slots, [step]]
            new = [*map(list, zip(*moved, strict=True)), [step + 1.0]]
            kept = jax.tree.map(lambda one, other: ops.where(finite, one, other), new, old)
            return loss, finite, [*kept, rest]

        compiled = jax.jit(pure)

        def run(inputs: Any, labels: Any, rate: Any) -> Any:
            values = [[one.value for one in variables] for variables in kinds]
            loss, finite, values = compiled(values, inputs, labels, rate)
            for variable, value in zip(chain(*kinds), chain(*values), strict=True):
                variable.assign(value)
            return loss, finite

        return run

    def _rates(self, step: Any, rate: Any) -> tuple[Any, Any]:
        """Return Adam's rate with its correction of the first steps, and the average's."""
        now = step + 1.0
        corrected = rate * ops.sqrt(1.0 - _BETA_2**now) / (1.0 - _BETA_1**now)
        # The average follows fast at first, or it would keep the untrained weights for long.
        return corrected, 1.0 - ops.minimum(self._kept, now / (now + 10.0))


def _slot(start: Any) -> Any:
    return keras.Variable(start, trainable=False)


def _clipping(gradients: Any) -> tuple[Any, Any]:
    """Return what gradients are multiplied by to keep them in bounds, and if they are finite."""
    norm = ops.sqrt(sum(ops.sum(ops.square(one)) for one in gradients))
    return ops.minimum(1.0, _LONGEST / ops.maximum(norm, 1e-12)), ops.isfinite(norm)


def _moved(gradient: Any, slots: Any, rates: Any) -> tuple[Any, Any, Any, Any]:
    """Return the new weight, first and second moment and average of `slots`."""
    weight, first, second, average = slots
    corrected, decayed, follow = rates
    first = first + (gradient - first) * (1 - _BETA_1)
    second = second + (ops.square(gradient) - second) * (1 - _BETA_2)
    weight = weight * (1 - decayed) - corrected * first / (ops.sqrt(second) + _EPSILON)
    return weight, first, second, average + follow * (weight - average)
