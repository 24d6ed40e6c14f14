"""Clean: tables of the work folder that nothing will read any more are found, and removed.

A table of results is read while a Done paper names its wave, one of tokens or tags while the Task
DB says of a paper that it has it. Waves that the Task DB does not know may be another one's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pyspark.sql import SparkSession

from spv2_spark.config import Settings
from spv2_spark.contracts.schema import Table
from spv2_spark.contracts.tables import Results, Tagged, Tokens
from spv2_spark.errors import LedgerError, OutputError, SettingsError
from spv2_spark.ledger import Ledger, Used
from spv2_spark.ledger.tables import OPEN
from spv2_spark.pipeline.workdir import Workdir, version_of, workdir_of
from spv2_spark.runtime.filesystem import Place
from spv2_spark.runtime.tables import check_free, children, remove_table

_KINDS: tuple[tuple[type[Table], Callable[[Workdir], str]], ...] = (
    (Results, Workdir.results),
    (Tokens, Workdir.tokens),
    (Tagged, Workdir.tags),
)
_WAVE = "wave="


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table of the work folder: whether anything may read it, and why it stays if it does."""

    table: type[Table]
    version: str
    path: str
    size_bytes: int
    is_unused: bool
    why_kept: str = ""  # of a table that nothing reads


def clean(
    spark: SparkSession,
    settings: Settings,
    ledger: Ledger,
    versions: Sequence[str] = (),
    *,
    dry_run: bool,
) -> list[FoundTable]:
    """Return all tables of the work folder, and remove those that are unused unless `dry_run`.

    Unused are tables of waves that are dead, and all of `versions`, of which the Task DB then knows
    nothing any more. Tables that hold what this program did not write stay. Raises LedgerError
    while a driver holds papers, SettingsError for a version that has nothing.
    """
    if not dry_run:
        ledger.expire(settings.ledger.max_losses)
        _check_idle(ledger)
    found = list(_found(spark, workdir_of(settings), ledger.used(), versions))
    known = {*ledger.versions(), *_versions(spark, workdir_of(settings))}
    if unknown := [version for version in versions if version not in known]:
        raise SettingsError(f"no version {unknown[0]} (there are {', '.join(sorted(known))})")
    if dry_run:
        return found
    for version in versions:
        ledger.drop_version(version)
    for one in found:
        if one.is_unused and not one.why_kept:
            remove_table(spark, one.path, one.table)
    _remove_empty(spark, workdir_of(settings))
    return found


def _versions(spark: SparkSession, work: Workdir) -> Iterator[str]:
    for _, folder_of in _KINDS:
        yield from map(version_of, children(spark, folder_of(work)))


def _check_idle(ledger: Ledger) -> None:
    if leases := ledger.leases(""):
        owners = ", ".join(sorted({lease.owner for lease in leases}))
        raise LedgerError(f"{owners} hold papers, and may read any table: clean when none does")


def _found(
    spark: SparkSession, work: Workdir, used: Used, versions: Sequence[str]
) -> Iterator[FoundTable]:
    for table, folder_of in _KINDS:
        root = folder_of(work)
        for folder in children(spark, root):
            version = version_of(folder)
            for name in children(spark, f"{root}/{folder}"):
                if name.startswith(_WAVE):
                    wave, path = name.removeprefix(_WAVE), f"{root}/{folder}/{name}"
                    is_unused = version in versions or _is_dead(used, version, wave)
                    why = _why_kept(spark, path, table) if is_unused else ""
                    size = Place(spark, path).size_bytes()
                    yield FoundTable(table, version, path, size, is_unused, why)


def _is_dead(used: Used, version: str, wave: str) -> bool:
    """Whether nothing reads a wave's table; of a piece of a wave the name has a number behind."""
    state = used.states.get(wave.partition(".")[0], OPEN)
    return state != OPEN and (version, wave) not in used.papers


def _why_kept(spark: SparkSession, path: str, table: type[Table]) -> str:
    try:
        check_free(Place(spark, path), table.what)
    except OutputError as error:
        return str(error)
    return ""


def _remove_empty(spark: SparkSession, work: Workdir) -> None:
    """Remove the folders of versions that have no table any more."""
    for _, folder_of in _KINDS:
        for folder in children(spark, folder_of(work)):
            place = Place(spark, f"{folder_of(work)}/{folder}")
            if place.is_folder() and not place.children():
                place.remove()
