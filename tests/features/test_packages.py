"""Writing model packages: what is no part of one is never moved or removed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from spv2_spark.errors import ModelError
from spv2_spark.features.packages import add_file, check_place, hashes_of, write_folder

OLD = f".package.{'0a' * 16}.old"


def write(folder: Path, text: str = "one", **files: bytes) -> None:
    data = {"words.txt": text.encode(), **files}
    write_folder(folder, {"kind": "spv2-spark cake", "files": hashes_of(data)}, data)


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_package_is_replaced_whole(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "package"
    write(folder, "one", more=b"1")
    write(folder, "two")
    assert sorted(everything(tmp_path / "new")) == ["package/manifest.json", "package/words.txt"]
    assert (folder / "words.txt").read_text() == "two"


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    check_place(tmp_path / "package")
    write(tmp_path / "package")
    assert (tmp_path / "package" / "words.txt").read_text() == "one"


@pytest.mark.parametrize(
    "manifest",
    [
        None,
        "[]",
        "{",
        "\udcff",
        "[" * 100_000,
        '{"files": {}}',
        '{"kind": "spv2-spark tagger"}',
        '{"kind": "another program\'s", "files": {"thesis.tex": ""}}',
    ],
)
def test_a_folder_that_is_no_package_is_left(tmp_path: Path, manifest: str | None) -> None:
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "thesis.tex").write_text("years of work")
    if manifest is not None:
        (folder / "manifest.json").write_text(manifest, "utf-8", "surrogateescape")
    before = everything(tmp_path)
    for attempt in (check_place, write):
        with pytest.raises(ModelError, match="package is no model package; choose another place"):
            attempt(folder)
    assert everything(tmp_path) == before


@pytest.mark.parametrize("name", ["thesis.tex", ".hidden", "sub/thesis.tex"])
def test_a_package_with_a_foreign_file_is_left(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "package"
    write(folder)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("years of work")
    before = everything(tmp_path)
    first = name.partition("/")[0]
    for attempt in (check_place, write, lambda at: add_file(at, "calibration.json", b"{}")):
        with pytest.raises(ModelError, match=f"holds '{first}', which is no part of a model"):
            attempt(folder)
    assert everything(tmp_path) == before


def test_a_folder_by_the_name_of_a_file_of_the_package_is_left(tmp_path: Path) -> None:
    write(tmp_path / "package")
    (tmp_path / "package" / "words.txt").unlink()
    (tmp_path / "package" / "words.txt").mkdir()
    (tmp_path / "package" / "words.txt" / "thesis.tex").touch()
    with pytest.raises(ModelError, match=r"holds 'words.txt'"):
        write(tmp_path / "package")
    assert (tmp_path / "package" / "words.txt" / "thesis.tex").exists()


def test_a_file_or_a_dangling_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("years of work")
    (tmp_path / "link").symlink_to("nowhere")
    with pytest.raises(ModelError, match="is no model package"):
        write(tmp_path / "file")
    for name in ("file", "link"):
        with pytest.raises(ModelError, match="is no model package"):
            check_place(tmp_path / name)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "link"]


def test_a_link_to_a_package_stays_one(tmp_path: Path) -> None:
    write(tmp_path / "v1")
    (tmp_path / "package").symlink_to("v1")
    write(tmp_path / "package", "two")
    assert (tmp_path / "package").is_symlink()
    assert (tmp_path / "v1" / "words.txt").read_text() == "two"


def test_leftovers_of_killed_runs_go_and_nothing_like_them(tmp_path: Path) -> None:
    write(tmp_path / OLD)
    others = [
        ".package.mine.old",
        f".package.{'0A' * 16}.old",
        f".package.{'1' * 32}.old.old",
        f".package.{'2' * 32}",
        f".other.{'3' * 32}.old",
    ]
    for name in others:
        write(tmp_path / name)
    foreign = f".package.{'4' * 32}.old"  # the name alone is not enough
    (tmp_path / foreign).mkdir()
    (tmp_path / foreign / "thesis.tex").touch()
    write(tmp_path / "package")
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept == sorted([*others, foreign, "package"])


def test_a_writing_that_fails_leaves_the_old_package(tmp_path: Path) -> None:
    write(tmp_path / "package")
    before = everything(tmp_path)
    with pytest.raises(FileNotFoundError):
        write(tmp_path / "package", "two", **{"no/such/folder": b""})
    assert everything(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["package"]


def test_a_file_is_added(tmp_path: Path) -> None:
    write(tmp_path / "package")
    add_file(tmp_path / "package", "calibration.json", b"{}")
    add_file(tmp_path / "package", "calibration.json", b"[]")
    assert (tmp_path / "package" / "calibration.json").read_bytes() == b"[]"
    table = json.loads((tmp_path / "package" / "manifest.json").read_text())
    assert sorted(table["files"]) == ["calibration.json", "words.txt"]
