"""Pre-trained word vectors in GloVe's text format: a word and its numbers on each line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from spv2_spark.domain.page import Float32s
from spv2_spark.errors import SettingsError


def read_vectors(path: Path, words: Sequence[str]) -> dict[int, Float32s]:
    """Return {place in `words`: vector (dim,)} for the words that the file holds.

    The first line may be word2vec's header (two numbers). Raises SettingsError for a file
    that is missing, holds none of the words, or has lines of unequal length.
    """
    places = {word: place for place, word in enumerate(words)}
    found: dict[int, Float32s] = {}
    dims: set[int] = set()
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                word, *numbers = line.rstrip().split(" ")
                place = places.get(word)
                if place is None or len(numbers) <= 1:
                    continue
                found[place] = np.array(numbers, np.float32)
                dims.add(len(numbers))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: not word vectors ({error})") from error
    if len(dims) != 1:
        raise SettingsError(f"{path}: no word of the vocabulary, or vectors of unequal length")
    return found


def vector_size(vectors: dict[int, Float32s]) -> int:
    """Return the vectors' number of dimensions."""
    return len(next(iter(vectors.values())))
