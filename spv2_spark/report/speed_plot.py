"""Papers a second over a run, as an SVG with its ticks beside it in HTML."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Sequence

_BINS = 120
_TIMES = ((600.0, "%H:%M:%S"), (86_400.0, "%H:%M"), (math.inf, "%d %b %H:%M"))
_STEPS = (1.0, 2.0, 4.0, 6.0, 8.0, 10.0)


def binned_speeds(
    spans: Iterable[tuple[float, float, int]], bins: int = _BINS
) -> tuple[float, float, list[float]]:
    """Return first and last second, and the papers a second in each of `bins` equal parts between.

    A span is (begun, ended, papers): its papers are spread evenly over it, and spans add up.

    >>> binned_speeds([(0.0, 4.0, 8), (2.0, 4.0, 2)], bins=4)
    (0.0, 4.0, [2.0, 2.0, 3.0, 3.0])
    """
    # Two clocks may tell that a wave took no time, or less.
    known = [(begun, max(ended, begun + 1e-3), papers) for begun, ended, papers in spans]
    if not known:
        return 0.0, 0.0, []
    first = min(begun for begun, _, _ in known)
    last = max([first + 1.0, *(ended for _, ended, _ in known)])
    width_s = (last - first) / bins
    speeds = [0.0] * bins
    for begun, ended, papers in known:
        lowest = min(bins - 1, int((begun - first) / width_s))
        for at in range(lowest, min(bins, math.ceil((ended - first) / width_s))):
            left = first + at * width_s
            overlap_s = min(ended, left + width_s) - max(begun, left)
            speeds[at] += papers * max(0.0, overlap_s) / (ended - begun) / width_s
    return first, last, speeds


def speed_plot(first: float, last: float, speeds: Sequence[float]) -> str:
    """Return the plot of what `binned_speeds` made, times in UTC."""
    top = _round_up(max(speeds))
    edge = _BINS / len(speeds)
    steps = [f"V{1 - speed / top:.4f}H{edge * (at + 1):g}" for at, speed in enumerate(speeds)]
    rules = "".join(
        f'<line class="rule" x2="{_BINS}" y1="{y}" y2="{y}"/>' for y in (0.0, 0.25, 0.5, 0.75)
    )
    ticks = "".join(f"<span>{top * part:g}</span>" for part in (1.0, 0.75, 0.5, 0.25, 0.0))
    form = next(form for longest_s, form in _TIMES if last - first < longest_s)
    times = (first + (last - first) * part / 4 for part in range(5))
    shown = "".join(f"<span>{time.strftime(form, time.gmtime(one))}</span>" for one in times)
    return (
        f'<figure><div class="high">{ticks}</div>'
        f'<svg viewBox="0 0 {_BINS} 1" preserveAspectRatio="none" role="img" '
        f'aria-label="papers a second">{rules}'
        f'<path class="area" d="M0 1{"".join(steps)}V1Z"/></svg>'
        f'<div class="long">{shown}</div></figure>'
    )


def _round_up(value: float) -> float:
    """Return the next number that quarters look well of: 1, 2, 4, 6, 8 or 10 times a power of ten.

    >>> _round_up(3.2), _round_up(0.07), _round_up(0.0)
    (4.0, 0.08, 1.0)
    """
    if value <= 0:
        return 1.0
    unit = 10.0 ** math.floor(math.log10(value))
    return next(step * unit for step in _STEPS if step * unit >= value * (1 - 1e-9))
