"""Compact: tables of tokens with many small files become few of large ones.

A task writes a file, and a wave a table; both are as small as failures and progress ask for. A
new version of results reads them all again. The tables that are put together stay (a driver may
read them), but the Task DB names them no more: `clean` removes them.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from spv2_spark.config import Settings
from spv2_spark.contracts.tables import Tokens
from spv2_spark.ledger import Ledger
from spv2_spark.pipeline.daily.token_cache import TableCache
from spv2_spark.pipeline.versions import token_tables_version
from spv2_spark.pipeline.workdir import workdir_of
from spv2_spark.runtime.filesystem import Place
from spv2_spark.runtime.tables import is_finished, read_by_wave, write_table

_FILE_BYTES = 96_000_000  # cut by the number of papers: hardly one has less than 64 MB
_LEAST_PAPERS = 2_000  # of a table: such a file
# Of a row group before it is compressed, some 300 papers: the tasks of one file share these.
_GROUP = {"parquet.block.size": "33554432"}


@dataclass(frozen=True, slots=True)
class Compacted:
    """How many tables and files of tokens were put together, and into how many."""

    tables: int = 0
    files_before: int = 0
    new_tables: int = 0
    files_after: int = 0

    def plus(self, tables: int, before: int, after: int) -> Compacted:
        """Return the sums with one more new table."""
        sums = (self.tables + tables, self.files_before + before)
        return Compacted(*sums, self.new_tables + 1, self.files_after + after)


@dataclass(frozen=True, slots=True)
class _Small:
    """A table that could have fewer files."""

    wave: str
    papers: int
    files: int
    size_bytes: int


def compact(spark: SparkSession, settings: Settings, ledger: Ledger) -> Compacted:
    """Put the small token tables of the settings' version together, oldest first.

    A new table has at most a wave's papers (but for a single large table), so that a wave reads
    few rows that it does not need. It may run beside drivers; a run that is killed loses nothing.
    """
    version = token_tables_version(settings.pdf)
    folder = workdir_of(settings).tokens(version)
    cache = TableCache(spark, ledger, folder, version, Tokens)
    limit = max(settings.process.wave_papers, _LEAST_PAPERS)
    done = Compacted()
    for group in _groups(_small_tables(cache), limit):
        before, after = sum(one.files for one in group), _files_of(group)
        if after < before:
            _put_together(cache, [one.wave for one in group], after)
            done = done.plus(len(group), before, after)
    return done


def _small_tables(cache: TableCache[Tokens]) -> Iterator[_Small]:
    for (version, wave), papers in sorted(cache.ledger.used().papers.items()):
        path = f"{cache.folder}/wave={wave}"
        if version != cache.version or not is_finished(cache.spark, path):
            continue
        place = Place(cache.spark, path)
        files = sum(name.endswith(".parquet") for name in place.children())
        table = _Small(wave, papers, files, place.size_bytes())
        if table.size_bytes < files * _FILE_BYTES:
            yield table


def _groups(tables: Iterable[_Small], limit: int) -> Iterator[list[_Small]]:
    """Yield the tables in lists of at most `limit` papers, or of one table."""
    group: list[_Small] = []
    for one in tables:
        if group and sum(each.papers for each in group) + one.papers > limit:
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _files_of(group: Iterable[_Small]) -> int:
    return max(1, sum(one.size_bytes for one in group) // _FILE_BYTES)


def _put_together(cache: TableCache[Tokens], waves: list[str], files: int) -> None:
    """Write the papers of some waves' tables as one table, and note that it has them."""
    every = read_by_wave(cache.spark, cache.folder, waves, Tokens)
    well = every.where(F.col("failure_kind").isNull()).select("paper_id", "wave").collect()
    # Of a paper that was read twice the later one.
    rows = cache.read({row.paper_id: row.wave for row in sorted(well, key=lambda row: row.wave)})
    ranged = rows.repartitionByRange(files, "paper_id") if files > 1 else rows.coalesce(1)
    ordered = Tokens.of(ranged.sortWithinPartitions("paper_id"))
    # A name that sorts as the first of them, whose wave the Task DB knows.
    name = f"{waves[0].partition('.')[0]}.m{uuid.uuid4().hex[:8]}"
    write_table(ordered, f"{cache.folder}/wave={name}", Tokens, **_GROUP)
    cache.note(name)
