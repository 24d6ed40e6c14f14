"""A job opens Spark whatever its command needs, and finds the settings that were sent with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pyspark
import pytest

from spv2_spark.runtime.java import java_home
from tests.commands.listed import JOBS, ROOT


def test_every_job_is_run_as_one() -> None:
    for path in JOBS:
        text = path.read_text(encoding="utf-8")
        assert f'sys.exit(job("{path.stem.replace("_", "-")}"))' in text, path


@pytest.mark.spark
def test_enqueue_opens_a_session_and_reads_settings_of_files(tmp_path: Path) -> None:
    (tmp_path / "sent").mkdir()
    settings = tmp_path / "sent/night.toml"
    settings.write_text(f'[process]\nworkdir = "{tmp_path / "work"}"\n')
    (tmp_path / "one.pdf").write_bytes(b"%PDF-")
    (tmp_path / "events").mkdir()
    home = Path(pyspark.__file__).parent
    conf = {
        "spark.eventLog.enabled": "true",
        "spark.eventLog.dir": (tmp_path / "events").as_uri(),
        "spark.eventLog.compress": "false",
        "spark.driver.memory": "512m",
        "spark.ui.enabled": "false",
    }
    options = [one for key, value in conf.items() for one in ("--conf", f"{key}={value}")]
    command = [home / "bin/spark-submit", "--master", "local[1]", "--files", settings, *options]
    job = [ROOT / "jobs/enqueue.py", "--settings", "night.toml", tmp_path / "one.pdf"]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "JAVA_HOME": str(java_home()),
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    told = subprocess.run(
        [str(one) for one in (*command, *job)],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=True, timeout=600,
    ).stdout  # fmt: skip
    assert ": 1 new papers, 0 known, 1 new tasks\n" in told
    assert (tmp_path / "work/tasks.db").is_file()
    logs = [one for one in (tmp_path / "events").rglob("*") if one.is_file()]
    logs = [one for one in logs if not one.name.startswith((".", "appstatus"))]
    lines = (line for one in logs for line in one.read_text().splitlines())
    events = [json.loads(line)["Event"] for line in lines]
    assert "SparkListenerApplicationStart" in events
