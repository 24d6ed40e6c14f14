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
from spv2_spark.domain.gold import Gold
from spv2_spark.domain.metadata import Metadata
from spv2_spark.domain.normal_forms import plain
from spv2_spark.scoring.bootstrap import Float64s, Interval, interval
from spv2_spark.scoring.score import Counts, Pair, f1_of

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


MATCHERS: dict[str, Match] = {
    "strict": strict,
    "soft": soft,
    "levenshtein": levenshtein,
    "ratcliff_obershelp": ratcliff_obershelp,
}


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
        read = _strings_of_metadata(pair.metadata)
        for field, gold in _strings_of_gold(pair.gold).items():
            cell = counts.setdefault(field, {name: [] for name in MATCHERS})
            for name, match in MATCHERS.items():
                hits = one_to_one(gold, read.get(field, []), match)
                cell[name].append(Counts(hits, len(read.get(field, [])), len(gold)))
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


def _strings_of_gold(gold: Gold) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    if gold.title is not None:
        values["title"] = [gold.title]
    if gold.authors is not None:
        values["authors"] = [_joined(one.full for one in gold.authors)]
    if gold.references is not None:
        values["bib_titles"] = [one.title for one in gold.references]
        values["bib_authors"] = [
            _joined(name.full for name in one.authors) for one in gold.references
        ]
        values["bib_venues"] = [one.venue for one in gold.references]
        values["bib_years"] = [one.year for one in gold.references]
    return {field: kept for field, texts in values.items() if (kept := _tidy(texts))}


def _strings_of_metadata(metadata: Metadata | None) -> dict[str, list[str]]:
    if metadata is None:
        return {}
    references = metadata.references
    values = {
        "title": [metadata.title.text] if metadata.title else [],
        "authors": [_joined(one.name.text for one in metadata.authors)],
        "bib_titles": [one.title.text for one in references if one.title],
        "bib_authors": [_joined(name.name.text for name in one.authors) for one in references],
        "bib_venues": [one.venue.text for one in references if one.venue],
        "bib_years": [one.year.text for one in references if one.year],
    }
    return {field: _tidy(texts) for field, texts in values.items()}


def _joined(names: Iterable[str]) -> str:
    return ", ".join(normal_forms.sorted_author(name) for name in names)


def _tidy(texts: Iterable[str]) -> list[str]:
    return [tidy for text in texts if (tidy := " ".join(text.split()))]


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
