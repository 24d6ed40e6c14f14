"""The optimiser's settings, apart from the code that needs Keras."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StepSettings:
    """Adam's and the average's constants; `label_weights` multiplies the loss of labels 0..12."""

    clip_norm: float = 1.0
    weight_decay: float = 0.0
    average: float = 0.999  # of the weights; the average is what is released
    label_weights: tuple[float, ...] = ()
