"""A cluster as a reader of the documentation has it: its lines run as they stand.

The master, the Task DB and the store are this machine's: a standalone Spark whose processes have
an empty environment, a real PostgreSQL and a real S3 server. `spark-submit` is Spark's own behind
a script that puts in the master, `gcloud` a script that hands a job's options to it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyspark

from spv2_spark.runtime.java import java_home

ROOT = Path(__file__).parents[2]
BUCKET = "example-bucket"
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
ARCHIVE = Path(os.environ.get("SPV2_ARCHIVE", ROOT / "dist/environment.tar.gz"))
# A driver and an executor fit beside each other on a small machine.
SMALL = {
    "spark.driver.memory": "1g",
    "spark.executor.memory": "1g",
    "spark.executor.cores": "2",
    "spark.network.timeout": "1800s",
    "spark.ui.enabled": "false",
}
DATABASE = "postgresql://spv2@database.example.org/spv2"  # as conf/cluster.toml has it
_SUBMIT = """#!{python}
import os, sys
given, jars, home = sys.argv[1:], os.environ.get("SITE_JARS"), os.environ["SPARK_HOME"]
def drop(name):
    if name in given:
        at = given.index(name)
        del given[at:at + 2]
drop("--master"), drop("--deploy-mode")
head = ["--master", "{master}"]
if jars:
    drop("--packages")
    for side in ("driver", "executor"):
        head += ["--conf", f"spark.{{side}}.extraClassPath={{jars}}"]
command = [home + "/bin/spark-submit", *head, *given]
os.execv(command[0], command)
"""
_GCLOUD = """#!{python}
import os, sys
assert sys.argv[1:5] == ["dataproc", "jobs", "submit", "pyspark"], sys.argv
options, own = sys.argv[5:sys.argv.index("--")], sys.argv[sys.argv.index("--") + 1:]
files = [one for one in options if one.startswith("--files=")]
(program,) = [one for one in options if not one.startswith("--")]
os.execvp("spark-submit", ["spark-submit", *files, program, *own])
"""


@dataclass(frozen=True)
class Site:
    """A folder in which lines of the documentation are typed."""

    folder: Path
    master: str
    endpoint: str
    s3: Any
    database: str
    jars: str = ""
    bucket: str = BUCKET
    environment: Path = Path("/nowhere")  # the unpacked archive
    defaults: Mapping[str, str] = field(default_factory=dict)  # of the cluster

    def another(
        self, folder: Path, bucket: str, database: str, defaults: Mapping[str, str]
    ) -> Site:
        """Return a laid out site on the same cluster with its own folder, bucket and Task DB."""
        one = replace(self, folder=folder, bucket=bucket, database=database, defaults=defaults)
        one.lay_out()
        return one

    def lay_out(self) -> None:
        """Lay the project's files out, with this machine's database, store and sizes in conf/."""
        self.s3.create_bucket(Bucket=self.bucket)
        (self.folder / "dist").mkdir(parents=True)
        (self.folder / "dist/environment.tar.gz").symlink_to(ARCHIVE)
        shutil.copytree(ROOT / "jobs", self.folder / "jobs")
        conf = self.folder / "conf"
        shutil.copytree(ROOT / "conf", conf)
        toml = (conf / "cluster.toml").read_text()
        assert DATABASE in toml
        source = f'\n[source]\ns3_endpoint = "{self.endpoint}"\n'
        toml = self.here(toml.replace(DATABASE, self.database) + source)
        (conf / "cluster.toml").write_text(toml)
        own = (ROOT / "conf/spark-cluster.conf").read_text()
        (conf / "spark-cluster.conf").write_text(own + self._lines({}))
        (conf / "spark.conf").write_text(own + self._lines(self.defaults))
        (self.folder / "defaults").mkdir()
        (self.folder / "defaults/spark-defaults.conf").write_text(self._lines(self.defaults))
        self._upload()
        for name, text in (("spark-submit", _SUBMIT), ("gcloud", _GCLOUD)):
            script = self.folder / "bin" / name
            script.parent.mkdir(exist_ok=True)
            script.write_text(text.format(python=sys.executable, master=self.master))
            script.chmod(0o755)

    def _upload(self) -> None:
        """Put settings and jobs into the bucket, as the pages say."""
        for file in (self.folder / "conf/cluster.toml", *(self.folder / "jobs").glob("*.py")):
            key = f"spv2/{'jobs/' if file.suffix == '.py' else ''}{file.name}"
            self.s3.upload_file(str(file), self.bucket, key)

    def _lines(self, defaults: Mapping[str, str]) -> str:
        """Return settings of Spark's: these, and over them what this machine needs."""
        store = {"endpoint": self.endpoint, "path.style.access": "true"}
        store["endpoint.region"] = "us-east-1"
        ours = SMALL | {f"spark.executorEnv.{key}": KEYS[key] for key in KEYS}
        if defaults:  # of a cluster that reads its store before a job's settings are known
            ours |= {f"spark.hadoop.fs.s3a.{key}": value for key, value in store.items()}
        pairs = {**defaults, **ours}
        return self.here("".join(f"{key} {value}\n" for key, value in pairs.items()))

    def here(self, text: str) -> str:
        """Return a text with the names of a cluster in a cloud replaced by those of this one."""
        names = {
            BUCKET: self.bucket,
            "gs://": "s3a://",
            "/opt/spv2": str(self.environment),
            "/etc/spv2": str(self.folder / "conf"),
        }
        for name, ours in names.items():
            text = text.replace(name, ours)
        return text

    def typed(self, lines: str, *, status: int = 0, keys: Mapping[str, str] | None = None) -> str:
        """Run lines in bash, with no more of an environment than a login has; return the output.

        Fails unless they end with the status.
        """
        environment = {
            "PATH": f"{self.folder / 'bin'}:/usr/local/bin:/usr/bin:/bin",
            "HOME": os.environ["HOME"],  # where downloaded jars are kept
            "JAVA_HOME": str(java_home()),
            "SPARK_HOME": str(Path(pyspark.__file__).parent),
            "SPARK_CONF_DIR": str(self.folder / "defaults"),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "DRIVER_HOST": "127.0.0.1",
            "SITE_JARS": self.jars,
            "AWS_EC2_METADATA_DISABLED": "true",
            **(KEYS if keys is None else keys),
        }
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", self.here(lines)],
            cwd=self.folder, env=environment, capture_output=True, text=True, check=False,
            timeout=1500,
        )  # fmt: skip
        assert done.returncode == status, f"{lines}\n{done.stdout}\n{done.stderr[-6000:]}"
        return done.stdout + (done.stderr if status else "")

    def download(self, prefix: str, folder: Path) -> Path:
        """Copy the store's objects below a prefix into a folder; return the folder."""
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix)
        for entry in (one for page in pages for one in page.get("Contents", ())):
            target = folder / entry["Key"].removeprefix(prefix)
            if not entry["Key"].endswith("/"):
                target.parent.mkdir(parents=True, exist_ok=True)
                self.s3.download_file(self.bucket, entry["Key"], str(target))
        return folder
