"""Strings to what they mean: every level of the cascade is one pass over all strings together.

A reference goes through the model of citations; the lists of authors and the dates that it finds
go, those of all references at once and each distinct one once, through the models of names and
of dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spv2_spark.strings.affiliations import Affiliation, affiliations_of
from spv2_spark.strings.dates import Date, date_of
from spv2_spark.strings.people import Person, people_of
from spv2_spark.strings.references import Reference, fields_of, reference_of
from spv2_spark.strings.tagging import StringTagger, found_in


def parse_names(names: StringTagger, texts: Sequence[str]) -> list[tuple[Person, ...]]:
    """Return the people that each string names."""
    found = found_in(names, texts)
    return [people_of(*found[text]) for text in texts]


def parse_affiliations(
    affiliations: StringTagger, texts: Sequence[str]
) -> list[tuple[Affiliation, ...]]:
    """Return the affiliations in each string."""
    found = found_in(affiliations, texts)
    return [affiliations_of(*found[text]) for text in texts]


def parse_dates(dates: StringTagger, texts: Sequence[str]) -> list[Date | None]:
    """Return the date that each string tells, None for one that tells none."""
    found = found_in(dates, texts)
    return [date_of(*found[text]) for text in texts]


@dataclass(frozen=True, slots=True)
class ReferenceCascade:
    """The three models that read references."""

    citation: StringTagger
    names: StringTagger
    dates: StringTagger

    def parse(self, texts: Sequence[str]) -> list[Reference]:
        """Return what each reference says."""
        found = found_in(self.citation, texts)
        fields = {text: fields_of(*one) for text, one in found.items()}
        lists = _all(fields.values(), "author", "editor")
        printed = _all(fields.values(), "date")
        people = dict(zip(lists, parse_names(self.names, lists), strict=True))
        dates = dict(zip(printed, parse_dates(self.dates, printed), strict=True))
        parsed = {
            text: reference_of(found[text][0], one, people, dates) for text, one in fields.items()
        }
        return [parsed[text] for text in texts]


def _all(found: Iterable[dict[str, list[str]]], *names: str) -> list[str]:
    return [*dict.fromkeys(text for one in found for name in names for text in one.get(name, ()))]
