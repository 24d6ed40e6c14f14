"""GROBID's end-to-end evaluation: four ways to match strings, pooled and per document.

Values are matched one to one within a document: exact pairs first, then the others by
similarity. As in GROBID's figures, a list of authors counts as one string.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
from rapidfuzz.distance import Levenshtein

from spv2_spark.domain import normal_forms
from spv2_spark.domain.normal_forms import plain
from spv2_spark.scoring.bootstrap import Float64s, Interval, interval
from spv2_spark.scoring.score import Counts, Groups, Pair, f1_of, groups_of_gold, groups_of_metadata

Match = Callable[[str, str], bool]


def strict(one: str, two: str) -> bool:
    """Equal but for white space at the ends and between words."""
    return " ".join(one.split()) == " ".join(two.split())


def soft(one: str, two: str) -> bool:
    """Equal without case, accents, punctuation and white space."""
    return normal_forms.soft(one) == normal_forms.soft(two)


def levenshtein(one: str, two: str) -> bool:
    """1 - edits / longer length is at least 0.8, on lower-cased strings.

    >>> levenshtein("Soft ranks", "Soft rank"), levenshtein("Soft ranks", "Ranks")
    (True, False)
    """
    similarity = Levenshtein.normalized_similarity(plain(one), plain(two))
    return similarity >= 0.8  # noqa: PLR2004


def ratcliff_obershelp(one: str, two: str) -> bool:
    """Twice the matching characters over both lengths is at least 0.95."""
    matcher = SequenceMatcher(None, plain(one), plain(two), autojunk=False)
    bound = 0.95
    return matcher.quick_ratio() >= bound and matcher.ratio() >= bound


_ALL = (strict, soft, levenshtein, ratcliff_obershelp)
MATCHERS: dict[str, Match] = {one.__name__: one for one in _ALL}


@dataclass(frozen=True, slots=True)
class MatchScore:
    """A field's pooled precision, recall and F1, and the mean of the documents' F1."""

    documents: int
    precision: float
    recall: float
    f1: float
    f1_interval: Interval
    document_f1: float


def grobid_score(
    pairs: Iterable[Pair], *, draws: int = 1000, seed: int = 0
) -> dict[str, dict[str, MatchScore]]:
    """Return {field: {matcher: score}} over the documents that have gold for the field."""
    counts: dict[str, dict[str, list[Counts]]] = {}
    for pair in pairs:
        read = _strings(groups_of_metadata(pair.metadata))
        for field, gold in _strings(groups_of_gold(pair.gold)).items():
            if not gold:
                continue
            cell = counts.setdefault(field, {name: [] for name in MATCHERS})
            for name, match in MATCHERS.items():
                hits = one_to_one(gold, read[field], match)
                cell[name].append(Counts(hits, len(read[field]), len(gold)))
    return {
        field: {name: _pooled(rows, draws, seed) for name, rows in cell.items()}
        for field, cell in counts.items()
    }


def one_to_one(gold: Sequence[str], read: Sequence[str], match: Match) -> int:
    """Return how many of `gold` find a value of their own in `read`."""
    left = list(read)
    unmatched = []
    for text in gold:
        if text in left:
            left.remove(text)
        else:
            unmatched.append(text)
    hits = len(gold) - len(unmatched)
    if match is strict:
        return hits
    for text in unmatched:
        ranked = sorted(
            range(len(left)),
            key=lambda index: -Levenshtein.normalized_similarity(text, left[index]),
        )
        found = next((index for index in ranked[:3] if match(text, left[index])), None)
        if found is not None:
            del left[found]
            hits += 1
    return hits


def _strings(groups: Groups) -> dict[str, list[str]]:
    """Return each field's strings, a list of authors as one, without what is empty."""
    strings: dict[str, list[str]] = {}
    for field, lists in groups.items():
        form = normal_forms.sorted_author if field.endswith("authors") else str
        texts = (" ".join(", ".join(map(form, group)).split()) for group in lists)
        strings[field] = list(filter(None, texts))
    return strings


def _pooled(rows: Sequence[Counts], draws: int, seed: int) -> MatchScore:
    table = np.array([[one.hits, one.read, one.gold] for one in rows], dtype=np.float64)
    precision, recall = _rates(table.mean(axis=0))
    per_document = [f1_of(one.precision, one.recall) for one in rows]
    between = interval(table, lambda means: f1_of(*_rates(means)), draws=draws, seed=seed)
    f1 = f1_of(precision, recall)
    return MatchScore(len(rows), precision, recall, f1, between, float(np.mean(per_document)))


def _rates(means: Float64s) -> tuple[float, float]:
    hits, read, gold = (float(value) for value in means)
    return (hits / read if read else 0.0), (hits / gold if gold else 0.0)
