"""Tables that grow by parts: files are added, and a manifest, written last, says which count.

The manifest is the table's marker (`runtime.outputs`). A part is what one source (a wave) gave;
once the source changes it is written anew, in files of other names. Files that a killed run left
and no manifest lists are removed by the next one.
"""

from __future__ import annotations

import contextlib
import re
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

from spv2_spark.contracts.schema import check, loose
from spv2_spark.errors import ContractError
from spv2_spark.runtime.filesystem import Place
from spv2_spark.runtime.outputs import MARKER, marker_of, marker_text
from spv2_spark.runtime.tables import GROWN, LOOK, SUCCESS, check_free, filled

_PART = "of_part"
_STAGED = re.compile(rf"{_PART}=(?P<part>[^/]+)/part-[^/]+\.parquet")
_EMPTY = "empty"  # the part of a file without rows: plain readers find the columns in it


class Part(NamedTuple):
    """A part of a table, as of how many changes of its source, and how much of it there is."""

    changes: int
    given: int  # rows that the source had
    rows: int  # that are in the table


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a table that grows holds: rows of one version, by parts, in these files."""

    version: str
    parts: Mapping[str, Part]
    files: tuple[str, ...]

    def replaced(self, parts: Mapping[str, Part], files: Iterable[str]) -> Manifest:
        """Return the manifest with these parts in these files, in place of parts of the names."""
        others = (file for file in self.files if _part_of(file) not in parts)
        return Manifest(self.version, {**self.parts, **parts}, (*others, *files))

    def without(self, names: Collection[str]) -> Manifest:
        """Return the manifest without some parts."""
        files = tuple(file for file in self.files if _part_of(file) not in names)
        parts = {name: part for name, part in self.parts.items() if name not in names}
        return Manifest(self.version, parts, files)


def manifest_at(place: Place) -> Manifest | None:
    """Return the manifest of the table at `place`; None if there is no table that grows."""
    found = marker_of(place.child(MARKER).read_text())
    if "parts" not in found:
        return None
    parts = {name: Part(*numbers) for name, numbers in found["parts"].items()}
    return Manifest(found["results"], parts, tuple(found["files"]))


@dataclass(frozen=True, slots=True)
class GrowingTable:
    """A table that is a `what`, of parts by the column `by`, each ordered by `order`."""

    place: Place
    contract: T.StructType
    what: str
    by: str
    order: str

    def opened(self, version: str) -> Manifest:
        """Return the manifest; a table that is not there, or of another version, is begun.

        Raises OutputError for a place that holds anything else.
        """
        check_free(self.place, self.what)
        found = manifest_at(self.place)
        if found is not None and found.version == version and found.files:
            return found
        for name in self.place.children():
            self.place.child(name).remove()
        begun = Manifest(version, {}, ())
        self._save(begun)
        nothing = self.place.spark.createDataFrame([], loose(self.contract)).coalesce(1)
        with self._staged() as staged:
            _write(nothing, self.contract, staged, ())
            (file,) = (name for name in staged.children() if name.endswith(".parquet"))
            name = _name_of(_EMPTY, 0, 0)
            staged.child(file).move_to(self.place.child(name))
        begun = Manifest(version, {}, (name,))
        self._save(begun)
        return begun

    def add(
        self, manifest: Manifest, rows: DataFrame | None, sources: Mapping[str, tuple[int, int]]
    ) -> Manifest:
        """Write the parts of `rows` (None if there are none) and return the new manifest.

        `sources` has of each part how often its source changed, and how many rows it had. A part
        of a name that is there is replaced: its old files go once the new manifest is written.
        """
        self._clear(manifest)
        counts: dict[str, int] = {}
        files: list[str] = []
        if rows is not None:
            check(rows.schema, self.contract, str(self.place))
            with self._staged() as staged:
                parted = rows.withColumn(_PART, F.col(self.by))
                _write(parted, self.contract, staged, (_PART, self.order))
                counts = _counts(staged)
                check_free(self.place, self.what)  # writing took a while
                files = self._moved(staged, sources)
        parts = {
            name: Part(changes, given, counts.get(name, 0))
            for name, (changes, given) in sources.items()
        }
        grown = manifest.replaced(parts, files)
        self._save(grown)
        self._clear(grown)
        return grown

    def drop(self, manifest: Manifest, names: Collection[str]) -> Manifest:
        """Remove parts; return the new manifest."""
        left = manifest.without(names)
        self._save(left)
        self._clear(left)
        return left

    def finish(self) -> None:
        """Say, as Spark does, that all is there."""
        success = self.place.child(SUCCESS)
        if not success.exists():
            success.write_text("")

    def _save(self, manifest: Manifest) -> None:
        facts = {"files": list(manifest.files), "results": manifest.version}
        text = marker_text(self.what, **facts, parts=dict(manifest.parts))
        self.place.child(MARKER).write_text(text)

    def _clear(self, manifest: Manifest) -> None:
        listed = set(manifest.files)
        for name in self.place.children():
            if GROWN.fullmatch(name) and name not in listed:
                self.place.child(name).remove()

    def _moved(self, staged: Place, sources: Mapping[str, tuple[int, int]]) -> list[str]:
        """Move staged files to the table under their parts' names; return these."""
        by_part: dict[str, list[str]] = {}
        for file in sorted(staged.files_below()):
            if found := _STAGED.fullmatch(file):
                by_part.setdefault(found["part"], []).append(file)
        names = []
        for part, files in by_part.items():
            for number, file in enumerate(files):
                name = _name_of(part, sources[part][0], number)
                staged.child(file).move_to(self.place.child(name))
                names.append(name)
        return names

    @contextlib.contextmanager
    def _staged(self) -> Iterator[Place]:
        """Yield a folder beside the table, for what is not whole yet."""
        staged = self.place.sibling(f".{self.place.name}.{uuid.uuid4().hex}.new")
        staged.child(MARKER).write_text(marker_text(self.what))
        try:
            yield staged
        finally:
            with contextlib.suppress(Exception):  # Spark itself may be gone
                staged.remove()


def read_grown(spark: SparkSession, path: str, contract: T.StructType) -> DataFrame:
    """Return the table at `path` as its manifest has it now, with the contract's columns.

    Raises ContractError for a folder without a manifest, or with other columns.
    """
    place = Place(spark, path)
    manifest = manifest_at(place)
    if manifest is None or not manifest.files:
        raise ContractError(f"{path}: no dataset with a manifest here")
    table = spark.read.parquet(*(str(place.child(file)) for file in manifest.files))
    check(table.schema, contract, path)
    return table.select(*contract.fieldNames())


def _write(
    rows: DataFrame, contract: T.StructType, staged: Place, sorting: tuple[str, ...]
) -> None:
    """Write the contract's columns of `rows`; by the first column of `sorting`, if any, parted."""
    columns = [filled(field) for field in contract.fields]
    table = rows.select(*columns, *sorting[:1])
    ordered = table.sortWithinPartitions(*sorting) if sorting else table
    writer = ordered.write.mode("append").option("compression", "zstd").option(LOOK, "4")
    writer.partitionBy(*sorting[:1]).parquet(str(staged))


def _counts(staged: Place) -> dict[str, int]:
    """Return the rows of each part that is staged."""
    parts = T.StructType([T.StructField(_PART, T.StringType())])
    table = staged.spark.read.schema(parts).parquet(str(staged))
    return {row[_PART]: row["count"] for row in table.groupBy(_PART).count().collect()}


def _name_of(part: str, changes: int, number: int) -> str:
    return f"{part}.c{changes}-{number:05}.zstd.parquet"


def _part_of(file: str) -> str:
    found = GROWN.fullmatch(file)
    return found["part"] if found else ""
