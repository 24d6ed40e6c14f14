"""The section of how the networks of page models and reference parsers are built and learn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from spv2_spark.config.bounds import Natural, Range

_Share = Annotated[float, Range(0, 0.9)]


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """How the networks of `[training]` are built and learn; conf/base.toml says why.

    The defaults are the released model's, but for its rate (scripts/released-model.sh). Another
    value, but of `threads`, is another run: `train` refuses to go on from a checkpoint of others.
    """

    units: Annotated[int, Range(1, 4096)] = 96
    dense: Annotated[int, Range(1, 4096)] = 128
    rate: Annotated[float, Range(1e-7, 1)] = 2e-3
    warmup_steps: Natural = 200
    last_rate: Annotated[float, Range(0, 1)] = 0.02
    average: Annotated[float, Range(0, 0.99999)] = 0.999
    patience: Natural = 5
    seed: Natural = 1
    batch_tokens: Annotated[int, Range(64, 10_000_000)] = 8_192
    window: Annotated[int, Range(16, 100_000)] = 192
    context: Annotated[int, Range(0, 10_000)] = 32
    word_dropout: _Share = 0.15
    font_dropout: _Share = 0.3
    number_noise: Annotated[float, Range(0, 1)] = 0.01
    empty_share: Annotated[float, Range(0.01, 1)] = 0.5
    evaluate_every_s: Annotated[float, Range(1, 1_000_000)] = 600.0
    checkpoint_every_s: Annotated[float, Range(1, 1_000_000)] = 180.0
    threads: Annotated[int, Range(0, 1024)] = 0
