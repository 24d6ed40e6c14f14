from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from spv2_spark.domain.label import MASK, PageLabels
from spv2_spark.errors import ContractError
from spv2_spark.features.featurise import PageFeatures
from spv2_spark.features.shards import (
    LabelledPaper,
    ShardInfo,
    open_shard,
    read_info,
    write_shard,
)

INFO = ShardInfo("pmc", 2.0, "digest", "inputs")


def paper(name: str, *lengths: int) -> LabelledPaper:
    rng = np.random.default_rng(len(name))
    pages = [
        PageFeatures(
            place,
            rng.integers(0, 9, (tokens, 3)).astype(np.uint16),
            rng.integers(-9, 9, (tokens, 4)).astype(np.int8),
        )
        for place, tokens in enumerate(lengths)
    ]
    labels = [
        PageLabels(page.number, np.full(len(page), 7, np.int8), np.full(len(page), MASK, np.int8))
        for page in pages
    ]
    return LabelledPaper(name, pages, labels)


def test_a_shard_brings_back_what_was_written(tmp_path):
    papers = [paper("one", 3, 0, 2), paper("three", 4)]
    info = write_shard(tmp_path / "a" / "shard", papers, INFO)
    shard = open_shard(tmp_path / "a" / "shard")
    assert shard.info == info
    assert (info.source, info.weight, info.papers, info.pages, info.tokens) == (
        "pmc", 2.0, ("one", "three"), 4, 9,
    )  # fmt: skip
    assert shard.lengths.tolist() == [3, 0, 2, 4]
    assert shard.paper.tolist() == [0, 0, 0, 1]
    assert shard.number.tolist() == [0, 1, 2, 0]
    first, last = shard.offsets[2:4]
    assert np.array_equal(shard.ids[first:last], papers[0].pages[2].ids)
    assert np.array_equal(shard.numbers[first:last], papers[0].pages[2].numbers)
    assert set(shard.field.tolist()) == {7}
    assert set(shard.entry.tolist()) == {MASK}


def test_writing_again_replaces_and_leaves_nothing_beside(tmp_path):
    folder = tmp_path / "shard"
    write_shard(folder, [paper("one", 3)], INFO)
    write_shard(folder, [paper("two", 5)], INFO)
    assert open_shard(folder).info.papers == ("two",)
    assert [path.name for path in tmp_path.iterdir()] == ["shard"]


def test_a_writer_that_dies_leaves_the_old_shard(tmp_path):
    folder = tmp_path / "shard"
    write_shard(folder, [paper("one", 3)], INFO)

    def dying() -> Iterator[LabelledPaper]:
        yield paper("two", 5)
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError, match="killed"):
        write_shard(folder, dying(), INFO)
    assert open_shard(folder).info.papers == ("one",)
    assert [path.name for path in tmp_path.iterdir()] == ["shard"]


def test_no_papers_make_an_empty_shard(tmp_path):
    assert write_shard(tmp_path / "shard", [], INFO).tokens == 0
    assert open_shard(tmp_path / "shard").lengths.tolist() == []


def test_labels_must_fit_the_tokens(tmp_path):
    good = paper("one", 3)
    odd = LabelledPaper("one", good.pages, paper("one", 2).labels)
    with pytest.raises(ContractError, match="differ in number"):
        write_shard(tmp_path / "shard", [odd], INFO)


@pytest.mark.parametrize("name", ["ids.npy", "offsets.npy", "manifest.json"])
def test_a_shard_with_a_file_missing_or_cut_is_refused(tmp_path, name):
    folder = tmp_path / "shard"
    write_shard(folder, [paper("one", 3)], INFO)
    (folder / name).write_bytes((folder / name).read_bytes()[:-1])
    with pytest.raises(ContractError, match="shard"):
        open_shard(folder)
    (folder / name).unlink()
    with pytest.raises(ContractError, match="shard"):
        open_shard(folder)


def test_another_versions_shard_is_refused(tmp_path):
    folder = tmp_path / "shard"
    write_shard(folder, [paper("one", 3)], INFO)
    table = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**table, "feature_version": 0}))
    with pytest.raises(ContractError, match="featurise again"):
        read_info(folder)


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("manifest", [None, "[]", '{"kind": "spv2-spark tagger", "papers": []}'])
def test_a_folder_that_is_no_shard_is_left(tmp_path: Path, manifest: str | None) -> None:
    folder = tmp_path / "shard"
    folder.mkdir()
    (folder / "thesis.tex").write_text("years of work")
    if manifest is not None:
        (folder / "manifest.json").write_text(manifest)
    before = everything(tmp_path)
    with pytest.raises(ContractError, match="shard is no shard; choose another place"):
        write_shard(folder, [paper("one", 3)], INFO)
    assert everything(tmp_path) == before


@pytest.mark.parametrize("name", ["thesis.tex", "more.npy", "sub/ids.npy"])
def test_a_shard_with_a_foreign_file_is_left(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "shard"
    write_shard(folder, [paper("one", 3)], INFO)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("years of work")
    before = everything(tmp_path)
    first = name.partition("/")[0]
    with pytest.raises(ContractError, match=f"holds '{first}', which is no part of a shard"):
        write_shard(folder, [paper("two", 3)], INFO)
    assert everything(tmp_path) == before


def test_another_versions_shard_and_an_empty_folder_are_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "shard"
    folder.mkdir()
    write_shard(folder, [paper("one", 3)], INFO)
    table = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**table, "feature_version": 0}))
    write_shard(folder, [paper("two", 3)], INFO)
    assert open_shard(folder).info.papers == ("two",)
    assert [path.name for path in tmp_path.iterdir()] == ["shard"]
