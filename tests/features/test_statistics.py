from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spv2_spark.errors import ModelError
from spv2_spark.features import statistics
from spv2_spark.features.statistics import TokenStatistics, of_pages, of_rows, percentile
from tests.features.pages import page_of

KINDS = ("token", "font", "size", "space", "left", "right", "top", "bottom")
COUNTED = st.one_of(  # a size is a number of bins, and of words there is anything
    st.tuples(st.sampled_from(["token", "font"]), st.text("ab1", max_size=2), st.integers(1, 5)),
    st.tuples(st.sampled_from(KINDS[2:]), st.text("12", min_size=1, max_size=2), st.integers(1, 5)),
)
ROWS = st.lists(COUNTED, max_size=20)


def rows_of(found: TokenStatistics) -> list[tuple[str, str, int]]:
    return [(kind, *counted) for kind in KINDS for counted in found.of(kind).items()]


@given(ROWS, ROWS)
def test_statistics_merge_in_any_order(one, two):
    whole = of_rows(one + two)
    assert of_rows(two + one) == whole
    assert of_rows(rows_of(of_rows(one)) + rows_of(of_rows(two))) == whole


def test_pages_are_counted_by_kind():
    page = page_of(
        ["The", "the", "ﬁn", "X"], sizes=[10, 10, 10, 12.04], fonts=["A", "B"], font=[0, 0, 1, 1]
    )
    found = of_pages([page, page])
    assert found.of("token") == {"the": 4, "fin": 2, "x": 2}
    assert found.of("font") == {"A": 4, "B": 4}
    assert found.of("size") == {"100": 6, "120": 2}
    assert sum(found.of("left").values()) == 8


def test_what_hyphens_leave_at_line_ends_is_in_no_lexicon():
    page = page_of(
        ["re", "-", "port", "of", "re", "-", "port", "report"], lines=[0, 0, 1, 1, 1, 1, 1, 1]
    )
    found = of_pages([page])
    assert found.of("broken") == {"re": 1, "port": 1}
    assert found.lexicon(1.0) == ("-", "of", "port", "re", "report")
    at_ends = of_pages([page_of(["re", "-", "port", "report"], lines=[0, 0, 1, 1])])
    assert at_ends.lexicon(1.0) == ("-", "report")


def test_the_vocabulary_covers_the_wanted_share():
    counts = of_rows(
        [("token", "the", 90), ("token", "of", 9), ("token", "b", 1), ("token", "a", 1)]
    )
    assert counts.vocabulary(0.9) == ("the", "of")
    assert counts.vocabulary(1.0) == ("the", "of", "a", "b")
    assert counts.vocabulary(1.0, most=1) == ("the",)


def test_a_percentile_is_the_mean_of_the_share_below_and_up_to():
    values = percentile({"90": 1, "100": 2, "120": 1}).of(np.array([80, 90, 100, 110, 120, 130]))
    assert values.tolist() == [0.0, 0.125, 0.5, 0.75, 0.875, 1.0]
    assert percentile({}).of(np.array([7])).tolist() == [0.5]


@given(ROWS)
def test_json_brings_them_back(rows):
    counts = of_rows(rows)
    assert statistics.from_json(counts.to_json()) == counts


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": 2, "counts": {}}', '{"format": 1, "counts": 3}']
)
def test_other_json_is_refused(text):
    with pytest.raises(ModelError, match="statistics"):
        statistics.from_json(text)
