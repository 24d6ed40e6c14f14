"""The rules of the labels' path: a title where none is likeliest, running heads."""

from __future__ import annotations

import numpy as np
import pytest

from spv2_spark.decode.decoder import Decoder
from spv2_spark.domain.tagging import PageTags
from spv2_spark.scoring.oracle import tags_of_labels
from tests.decode.build import bibs, built, read, title

TEXT = ["plain text of a paper that goes on for long"] * 4


@pytest.mark.parametrize(
    ("probability", "without", "text"),
    [(0.3, "", "A Doubtful Title"), (0.3, "doubtful_title", ""), (0.1, "", "")],
)
def test_doubtful_title(probability: float, without: str, text: str) -> None:
    document, labels = built(["#A Doubtful Title", "{A Ann Doe}", *TEXT])
    (tags,) = tags_of_labels(labels)
    field = tags.field_logp.copy()
    field[:3] = np.log(1e-6)
    field[:3, 0] = np.log(1 - probability)
    field[[0, 1, 2], [1, 2, 2]] = np.log(probability)
    decoder = Decoder(without=frozenset({without} - {""}))
    metadata = decoder.metadata_of(document, [PageTags(tags.number, field, tags.entry_logp)])
    assert title(metadata) == text
    if metadata.title:
        assert metadata.title.confidence == pytest.approx(probability, abs=0.05)


def test_running_heads() -> None:
    head = "~+{a ANN DOE} and {a BOB ROE} 12"
    far = ["text text"] * 3
    pages = [
        [head.replace("+", ""), "", *far, "@1. {a Roe A}. {t A title that}>"],
        [head, "", "~+{>t goes on}. {v Nature}."],
    ]
    assert bibs(read(*pages)) == [("A title that goes on", ["A Roe"], "Nature", "")]
    assert "ANN DOE" in bibs(read(*pages, without="running_heads"))[0][1]
    first = [pages[0], ["other text"], ["more text"], ["and so on"], pages[1], *[["text"]] * 3]
    assert "ANN DOE" in bibs(read(*first))[0][1]  # on two of eight pages
    near = [[line for line in page if line] for page in pages]  # no white space: no head
    assert "ANN DOE" in bibs(read(*near))[0][1]
