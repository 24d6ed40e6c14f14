"""Prometheus' text format (0.0.4): heads, labels and gauges.

https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})


def head_of(name: str, what: str, kind: str) -> Iterator[str]:
    """Yield the two lines before a metric's samples."""
    yield f"# HELP {name} {what}"
    yield f"# TYPE {name} {kind}"


def labels_of(pairs: Iterable[tuple[str, str]]) -> str:
    r"""Return labels as they stand behind a name; nothing for none.

    >>> labels_of([("version", "1"), ("why", 'a "b"')])
    '{version="1",why="a \\"b\\""}'
    """
    told = ",".join(f'{name}="{value.translate(_ESCAPES)}"' for name, value in pairs)
    return f"{{{told}}}" if told else ""


def gauge(name: str, what: str, samples: Iterable[tuple[dict[str, str], float]]) -> Iterator[str]:
    """Yield the lines of a gauge, a sample a set of labels."""
    yield from head_of(name, what, "gauge")
    for labels, value in samples:
        yield f"{name}{labels_of(labels.items())} {value:.15g}"
