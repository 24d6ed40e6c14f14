"""Gold as JSON: the plainest of the gold forms, and the one for gold of one's own.

    {"title": "...", "authors": [{"given": "Ada", "surname": "Lovelace"}],
     "references": [{"title": "...", "authors": [...], "venue": "...", "year": "1843"}]}

A part that is left out is not said; a name may also have "suffix" and "group".
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from spv2_spark.domain.gold import Gold, GoldReference, PersonName
from spv2_spark.errors import GoldError


def gold_to_json(gold: Gold) -> str:
    """Return gold as JSON, without what it does not say."""
    told = {name: value for name, value in asdict(gold).items() if value is not None}
    return json.dumps(told, ensure_ascii=False, indent=1)


def gold_from_json(text: str, origin: str) -> Gold:
    """Read gold; raises GoldError, which names `origin`, for anything else."""
    try:
        told = json.loads(text)
        people, cited = told.get("authors"), told.get("references")
        return Gold(
            title=told.get("title"),
            authors=None if people is None else _people(people),
            references=None if cited is None else tuple(_reference(one) for one in cited),
            alternative_titles=tuple(told.get("alternative_titles", ())),
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise GoldError(f"{origin}: not gold as JSON: {error}") from error


def _people(told: list[Mapping[str, Any]]) -> tuple[PersonName, ...]:
    return tuple(PersonName(**{"given": "", **one}) for one in told)


def _reference(told: Mapping[str, Any]) -> GoldReference:
    names = {key: _people(told.get(key, [])) for key in ("authors", "editors")}
    return GoldReference(**{**_current_names(told), **names})


def _current_names(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a reference's values with `kind`, 0.4.0's name of `publication_type`, renamed."""
    if "kind" not in told:
        return told
    warnings.warn("gold: `kind` is now `publication_type`", DeprecationWarning, stacklevel=2)
    return {"publication_type" if key == "kind" else key: value for key, value in told.items()}
