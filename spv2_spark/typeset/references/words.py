"""The words of a style's apparatus: "In", "Eds.", "vol.", "Accessed"."""

from __future__ import annotations

import random

from spv2_spark.typeset.languages import words_of


def draw_words(language: str, rng: random.Random) -> dict[str, str]:
    """Return one variant of every word of a language: a style keeps to them."""
    apparatus = words_of(language).apparatus
    return {key: rng.choice(variants) for key, variants in apparatus.items()}
