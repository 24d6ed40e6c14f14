"""Reading and writing tables under their contracts, on any file system that Spark knows.

Every table has a marker (`runtime.outputs`) that comes before its rows and, once they are
whole, lists its files. A table is written where there is nothing, or in place of one of its
kind that holds nothing else: what this program did not write is never removed.
"""

from __future__ import annotations

import contextlib
import re
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

from spv2_spark.contracts.schema import Frame, Tab, Table, check
from spv2_spark.contracts.tables import ByWave
from spv2_spark.errors import ContractError, OutputError
from spv2_spark.runtime.filesystem import Place
from spv2_spark.runtime.outputs import MARKER, marker_of, marker_text, not_ours
from spv2_spark.runtime.stores import check_writable

SUCCESS = "_SUCCESS"
_LEAST_PARTS = "spark.sql.files.minPartitionNum"
# Rows after which Parquet's writer looks at the memory that it holds: some have 17 MB.
LOOK = "parquet.page.size.row.check.min"
# What a job of Spark's leaves that did not come to its end.
_SPARKS = re.compile(
    r"(_temporary|__magic[^/]*)/.*|(\w+=[^/]*/)?part-\d{5}-[0-9a-f-]{36}[^/]*\.(parquet|txt)"
    r"|part-\d{5}\.(tei\.xml|bib|json)"  # files of lines, by their final names
)
# A file of a table that grows (`runtime.growing`), by its part.
GROWN = re.compile(r"(?P<part>[\w-]+)-\d{5}\.zstd\.parquet")
_ABANDONED_S = 86_400.0


def write_table(frame: Frame[Tab], path: str, table: type[Tab], **options: str) -> None:
    """Write zstd Parquet at `path`, with options of Spark's; its success mark comes late.

    What a killed run left of such a table is replaced. Raises ContractError for columns that
    are missing or of another type, OutputError for a path that holds anything else, a whole
    table included; a null in a column that the contract calls non-null fails the job.
    """
    check(frame.schema, table.contract, path)
    place = Place(frame.sparkSession, path)
    check_free(place, table.what)
    if place.child(SUCCESS).exists():
        raise OutputError(f"{place}: a table is there already")
    if place.children():
        place.remove()
    _write(frame, place, table, **options)


def replace_table(frame: Frame[Tab], path: str, table: type[Tab]) -> None:
    """Write a table as `write_table` does, in the place of one of its kind once it is whole.

    Raises OutputError for a path that holds anything else.
    """

    def write(place: Place) -> None:
        write_table(frame, str(place), table)

    replace_written(Place(frame.sparkSession, path), table.what, write)


def replace_lines(lines: DataFrame, path: str, suffix: str, what: str) -> None:
    """Write a DataFrame of one text column as UTF-8 files at `path`, in place of files of the kind.

    Each partition that is not empty becomes a file of its rows, a line each and in their order:
    `part-00000` and so on, with `suffix`. Nothing is replaced before all are whole. Raises
    OutputError for a path that holds anything else.
    """

    def write(place: Place) -> None:
        _write_lines(lines, place, suffix, what)

    replace_written(Place(lines.sparkSession, path), what, write)


def replace_written(place: Place, what: str, write: Callable[[Place], None]) -> None:
    """Have `write` fill a folder beside `place`, and put it in the place of what is there.

    Two renames put it there, and only then is what was there removed. Raises OutputError for a
    place that holds anything else than a whole table that is a `what`.
    """
    if place.path.getParent() is None:
        raise OutputError(f"{place}: name a folder, not the root of a store")
    tidy(place, what)
    check_free(place, what)
    if place.exists() and not place.children():
        # Perhaps a mounted disk, which cannot be renamed; there is nothing to be kept, either.
        write(place)
        return
    fresh = place.sibling(f".{place.name}.{uuid.uuid4().hex}.new")
    try:
        write(fresh)
        put_in_place(fresh, place, what)
    except BaseException:
        fresh.remove()
        raise


def put_in_place(fresh: Place, place: Place, what: str, keep_as: str = "") -> None:
    """Put a whole table in the place of a table that is a `what`, which is removed.

    With `keep_as` that stays beside the new one by that name, in place of a table of the kind.
    Raises OutputError, with nothing changed, if anything else is in one of the places.
    """
    old = place.sibling(keep_as or f".{place.name}.{uuid.uuid4().hex}.old")
    check_free(old, what)
    check_free(place, what)
    _swap(place, fresh, old)
    if not keep_as:
        old.remove()


def _swap(place: Place, fresh: Place, old: Place) -> None:
    """Move what is at `place` to `old`, in place of what is there, and `fresh` to `place`."""
    try:
        if place.exists():
            old.remove()
            place.move_to(old)
        fresh.move_to(place)
    except BaseException:
        if old.exists() and not place.exists():
            old.move_to(place)
        raise


def check_place(spark: SparkSession, path: str, what: str) -> None:
    """Raise OutputError unless a table, or lines, of the kind `what` may be written at `path`."""
    place = Place(spark, path)
    if place.path.getParent() is not None:
        check_writable(spark, str(place.parent()))
    check_free(place, what)


def remove_table(spark: SparkSession, path: str, table: type[Table]) -> None:
    """Remove a table of the kind; raises OutputError if anything else is there."""
    place = Place(spark, path)
    check_free(place, table.what)
    place.remove()


def check_free(place: Place, what: str) -> None:
    """Raise OutputError unless nothing is at `place`, or a table that is a `what` and no more."""
    if not place.exists():
        return
    if not place.is_folder():
        raise OutputError(not_ours(str(place)))
    if not (names := place.children()):
        return
    found = marker_of(place.child(MARKER).read_text())
    if found.get("what") != what:
        raise OutputError(not_ours(str(place), names[0]))
    unlisted = GROWN if "files" in found else _SPARKS
    listed = set(found.get("files", ()))
    for file in place.files_below():
        is_ours = file in listed or unlisted.fullmatch(file)
        if not is_ours and file not in (MARKER, SUCCESS):
            raise OutputError(not_ours(str(place), file))


def _write(frame: DataFrame, place: Place, table: type[Table], **options: str) -> None:
    checked = frame.select(*(filled(field) for field in table.contract.fields))
    writer = checked.write.mode("append").option("compression", "zstd").option(LOOK, "4")
    writer = writer.options(**options)
    with _marked(place, table.what):
        writer.parquet(str(place))


def _write_lines(lines: DataFrame, place: Place, suffix: str, what: str) -> None:
    with _marked(place, what):
        lines.write.mode("append").text(str(place))
        parts = [name for name in place.children() if _SPARKS.fullmatch(name)]
        for number, name in enumerate(parts):
            place.child(name).move_to(place.child(f"part-{number:05}{suffix}"))


@contextlib.contextmanager
def _marked(place: Place, what: str) -> Iterator[None]:
    """Mark a folder as ours while it is written, and list its files once they are whole."""
    place.child(MARKER).write_text(marker_text(what))
    try:
        yield
    except BaseException:
        with contextlib.suppress(Exception):  # Spark itself may be gone
            place.remove()
        raise
    files = [file for file in place.files_below() if file not in (MARKER, SUCCESS)]
    place.child(MARKER).write_text(marker_text(what, files=files))


def tidy(place: Place, what: str) -> None:
    """Repair what killed runs left beside `place`: a table between two renames, and rests."""
    name = re.compile(rf"\.{re.escape(place.name)}\.[0-9a-f]{{32}}\.(new|old)")
    beside = place.parent().children()
    for rest in [place.sibling(one) for one in beside if name.fullmatch(one)]:
        try:
            check_free(rest, what)
        except OutputError:
            continue
        if rest.name.endswith("old") and rest.child(SUCCESS).exists() and not place.exists():
            rest.move_to(place)
        elif rest.age_s() > _ABANDONED_S:
            rest.remove()


def read_table(spark: SparkSession, path: str | Sequence[str], table: type[Tab]) -> Frame[Tab]:
    """Return the table at `path`, or those at several paths as one, with its contract's columns.

    Raises ContractError for a table that is not there, not finished, or has other columns.
    """
    paths = [path] if isinstance(path, str) else path
    return table.of(_read(spark, paths, table.contract))


def read_by_wave(
    spark: SparkSession, folder: str, waves: Iterable[str], table: type[Tab]
) -> Frame[ByWave[Tab]]:
    """Return the tables `folder`/wave=WAVE of some waves as one; raises as `read_table`."""
    paths = [f"{folder}/wave={wave}" for wave in waves]
    contract = ByWave.contract_of(table)
    if not paths:
        return ByWave.of(spark.createDataFrame([], contract))
    return ByWave.of(_read(spark, paths, contract, basePath=folder))


def _read(
    spark: SparkSession, paths: Sequence[str], contract: T.StructType, **options: str
) -> DataFrame:
    for one in paths:
        if not is_finished(spark, one):
            raise ContractError(f"{one}: no finished table here")
    frame = spark.read.options(**options).parquet(*paths)
    check(frame.schema, contract, f"{paths[0]}: not of this version's columns, make it again")
    return frame.select(*contract.fieldNames())


@contextlib.contextmanager
def read_in_parts(spark: SparkSession, parts: int) -> Iterator[None]:
    """Have tables that are read in here cut into about as many partitions, along their files.

    Spark would put small files together until every core has some; a task is to be a file.
    """
    before = spark.conf.get(_LEAST_PARTS, None)
    spark.conf.set(_LEAST_PARTS, str(parts))
    try:
        yield
    finally:
        if before is None:
            spark.conf.unset(_LEAST_PARTS)
        else:
            spark.conf.set(_LEAST_PARTS, before)


def is_finished(spark: SparkSession, path: str) -> bool:
    """Whether a table was written at `path` to its end."""
    return Place(spark, path).child(SUCCESS).exists()


def children(spark: SparkSession, path: str) -> list[str]:
    """Return the names in a folder, sorted; none if there is no such folder."""
    return Place(spark, path).children()


def filled(field: T.StructField) -> Column:
    """Return a contract's column with its comment, such that a null where none may be is an error.

    Parquet files of Spark's hold the comments, and plain readers find them there.
    """
    column = F.col(field.name)
    if field.nullable:
        return column.alias(field.name, metadata=field.metadata)
    missing = F.raise_error(F.lit(f"null in {field.name}, which the contract calls non-null"))
    present = F.coalesce(column, missing.cast(field.dataType))
    return present.alias(field.name, metadata=field.metadata)
