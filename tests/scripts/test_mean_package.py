"""The mean of two models' weights."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from scripts.mean_package import main
from spv2_spark.nn.package import read_package, write_package


def test_a_mean_has_both_and_words_of_the_new_one_alone(tmp_path: Path) -> None:
    new = read_package("packaged:default")
    words = new.vocabulary
    other = {name: np.zeros_like(one) for name, one in new.weights.items()}
    # The old one knows all words but the last, in another order.
    old = replace(new, weights=other, vocabulary=tuple(reversed(words[:-1])))
    write_package(tmp_path / "old", old)
    main(str(tmp_path / "old"), "packaged:default", "0.25", str(tmp_path / "mean"), "both")
    mean = read_package(tmp_path / "mean")
    assert (mean.manifest.trained_on, dict(mean.manifest.metrics)) == ("both", {})
    for name, own in new.weights.items():
        told = mean.weights[name].astype(np.float32)
        if name == "embedding_0/embeddings":
            last = len(words) + 1
            np.testing.assert_allclose(told[last], own[last], atol=1e-3)
            told, own = told[:last], own[:last]  # noqa: PLW2901
        np.testing.assert_allclose(told, own.astype(np.float32) / 4, atol=2e-3)
