"""The models of strings on a Spark worker, and columns that they make of a column of strings."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pyspark.sql import Column
from pyspark.sql import types as T
from pyspark.sql.pandas.functions import pandas_udf

from spv2_spark.config import Settings
from spv2_spark.contracts.schema import loose
from spv2_spark.contracts.strings import AFFILIATION, DATE, PARSED_REFERENCE, PERSON
from spv2_spark.engines.strings import taggers_of, versions_of
from spv2_spark.nn.device import Device, check_precision
from spv2_spark.runtime.devices import task_device
from spv2_spark.stages.strings import parsed_strings, struct_frame
from spv2_spark.strings.cascade import (
    ReferenceCascade,
    parse_affiliations,
    parse_dates,
    parse_names,
)
from spv2_spark.strings.tagging import StringTagger

_LOCK = threading.Lock()
_TAGGERS: dict[tuple[LoadStrings, Device], tuple[StringTagger, ...]] = {}
Parse = Callable[[Sequence[StringTagger], Sequence[str]], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class LoadStrings:
    """Loads the taggers of models on a worker; travels by pickle, keeps what it loaded."""

    models: tuple[str, ...]
    settings: Settings
    versions: tuple[str, ...]  # of the packages at the driver

    def __call__(self) -> tuple[StringTagger, ...]:
        """Return the taggers on this task's device; ModelError if a package changed meanwhile."""
        device = task_device(self.settings.model)
        with _LOCK:
            if (self, device) not in _TAGGERS:
                _TAGGERS[self, device] = taggers_of(
                    self.settings, self.models, self.versions, device
                )
            return _TAGGERS[self, device]


def loading(settings: Settings, *models: str) -> LoadStrings:
    """Return what loads the packages that the settings name for the models.

    Raises ModelError for an unusable package, here and not in the workers.
    """
    check_precision(settings.model.precision)
    return LoadStrings(models, settings, versions_of(settings, models))


def references_column(settings: Settings) -> Callable[[Column | str], Column]:
    """Return what makes a column of PARSED_REFERENCE of one of strings."""
    return _structs(settings, _reference_models(settings), _parsed_references, PARSED_REFERENCE)


def references_version(settings: Settings) -> str:
    """Return the versions of the models that read references, as one."""
    return "+".join(_reference_models(settings).versions)


def dates_column(settings: Settings) -> Callable[[Column | str], Column]:
    """Return what makes a column of DATE of one of strings."""
    load = loading(settings, "date")
    return _structs(settings, load, lambda taggers, texts: parse_dates(taggers[0], texts), DATE)


def names_column(settings: Settings, model: str) -> Callable[[Column | str], Column]:
    """Return what makes a column of arrays of PERSON of one of strings."""
    load = loading(settings, model)
    return _arrays(settings, load, lambda taggers, texts: parse_names(taggers[0], texts), PERSON)


def affiliations_column(settings: Settings) -> Callable[[Column | str], Column]:
    """Return what makes a column of arrays of AFFILIATION of one of strings."""
    load = loading(settings, "affiliation-address")
    return _arrays(
        settings, load, lambda taggers, texts: parse_affiliations(taggers[0], texts), AFFILIATION
    )


def _reference_models(settings: Settings) -> LoadStrings:
    return loading(settings, "citation", "name-citation", "date")


def _parsed_references(taggers: Sequence[StringTagger], texts: Sequence[str]) -> Sequence[Any]:
    return ReferenceCascade(*taggers).parse(texts)


def _structs(
    settings: Settings, load: LoadStrings, parse: Parse, contract: T.StructType
) -> Callable[[Column | str], Column]:
    chunk, names = settings.strings.chunk_strings, contract.fieldNames()

    def parsed(batches: Iterator[pd.Series]) -> Iterator[pd.DataFrame]:
        for rows in parsed_strings(batches, lambda texts: parse(load(), texts), chunk):
            yield struct_frame(rows, names)

    return _column(parsed, loose(contract))


def _arrays(
    settings: Settings, load: LoadStrings, parse: Parse, contract: T.StructType
) -> Callable[[Column | str], Column]:
    chunk = settings.strings.chunk_strings

    def parsed(batches: Iterator[pd.Series]) -> Iterator[pd.Series]:
        for rows in parsed_strings(batches, lambda texts: parse(load(), texts), chunk):
            yield pd.Series(rows, dtype=object)

    return _column(parsed, T.ArrayType(loose(contract)))


def _column(function: Any, returns: Any) -> Callable[[Column | str], Column]:
    made: Any = pandas_udf(function, returns)
    # Spark would put a deterministic one into every filter upon it, and parse each string twice.
    column: Callable[[Column | str], Column] = made.asNondeterministic()
    return column
