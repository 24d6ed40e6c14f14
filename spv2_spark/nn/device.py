"""Where a tagger computes: on how many threads of the CPU, or on which GPUs, and how exactly.

No TensorFlow here.
"""

from __future__ import annotations

from dataclasses import dataclass

from spv2_spark.errors import SettingsError

# What a policy of Keras is called, and whether matrix products may be cut to 10 bits on GPUs.
PRECISIONS = {
    "float32": ("float32", False),
    "tensorfloat32": ("float32", True),
    "float16": ("mixed_float16", True),
}


@dataclass(frozen=True, slots=True)
class Device:
    """Where a tagger computes.

    `gpus` are the addresses of the GPUs that it has to itself: none with (), all that the
    environment shows with None. `threads` 0 leaves them to the backend, and `gpu_memory_mb` 0
    lets a GPU's memory grow with what is needed.
    """

    threads: int = 0
    gpus: tuple[str, ...] | None = None
    gpu_memory_mb: int = 0
    precision: str = "float32"

    @property
    def is_gpu(self) -> bool:
        """Whether a GPU is meant: its own, or one whose memory it was given a part of."""
        return bool(self.gpus) or (self.gpus is None and self.gpu_memory_mb > 0)

    @property
    def visible(self) -> str | None:
        """What CUDA_VISIBLE_DEVICES has to be; None leaves it as it is."""
        return None if self.gpus is None else ",".join(self.gpus) or "-1"


def check_precision(name: str) -> None:
    """Raise SettingsError for a precision that there is not."""
    if name not in PRECISIONS:
        known = ", ".join(PRECISIONS)
        raise SettingsError(f"unknown precision {name!r} (known: {known})")
