#!/usr/bin/env bash
# Make a virtual environment from a lock, with the project in it, and see to it that there is
# a Java: scripts/setup.sh VENV LOCK
#
# Needs python3 and a package index. What is there and current is left alone; a stamp in the
# environment holds the hash of what a step was made from. Asks nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=$1
lock=$2
stamps="$venv/.stamps"
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_USER=0 DEBIAN_FRONTEND=noninteractive
unset PYTHONHOME PYTHONPATH

say() { printf 'setup: %s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

is_current() { [[ -f "$stamps/$1" && "$(<"$stamps/$1")" == "$2" ]]; }

stamp() {
    mkdir -p "$stamps"
    printf '%s' "$2" >"$stamps/$1"
}

hash_of() { cat "$@" | sha256sum | cut -d ' ' -f 1; }

# --- Python --------------------------------------------------------------------------------

is_suitable() {
    command -v "$1" >/dev/null &&
        "$1" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

# 3.11 is what the figures of the project were measured with.
suitable_pythons() {
    local name
    for name in ${SPV2_PYTHON:+"$SPV2_PYTHON"} python3.11 python3.12 python3.10 python3.13 python3; do
        if is_suitable "$name"; then command -v "$name"; fi
    done
}

apt_install() {
    [[ "$(id -u)" == 0 ]] && command -v apt-get >/dev/null || return 1
    say "apt-get install $*"
    apt-get update -qq </dev/null >/dev/null 2>&1 || true
    apt-get install -y -qq --no-install-recommends "$@" </dev/null >/dev/null 2>&1
}

try_venv() {
    rm -rf "$venv"
    "$@" "$venv" >/dev/null 2>&1 && "$venv/bin/python" -m pip --version >/dev/null 2>&1
}

# pip without venv: Debian and Ubuntu have them in packages apart.
try_virtualenv_by_pip() {
    local folder=.venv-virtualenv
    "$1" -m pip install -q --target "$folder" virtualenv >/dev/null 2>&1 || return 1
    PYTHONPATH=$folder try_venv "$1" -m virtualenv -q || return 1
    rm -rf "$folder"
}

make_venv() {
    local pythons python package
    mapfile -t pythons < <(suitable_pythons)
    if [[ ${#pythons[@]} == 0 ]]; then
        fail "needs Python 3.10 to 3.13; found $(python3 --version 2>&1 || true)"
    fi
    for python in "${pythons[@]}"; do
        if try_venv "$python" -m venv; then return; fi
    done
    python=${pythons[0]}
    package="python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    if apt_install "$package" && try_venv "$python" -m venv; then return; fi
    if try_venv "$python" -m virtualenv -q; then return; fi
    if command -v virtualenv >/dev/null && try_venv virtualenv -q -p "$python"; then return; fi
    if try_virtualenv_by_pip "$python"; then return; fi
    rm -rf "$venv"
    fail "cannot make a virtual environment: install $package (sudo apt-get install $package), then run this again"
}

# An environment holds its own path in many files: a copied or moved one is made anew.
is_alive() { is_current place "$(pwd -P)/$venv" && "$venv/bin/python" -c '' 2>/dev/null; }

# --- Packages ------------------------------------------------------------------------------

# Downloads of hundreds of megabytes break off; what came is in pip's cache.
pip_install() {
    local attempt
    for attempt in 1 2 3; do
        if "$venv/bin/python" -m pip install -q --use-pep517 --no-deps "$@" </dev/null; then return; fi
        say "pip failed (attempt $attempt of 3)"
    done
    return 1
}

install_lock() {
    local key
    key="$(hash_of "$lock") $("$venv/bin/python" -c 'import sys; print(sys.version_info[:2])')"
    if is_current lock "$key"; then return; fi
    say "installing $lock with $("$venv/bin/python" --version) (1.2 GB the first time)"
    pip_install --require-hashes -r "$lock" || fail "the packages of $lock could not be installed"
    stamp lock "$key"
}

install_project() {
    local key
    key=$(hash_of pyproject.toml)
    if is_current project "$key"; then return; fi
    pip_install --no-build-isolation -e . || fail "the project itself could not be installed"
    stamp project "$key"
}

# --- Java ----------------------------------------------------------------------------------

has_java() { "$venv/bin/python" -m spv2_spark.runtime.java >/dev/null 2>&1; }

see_to_java() {
    if has_java; then return; fi
    say "no Java 17 or newer: installing one from the package index"
    if pip_install --require-hashes -r requirements/java.txt && has_java; then return; fi
    if apt_install openjdk-17-jre-headless && has_java; then return; fi
    if apt_install default-jre-headless && has_java; then return; fi
    fail "no Java: install one of version 17 or newer (sudo apt-get install openjdk-17-jre-headless)"
}

if ! is_alive; then
    say "making $venv"
    make_venv
    stamp place "$(pwd -P)/$venv"
fi
install_lock
install_project
see_to_java
