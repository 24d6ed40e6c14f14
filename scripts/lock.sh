#!/usr/bin/env bash
# Write the locks anew from pyproject.toml and requirements/*.in: scripts/lock.sh [UV OPTION...]
#
# One lock serves Python 3.10 to 3.13 on every platform (markers tell the lines apart); it
# holds names, versions and hashes, and no index. Options go to `uv pip compile`, such as
# `--upgrade` or `--upgrade-package NAME`; without one, what is locked stays.
set -euo pipefail
cd "$(dirname "$0")/.."

tool=.venv-lock
if [[ ! -x "$tool/bin/uv" ]]; then
    python3 -m venv "$tool"
    "$tool/bin/python" -m pip install -q 'uv>=0.9'
fi

compile() {
    "$tool/bin/uv" pip compile -q --universal --python-version 3.10 --generate-hashes \
        --no-annotate --no-header "$@"
}

extras=(--extra cpu --extra postgres --extra serve --extra typeset --extra docs --extra dev)
for spark in spark41 spark35; do
    compile "${extras[@]}" "${@}" pyproject.toml requirements/build.in \
        -c "requirements/$spark.in" -o "requirements/$spark.txt"
done
compile "${@}" requirements/java.in -o requirements/java.txt
compile "${@}" requirements/pack.in -o requirements/pack.txt
# What `make pack` puts into the archive: the versions that the tests ran with, without PySpark,
# which a cluster has.
compile --extra cpu --extra postgres --extra typeset "${@}" pyproject.toml \
    -c requirements/spark41.txt --no-emit-package pyspark --no-emit-package py4j \
    -o requirements/runtime.txt
# What the images hold, one for CPUs and one for cards: the same versions, with a Spark and a Java.
for kind in cpu gpu; do
    compile --extra "$kind" --extra postgres --extra serve "${@}" pyproject.toml \
        requirements/java.in -c requirements/spark41.txt -o "requirements/image-$kind.txt"
done
