"""The models of strings that further fields are read by."""

from __future__ import annotations

from typing import NamedTuple

from spv2_spark.strings.tagging import StringTagger


class StringModels(NamedTuple):
    """The taggers of references, of names in them, of dates and of affiliations."""

    citation: StringTagger
    names: StringTagger
    dates: StringTagger
    affiliations: StringTagger


NAMES = ("citation", "name-citation", "date", "affiliation-address")
"""The names of the models, in the order of StringModels."""
