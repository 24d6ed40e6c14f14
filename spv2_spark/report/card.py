"""A model's card: what it is, what it learnt from, how it reads, how large and how fast it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from string import Template
from typing import Any

from spv2_spark.report.evaluation import FIELD_NAMES, Json
from spv2_spark.report.page import text_of
from spv2_spark.scoring.reliability import Bin, calibration_error

_SURE = 0.9  # confidence from which values should be right nine times in ten


@dataclass(frozen=True, slots=True)
class Speed:
    """Tokens that were tagged, features included, and the CPU seconds that it took."""

    tokens: int
    cpu_s: float


def card_of(
    manifest: Mapping[str, Any], size_bytes: int, speed: Speed, evaluation: Json, corpus: str
) -> str:
    """Return the card as Markdown.

    `manifest` is a package's as a mapping, a cascade's with that of its `reference_parser`;
    `evaluation` (see `report.evaluation`) is of the
    papers of `corpus`.
    """
    parser = manifest.get("reference_parser") or {}
    way = f"a cascade with a {parser['shape']['engine']} reference parser" if parser else "flat"
    return Template(text_of("card.md")).substitute(
        name=manifest["name"],
        version=manifest["version"],
        engine=manifest.get("shape", {}).get("engine", "crf"),
        way=way,
        megabytes=f"{size_bytes / 1e6:.1f}",
        rate=f"{speed.tokens / max(speed.cpu_s, 1e-9):,.0f}",
        tokens=f"{speed.tokens:,}",
        corpus=corpus,
        trained_on=manifest.get("trained_on") or "not said",
        scores=_lines(_scores(evaluation)),
        sure=_SURE,
        confidence=_lines(_confidence(evaluation)),
        reliability=_lines(_reliability(evaluation)),
        settings=_lines(_flat(manifest.get("settings", {}))).rstrip(),
    )


def _lines(rows: Iterable[Iterable[object]]) -> str:
    return "".join(f"| {' | '.join(map(str, row))} |\n" for row in rows)


def _scores(evaluation: Json) -> Iterator[tuple[object, ...]]:
    for collection, scores in evaluation["collections"].items():
        for field, exact in scores["spv2"].items():
            interval = "-".join(f"{end:.3f}" for end in exact["f1_interval"])
            soft = scores["spv2_soft"][field]["f1"]
            f1s = (f"{exact['f1']:.3f}", interval, f"{soft:.3f}")
            yield collection, exact["documents"], FIELD_NAMES[field], *f1s


def _confidence(evaluation: Json) -> Iterator[tuple[object, ...]]:
    for field, table in evaluation["reliability"].items():
        sure = [row for row in table if row["low"] >= _SURE]
        values = sum(row["values"] for row in sure)
        if values:
            right = sum(row["values"] * row["right"] for row in sure) / values
            yield FIELD_NAMES[field], values, f"{right:.3f}"


def _reliability(evaluation: Json) -> Iterator[tuple[object, ...]]:
    """Yield a row a field: the calibration error, and for each tenth what share is right."""
    for field, rows in evaluation["reliability"].items():
        table = [Bin(**row) for row in rows]
        if not table:
            continue
        tenths = {round(row.low * 10): f"{row.right:.2f} ({row.values})" for row in table}
        error = f"{calibration_error(table):.3f}"
        yield FIELD_NAMES[field], error, *(tenths.get(tenth, "") for tenth in range(10))


def _flat(settings: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, object]]:
    for key, value in settings.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
