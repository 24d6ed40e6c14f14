"""The README's nightly run and a training step, by spark-submit alone, against local mode's.

The papers are the project's samples and, as far as PAPERS goes, real ones that lie beside the
checkout. Workers have an empty environment and run from the archive of `make pack`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from tests.cluster.conftest import python_here
from tests.cluster.site import BUCKET, ROOT, Site
from tests.pipeline.corpora import write_corpus

pytestmark = [pytest.mark.spark, pytest.mark.tf, pytest.mark.walk, pytest.mark.cluster]
PAPERS = int(os.environ.get("PAPERS", "20"))
REAL = ROOT.parent / "shared/data/real"
MADE_ALONE = ["uri", "wave"]  # of a dataset's columns, what differs by where and when it was made
TRAIN = "--set training.steps=2 --set training.minutes=0"


def blocks(page: str, heading: str) -> list[str]:
    """Return the indented blocks below a heading of a page, without their indentation."""
    text = (ROOT / page).read_text(encoding="utf-8")
    section = re.split(r"^#+ ", text.partition(f"# {heading}\n")[2], flags=re.MULTILINE)[0]
    found = re.findall(r"(?:^    .*\n|^\n(?=    ))+", section, re.MULTILINE)
    return [re.sub(r"^    ", "", one, flags=re.MULTILINE).strip() for one in found]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of PDFs with gold beside them: samples, and real ones up to PAPERS."""
    folder = tmp_path_factory.mktemp("papers") / "pdfs"
    write_corpus(folder, min(PAPERS, 9))
    real = sorted(REAL.glob("*/*/*/*.pdf")) if REAL.is_dir() else []
    for pdf in real[: max(0, PAPERS - 9)]:
        shutil.copytree(pdf.parent, folder / pdf.parent.parent.name / pdf.parent.name)
    return folder


def readme_lines() -> str:
    """Return the README's block; `make pack` was run before."""
    (block,) = blocks("README.md", "A nightly run on a cluster")
    assert block.startswith("make pack\n")
    return block.removeprefix("make pack\n")


@pytest.fixture(scope="module")
def nightly(site: Site, papers: Path) -> str:
    """What the README's lines print, with the store's jars on the nodes already."""
    for pdf in papers.rglob("*.pdf"):
        site.s3.upload_file(str(pdf), BUCKET, f"pdfs/{pdf.relative_to(papers).as_posix()}")
    return site.typed(readme_lines())


def test_every_paper_is_done(nightly: str, papers: Path) -> None:
    count = len(list(papers.rglob("*.pdf")))
    assert f": {count} new papers, 0 known, {count} new tasks\n" in nightly
    assert f": {count} done, 0 failed, 0 times Scheduled again\n" in nightly
    assert f": {count} papers in s3a://{BUCKET}/papers/, 0 empty left out\n" in nightly


def rows_of(folder: Path) -> dict[str, dict[str, Any]]:
    """Return a dataset's rows by paper, without what tells where the papers lay."""
    table = pq.read_table(folder).drop_columns(MADE_ALONE)
    return {row["paper_id"]: row for row in table.to_pylist()}


def test_results_are_those_of_local_mode(
    nightly: str, site: Site, papers: Path, tmp_path: Path
) -> None:
    assert nightly
    python_here("parse", str(papers), "--out", str(tmp_path / "local"))
    cluster = rows_of(site.download("papers/", tmp_path / "cluster"))
    local = rows_of(tmp_path / "local/papers")
    assert cluster.keys() == local.keys()
    assert [one for one in local if cluster[one] != local[one]] == []


def test_training_is_that_of_local_mode(site: Site, papers: Path, tmp_path: Path) -> None:
    # The archive lies unpacked on the nodes, as on EMR: unpacking it for every job takes longer.
    python = "--conf spark.pyspark.python=/opt/spv2/bin/python"
    submit = f"spark-submit --master spark://x:7077 {python} jobs/"
    ours = "--settings conf/cluster.toml"
    site.typed(f"{submit}tokenise.py {ours} ours={papers}")
    site.typed(f"{submit}label.py {ours} ours")
    said = site.typed(f"{submit}token_statistics.py {ours} ours")
    digest = said.split()[-1]  # spark-submit puts what a program logs before what it prints
    site.typed(f"{submit}featurise.py {ours} ours --statistics {digest}")
    options = f"ours --statistics {digest} --out {site.folder}/model {TRAIN}"
    assert "/package: bilstm-" in site.typed(f"{submit}train.py {ours} {options}")

    work = ("--set", f"process.workdir={tmp_path / 'work'}")
    python_here("tokenise", f"ours={papers}", *work)
    python_here("label", "ours", *work)
    assert python_here("token-statistics", "ours", *work).strip() == digest
    python_here("featurise", "ours", "--statistics", digest, *work)
    options = f"ours --statistics {digest} --out {tmp_path}/model {TRAIN}"
    python_here("train", *options.split(), *work)
    shards = [column_bytes(one) for one in (site.folder / "model/shards", tmp_path / "work")]
    assert shards[0] == shards[1] != []
    one, two = (np.load(folder / "model/package/weights.npz") for folder in (site.folder, tmp_path))
    assert set(one) == set(two)
    for name in one:
        np.testing.assert_allclose(one[name], two[name], atol=1e-4)


def column_bytes(folder: Path) -> list[tuple[str, bytes]]:
    """Return the columns of all shards below a folder: file names and bytes."""
    return sorted((one.name, one.read_bytes()) for one in folder.rglob("*.npy") if one.is_file())


def test_packages_bring_the_jars_to_driver_and_executors(nightly: str, site: Site) -> None:
    assert nightly
    lines = readme_lines().splitlines()
    at = {line.strip(): number for number, line in enumerate(lines)}
    function = lines[at["on_cluster() {"] : at["}"] + 1]
    (process,) = (line for line in lines if "jobs/process.py" in line)
    told = replace(site, jars="").typed("\n".join([*function, process]))
    assert ": 0 done, 0 failed, 0 times Scheduled again\n" in told


def test_without_jars_nothing_is_claimed_and_a_line_says_what_to_add(
    nightly: str, site: Site
) -> None:
    assert nightly
    told = replace(site, jars="").typed(
        "spark-submit --master x --properties-file conf/spark-cluster.conf jobs/process.py "
        "--settings conf/cluster.toml",
        status=2,
    )
    assert (
        f"spv2: s3a://{BUCKET}/spv2: Spark has no client for s3a://; add --packages "
        "org.apache.spark:spark-hadoop-cloud_2.13:" in told
    )


def test_without_keys_nothing_is_claimed_and_a_line_says_what_to_add(
    nightly: str, site: Site
) -> None:
    assert nightly
    told = site.typed(
        "spark-submit --master x --properties-file conf/spark-cluster.conf jobs/process.py "
        "--settings conf/cluster.toml",
        status=2,
        keys={},
    )
    assert f"spv2: s3a://{BUCKET}/spv2: no credentials for the store; give the machines" in told


def test_the_archive_runs_in_any_folder_without_an_environment(site: Site) -> None:
    folder = site.folder / "some where"
    site.environment.rename(folder)
    try:
        told = subprocess.run(
            [str(folder / "bin/spv2"), "rules"], env={}, capture_output=True, text=True, check=True
        ).stdout
    finally:
        folder.rename(site.environment)
    assert "dashes_for_authors" in told
