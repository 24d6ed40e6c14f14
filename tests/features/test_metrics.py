from __future__ import annotations

import numpy as np
import pytest

from spv2_spark.domain.label import MASK, Field, begin, inside
from spv2_spark.features.metrics import confusion, empty_counts, token_scores

YEAR, TITLE = begin(Field.BIB_YEAR), begin(Field.TITLE)


def test_an_inside_label_that_gold_never_has_is_no_half_of_the_score() -> None:
    gold = np.array([0, YEAR, 0, YEAR, TITLE, inside(Field.TITLE), MASK])
    found = np.array([0, YEAR, inside(Field.BIB_YEAR), YEAR, TITLE, 0, YEAR])
    scores = token_scores(confusion(gold, found, 13), empty_counts()[1])
    assert scores["bib_year"] == 1.0
    assert scores["title"] == pytest.approx((1.0 + 0.0) / 2)
    assert set(scores) == {"bib_year", "title", "score"}
