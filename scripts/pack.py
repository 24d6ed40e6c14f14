"""A runtime that travels: an interpreter, the locked packages and the project as one archive.

    scripts/pack.sh PYTHON [FOLDER], which calls this

The folder can be unpacked anywhere and needs nothing of the machine but glibc: the interpreter
and the libraries of its modules are copied, and find each other by places relative to themselves.
PySpark is not in it: spark-submit brings the cluster's own, to the driver and to executors.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"
LIB = f"{sys.platlibdir}/{PYTHON}"
SITE = f"{LIB}/site-packages"
MOST_MB = 700

# What is left out, by what it is: patterns below the folder. A test loads all that is left.
LEFT_OUT: Mapping[str, tuple[str, ...]] = {
    "tests of packages": ("**/tests",),
    "C and C++ headers": (
        f"{SITE}/tensorflow/include",
        f"{SITE}/pyarrow/include",
        f"{SITE}/pymupdf/mupdf-devel",
        f"{SITE}/numpy/_core/include",
    ),
    "libclang, which TensorFlow names and does not load": (f"{SITE}/clang", f"{SITE}/libclang-*"),
    "what only builds or installs packages": (
        f"{SITE}/setuptools*",
        f"{SITE}/_distutils_hack",
        f"{SITE}/distutils-precedence.pth",
        f"{SITE}/wheel*",
        f"{SITE}/pkg_resources",
        f"{SITE}/bin",
    ),
    "Arrow's Flight": (f"{SITE}/pyarrow/*flight*",),
    "TensorFlow's sources for ahead-of-time compilation": (
        f"{SITE}/tensorflow/xla_aot_runtime_src",
    ),
    "Python's tests, windows, installers": tuple(
        f"{LIB}/{name}"
        for name in (
            *("test", "idlelib", "turtledemo", "tkinter", "lib2to3", "ensurepip", "config-*"),
            *("lib-dynload/_tkinter*", "lib-dynload/_curses*", "lib-dynload/readline*"),
            *("lib-dynload/_test*", "lib-dynload/xx*", "lib-dynload/nis*", "lib-dynload/_dbm*"),
            *("lib-dynload/_gdbm*", "lib-dynload/ossaudiodev*"),
        )
    ),
}
# Parts of glibc, which has to be the machine's own.
_GLIBC = re.compile(r"(libc|libm|libdl|librt|libpthread|libutil|libresolv|ld-linux[^.]*)\.so")
# Distributions' interpreters look elsewhere for packages, but where they lie themselves.
_SITE = """import site, sys
site.addsitedir(f"{sys.prefix}/%s")
"""
_SPV2 = """#!/bin/sh
exec "$(dirname -- "$0")/python" -m spv2_spark.cli "$@"
"""


def main() -> None:
    """Build the folder, prune it, try it and pack it."""
    parser = argparse.ArgumentParser(description="pack the runtime for Spark's executors")
    parser.add_argument("--lock", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    folder = built(options.lock, options.out)
    left_out = pruned(folder)
    (folder / "left-out.txt").write_text("".join(f"{line}\n" for line in left_out))
    tried(folder)
    archive = options.out / "environment.tar.gz"
    packed(folder, archive)
    size_mb = archive.stat().st_size / 1e6
    print(f"{archive}: {size_mb:.0f} MB, {tree_mb(folder):.0f} MB unpacked, {needed_glibc(folder)}")
    print(*(f"  left out: {line}" for line in left_out), sep="\n")
    if size_mb > MOST_MB:
        sys.exit(f"pack: larger than {MOST_MB} MB")


def built(lock: Path, out: Path) -> Path:
    """Return a folder with the interpreter, the lock's packages and the project's wheel of now."""
    facts = [lock.read_text(), sys.version, Path(__file__).read_text()]
    key = hashlib.sha256("\n".join(facts).encode()).hexdigest()[:12]
    folder = ROOT / "build/pack" / key
    if not (folder / ".whole").exists():
        shutil.rmtree(folder, ignore_errors=True)
        copy_python(folder)
        pip(folder, "--require-hashes", "-r", str(lock))
        (folder / ".whole").touch()
    for old in (folder / SITE).glob("spv2_spark*"):
        shutil.rmtree(old)
    wheel = ("--no-deps", "--no-build-isolation", "-q", "-w", str(out))
    run([sys.executable, "-m", "pip", "wheel", *wheel, str(ROOT)])
    version = re.findall(r'__version__ = "(.+)"', (ROOT / "spv2_spark/__init__.py").read_text())
    pip(folder, *(str(one) for one in out.glob(f"spv2_spark-{version[0]}-*.whl")))
    for name in ("jobs", "conf"):
        shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)
    (folder / LIB / "sitecustomize.py").unlink(missing_ok=True)  # a link, in Debian's
    (folder / LIB / "sitecustomize.py").write_text(_SITE % SITE)
    (folder / "bin/spv2").write_text(_SPV2)
    (folder / "bin/spv2").chmod(0o755)
    return folder


def pip(folder: Path, *arguments: str) -> None:
    """Install packages into the folder, without what they depend on."""
    target = ("--target", str(folder / SITE), "--no-deps", "-q")
    run([sys.executable, "-m", "pip", "install", *target, *arguments])


def copy_python(folder: Path) -> None:
    """Copy the interpreter, its library, its modules and the libraries that they need."""
    base = Path(sys.base_prefix)
    binary = folder / "bin" / PYTHON
    binary.parent.mkdir(parents=True)
    shutil.copy2((base / "bin" / PYTHON).resolve(), binary)
    for name in ("python", "python3"):
        (folder / "bin" / name).symlink_to(PYTHON)
    installed = shutil.ignore_patterns("site-packages", "dist-packages")
    shutil.copytree(base / LIB, folder / LIB, ignore=installed, symlinks=True)
    pruned(folder)
    (folder / SITE).mkdir()
    (folder / "lib").mkdir(exist_ok=True)
    modules = sorted((folder / LIB / "lib-dynload").glob("*.so"))
    for one in (binary, *modules):
        for library in libraries_of(one):
            copy = folder / "lib" / library.name
            if not copy.exists():
                shutil.copy2(library.resolve(), copy)
                patchelf("--set-rpath", "$ORIGIN", copy)
    patchelf("--set-rpath", "$ORIGIN/../lib", binary)
    for one in modules:
        patchelf("--set-rpath", "$ORIGIN/../../../lib", one)


def libraries_of(binary: Path) -> Iterator[Path]:
    """Yield the libraries that a binary needs, and those need, but for glibc."""
    told = run(["ldd", str(binary)])
    for name, place in re.findall(r"(\S+) => (/\S+)", told):
        if not _GLIBC.match(name):
            yield Path(place).with_name(name)


def patchelf(option: str, value: str, binary: Path) -> None:
    """Change where a binary looks for its libraries."""
    run([str(Path(sys.executable).with_name("patchelf")), option, value, str(binary)])


def pruned(folder: Path) -> list[str]:
    """Remove what is left out; return a line of each kind with its megabytes.

    What was removed already, of a folder that was packed before, is told as it was.
    """
    sizes = folder / ".left-out"
    sizes.mkdir(exist_ok=True)
    lines = []
    for number, (what, patterns) in enumerate(LEFT_OUT.items()):
        found = [one for pattern in patterns for one in folder.glob(pattern)]
        noted = sizes / str(number)
        before = float(noted.read_text()) if noted.exists() else 0.0
        size_mb = max(before, sum(tree_mb(one) for one in found))
        noted.write_text(f"{size_mb:.3f}")
        for one in found:
            remove(one)
        lines.append(f"{what} ({size_mb:.0f} MB)")
    return ["PySpark and its jars, which the cluster has (490 MB)", *lines]


def remove(path: Path) -> None:
    """Remove a file or a tree of the folder that is packed."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def tried(folder: Path) -> None:
    """Load in an empty environment what jobs need; ends the program if something is missing."""
    names = (
        "alembic boto3 lxml pandas pyarrow.dataset pyarrow.fs pyarrow.parquet pymupdf tensorflow"
    )
    names += " keras psycopg pycrfsuite typst PIL citeproc sqlite3 ssl bz2 lzma ctypes hashlib zlib"
    command = [str(folder / "bin/python"), "-c", f"import {names.replace(' ', ', ')}"]
    done = subprocess.run(command, env={}, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(f"pack: {done.stderr.strip().splitlines()[-1]}")


def packed(folder: Path, archive: Path) -> None:
    """Write the folder's files into a tar.gz, under a name of its own until it is whole."""
    fresh = archive.with_name(f".{archive.name}.new")
    leave = ("--exclude=./.whole", "--exclude=./.left-out", "--owner=0", "--group=0")
    squeeze = "pigz" if shutil.which("pigz") else "gzip"
    run(["tar", *leave, "--sort=name", "-I", squeeze, "-cf", str(fresh), "-C", str(folder), "."])
    fresh.replace(archive)


def needed_glibc(folder: Path) -> str:
    """Return the newest glibc that the interpreter and its libraries ask for."""
    binaries = [folder / "bin" / PYTHON, *folder.glob("lib/*.so*"), *folder.glob(f"{LIB}/*/*.so")]
    versions = glibc_versions(one.read_bytes() for one in binaries if one.is_file())
    return "needs glibc {}.{} or newer".format(*max(versions))


def glibc_versions(binaries: Iterable[bytes]) -> set[tuple[int, int]]:
    """Return the versions of glibc that the symbols of binaries name.

    >>> glibc_versions([b"GLIBC_2.17", b"GLIBC_2.4 GLIBC_2.17"]) == {(2, 17), (2, 4)}
    True
    """
    found = (re.findall(rb"GLIBC_(\d+)\.(\d+)", data) for data in binaries)
    return {(int(major), int(minor)) for pairs in found for major, minor in pairs}


def tree_mb(path: Path) -> float:
    """Return the megabytes of a file, or of all files below a folder."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(one.lstat().st_size for one in files if one.is_file() or one.is_symlink()) / 1e6


def run(command: list[str]) -> str:
    """Run a command and return what it prints; ends the program with its last line if it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        told = (done.stderr or done.stdout).strip().splitlines() or [str(done.returncode)]
        sys.exit(f"pack: {Path(command[0]).name}: {told[-1]}")
    return done.stdout


if __name__ == "__main__":
    main()
