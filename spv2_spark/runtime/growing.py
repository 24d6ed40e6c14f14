"""Tables that grow by parts: files are added, and a manifest, written last, says which count.

The manifest is the table's marker (`runtime.outputs`). A part is what one source (a wave) gave.
Rows that a source loses are taken out of its files one by one, each put in the place of the file
that it was made of: who reads meanwhile finds every file that was listed, and no row twice. Files
that a killed run left and no manifest lists are removed by the next one.
"""

from __future__ import annotations

import contextlib
import re
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, NamedTuple

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

from spv2_spark.contracts.schema import Frame, Tab, check, loose
from spv2_spark.errors import ContractError
from spv2_spark.runtime.filesystem import Place
from spv2_spark.runtime.outputs import MARKER, marker_of, marker_text
from spv2_spark.runtime.tables import GROWN, LOOK, SUCCESS, check_free, filled

_PART = "of_part"
_STAGED = re.compile(rf"{_PART}=(?P<part>[^/]+)/part-[^/]+\.parquet")
Sources = Mapping[str, tuple[int, int]]  # of parts: changes of the source, rows that it had
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

    def plus(self, parts: Mapping[str, Part], files: Iterable[str] = ()) -> Manifest:
        """Return the manifest with these parts, new or in place of parts of the names, and files.

        The files of a part stay the same once it is there.
        """
        return Manifest(self.version, {**self.parts, **parts}, (*self.files, *files))

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
class GrowingTable(Generic[Tab]):
    """A table of a kind, of parts by the column `by`, each ordered by `order`."""

    place: Place
    table: type[Tab]
    by: str
    order: str

    def opened(self, version: str) -> Manifest:
        """Return the manifest; a table that is not there, or of another version, is begun.

        Raises OutputError for a place that holds anything else.
        """
        check_free(self.place, self.table.what)
        found = manifest_at(self.place)
        if found is not None and found.version == version and found.files:
            return found
        # The marker last: without it the files would be nobody's.
        for name in sorted(self.place.children(), key=lambda name: name == MARKER):
            self.place.child(name).remove()
        self._save(Manifest(version, {}, ()))
        name = _name_of(_EMPTY, 0)
        with self._staged() as staged:
            self._write_empty(staged).move_to(self.place.child(name))
        begun = Manifest(version, {}, (name,))
        self._save(begun)
        return begun

    def add(self, manifest: Manifest, rows: Frame[Tab] | None, sources: Sources) -> Manifest:
        """Write the parts of `rows` (None if there are none) and return the new manifest.

        None of the parts that `sources` names may be there.
        """
        self._clear(manifest)
        counts: Mapping[str, int] = {}
        files: list[str] = []
        if rows is not None:
            check(rows.schema, self.table.contract, str(self.place))
            with self._staged() as staged:
                self._write(rows.withColumn(_PART, F.col(self.by)), staged)
                counts = _counts(staged)
                check_free(self.place, self.table.what)  # writing took a while
                files = self._moved(staged)
        return self._saved(manifest.plus(_parts(sources, counts), files))

    def keep(self, manifest: Manifest, kept: DataFrame, sources: Sources) -> Manifest:
        """Take every row out of the parts that `sources` names but those of `kept`.

        `kept` has the columns `by` and `order` of the rows that stay. Return the new manifest.
        """
        self._clear(manifest)
        files = [file for file in manifest.files if _part_of(file) in sources]
        if not files:
            return self._saved(manifest.plus(_parts(sources, {})))
        there = _read(self.place, files).withColumn(_PART, F.col("_metadata.file_name"))
        stay = there.join(F.broadcast(kept), [self.by, self.order], "left_semi")
        before = {row[_PART]: row["count"] for row in there.groupBy(_PART).count().collect()}
        with self._staged() as staged:
            self._write(stay.repartition(len(files), _PART), staged)
            counts = _counts(staged)
            check_free(self.place, self.table.what)
            self._replace([one for one in files if counts.get(one) != before.get(one)], staged)
        by_part: dict[str, int] = {}
        for file, count in counts.items():
            by_part[_part_of(file)] = by_part.get(_part_of(file), 0) + count
        return self._saved(manifest.plus(_parts(sources, by_part)))

    def drop(self, manifest: Manifest, names: Collection[str]) -> Manifest:
        """Remove parts, with their files; return the new manifest."""
        left = self._saved(manifest.without(names))
        self._clear(left)
        return left

    def finish(self) -> None:
        """Say, as Spark does, that all is there."""
        success = self.place.child(SUCCESS)
        if not success.exists():
            success.write_text("")

    def _saved(self, manifest: Manifest) -> Manifest:
        self._save(manifest)
        return manifest

    def _save(self, manifest: Manifest) -> None:
        facts = {"files": list(manifest.files), "results": manifest.version}
        text = marker_text(self.table.what, **facts, parts=dict(manifest.parts))
        self.place.child(MARKER).write_text(text)

    def _clear(self, manifest: Manifest) -> None:
        listed = set(manifest.files)
        for name in self.place.children():
            if GROWN.fullmatch(name) and name not in listed:
                self.place.child(name).remove()

    def _moved(self, staged: Place) -> list[str]:
        """Move staged files to the table under their parts' names; return these."""
        names = []
        for part, files in _staged_files(staged).items():
            for number, file in enumerate(files):
                names.append(_name_of(part, number))
                staged.child(file).move_to(self.place.child(names[-1]))
        return names

    def _replace(self, files: Iterable[str], staged: Place) -> None:
        """Put staged files in the place of files of the table; one of no rows where none is."""
        fresh = _staged_files(staged)
        for file in files:
            if file in fresh:
                staged.child(fresh[file][0]).replace(self.place.child(file))
                continue
            with self._staged() as empty:
                self._write_empty(empty).replace(self.place.child(file))

    def _write(self, rows: DataFrame, staged: Place) -> None:
        """Write rows with the column _PART, a folder a part."""
        columns = [filled(field) for field in self.table.contract.fields]
        ordered = rows.select(*columns, _PART).sortWithinPartitions(_PART, self.order)
        writer = ordered.write.mode("append").option("compression", "zstd").option(LOOK, "4")
        writer.partitionBy(_PART).parquet(str(staged))

    def _write_empty(self, staged: Place) -> Place:
        """Write a file without rows; return its place."""
        contract = self.table.contract
        nothing = self.place.spark.createDataFrame([], loose(contract)).coalesce(1)
        columns = [filled(field) for field in contract.fields]
        writer = nothing.select(*columns).write.mode("append").option("compression", "zstd")
        writer.parquet(str(staged))
        (file,) = (name for name in staged.children() if name.endswith(".parquet"))
        return staged.child(file)

    @contextlib.contextmanager
    def _staged(self) -> Iterator[Place]:
        """Yield a folder beside the table, for what is not whole yet."""
        staged = self.place.sibling(f".{self.place.name}.{uuid.uuid4().hex}.new")
        staged.child(MARKER).write_text(marker_text(self.table.what))
        try:
            yield staged
        finally:
            with contextlib.suppress(Exception):  # Spark itself may be gone
                staged.remove()


def read_grown(spark: SparkSession, path: str, table: type[Tab]) -> Frame[Tab]:
    """Return the table at `path` as its manifest has it now, with the contract's columns.

    Raises ContractError for a folder without a manifest, or with other columns.
    """
    place = Place(spark, path)
    manifest = manifest_at(place)
    if manifest is None or not manifest.files:
        raise ContractError(f"{path}: no dataset with a manifest here")
    rows = _read(place, manifest.files)
    check(rows.schema, table.contract, path)
    return table.of(rows.select(*table.contract.fieldNames()))


def _read(place: Place, files: Iterable[str]) -> DataFrame:
    return place.spark.read.parquet(*(f"{place}/{file}" for file in files))


def _parts(sources: Sources, counts: Mapping[str, int]) -> dict[str, Part]:
    return {name: Part(*told, counts.get(name, 0)) for name, told in sources.items()}


def _staged_files(staged: Place) -> dict[str, list[str]]:
    """Return the files of each part that is staged."""
    by_part: dict[str, list[str]] = {}
    for file in sorted(staged.files_below()):
        if found := _STAGED.fullmatch(file):
            by_part.setdefault(found["part"], []).append(file)
    return by_part


def _counts(staged: Place) -> dict[str, int]:
    """Return the rows of each part that is staged."""
    parts = T.StructType([T.StructField(_PART, T.StringType())])
    table = staged.spark.read.schema(parts).parquet(str(staged))
    return {row[_PART]: row["count"] for row in table.groupBy(_PART).count().collect()}


def _name_of(part: str, number: int) -> str:
    return f"{part}-{number:05}.zstd.parquet"


def _part_of(file: str) -> str:
    found = GROWN.fullmatch(file)
    return found["part"] if found else ""
