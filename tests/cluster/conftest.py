"""A standalone cluster with empty environments, a PostgreSQL and an S3 server, for a session."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pyspark
import pytest

from spv2_spark.runtime.java import java_home
from spv2_spark.runtime.store_problems import cloud_package
from tests.cluster.site import ARCHIVE, KEYS, ROOT, Site
from tests.ledger.conftest import postgres_database, postgres_url
from tests.runtime.cluster import standalone
from tests.sources.conftest import moto_port

__all__ = ["moto_port", "postgres_database", "postgres_url"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave these tests to `make cluster-test`, which packs the archive that they run from."""
    if os.environ.get("SPV2_CLUSTER"):
        return
    skip = pytest.mark.skip(reason="`make cluster-test` runs these")
    for item in items:
        if Path(__file__).parent in item.path.parents and item.get_closest_marker("cluster"):
            item.add_marker(skip)


@pytest.fixture(scope="session")
def s3(moto_port: int) -> tuple[str, Any]:
    """The S3 server's endpoint, and a client."""
    endpoint = f"http://127.0.0.1:{moto_port}"
    session = boto3.session.Session("test", "test", region_name="us-east-1")
    client = session.client("s3", endpoint_url=endpoint)
    return endpoint, client


@pytest.fixture(scope="session")
def jars() -> str:
    """The class path of the store's clients, as nodes have it; downloaded as `--packages` does."""
    home = Path(pyspark.__file__).parent
    package = cloud_package(pyspark.__version__)
    found = Path.home() / ".ivy2.5.2/jars"
    if not list(found.glob(f"*_{package.split(':')[1]}-{package.split(':')[2]}.jar")):
        environment = {**os.environ, "JAVA_HOME": str(java_home()), "SPARK_HOME": str(home)}
        command = [str(home / "bin/spark-submit"), "--packages", package, "--master", "local[1]"]
        program = ROOT / "tests/cluster/empty_program.py"
        subprocess.run([*command, str(program)], env=environment, check=True, timeout=1200)
    return f"{found}/*"


@pytest.fixture(scope="session")
def site(
    tmp_path_factory: pytest.TempPathFactory,
    s3: tuple[str, Any],
    postgres_url: str,
    jars: str,
) -> Iterator[Site]:
    if not ARCHIVE.is_file():
        pytest.fail(f"{ARCHIVE} is not there: make pack")
    folder, nodes, environment = (tmp_path_factory.mktemp(one) for one in ("site", "nodes", "opt"))
    subprocess.run(["tar", "-xzf", str(ARCHIVE), "-C", str(environment)], check=True)
    with standalone(nodes, cores=2, is_bare=True) as master:
        one = Site(folder, master, *s3, postgres_url, jars, environment=environment)
        one.lay_out()
        yield one
    # Gigabytes, which pytest would keep; logs stay.
    for unpacked in (environment, folder / "environment", nodes / "work"):
        shutil.rmtree(unpacked, ignore_errors=True)


def python_here(*arguments: str) -> str:
    """Run a command of `spv2` in local mode, in this environment; return what it prints."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **KEYS}
    command = [sys.executable, "-m", "spv2_spark.cli", *arguments]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True, timeout=1500
    ).stdout
