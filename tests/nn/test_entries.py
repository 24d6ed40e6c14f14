from __future__ import annotations

import numpy as np
import pytest

from spv2_spark.decode.path import best_path
from spv2_spark.domain.label import RESUME, RESUME_AT_BREAK
from spv2_spark.domain.tagging import PageTags
from spv2_spark.layout.columns import columns_of
from spv2_spark.nn.entries import best_labels, entries_in, found_entries
from tests.nn.toy import toy_document


def members(labels: list[int], regions: np.ndarray | None = None) -> list[list[int]]:
    found = entries_in(np.array(labels, np.int8), regions)
    return [one.tolist() for one in found.members()]


def test_entries_open_at_begin_and_go_on_over_what_stands_between():
    assert members([0, 1, 2, 0, 0, 2, 1, 1, 2]) == [[1, 2, 5], [6], [7, 8]]
    assert members([2, 2, 1]) == [[0, 1], [2]]
    assert members([1, 2, 2, 2], np.array([0, 0, 1, 1])) == [[0, 1], [2, 3]]
    assert members([0, 0]) == members([]) == []


def best_by_trying(scores: np.ndarray, costs: np.ndarray) -> list[int]:
    """The best of all 3^n paths."""
    paths = np.stack(np.meshgrid(*[range(3)] * len(scores), indexing="ij"), -1)
    paths = paths.reshape(-1, len(scores))
    total = scores[np.arange(len(scores)), paths].sum(axis=1)
    before = np.concatenate([np.zeros((len(paths), 1), int), paths[:, :-1]], axis=1)
    total -= (((paths == 2) & (before == 0)) * costs).sum(axis=1)
    best: list[int] = paths[total.argmax()].tolist()
    return best


def test_the_best_path_is_the_best_of_all():
    rng = np.random.default_rng(1)
    for _ in range(200):
        scores = np.log(rng.dirichlet([0.4] * 3, 6)).astype(np.float32)
        costs = np.where(rng.random(6) < 0.5, RESUME, RESUME_AT_BREAK).astype(np.float32)
        assert best_labels(scores, costs).tolist() == best_by_trying(scores, costs)


@pytest.mark.parametrize("seed", range(5))
def test_entries_are_those_that_decoding_finds(seed):
    """Where a token's fields fit its entry label, both paths go the same way."""
    rng = np.random.default_rng(seed)
    document = toy_document(seed, pages=3, tokens=80)
    tags = []
    for page in document.pages:
        entry = np.log(rng.dirichlet([0.3] * 3, len(page))).astype(np.float32)
        field = np.full((len(page), 13), np.log(0.01), np.float32)
        field[:, 0] = np.log(0.88)
        tags.append(PageTags(page.number, field, entry))
    tokens = columns_of(document)
    fields, entries = (
        np.concatenate([getattr(one, name) for one in tags])
        for name in ("field_logp", "entry_logp")
    )
    path = best_path(fields, entries, tokens.blocks.opens)
    decoded, found = entries_in(path.entry), found_entries(document, tags)
    assert found.tokens.tolist() == decoded.tokens.tolist()
    assert found.offsets.tolist() == decoded.offsets.tolist()
    assert len(found) > 3


def test_a_likely_field_of_a_reference_speaks_for_an_entry():
    document = toy_document(1, pages=1, tokens=20)
    entry = np.tile(np.log([0.5, 0.1, 0.4]), (20, 1)).astype(np.float32)
    entry[4] = np.log([0.2, 0.7, 0.1])
    field = np.full((20, 13), np.log(0.005), np.float32)
    field[:, 0] = np.log(0.94)
    field[5:9] = np.log(0.005)
    field[5:9, 8] = np.log(0.94)  # inside a reference's author
    found = found_entries(document, [PageTags(0, field, entry)])
    assert [one.tolist() for one in found.members()] == [[4, 5, 6, 7, 8]]


def test_a_document_without_tokens_has_no_entries():
    document = toy_document(1, pages=1, tokens=0)
    empty = PageTags(0, np.zeros((0, 13), np.float32), np.zeros((0, 3), np.float32))
    assert len(found_entries(document, [empty])) == 0
    assert found_entries(document, [empty]).members() == []
