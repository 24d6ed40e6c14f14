"""SPv2's scorer: exact match per document, averaged over documents with gold for the field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from spv2_spark.decode.calibration import values_by_field
from spv2_spark.domain import normal_forms
from spv2_spark.domain.gold import Gold
from spv2_spark.domain.metadata import Metadata
from spv2_spark.scoring.bootstrap import Interval, interval

Groups = dict[str, list[list[str]]]  # {field: [[string, ...], ...]}
FIELDS = ("title", "authors", "bib_titles", "bib_authors", "bib_venues", "bib_years")


class Pair(NamedTuple):
    """A paper's truth and what was read; None for a failure, which scores zero."""

    gold: Gold
    metadata: Metadata | None
    collection: str = ""
    name: str = ""  # of the paper, for reports


@dataclass(frozen=True, slots=True)
class Rules:
    """How strings are compared.

    `soft` ignores case, accents, punctuation and white space; `middle_names` False compares
    only the first and the last part of the paper's own authors (for gold without middle names).
    """

    soft: bool = False
    middle_names: bool = True


EXACT = Rules()


class Counts(NamedTuple):
    """One document's field: how many values match, were read, and are gold."""

    hits: int
    read: int
    gold: int

    @property
    def precision(self) -> float:
        """Hits over what was read; 0 if nothing was."""
        return self.hits / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        """Hits over gold."""
        return self.hits / self.gold if self.gold else 0.0


@dataclass(frozen=True, slots=True)
class FieldScore:
    """A field's score over documents: means of their precision and recall, and the F1 of those."""

    documents: int
    precision: float
    recall: float
    f1: float
    f1_interval: Interval


def groups_of_gold(gold: Gold) -> Groups:
    """Return the gold strings of each field that the source knows, names as `given surname`.

    The names of one list of authors are a group, any other string is one by itself.
    """
    groups: Groups = {}
    if gold.title is not None:
        groups["title"] = [[gold.title]]
    if gold.authors is not None:
        groups["authors"] = [[one.full for one in gold.authors]]
    if gold.references is not None:
        groups["bib_titles"] = [[one.title] for one in gold.references]
        groups["bib_authors"] = [[name.full for name in one.authors] for one in gold.references]
        groups["bib_venues"] = [[one.venue] for one in gold.references]
        groups["bib_years"] = [[one.year] for one in gold.references]
    return groups


def groups_of_metadata(metadata: Metadata | None) -> Groups:
    """Return the strings read for each field, grouped as gold's; none of a failure."""
    if metadata is None:
        return {field: [] for field in FIELDS}
    groups = {f: [[one.text] for one in some] for f, some in values_by_field(metadata).items()}
    groups["authors"] = [[one.name.text for one in metadata.authors]]
    groups["bib_authors"] = [[one.name.text for one in of.authors] for of in metadata.references]
    return groups


def values_of_gold(gold: Gold) -> dict[str, list[str]]:
    """Return the gold strings of each field that has any."""
    values = {field: _flat(groups) for field, groups in groups_of_gold(gold).items()}
    return {field: texts for field, texts in values.items() if texts}


def values_of_metadata(metadata: Metadata | None) -> dict[str, list[str]]:
    """Return the strings read for each field; every field of a failure is empty."""
    return {field: _flat(groups) for field, groups in groups_of_metadata(metadata).items()}


def _flat(groups: Iterable[Iterable[str]]) -> list[str]:
    return [text for group in groups for text in group if text.strip()]


def form_of(field: str, rules: Rules) -> Callable[[str], str]:
    """Return the normal form in which `field` is compared."""
    form: Callable[[str], str] = normal_forms.plain
    if field == "authors":
        form = normal_forms.author if rules.middle_names else normal_forms.without_middle_names
    elif field == "bib_authors":
        form = normal_forms.sorted_author
    if not rules.soft:
        return form
    return lambda text: normal_forms.soft(form(text))


def bag_of(field: str, texts: Iterable[str], rules: Rules) -> Counter[str]:
    """Return the normal forms with their counts; in titles and authors each counts once.

    >>> bag_of("bib_years", ["2001", "2001"], EXACT)
    Counter({'2001': 2})
    >>> bag_of("authors", ["Smith, J. A.", "J.A. Smith"], EXACT)
    Counter({'ja smith': 1})
    """
    form = form_of(field, rules)
    bag = Counter(form(text) for text in texts)
    bag.pop("", None)
    if field in ("title", "authors", "bib_titles"):
        return Counter(dict.fromkeys(bag, 1))
    return bag


def counts_of(pair: Pair, rules: Rules = EXACT) -> dict[str, Counts]:
    """Return one document's counts for every field that its gold has."""
    read = values_of_metadata(pair.metadata)
    counts = {}
    for field, texts in values_of_gold(pair.gold).items():
        gold_bag, read_bag = bag_of(field, texts, rules), bag_of(field, read[field], rules)
        hits = (gold_bag & read_bag).total()
        counts[field] = Counts(hits, read_bag.total(), gold_bag.total())
    return {field: one for field, one in counts.items() if one.gold}


def score(
    pairs: Iterable[Pair],
    rules: Rules | Mapping[str, Rules] = EXACT,
    *,
    draws: int = 1000,
    seed: int = 0,
) -> dict[str, FieldScore]:
    """Score each field over the documents that have gold for it.

    `rules` are the same for all, or those of a paper's collection (EXACT for one without).
    The interval is the middle 95% of the F1 over `draws` bootstrap samples of documents.
    """
    by_field: dict[str, list[Counts]] = {field: [] for field in FIELDS}
    for pair in pairs:
        its_rules = rules if isinstance(rules, Rules) else rules.get(pair.collection, EXACT)
        for field, counts in counts_of(pair, its_rules).items():
            by_field[field].append(counts)
    return {field: _averaged(one, draws, seed) for field, one in by_field.items() if one}


def f1_of(precision: float, recall: float) -> float:
    """Return the harmonic mean, 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _averaged(counts: Sequence[Counts], draws: int, seed: int) -> FieldScore:
    table = np.array([[one.precision, one.recall] for one in counts])  # (documents, 2)
    precision, recall = (float(mean) for mean in table.mean(axis=0))
    between = interval(table, _f1_of_means, draws=draws, seed=seed)
    return FieldScore(len(counts), precision, recall, f1_of(precision, recall), between)


def _f1_of_means(means: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    return f1_of(float(means[0]), float(means[1]))
