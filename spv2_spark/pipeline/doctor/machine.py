"""The machine: Java, Spark, TensorFlow, the sandbox, memory, fonts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from spv2_spark.config import Settings
from spv2_spark.domain.finding import Finding, Level
from spv2_spark.errors import Failure, Kind
from spv2_spark.runtime.java import java_home

_GB = 1e9
_WORKER_GB = 1.2  # a Python worker with TensorFlow and a model
_JVM_GB = 2.5  # the driver's heap of conf/spark-local.conf, and what stands beside it
_TENSORFLOW_S = 300.0
_FONTS = Path("/usr/share/fonts")  # where scripts/fonts.sh puts them; `typeset --fonts` names it
_OURS = str(Path(__file__).parents[3])


def java(settings: Settings) -> Finding:
    """Find a Java that Spark can run on."""
    del settings
    home = java_home()
    told = subprocess.run(  # noqa: S603  the java that Spark will start
        [f"{home}/bin/java", "-version"], capture_output=True, text=True, timeout=60, check=True
    )
    return Finding("java", Level.WELL, f"{told.stderr.splitlines()[0]} in {home}")


def spark(settings: Settings) -> Finding:
    """Run a job through a Python worker, with Arrow, as every stage does."""
    from spv2_spark.pipeline.context import session

    here = session(settings)
    found = here.range(3, numPartitions=1).mapInPandas(_worker_python, "python string").collect()
    master, version = here.sparkContext.master, here.version
    ours, theirs = _python(), found[0].python
    if ours != theirs:
        told = f"Python {theirs} on the workers, {ours} here"
        return Finding("spark", Level.BROKEN, told, "set PYSPARK_PYTHON to the same Python")
    return Finding("spark", Level.WELL, f"{version} on {master}, Python {theirs} on the workers")


def _worker_python(frames: Iterable[pd.DataFrame]) -> Iterable[pd.DataFrame]:
    for frame in frames:
        yield pd.DataFrame({"python": [_python()] * len(frame)})


def _python() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def tensorflow(settings: Settings) -> Finding:
    """Load TensorFlow in a process of its own, and ask it for its devices."""
    del settings
    told = subprocess.run(
        [sys.executable, "-m", "spv2_spark.nn.devices"],
        capture_output=True,
        text=True,
        timeout=_TENSORFLOW_S,
        check=False,
        env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONPATH": _OURS},
    )
    if told.returncode:
        why = (told.stderr.strip().splitlines() or [f"exit status {told.returncode}"])[-1]
        advice = "pip install 'spv2-spark[cpu]' or '[gpu]'; a crf model needs none"
        return Finding("tensorflow", Level.LACKING, why, advice)
    found: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    devices = ", ".join(found["devices"])
    return Finding("tensorflow", Level.WELL, f"{found['version']} on {devices}")


def sandbox(settings: Settings, powers: Mapping[str, str]) -> Finding:
    """Have the sandbox answer; `powers` are what it refuses and allows (`pdf.probe.enforced`)."""
    from spv2_spark.pdf.sandbox import Sandbox

    with Sandbox(settings.pdf) as box:
        answer = box.read(b"no PDF")
    if not isinstance(answer, Failure) or answer.kind is not Kind.NOT_A_PDF:
        return Finding("sandbox", Level.BROKEN, f"no answer that was expected: {answer}")
    bounds = f"{settings.pdf.memory_mb} MB and {settings.pdf.time_limit_s:g} s a paper"
    allowed = {power: end for power, end in powers.items() if end != "refused"}
    if not allowed:
        return Finding("sandbox", Level.WELL, f"{bounds}, {len(powers)} powers refused")
    why = sorted({lacks for end in allowed.values() if (lacks := end.partition(": ")[2])})
    told = ", ".join(allowed) + "".join(f" ({one})" for one in why)
    advice = "read papers of strangers on another kernel, or in a container without network"
    return Finding(
        "sandbox", Level.LACKING, f"{bounds}; a PDF that takes it over may {told}", advice
    )


def memory(settings: Settings) -> Finding:
    """Compare the memory that is free with what as many workers as there are cores may take."""
    cores = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    free = free_bytes(Path("/proc/meminfo"), Path("/sys/fs/cgroup")) / _GB
    child = settings.pdf.memory_mb * 1e6 / _GB
    usual, most = _JVM_GB + cores * _WORKER_GB, _JVM_GB + cores * (_WORKER_GB + child)
    told = f"{free:.1f} GB free; {cores} workers take {usual:.1f} GB, at worst {most:.1f} GB"
    if free < usual:
        return Finding("memory", Level.LACKING, told, "fewer cores: spark.master local[N,3]")
    if free < most:
        advice = "hostile papers may need it: lower pdf.memory_mb, or fewer cores"
        return Finding("memory", Level.LACKING, told, advice)
    return Finding("memory", Level.WELL, told)


def free_bytes(meminfo: Path, cgroup: Path) -> float:
    """Return the bytes that this process may still have: of the machine, or of its cgroup."""
    fields = dict(line.split(":", 1) for line in meminfo.read_text().splitlines() if ":" in line)
    free = int(fields["MemAvailable"].split()[0]) * 1024.0
    try:
        bound = int((cgroup / "memory.max").read_text())
        used = int((cgroup / "memory.current").read_text())
    except (OSError, ValueError):  # no cgroup, or "max"
        return free
    return min(free, max(0.0, bound - used))


def fonts(settings: Settings) -> Finding:
    """Count the looks of typeset papers that have a face of their own here."""
    from spv2_spark.typeset.fonts import looks
    from spv2_spark.typeset.generator import PaperGenerator

    del settings
    try:
        families = PaperGenerator((_FONTS,) if _FONTS.is_dir() else ()).families
    except ImportError:
        return Finding("fonts", Level.WELL, "not asked: `typeset` is not installed (an extra)")
    bare = [look for look, names in looks().items() if not set(names) & set(families)]
    if bare:
        told = f"{len(families)} families, none for {', '.join(sorted(bare))}"
        return Finding("fonts", Level.WELL, f"{told}; only `spv2 typeset` minds: scripts/fonts.sh")
    return Finding("fonts", Level.WELL, f"{len(families)} families, some for every look")
