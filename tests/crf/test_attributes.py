from __future__ import annotations

import numpy as np
import pytest

from spv2_spark.crf.attributes import AttributeTable, binned, mixed, shifted
from spv2_spark.features.featurise import WIDE_NUMBERS, FeatureSettings, Featuriser
from tests.nn.toy import SETTINGS, toy_document, toy_parts


def codes(*values: int) -> np.ndarray:
    return np.array(values, np.int32)


def test_numbers_fall_into_bins_by_sign_and_size() -> None:
    numbers = np.array([0, 1, 2, 3, 126, 127, -1, -127, -128], np.int8)
    assert binned(numbers).tolist() == [0, 1, 1, 2, 9, 10, 11, 20, 20]


def test_neighbours_end_with_the_page() -> None:
    assert shifted(codes(5, 6, 7), 1).tolist() == [6, 7, 0]
    assert shifted(codes(5, 6, 7), -2).tolist() == [0, 0, 5]
    assert shifted(codes(5), 2).tolist() == [0]


def test_a_conjunction_is_never_nothing_and_depends_on_the_order() -> None:
    one, two = np.arange(9000, dtype=np.int32), np.zeros(9000, np.int32)
    together = mixed(one, two)
    assert (together.min(), together.max()) == (1, 4095)
    assert (mixed(two, one) != together).mean() > 0.99


@pytest.mark.parametrize("kind", ["wide", "spv2"])
def test_a_token_has_its_own_and_its_neighbours_words(kind: str) -> None:
    document = toy_document(1)
    parts = toy_parts([document])
    features = FeatureSettings(kind, SETTINGS.word_ids, SETTINGS.sizes)
    featuriser = Featuriser(parts.vocabulary, parts.statistics, features)
    table = AttributeTable(features, featuriser.number_names)
    page = featuriser.features(document)[0]
    items = table.items(page.ids, page.numbers)
    assert len(items) == len(page)
    # Columns 0 to 4 are the words from two before to two after.
    words = page.ids[:, 0].tolist()
    assert words[3] > 1
    for column, place in zip(range(5), range(5, 0, -1), strict=True):
        assert f"{column}:{words[3]}".encode() in items[place]
    assert not [name for name in items[0] if name.startswith((b"0:", b"1:"))]


def test_names_fit_into_a_small_string() -> None:
    table = AttributeTable(FeatureSettings(), WIDE_NUMBERS)
    names = table._names.tolist()
    assert len(names) == len(set(names))
    assert max(map(len, names)) <= 15


def test_an_empty_page_has_no_items() -> None:
    table = AttributeTable(FeatureSettings(), WIDE_NUMBERS)
    no_ids, no_numbers = np.zeros((0, 6), np.uint16), np.zeros((0, len(WIDE_NUMBERS)), np.int8)
    assert table.items(no_ids, no_numbers) == []
