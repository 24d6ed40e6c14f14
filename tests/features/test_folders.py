"""Putting a folder in the place of another, when something goes wrong on the way."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from spv2_spark.errors import ContractError
from spv2_spark.features.folders import check_files, is_free, replace_folder


def only_cakes(folder: Path) -> None:
    check_files(folder, lambda _: {"cake"}, "cake tin", ContractError)


def bake(folder: Path) -> None:
    (folder / "cake").write_text("new")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    (tmp_path / "cakes").mkdir()
    (tmp_path / "cakes" / "cake").write_text("old")
    return tmp_path / "cakes"


def test_the_old_folder_is_put_back_where_the_new_one_cannot_come(old: Path) -> None:
    def check(folder: Path) -> None:
        only_cakes(folder)
        for fresh in folder.parent.glob(".cakes.*"):
            shutil.rmtree(fresh)  # somebody cleans up too much

    with pytest.raises(FileNotFoundError):
        replace_folder(old, bake, check)
    assert [path.name for path in old.parent.iterdir()] == ["cakes"]
    assert (old / "cake").read_text() == "old"


def test_a_file_that_comes_while_the_new_folder_is_written_is_seen(old: Path) -> None:
    def write(folder: Path) -> None:
        bake(folder)
        (old / "thesis.tex").touch()

    with pytest.raises(ContractError, match=r"thesis.tex"):
        replace_folder(old, write, only_cakes)
    assert [path.name for path in old.parent.iterdir()] == ["cakes"]
    assert sorted(path.name for path in old.iterdir()) == ["cake", "thesis.tex"]


def test_what_is_free_and_what_is_foreign(tmp_path: Path, old: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to("nowhere")
    free = {name: is_free(tmp_path / name) for name in ("none", "empty", "link", "cakes")}
    assert free == {"none": True, "empty": True, "link": False, "cakes": False}
    only_cakes(old)
    (old / "pie").symlink_to("cake")
    with pytest.raises(ContractError, match="holds 'pie', which is no part of a cake tin"):
        check_files(old, lambda _: {"cake", "pie"}, "cake tin", ContractError)
