"""The spark-submit lines of the pages on clusters run as they stand there.

Replaced is what only such a cluster has: the master, the buckets' names (and gs:// by an S3
server), and the folders /opt/spv2, where the archive lies, and /etc/spv2, where settings lie.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cluster.site import ROOT, Site
from tests.pipeline.corpora import write_corpus

pytestmark = [pytest.mark.spark, pytest.mark.tf, pytest.mark.walk, pytest.mark.cluster]


def fenced(page: str, language: str) -> list[str]:
    """Return a page's fenced blocks of a language."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def lines_of(page: str) -> str:
    """Return the one block of a page that submits jobs."""
    (block,) = (one for one in fenced(page, "bash") if re.search("^(spark-submit|gcloud)", one))
    return block


def emr_defaults() -> dict[str, str]:
    (block,) = (one for one in fenced("emr.md", "json") if "Classification" in one)
    (defaults,) = json.loads(block)
    assert defaults["Classification"] == "spark-defaults"
    return dict(defaults["Properties"])


def dataproc_defaults() -> dict[str, str]:
    (block,) = fenced("dataproc.md", "properties")
    pairs = (line.removeprefix("spark:").split("=", 1) for line in block.splitlines())
    return dict(pairs)


def kubernetes_defaults() -> dict[str, str]:
    (block,) = fenced("kubernetes.md", "properties")
    return dict(line.split(" ", 1) for line in block.splitlines())


PAGES: dict[str, Callable[[], dict[str, str]]] = {
    "emr.md": emr_defaults,
    "dataproc.md": dataproc_defaults,
    "kubernetes.md": kubernetes_defaults,
}


def project_conf() -> dict[str, str]:
    """Return what conf/spark-cluster.conf sets."""
    text = (ROOT / "conf/spark-cluster.conf").read_text(encoding="utf-8")
    lines = (line.split(None, 1) for line in text.splitlines())
    return {one[0]: one[1] for one in lines if one and not one[0].startswith("#")}


@pytest.mark.parametrize("page", ["emr.md", "dataproc.md"])
def test_defaults_on_a_page_are_the_projects(page: str) -> None:
    own, named = project_conf(), PAGES[page]()
    assert named.pop("spark.pyspark.python") == "/opt/spv2/bin/python"
    assert own.pop("spark.pyspark.python") == "./environment/bin/python"
    # What these clusters, or Spark, have as it is.
    for key in ("spark.task.cpus", "spark.sql.execution.arrow.pyspark.enabled"):
        own.pop(key)
    assert named == own


@pytest.mark.parametrize("page", PAGES)
def test_the_lines_of_a_page_run(
    page: str, site: Site, postgres_database: str, tmp_path: Path
) -> None:
    bucket = page.partition(".")[0] + "-papers"
    one = site.another(tmp_path / "there", bucket, postgres_database, PAGES[page]())
    write_corpus(tmp_path / "pdfs", 2)
    for pdf in (tmp_path / "pdfs").rglob("*.pdf"):
        one.s3.upload_file(str(pdf), bucket, f"pdfs/{pdf.name}")
    printed = one.typed(lines_of(page))
    assert ": 2 new papers, 0 known, 2 new tasks\n" in printed
    assert ": 2 done, 0 failed, 0 times Scheduled again\n" in printed
    assert re.search(rf": 2 papers in s3a?://{bucket}/papers/, 0 empty left out\n", printed)
