"""A cluster as a reader of the documentation has it: its lines run as they stand.

The master, the Task DB and the store are this machine's: a standalone Spark whose processes have
an empty environment, a real PostgreSQL and a real S3 server. `spark-submit` is Spark's own behind
a script that puts in the master.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyspark

from spv2_spark.runtime.java import java_home

ROOT = Path(__file__).parents[2]
BUCKET = "example-bucket"
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
ARCHIVE = Path(os.environ.get("SPV2_ARCHIVE", ROOT / "dist/environment.tar.gz"))
# Two executors' cores and heaps fit beside each other on a small machine.
SMALL = {
    "spark.driver.memory": "1g",
    "spark.executor.memory": "1g",
    "spark.executor.cores": "2",
    "spark.network.timeout": "1800s",
    "spark.ui.enabled": "false",
}
_SUBMIT = """#!{python}
import os, sys
given, jars, home = sys.argv[1:], os.environ.get("SITE_JARS"), os.environ["SPARK_HOME"]
def option(name):
    at = given.index(name) if name in given else -1
    return given.pop(at) and given.pop(at) if at >= 0 else ""
option("--master"), option("--deploy-mode")
head = ["--master", "{master}"]
if jars:
    option("--packages")
    for side in ("driver", "executor"):
        head += ["--conf", f"spark.{{side}}.extraClassPath={{jars}}"]
given = [one.replace("/opt/spv2", "{environment}") for one in given]
command = [home + "/bin/spark-submit", *head, *given]
os.execv(command[0], command)
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
    keys: Mapping[str, str] = field(default_factory=lambda: dict(KEYS))

    def lay_out(self) -> None:
        """Lay the project's files out, with this machine's database, store and sizes in conf/."""
        for name in ("jobs", "docs"):
            (self.folder / name).symlink_to(ROOT / name)
        (self.folder / "dist").mkdir()
        (self.folder / "dist/environment.tar.gz").symlink_to(ARCHIVE)
        conf = self.folder / "conf"
        shutil.copytree(ROOT / "conf", conf)
        toml = (conf / "cluster.toml").read_text()
        url = "postgresql://spv2@database.example.org/spv2"
        assert url in toml
        source = f'\n[source]\ns3_endpoint = "{self.endpoint}"\n'
        (conf / "cluster.toml").write_text(toml.replace(url, self.database) + source)
        self.write_conf(SMALL | {f"spark.executorEnv.{key}": KEYS[key] for key in KEYS})
        submit = self.folder / "bin/spark-submit"
        submit.parent.mkdir()
        environment = self.folder / "environment"
        text = _SUBMIT.format(python=sys.executable, master=self.master, environment=environment)
        submit.write_text(text)
        submit.chmod(0o755)

    def write_conf(self, extra: Mapping[str, str]) -> None:
        """Write conf/spark-cluster.conf anew, with these values over the project's."""
        own = (ROOT / "conf/spark-cluster.conf").read_text()
        lines = "".join(f"{key} {value}\n" for key, value in extra.items())
        (self.folder / "conf/spark-cluster.conf").write_text(own + lines)

    def typed(self, lines: str, *, status: int = 0, keys: Mapping[str, str] | None = None) -> str:
        """Run lines in bash, with no more of an environment than a login has; return the output.

        Fails unless they end with the status.
        """
        home = str(Path(pyspark.__file__).parent)
        environment = {
            "PATH": f"{self.folder / 'bin'}:/usr/local/bin:/usr/bin:/bin",
            "HOME": os.environ["HOME"],  # where downloaded jars are kept
            "JAVA_HOME": str(java_home()),
            "SPARK_HOME": home,
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SITE_JARS": self.jars,
            "AWS_EC2_METADATA_DISABLED": "true",
            **(self.keys if keys is None else keys),
        }
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", lines], cwd=self.folder, env=environment,
            capture_output=True, text=True, check=False, timeout=1500,
        )  # fmt: skip
        assert done.returncode == status, f"{lines}\n{done.stdout}\n{done.stderr[-6000:]}"
        return done.stdout + (done.stderr if status else "")

    def download(self, prefix: str, folder: Path) -> Path:
        """Copy the store's objects below a prefix into a folder; return the folder."""
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=prefix)
        for entry in (one for page in pages for one in page.get("Contents", ())):
            target = folder / entry["Key"].removeprefix(prefix)
            if not entry["Key"].endswith("/"):
                target.parent.mkdir(parents=True, exist_ok=True)
                self.s3.download_file(BUCKET, entry["Key"], str(target))
        return folder
