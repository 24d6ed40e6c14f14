"""An evaluation as data: scores by collection and field, and every miss beside its gold."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from rapidfuzz.distance import Levenshtein

from spv2_spark.decode.calibration import REFERENCES
from spv2_spark.errors import Spv2Error
from spv2_spark.scoring.matchers import grobid_score
from spv2_spark.scoring.reliability import all_samples_of, reliability
from spv2_spark.scoring.score import (
    EXACT,
    FIELDS,
    Pair,
    Rules,
    bag_of,
    form_of,
    score,
    values_of_gold,
    values_of_metadata,
)

FORMAT = 1
ALL = "all"  # the name of the row over every collection
_ALIKE = 0.3  # similarity from which a value read stands beside the gold that it missed

Json = dict[str, Any]


def evaluation_of(
    pairs: Sequence[Pair],
    *,
    name: str,
    rules: Mapping[str, Rules] | None = None,
    facts: Mapping[str, Any] | None = None,
    draws: int = 1000,
) -> Json:
    """Return the evaluation of one model's results as JSON-able data.

    `rules` gives collections rules of their own; `facts` (model version, command, ...) are
    kept as they are. Per collection, and over all: SPv2's scores exact and soft, GROBID's
    four matchers. Then the reliability of the confidences and the list of misses.
    """
    rules = rules or {}
    collections = sorted({pair.collection for pair in pairs})
    groups = {one: [pair for pair in pairs if pair.collection == one] for one in collections}
    scores = {one: _scores(group, rules, draws) for one, group in groups.items()}
    if len(groups) > 1:
        scores[ALL] = _scores(pairs, rules, draws)
    return {
        "format": FORMAT,
        "name": name,
        "facts": dict(facts or {}),
        "collections": scores,
        "reliability": {
            field: [row._asdict() for row in reliability(samples)]
            for field, samples in all_samples_of(pairs).items()
        },
        "misses": [
            miss for pair in pairs for miss in misses_of(pair, rules.get(pair.collection, EXACT))
        ],
    }


def misses_of(pair: Pair, rules: Rules = EXACT) -> list[Json]:
    """Return what one paper's result lacks or has too much, similar values side by side.

    Each miss has document, collection, field, gold and read (one of the two may be empty)
    and `soft`: whether they differ only in case, accents, punctuation and white space.
    """
    read = values_of_metadata(pair.metadata)
    misses = []
    for field, texts in values_of_gold(pair.gold).items():
        lacking, extra = _differences(field, texts, read[field], rules)
        soft_form = form_of(field, replace(rules, soft=True))
        for gold, other in _paired(lacking, extra):
            misses.append(
                {
                    "document": pair.name,
                    "collection": pair.collection,
                    "field": field,
                    "gold": gold,
                    "read": other,
                    "soft": soft_form(gold) == soft_form(other),
                }
            )
    return misses


def compared(one: Json, two: Json) -> Json:
    """Return the difference of two evaluations: per field both F1s, and misses gone and new."""
    rows = [
        {
            "collection": collection,
            "field": field,
            "one": one["collections"][collection]["spv2"][field]["f1"],
            "two": two["collections"][collection]["spv2"][field]["f1"],
        }
        for collection in one["collections"]
        if collection in two["collections"]
        for field in one["collections"][collection]["spv2"]
        if field in two["collections"][collection]["spv2"]
    ]
    before, after = _keyed(one["misses"]), _keyed(two["misses"])
    return {
        "one": one["name"],
        "two": two["name"],
        "fields": rows,
        "gone": [miss for key, miss in before.items() if key not in after],
        "new": [miss for key, miss in after.items() if key not in before],
    }


def evaluation_from_json(text: str) -> Json:
    """Read an evaluation that was written as JSON; raises Spv2Error for anything else."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise Spv2Error(f"not an evaluation: {error}") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise Spv2Error("not an evaluation, or one of another format version")
    return data


def _scores(pairs: Sequence[Pair], rules: Mapping[str, Rules], draws: int) -> Json:
    names = {pair.collection for pair in pairs}
    softened = {name: replace(rules.get(name, EXACT), soft=True) for name in names}
    soft = score(pairs, softened, draws=draws)
    return {
        "documents": len(pairs),
        "failures": sum(pair.metadata is None for pair in pairs),
        "spv2": {field: asdict(one) for field, one in score(pairs, rules, draws=draws).items()},
        "spv2_soft": {field: asdict(one) for field, one in soft.items()},
        "grobid": {
            field: {matcher: asdict(one) for matcher, one in by_matcher.items()}
            for field, by_matcher in grobid_score(pairs, draws=min(draws, 200)).items()
        },
    }


def _differences(
    field: str, gold: Sequence[str], read: Sequence[str], rules: Rules
) -> tuple[list[str], list[str]]:
    """Return the gold values that were not read, and the values read that are not gold."""
    form = form_of(field, rules)
    gold_bag, read_bag = bag_of(field, gold, rules), bag_of(field, read, rules)
    lacking, extra = gold_bag - read_bag, read_bag - gold_bag
    return _spelt(gold, lacking, form), _spelt(read, extra, form)


def _spelt(texts: Sequence[str], bag: Any, form: Any) -> list[str]:
    """Return the strings, as they were written, of the normal forms in `bag`."""
    left, spelt = dict(bag), []
    for text in texts:
        if left.get(form(text), 0) > 0:
            left[form(text)] -= 1
            spelt.append(text)
    return spelt


def _paired(lacking: Sequence[str], extra: Sequence[str]) -> list[tuple[str, str]]:
    left, pairs = list(extra), []
    for gold in lacking:
        best = max(left, key=lambda text: Levenshtein.normalized_similarity(gold, text), default="")
        if best and Levenshtein.normalized_similarity(gold, best) >= _ALIKE:
            left.remove(best)
        else:
            best = ""
        pairs.append((gold, best))
    return pairs + [("", text) for text in left]


def _keyed(misses: Sequence[Json]) -> dict[tuple[str, ...], Json]:
    keys = ("collection", "document", "field", "gold", "read")
    return {tuple(str(miss[key]) for key in keys): miss for miss in misses}


_NAMES = ("title", "authors", "bib title", "bib author", "bib venue", "bib year")
FIELD_NAMES = {**dict(zip(FIELDS, _NAMES, strict=True)), REFERENCES: "reference"}
