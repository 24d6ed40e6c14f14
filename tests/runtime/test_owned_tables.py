"""A table takes the place of its own kind alone; whatever else is there stays, byte for byte."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pyspark.sql import SparkSession
from pyspark.sql import types as T

from spv2_spark.contracts.schema import Frame, Tab, Table, column, loose, struct
from spv2_spark.errors import OutputError
from spv2_spark.runtime.filesystem import Place
from spv2_spark.runtime.outputs import MARKER
from spv2_spark.runtime.tables import (
    check_place,
    is_finished,
    read_table,
    remove_table,
    replace_written,
    write_table,
)

pytestmark = pytest.mark.spark

Snapshot = dict[str, bytes]


class Rows(Table):
    """A table of ids."""

    contract = struct(column("id", T.StringType(), "an id"))
    what = "rows"


class Columns(Rows):
    """A table of another kind, with the same columns."""

    what = "columns"


def rows(spark: SparkSession, *ids: str | None) -> Frame[Rows]:
    return Rows.of(spark.createDataFrame([(one,) for one in ids], loose(Rows.contract)))


def replace_table(frame: Frame[Tab], path: str, table: type[Tab]) -> None:
    """Write a table in the place of one of its kind."""

    def write(place: Place) -> None:
        write_table(frame, str(place), table)

    replace_written(Place(frame.sparkSession, path), table.what, write)


def held(spark: SparkSession, path: Path) -> list[str]:
    return sorted(row.id for row in read_table(spark, str(path), Rows).collect())


def snapshot(folder: Path) -> Snapshot:
    """Return every file below a folder, hidden ones too, with what it holds."""
    return {
        str(one.relative_to(folder)): one.read_bytes()
        for one in sorted(folder.rglob("*"))
        if one.is_file()
    }


def people(folder: Path) -> None:
    """Somebody's folder, of which no program may have a say."""
    (folder / "thesis").mkdir(parents=True)
    (folder / "notes.txt").write_text("mine")
    (folder / "thesis/chapter1.tex").write_text("mine, too")


def foreign_parquet(folder: Path) -> None:
    """What another program's Spark job wrote."""
    folder.mkdir()
    (folder / "part-00000-0.snappy.parquet").write_bytes(b"PAR1")
    (folder / "_SUCCESS").touch()


def hidden(folder: Path) -> None:
    """Nothing that `ls` shows."""
    folder.mkdir()
    (folder / ".git").write_text("mine")


def folders(folder: Path) -> None:
    """No file, but folders that somebody made."""
    (folder / "empty/below").mkdir(parents=True)


def a_file(path: Path) -> None:
    """Not even a folder."""
    path.write_text("mine")


def marked_by_others(folder: Path) -> None:
    """A marker of our name that is not ours."""
    folder.mkdir()
    (folder / MARKER).write_text('{"program": "another", "what": "rows"}')


FOREIGN = (people, foreign_parquet, hidden, folders, a_file, marked_by_others)
WRITERS = (write_table, replace_table)


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("make", FOREIGN)
def test_what_others_have_is_never_replaced(
    spark: SparkSession, tmp_path: Path, make: Callable[[Path], None], writer: Callable[..., None]
) -> None:
    place = tmp_path / "place"
    make(place)
    before = snapshot(tmp_path)
    with pytest.raises(OutputError, match="spv2-spark did not write"):
        writer(rows(spark, "a"), str(place), Rows)
    with pytest.raises(OutputError):
        check_place(spark, str(place), Rows.what)
    with pytest.raises(OutputError):
        remove_table(spark, str(place), Rows)
    assert snapshot(tmp_path) == before
    assert place.exists()


@pytest.mark.parametrize("name", ["notes.txt", "part-00000-mine.parquet", ".hidden", "sub/x"])
def test_what_somebody_put_into_a_table_of_ours_stays(
    spark: SparkSession, tmp_path: Path, name: str
) -> None:
    place = tmp_path / "place"
    replace_table(rows(spark, "a"), str(place), Rows)
    (place / name).parent.mkdir(exist_ok=True)
    (place / name).write_text("mine")
    before = snapshot(tmp_path)
    with pytest.raises(OutputError, match=name):
        replace_table(rows(spark, "b"), str(place), Rows)
    with pytest.raises(OutputError, match=name):
        remove_table(spark, str(place), Rows)
    assert snapshot(tmp_path) == before


def test_a_table_of_another_kind_stays(spark: SparkSession, tmp_path: Path) -> None:
    place = tmp_path / "place"
    replace_table(Columns.of(rows(spark, "a")), str(place), Columns)
    for writer in WRITERS:
        with pytest.raises(OutputError):
            writer(rows(spark, "b"), str(place), Rows)
    assert held(spark, place) == ["a"]


def test_a_whole_table_is_replaced_on_purpose_alone(spark: SparkSession, tmp_path: Path) -> None:
    place = tmp_path / "place"
    write_table(rows(spark, "a"), str(place), Rows)
    with pytest.raises(OutputError, match="already"):
        write_table(rows(spark, "b"), str(place), Rows)
    assert held(spark, place) == ["a"]
    replace_table(rows(spark, "b"), str(place), Rows)
    assert held(spark, place) == ["b"]


def test_what_a_killed_run_left_unfinished_is_replaced(spark: SparkSession, tmp_path: Path) -> None:
    place = tmp_path / "place"
    write_table(rows(spark, "a"), str(place), Rows)
    # As it is when the driver dies within the job: a marker that lists nothing, no mark.
    marker = json.dumps({"program": "spv2-spark", "what": "rows"})
    Place(spark, str(place / MARKER)).write_text(marker)  # with Hadoop's checksum beside it
    (place / "_SUCCESS").unlink()
    (place / "_temporary/0").mkdir(parents=True)
    (place / "_temporary/0/part").write_text("half")
    write_table(rows(spark, "b"), str(place), Rows)
    assert held(spark, place) == ["b"]


def test_a_marker_that_cannot_be_read_is_nobodys(spark: SparkSession, tmp_path: Path) -> None:
    place = tmp_path / "place"
    write_table(rows(spark, "a"), str(place), Rows)
    (place / MARKER).write_text("another text than its checksum says")
    with pytest.raises(OutputError, match="Checksum"):
        replace_table(rows(spark, "b"), str(place), Rows)
    assert held(spark, place) == ["a"]


def test_a_job_that_fails_leaves_the_table_that_was_there(
    spark: SparkSession, tmp_path: Path
) -> None:
    place = tmp_path / "place"
    replace_table(rows(spark, "a"), str(place), Rows)
    before = snapshot(tmp_path)
    with pytest.raises(Exception, match="null in id"):
        replace_table(rows(spark, "b", None), str(place), Rows)
    assert snapshot(tmp_path) == before


def test_an_empty_folder_is_written_in(spark: SparkSession, tmp_path: Path) -> None:
    place = tmp_path / "mounted"
    place.mkdir()
    node = place.stat().st_ino
    replace_table(rows(spark, "a"), str(place), Rows)
    assert held(spark, place) == ["a"]
    assert place.stat().st_ino == node  # the same folder: a mounted disk cannot be renamed


def test_a_link_stays_a_link(spark: SparkSession, tmp_path: Path) -> None:
    link, place = tmp_path / "link", tmp_path / "elsewhere" / "table"
    place.parent.mkdir()
    link.symlink_to(place)
    for name in ("a", "b"):
        replace_table(rows(spark, name), str(link), Rows)
        assert link.is_symlink()
        assert held(spark, place) == [name]


def test_a_run_killed_between_two_renames_loses_nothing(
    spark: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "place"
    replace_table(rows(spark, "a"), str(place), Rows)

    class KilledError(BaseException):
        pass

    moves = 0
    move_to = Place.move_to

    def dies_at_the_second(self: Place, target: Place) -> None:
        nonlocal moves
        moves += 1
        if moves > 1:
            raise KilledError
        move_to(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Place, "move_to", dies_at_the_second)
        patch.setattr(Place, "remove", lambda _: None)
        with pytest.raises(KilledError):
            replace_table(rows(spark, "b"), str(place), Rows)
    assert not place.exists()
    with pytest.raises(Exception, match="null in id"):
        replace_table(rows(spark, None), str(place), Rows)
    assert held(spark, place) == ["a"]  # the next run found the old one, even as it failed


def test_rests_of_a_day_are_cleared_and_those_of_others_are_not(
    spark: SparkSession, tmp_path: Path
) -> None:
    place = tmp_path / "place"
    replace_table(rows(spark, "a"), str(place), Rows)
    rests = {end: tmp_path / f".place.{end * 32}.new" for end in "abc"}
    shutil.copytree(place, rests["a"])
    shutil.copytree(place, rests["b"])
    people(rests["c"])
    yesterday = time.time() - 100_000
    for end in "ac":
        os.utime(rests[end], (yesterday, yesterday))
    replace_table(rows(spark, "b"), str(place), Rows)
    # Another run may be at work on the young one.
    assert {end for end, rest in rests.items() if rest.exists()} == {"b", "c"}
    assert len(snapshot(rests["c"])) == 2


def test_the_root_of_a_store_is_no_place(spark: SparkSession) -> None:
    with pytest.raises(OutputError):
        replace_table(rows(spark, "a"), "file:///", Rows)


def test_a_text_is_replaced_once_the_new_one_is_whole(spark: SparkSession, tmp_path: Path) -> None:
    path = tmp_path / "text"
    for text in ("one", "two"):
        Place(spark, str(path)).write_text(text)
        assert path.read_text() == text
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/file").touch()
    with pytest.raises(Exception, match="folder"):
        Place(spark, str(tmp_path / "folder")).write_text("three")
    assert snapshot(tmp_path).keys() >= {"text", "folder/file"}
    assert not is_finished(spark, str(tmp_path))
