"""How a corpus is named and cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from spv2_spark.errors import SettingsError
from spv2_spark.gold.corpus import CorpusPaper
from spv2_spark.pipeline.corpus import bucket_of, chosen, corpus_of, parts_of


def papers(count: int) -> list[CorpusPaper]:
    return [CorpusPaper(f"c/p{i}", "c", Path(f"/x/p{i}.pdf"), None) for i in range(count)]


def test_names() -> None:
    assert corpus_of("dev=/data/x").name == "dev"
    assert corpus_of("/data/x").name == "x"
    with pytest.raises(SettingsError):
        corpus_of("=/data/x")


def test_parts_hold_every_paper_once_and_few_too_many() -> None:
    parts = parts_of(papers(100), 30)
    assert [(part.first, part.last) for part in parts] == [
        (0, 63),
        (64, 127),
        (128, 191),
        (192, 255),
    ]
    assert sorted(p.paper_id for part in parts for p in part.papers) == sorted(
        p.paper_id for p in papers(100)
    )
    assert [len(parts_of(papers(n), 30)) for n in (0, 1, 30)] == [0, 1, 1]


def test_another_paper_renames_its_part_alone() -> None:
    more = [*papers(100), CorpusPaper("c/new", "c", Path("/x/new.pdf"), None)]
    before = {part.name for part in parts_of(papers(100), 30)}
    after = {part.name for part in parts_of(more, 30)}
    assert len(before & after) == 3


def test_spv2s_buckets_are_kept() -> None:
    sha = "e3" + "0" * 38
    assert bucket_of(CorpusPaper(sha, "e3", Path("x"), None)) == 0xE3
    assert 0 <= bucket_of(CorpusPaper("pmc/x", "pmc", Path("x"), None)) <= 255


def test_chosen_buckets() -> None:
    parts = parts_of(papers(100), 30)
    assert [part.first for part in chosen(parts, "40-8f")] == [64, 128]
    assert [part.first for part in chosen(parts, "ff")] == [192]
    assert chosen(parts, "") == parts
    with pytest.raises(SettingsError, match="--buckets zz"):
        chosen(parts, "zz")
