"""The environment of a reader who has activated the project's and types a page's program."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def activated() -> dict[str, str]:
    """Return the variables: Spark's workers take `python3` from the PATH."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {name: value for name, value in os.environ.items() if name != "PYSPARK_PYTHON"}
    return {**kept, "PATH": path, "PYTHONPATH": str(ROOT), "SPARK_LOCAL_IP": "127.0.0.1"}
