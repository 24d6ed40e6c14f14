#!/usr/bin/env bash
# Install a wheel of the project and its locked packages into a folder of their own, as an image has
# them: scripts/install-image.sh WHEEL LOCK PREFIX
#
# PREFIX becomes a virtual environment of `python3` with a Spark, a Java and `spv2`, without caches,
# tests of packages and headers; it runs as any user and needs not be written to. UV names a uv; else
# one is fetched for the time of the installation. With UV_COMPILE_BYTECODE=1 modules are compiled,
# which a root file system that is read-only needs, or every start compiles them again.
set -euo pipefail

[[ $# == 3 ]] || { echo "usage: scripts/install-image.sh WHEEL LOCK PREFIX" >&2; exit 2; }
scripts=$(cd "$(dirname "$0")" && pwd)
wheel=$(realpath "$1")
lock=$(realpath "$2")
prefix=$(realpath -m "$3")
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_USER=0 PYTHONDONTWRITEBYTECODE=1
unset PYTHONHOME PYTHONPATH

if [[ -e "$prefix" ]]; then
    echo "install-image: $prefix is there already" >&2
    exit 1
fi
tool=$(mktemp -d)
trap 'rm -rf "$tool"' EXIT
uv=${UV:-$tool/bin/uv}
if [[ ! -x "$uv" ]]; then
    python3 -m venv "$tool"
    "$tool/bin/python" -m pip install -q --no-cache-dir 'uv>=0.9'
fi

python3 -m venv --without-pip "$prefix"
"$uv" pip install -q --python "$prefix/bin/python" --no-deps --require-hashes -r "$lock"
"$uv" pip install -q --python "$prefix/bin/python" --no-deps "$wheel"
# What no job loads, as the archive of `make pack` does without it.
PYTHONPATH="$scripts/.." "$prefix/bin/python" - "$prefix" <<'END'
import sys
from pathlib import Path

from scripts import pack

folder = Path(sys.argv[1])
print(*(f"left out: {line}" for line in pack.pruned(folder)[1:]), sep="\n")
pack.remove(folder / ".left-out")
END
# Spark's Java is the wheel's, behind a script that is written here, where it may be.
env -u JAVA_HOME PATH=/nowhere "$prefix/bin/python" -m spv2_spark.runtime.java
