"""The mean of two models' weights.

    python -m scripts.mean_package OLD NEW SHARE OUT TRAINED-ON

NEW has learnt from OLD's weights. What NEW unlearnt comes back with OLD's share in the mean, and
little of what it learnt is lost: see docs/decisions/0019-untidy-papers.md. Words that OLD does not
know keep NEW's vectors; metrics are dropped, for they were NEW's own.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from spv2_spark.nn.package import read_package, read_start, write_package
from spv2_spark.nn.starting import starting_weights


def main(old: str, new: str, share: str, out: str, trained_on: str) -> None:
    """Write the package OUT: SHARE of NEW's weights (0 to 1), the rest of OLD's."""
    package, part = read_package(new), float(share)
    before = starting_weights(
        read_start(old), package.manifest.shape, package.vocabulary, package.weights
    )
    weights = {
        name: ((1 - part) * before[name].astype(np.float32) + part * own.astype(np.float32))
        for name, own in package.weights.items()
    }
    manifest = replace(package.manifest, trained_on=trained_on, metrics={})
    write_package(Path(out), replace(package, manifest=manifest, weights=weights))


if __name__ == "__main__":
    main(*sys.argv[1:])
