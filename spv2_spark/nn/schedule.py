"""A training run's settings, its learning rate, and what is due when. No Keras here."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from spv2_spark.nn.batch import BatchSettings


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """How a tagger is trained; the defaults are the released model's, but for its rate.

    A run ends after `steps` batches (0: no such limit) or its time budget, or when `patience`
    evaluations in a row (0: never) brought no better score.
    """

    engine: str = "bilstm"
    units: int = 96
    dense: int = 128
    batch: BatchSettings = field(default_factory=BatchSettings)
    rate: float = 2e-3
    warmup_steps: int = 200
    last_rate: float = 0.02  # share of `rate` at the end of the cosine
    average: float = 0.999  # of the weights, kept at a step; the average is what is released
    steps: int = 0
    seed: int = 1
    start: str = ""  # a package whose weights a run begins with; empty: random ones
    evaluate_every_s: float = 600.0
    evaluate_every_steps: int = 0
    patience: int = 5
    checkpoint_every_s: float = 180.0
    checkpoint_every_steps: int = 0
    report_every_s: float = 20.0
    threads: int = 0  # of the CPU; 0 leaves it to the backend


def learning_rate(settings: TrainSettings, step: int, done: float) -> float:
    """Return the rate of a step: linear warm-up, then a cosine down over `done` 0..1."""
    warm = min(1.0, (step + 1) / max(settings.warmup_steps, 1))
    cosine = (1 + math.cos(math.pi * min(done, 1.0))) / 2
    return settings.rate * warm * (settings.last_rate + (1 - settings.last_rate) * cosine)


class Due:
    """Says when something is due: every so many steps, or else, if that is 0, seconds."""

    def __init__(self, every_s: float, elapsed_s: float, every_steps: int = 0) -> None:
        self._every_s, self._every_steps = every_s, every_steps
        self._last_s = elapsed_s

    def __call__(self, step: int, elapsed_s: float) -> bool:
        """Whether it is due after a step."""
        if self._every_steps:
            return step % self._every_steps == 0
        if elapsed_s - self._last_s < self._every_s:
            return False
        self._last_s = elapsed_s
        return True
