"""What the service counts, as Prometheus reads it (text format 0.0.4)."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from spv2_spark.report.prometheus import gauge, head_of, labels_of

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_SECONDS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
_PAPERS = (1, 2, 4, 8, 16, 32, 64)


class Counter:
    """A number that only grows, one for every value of its labels."""

    def __init__(self, name: str, what: str, *labels: str) -> None:
        self._name, self._what, self._labels = name, what, labels
        self._values: dict[tuple[str, ...], float] = {}
        self._lock = threading.Lock()

    def add(self, *values: str, by: float = 1.0) -> None:
        """Count for these values of the labels."""
        with self._lock:
            self._values[values] = self._values.get(values, 0.0) + by

    def lines(self) -> Iterator[str]:
        """Yield the lines of the text format."""
        yield from head_of(self._name, self._what, "counter")
        with self._lock:
            values = dict(self._values)
        for labels, value in sorted(values.items()):
            yield f"{self._name}{labels_of(zip(self._labels, labels, strict=True))} {value:g}"


class Histogram:
    """How often values fell below bounds; `label` parts them by one label."""

    def __init__(self, name: str, what: str, bounds: Sequence[float], label: str = "") -> None:
        self._name, self._what, self._bounds, self._label = name, what, bounds, label
        self._counts: dict[str, list[int]] = {}
        self._sums: dict[str, float] = {}
        self._lock = threading.Lock()

    def observe(self, value: float, of: str = "") -> None:
        """Take a value in."""
        with self._lock:
            counts = self._counts.setdefault(of, [0] * (len(self._bounds) + 1))
            counts[bisect_left(self._bounds, value)] += 1
            self._sums[of] = self._sums.get(of, 0.0) + value

    def lines(self) -> Iterator[str]:
        """Yield the lines of the text format: buckets that add up, the sum, the count."""
        yield from head_of(self._name, self._what, "histogram")
        with self._lock:
            found = [(of, list(counts), self._sums[of]) for of, counts in self._counts.items()]
        for of, counts, total in sorted(found):
            own = [(self._label, of)] if self._label else []
            below = 0
            for bound, count in zip((*self._bounds, float("inf")), counts, strict=True):
                below += count
                edge = "+Inf" if bound == float("inf") else f"{bound:g}"
                yield f"{self._name}_bucket{labels_of([*own, ('le', edge)])} {below}"
            yield f"{self._name}_sum{labels_of(own)} {total:.6g}"
            yield f"{self._name}_count{labels_of(own)} {below}"


class Gauge:
    """A number as it stands when it is asked for."""

    def __init__(self, name: str, what: str, value: Callable[[], float]) -> None:
        self._name, self._what, self._value = name, what, value

    def lines(self) -> Iterator[str]:
        """Yield the lines of the text format."""
        yield from gauge(self._name, self._what, [({}, self._value())])


class _Told(Protocol):
    def lines(self) -> Iterator[str]:
        """Yield the lines of the text format."""


class Metrics:
    """Everything that is counted; the parts of the service add to its fields."""

    def __init__(self) -> None:
        self.requests = Counter(
            "spv2_requests_total", "Answers by path and status.", "path", "status"
        )
        self.papers = Counter(
            "spv2_papers_total", "Papers by how they ended: well, or a failure's kind.", "ended"
        )
        self.batch_papers = Histogram(
            "spv2_batch_papers", "Papers that were tagged together.", _PAPERS
        )
        self.tokens = Counter("spv2_tokens_total", "Tokens that were tagged.")
        self.seconds = Histogram(
            "spv2_stage_seconds", "Seconds of a stage, its waiting included.", _SECONDS, "stage"
        )
        self._gauges = [
            Gauge("process_resident_memory_bytes", "Of the server's own process.", _resident)
        ]

    def add_gauge(self, name: str, what: str, value: Callable[[], float]) -> None:
        """Add a number that `value` returns whenever the metrics are asked for."""
        self._gauges.append(Gauge(name, what, value))

    def text(self) -> str:
        """Return all of it in the text format."""
        parts: list[_Told] = [self.requests, self.papers, self.batch_papers, self.tokens]
        lines = [line for part in (*parts, self.seconds, *self._gauges) for line in part.lines()]
        return "\n".join(lines) + "\n"


def _resident() -> float:
    """Return the resident bytes of this process; 0 where there is no /proc."""
    try:
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmRSS:"):
                return float(line.split()[1]) * 1024
    except OSError:
        pass
    return 0.0
