"""A model's card: what it is, what it learnt from, how it reads, how large and how fast it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from spv2_spark.report.evaluation import FIELD_NAMES, Json

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

    `manifest` is a package's as a mapping; `evaluation` (see `report.evaluation`) is of the
    papers of `corpus`.
    """
    name, version = manifest["name"], manifest["version"]
    engine = manifest.get("shape", {}).get("engine", "crf")
    parser = manifest.get("reader") or {}
    way = f"a cascade with a {parser['shape']['engine']} reference parser" if parser else "flat"
    lines = [
        f"# Model {name} {version}",
        "",
        f"Engine {engine}, references {way}; {size_bytes / 1e6:.1f} MB; "
        f"{speed.tokens / max(speed.cpu_s, 1e-9):,.0f} tokens a second of one CPU, features "
        f"included ({speed.tokens:,} tokens of {corpus}).",
        "",
        "## Trained on",
        "",
        str(manifest.get("trained_on") or "not said"),
        "",
        *_scores(evaluation, corpus),
        *_confidence(evaluation),
        "## Settings",
        "",
        "| setting | value |",
        "| --- | --- |",
        *(f"| {key} | {value} |" for key, value in _flat(manifest.get("settings", {}))),
    ]
    return "\n".join(lines) + "\n"


def _scores(evaluation: Json, corpus: str) -> list[str]:
    lines = [
        f"## Scores on {corpus}",
        "",
        "F1 by SPv2's scorer, exact strings, with a 95% interval over papers; beside it without "
        "regard to case, accents, punctuation and white space.",
        "",
        "| collection | papers | field | F1 | interval | soft |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for collection, scores in evaluation["collections"].items():
        for field, exact in scores["spv2"].items():
            low, high = exact["f1_interval"]
            soft = scores["spv2_soft"][field]["f1"]
            lines.append(
                f"| {collection} | {exact['documents']} | {FIELD_NAMES[field]} "
                f"| {exact['f1']:.3f} | {low:.3f}-{high:.3f} | {soft:.3f} |"
            )
    return [*lines, ""]


def _confidence(evaluation: Json) -> list[str]:
    lines = [
        f"## Values of confidence {_SURE} and over",
        "",
        "| field | values | right |",
        "| --- | --- | --- |",
    ]
    for field, table in evaluation["reliability"].items():
        sure = [row for row in table if row["low"] >= _SURE]
        values = sum(row["values"] for row in sure)
        if values:
            right = sum(row["values"] * row["right"] for row in sure) / values
            lines.append(f"| {FIELD_NAMES[field]} | {values} | {right:.3f} |")
    return [*lines, ""]


def _flat(settings: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, object]]:
    for key, value in settings.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
