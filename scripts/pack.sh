#!/usr/bin/env bash
# Build the archive that Spark's executors run from: scripts/pack.sh PYTHON [FOLDER]
#
# PYTHON is the interpreter that is copied into it. The archive, environment.tar.gz, and the wheel
# of the project go to FOLDER (dist). What is built stays in build/pack, so that a change of the
# project alone takes as long as packing does.
set -euo pipefail
cd "$(dirname "$0")/.."

python=$1
folder=${2:-dist}
tool=.venv-pack
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_USER=0
unset PYTHONHOME PYTHONPATH

key=$({ cat requirements/pack.txt && "$python" -c 'import sys; print(sys.version, sys.base_prefix)'; } |
    sha256sum | cut -d ' ' -f 1)
if [[ ! -f "$tool/.key" || "$(<"$tool/.key")" != "$key" ]]; then
    rm -rf "$tool"
    "$python" -m venv "$tool"
    "$tool/bin/python" -m pip install -q --no-deps --require-hashes -r requirements/pack.txt
    printf '%s' "$key" >"$tool/.key"
fi
exec "$tool/bin/python" scripts/pack.py --lock requirements/runtime.txt --out "$folder"
