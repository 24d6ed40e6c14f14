"""A folder of ours is replaced as a whole, or not at all; folders of others never."""

from __future__ import annotations

from pathlib import Path

import pytest

from spv2_spark.errors import OutputError
from spv2_spark.runtime.outputs import MARKER, marker_of, read_marker, whole_folder


def write(folder: Path, *names: str) -> None:
    with whole_folder(folder, "tei") as fresh:
        for name in names:
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_text(name)


def names_in(folder: Path) -> list[str]:
    found = (one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())
    return sorted(found)


def test_a_folder_takes_the_place_of_its_kind(tmp_path: Path) -> None:
    write(tmp_path / "tei", "a", "below/b")
    write(tmp_path / "tei", "c")
    assert names_in(tmp_path) == [f"tei/{MARKER}", "tei/c"]
    assert marker_of(read_marker(tmp_path / "tei"))["files"] == ["c"]


def test_what_fails_leaves_the_old_folder(tmp_path: Path) -> None:
    write(tmp_path / "tei", "a")
    with pytest.raises(ValueError, match="null byte"):
        write(tmp_path / "tei", "half", "\0".join("no such name"))
    assert names_in(tmp_path) == [f"tei/{MARKER}", "tei/a"]


@pytest.mark.parametrize("stranger", ["mine.txt", "below/mine.txt"])
def test_a_file_of_others_keeps_the_folder(stranger: str, tmp_path: Path) -> None:
    write(tmp_path / "tei", "below/a")
    (tmp_path / "tei" / stranger).write_text("mine")
    with pytest.raises(OutputError, match=r"holds 'mine\.txt', which spv2-spark did not write"):
        write(tmp_path / "tei", "b")
    assert (tmp_path / "tei" / stranger).read_text() == "mine"


def test_folders_of_another_kind_and_files_stay(tmp_path: Path) -> None:
    (tmp_path / "tei").mkdir()
    (tmp_path / "tei/notes").touch()
    (tmp_path / "file").write_text("mine")
    with whole_folder(tmp_path / "bibtex", "bibtex") as fresh:
        (fresh / "a").touch()
    (tmp_path / "link").symlink_to(tmp_path / "bibtex")
    for name in ("tei", "file", "bibtex", "link"):
        with pytest.raises(OutputError):
            write(tmp_path / name, "b")
    assert names_in(tmp_path / "bibtex") == [MARKER, "a"]


def test_what_a_killed_run_left_is_put_back_or_removed(tmp_path: Path) -> None:
    write(tmp_path / "tei", "a")
    moved, half = (tmp_path / f".tei.{'0' * 32}.{end}" for end in ("old", "new"))
    (tmp_path / "tei").rename(moved)
    with whole_folder(half, "tei"):
        pass
    (tmp_path / f".tei.{'1' * 32}.new").mkdir()  # no marker: perhaps not ours
    with pytest.raises(ZeroDivisionError), whole_folder(tmp_path / "tei", "tei"):
        raise ZeroDivisionError
    assert names_in(tmp_path) == [f"tei/{MARKER}", "tei/a"]
    assert (tmp_path / f".tei.{'1' * 32}.new").is_dir()
