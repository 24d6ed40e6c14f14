"""A standalone Spark on this machine: a master and a worker as processes of their own."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import pyspark

from spv2_spark.runtime.java import java_home

_WAIT_S = 120.0


@contextmanager
def standalone(
    folder: Path, *, cores: int, gpus: Sequence[str] = (), is_bare: bool = False
) -> Iterator[str]:
    """Run a master and a worker with these cores, and GPUs as its discovery script names them.

    Where it `is_bare`, both have nothing of this process' environment, and another folder. Yields
    the master's URL. Logs are in `folder`; both processes end with the block.
    """
    port, properties = free_port(), folder / "worker.conf"
    properties.write_text(_resources(folder, gpus), encoding="utf-8")
    url, host = f"spark://127.0.0.1:{port}", ("--host", "127.0.0.1", "--webui-port", "0")
    with ExitStack() as stack:
        start = partial(_daemon, folder, {} if is_bare else os.environ)
        master = stack.enter_context(start("master.Master", *host, "--port", str(port)))
        _wait_for(master, "New state: ALIVE")
        worker = ("--cores", str(cores), "--memory", "4g", "--work-dir", str(folder / "work"))
        options = ("--properties-file", str(properties))
        log = stack.enter_context(start("worker.Worker", *host, *worker, *options, url))
        _wait_for(log, "Successfully registered with master")
        yield url


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _resources(folder: Path, gpus: Sequence[str]) -> str:
    if not gpus:
        return ""
    script = folder / "gpus.sh"
    named = ", ".join(f'"{one}"' for one in gpus)
    script.write_text(f'#!/bin/sh\necho \'{{"name": "gpu", "addresses": [{named}]}}\'\n')
    script.chmod(0o755)
    key = "spark.worker.resource.gpu"
    return f"{key}.amount {len(gpus)}\n{key}.discoveryScript {script}\n"


@contextmanager
def _daemon(
    folder: Path, inherited: Mapping[str, str], name: str, *arguments: str
) -> Iterator[Path]:
    home, log = Path(pyspark.__file__).parent, folder / f"{name}.log"
    environment = {
        **inherited,
        "SPARK_HOME": str(home),
        "JAVA_HOME": str(java_home()),
        "SPARK_DAEMON_MEMORY": "256m",
    }
    command = [str(home / "bin/spark-class"), f"org.apache.spark.deploy.{name}", *arguments]
    with log.open("wb") as file:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=file, stderr=file)
    try:
        yield log
    finally:
        process.terminate()  # the script has become the JVM
        process.wait(_WAIT_S)


def _wait_for(log: Path, line: str) -> None:
    end = time.monotonic() + _WAIT_S
    while line not in log.read_text(encoding="utf-8", errors="replace"):
        if time.monotonic() > end:
            raise AssertionError(f"{log}: no {line!r}")
        time.sleep(0.2)
