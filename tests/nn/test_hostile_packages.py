"""Packages that nobody vouches for: each is a ModelError, soon and in little memory."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import socket
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from spv2_spark.config import SourceSettings
from spv2_spark.engines.packages import open_package
from spv2_spark.errors import ModelError
from spv2_spark.features.featurise import WIDE_NUMBERS
from spv2_spark.features.packages import add_file, check_place
from spv2_spark.nn.package import Manifest, Package, read_package, write_package
from spv2_spark.nn.shape import tagger_shape
from spv2_spark.nn.weights import from_npz, to_npz
from tests.nn.toy import SETTINGS, toy_document, toy_parts

ROOT = Path(__file__).parents[2]
NAMES = ["manifest.json", "weights.npz", "vocabulary.txt", "statistics.json"]

# In a process that may have 2 GB, and must end by itself.
_READ = """
import resource, sys
from spv2_spark.errors import ModelError
from spv2_spark.nn.package import read_package
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
try:
    read_package(sys.argv[1])
except ModelError as error:
    print(error)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    parts = toy_parts([toy_document(1)])
    shape = tagger_shape("bilstm", SETTINGS, len(WIDE_NUMBERS), units=4, dense=8)
    manifest = Manifest("toy", "toy-1", shape, SETTINGS, 256, 32, "toys", {"score": 0.5})
    weights = {"dense/kernel": np.arange(6, dtype=np.float32).reshape(2, 3) / 8}
    package = Package(manifest, weights, parts.vocabulary, parts.statistics)
    write_package(tmp_path / "toy", package)
    return tmp_path / "toy"


def put(folder: Path, name: str, data: bytes) -> None:
    """Put a file into a package, with its hash: a stranger's package is in order."""
    (folder / name).write_bytes(data)
    table = json.loads((folder / "manifest.json").read_text())
    table["files"][name] = hashlib.sha256(data).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(table))


def refusal(folder: Path) -> str:
    """Return what is said of a package, read with little memory and in half a minute."""
    told = subprocess.run(
        [sys.executable, "-c", _READ, folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert len(told.stdout.splitlines()) == 1
    return told.stdout


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(os.path.relpath(path))  # its name may have 107 bytes


def _terabyte(path: Path) -> None:
    path.touch()
    os.truncate(path, 1 << 40)  # a hole, which takes no room


ODD_FILES: dict[str, Callable[[Path], Any]] = {
    "a pipe": os.mkfifo,
    "a folder": Path.mkdir,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a terminal": lambda path: path.symlink_to("/dev/tty"),
    "a loop": lambda path: path.symlink_to(path.name),
    "a socket": _socket,
    "a terabyte": _terabyte,
    "a file without a size": lambda path: path.symlink_to("/proc/self/maps"),
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("odd", ODD_FILES)
def test_what_is_no_file_of_a_package_is_refused_at_once(
    folder: Path, name: str, odd: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (folder / name).unlink()
    ODD_FILES[odd](folder / name)
    with pytest.raises(ModelError, match=re.escape(name)):
        read_package(folder)
    with pytest.raises(ModelError):
        open_package(folder.as_uri(), SourceSettings(attempts=1))
    with pytest.raises(ModelError):
        add_file(folder, "calibration.json", b"{}")


def test_a_pipe_as_a_manifest_does_not_stop_a_training_either(folder: Path) -> None:
    (folder / "manifest.json").unlink()
    os.mkfifo(folder / "manifest.json")
    with pytest.raises(ModelError, match="is no model package"):
        check_place(folder)


def npz(*members: tuple[str, bytes], packed: bool = False) -> bytes:
    out = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def npy(shape: str, data: bytes = b"", dtype: str = "<f4") -> bytes:
    head = f"{{'descr': {dtype!r}, 'fortran_order': False, 'shape': {shape}}}".encode()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head) + 1) + head + b"\n" + data


def bomb(gigabytes: int) -> bytes:
    """Return an npz of some MB that says, truly, that it unpacks to that many gigabytes."""
    size = 1 << 30
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(gigabytes):
            with archive.open(f"{number}.npy", "w") as one:
                one.write(npy(f"({size // 4},)"))
                for _ in range(size >> 24):
                    one.write(bytes(1 << 24))
    return out.getvalue()


BAD_WEIGHTS = {
    "no zip": b"PK and no more",
    "nothing": b"",
    "a terabyte promised": npz(("a.npy", npy("(274877906944,)", b"\0" * 64))),
    "more numbers than bytes": npz(("a.npy", npy("(999,)", b"\0" * 64))),
    "a shape below zero": npz(("a.npy", npy("(-4, -4)", b"\0" * 64))),
    "objects": npz(("a.npy", npy("(2,)", b"\0" * 16, "|O"))),
    "texts": npz(("a.npy", npy("(2,)", b"\0" * 32, "<U4"))),
    "no shape": npz(("a.npy", npy("'x'", b"\0" * 64))),
    "a head that is code": npz(("a.npy", npy("__import__('os').getpid()", b"\0" * 64))),
    "a head without an end": npz(("a.npy", b"\x93NUMPY\x02\x00\xff\xff\xff\xff" + b"(" * 99)),
    "a head nested deeply": npz(("a.npy", npy("(" * 9000))),
    "no array": npz(("a.txt", b"a cake")),
    "two of a name": npz(("a.npy", npy("(1,)", b"1234")), ("a.npy", npy("(1,)", b"1234"))),
    "a comment": npz(("a.npy", npy("(1,)", b"1234")))[:-2] + b"\x01\x00x",
    "twenty thousand members": npz(*((f"{n}.npy", b"") for n in range(20_000))),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("data", BAD_WEIGHTS.values(), ids=BAD_WEIGHTS)
def test_weights_that_are_none_are_refused(folder: Path, data: bytes) -> None:
    put(folder, "weights.npz", data)
    with pytest.raises(ModelError, match="model package"):
        read_package(folder)


def test_a_bomb_is_refused_before_it_is_unpacked(folder: Path) -> None:
    data = bomb(2)
    assert len(data) < 20_000_000
    put(folder, "weights.npz", data)
    assert "bytes unpacked, more than" in refusal(folder)


def test_a_directory_of_millions_of_members_is_not_read(folder: Path) -> None:
    entry = struct.pack("<4s6H3I5H2I", b"PK\1\2", *[0] * 9, 1, *[0] * 6) + b"a"
    directory = entry * 4_000_000
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 65_535, 65_535, len(directory), 0, 0)
    put(folder, "weights.npz", directory + end)
    assert "a directory of more than" in refusal(folder)


def test_weights_come_back_as_they_were() -> None:
    weights: dict[str, Any] = {"b": np.eye(3, dtype=np.float32) / 4, "a/c": np.zeros(0, np.float32)}
    found = from_npz(to_npz(weights))
    assert {name: values.tolist() for name, values in found.items()} == {
        "a/c": [],
        "b": [[0.25, 0, 0], [0, 0.25, 0], [0, 0, 0.25]],
    }
    one = from_npz(
        npz(("a.npy", npy("(2, 2)", np.array([1, 2, 3, 4], np.float32).tobytes())), packed=True)
    )
    assert one["a"].tolist() == [[1, 2], [3, 4]]


DEEP = "[" * 100_000
ODD_VALUES: dict[str, object] = {
    "features": [1, "wide", {}, {"sizes": 5}, {"kind": "cake", "sizes": {}}],
    "name": [5, "a\nb", "x" * 5000, "\ud800", "a\x1b[31m"],
    "version": [None, "a/b", "..", "", "a\nb", ["1"], "x" * 300],
    "window": ["256", -1, 1 << 40, 1.5, None],
    "metrics": [5, []],
    "shape": [5, "x", []],
    "reader": [5, [], {"shape": 5}, {}],
    "files": [5, [], {"": "0"}, {"..": "0"}, {"a\0b": "0"}, {"x" * 300: "0"}, {"\ud800": "0"},
              {"a\nb": "0"}, {"weights.npz": 5}, {f"{n}.bin": "0" for n in range(100)}],
}  # fmt: skip
CASES = [(name, value) for name, values in ODD_VALUES.items() for value in values]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "value"), CASES, ids=[f"{k}-{n}" for n, (k, _) in enumerate(CASES)]
)
def test_odd_values_of_a_manifest_are_refused(folder: Path, name: str, value: object) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), name: value}))
    with pytest.raises(ModelError) as caught:
        read_package(folder)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("name", [*asdict(tagger_shape("bilstm", SETTINGS, 3)), "sizes.word"])
@pytest.mark.parametrize("value", ["1", -1, 1 << 62, 1e300, None, [1e9] * 6, [[]]])
def test_odd_sizes_are_refused(folder: Path, name: str, value: object) -> None:
    path = folder / "manifest.json"
    table = json.loads(path.read_text())
    if name == "sizes.word":
        table["features"]["sizes"]["word"] = value
    else:
        table["shape"][name] = value
    path.write_text(json.dumps(table))
    with pytest.raises(ModelError, match=r"manifest\.json"):
        read_package(folder)


BAD_JSON = [b"", b"5", b"[]", b"{}", b"null", b"\xff", DEEP.encode(), b'{"format": 1}']
BAD_STATISTICS = [
    *BAD_JSON,
    b'{"format": 1, "counts": {"size": {"wide": 5}}}',
    b'{"format": 1, "counts": {"size": {"100": Infinity}}}',
    b'{"format": 1, "counts": {"space": {"9999999999999999999999": 1}}}',
    b'{"format": 1, "counts": {"size": [1, 2]}}',
    b'{"format": 1, "counts": {"size": {"' + b"9" * 10_000 + b'": 1}}}',
]


@pytest.mark.parametrize("data", BAD_STATISTICS, ids=range(len(BAD_STATISTICS)))
def test_statistics_that_are_none_are_refused(folder: Path, data: bytes) -> None:
    put(folder, "statistics.json", data)
    with pytest.raises(ModelError):
        read_package(folder)


@pytest.mark.parametrize("data", [b"\xff\n", b"a\nb\xc3\n"])
def test_words_that_are_no_text_are_refused(folder: Path, data: bytes) -> None:
    put(folder, "vocabulary.txt", data)
    with pytest.raises(ModelError):
        read_package(folder)


@pytest.mark.parametrize(
    "name", ["", "..", "../models/default", "a\0b", "x" * 5000, "a\nb", "/etc"]
)
def test_odd_names_of_packages_are_refused(name: str) -> None:
    with pytest.raises(ModelError):
        read_package(f"packaged:{name}")
    if name not in ("", "..", "/etc"):
        with pytest.raises(ModelError):
            read_package(name)
