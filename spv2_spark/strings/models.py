"""The string models: their names, and the fields that each finds in a string.

The names and the fields are GROBID's, in whose form the gold is (gold.string_files).
"""

from __future__ import annotations

from dataclasses import dataclass

from spv2_spark.errors import SettingsError


@dataclass(frozen=True, slots=True)
class StringModel:
    """A model that reads a string, by its name: L `fields`, of which it finds spans."""

    name: str
    fields: tuple[str, ...]
    what: str  # it reads, for a person

    @property
    def labels(self) -> tuple[str, ...]:
        """The 2L + 1 labels of a token: none, then begin and inside of each field.

        >>> model_called("date").labels[:3]
        ('O', 'B-day', 'I-day')
        """
        return ("O", *(f"{mark}-{field}" for field in self.fields for mark in "BI"))


_NAME_FIELDS = ("forename", "middlename", "surname", "title", "suffix")
_MODELS = (
    StringModel(
        "citation",
        (
            "author", "title", "journal", "booktitle", "series", "date", "editor", "publisher",
            "institution", "collaboration", "volume", "issue", "pages", "location", "web",
            "pubnum", "note", "tech",
        ),
        "a reference as printed",
    ),
    StringModel("name-header", (*_NAME_FIELDS, "marker"), "the authors under a paper's title"),
    StringModel("name-citation", _NAME_FIELDS, "the authors of a reference"),
    StringModel(
        "affiliation-address",
        (
            "marker", "department", "laboratory", "institution", "addr_line", "post_box",
            "post_code", "settlement", "region", "country",
        ),
        "the affiliations under a paper's authors",
    ),
    StringModel("date", ("day", "month", "year"), "a date"),
)  # fmt: skip
MODELS = {one.name: one for one in _MODELS}


def model_called(name: str) -> StringModel:
    """Return the model of a name; SettingsError names those that there are."""
    if name not in MODELS:
        raise SettingsError(f"unknown model {name!r} (known: {', '.join(MODELS)})")
    return MODELS[name]
