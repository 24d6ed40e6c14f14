"""Weights as bytes: an npz that is never pickled, and is looked at before it is unpacked.

An archive says how large its members and their arrays are before either takes memory. Both are
believed only as far as they agree with each other and with the bounds.
"""

from __future__ import annotations

import io
import lzma
import math
import struct
import tokenize
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from spv2_spark.errors import ModelError

Weights = Mapping[str, npt.NDArray[Any]]

MOST_BYTES = 1 << 30  # of all arrays as float32
_MOST_MEMBERS = 10_000
_MOST_DIRECTORY = 1 << 21  # bytes: zipfile reads all of it, however much it is
_DTYPES = frozenset(np.dtype(name) for name in ("<f2", "<f4", "<f8"))
# What zipfile and NumPy raise on strangers' bytes beside ValueError.
_NO_NPZ = (
    zipfile.BadZipFile, EOFError, RuntimeError, OSError, zlib.error, lzma.LZMAError, struct.error,
    tokenize.TokenError, SyntaxError, LookupError, TypeError, OverflowError, MemoryError,
)  # fmt: skip
_DATE = (1980, 1, 1, 0, 0, 0)  # so that equal weights are equal bytes
_END = struct.Struct("<4s8xIIH")  # of an archive: signature, its directory's size, comment's
_END_BYTES, _ZIP64_BYTES = 22, 20


def assign_to(variables: Iterable[Any], weights: Weights, origin: str) -> None:
    """Put weights into a network's variables by their paths; ModelError if they do not fit."""
    named = {variable.path: variable for variable in variables}
    if set(named) != set(weights):
        odd = ", ".join(sorted(set(named) ^ set(weights))[:5])
        raise ModelError(f"{origin}: other weights than the shape has ({odd})")
    for name, variable in named.items():
        if tuple(variable.shape) != weights[name].shape:
            raise ModelError(f"{origin}: {name} has shape {weights[name].shape}")
        variable.assign(weights[name])


def to_npz(weights: Weights) -> bytes:
    """Return weights as an npz; float32 becomes float16."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, values in sorted(weights.items()):
            small = values.astype(np.float16) if values.dtype == np.float32 else values
            with archive.open(zipfile.ZipInfo(f"{name}.npy", _DATE), "w") as one:
                np.lib.format.write_array(one, np.ascontiguousarray(small), allow_pickle=False)
    return buffer.getvalue()


def from_npz(data: bytes) -> dict[str, npt.NDArray[Any]]:
    """Return the arrays of an npz by their names, as float32.

    Raises ValueError for what is none, or is beyond the bounds.
    """
    try:
        return _unpacked(data)
    except _NO_NPZ as error:
        raise ValueError(f"weights: {type(error).__name__}: {error}") from error


def _unpacked(data: bytes) -> dict[str, npt.NDArray[Any]]:
    _check_directory(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > _MOST_MEMBERS or len({one.filename for one in members}) < len(members):
            raise ValueError(f"weights: more than {_MOST_MEMBERS} members, or two of one name")
        total = sum(one.file_size for one in members)
        if total > MOST_BYTES:
            raise ValueError(f"weights: {total} bytes unpacked, more than {MOST_BYTES}")
        return _arrays(archive, members)


def _arrays(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]
) -> dict[str, npt.NDArray[Any]]:
    arrays, left = {}, MOST_BYTES // np.dtype(np.float32).itemsize
    for member in members:
        with archive.open(member) as file:
            shape = _checked_shape(file, member)
        left -= math.prod(shape)
        if left < 0:
            raise ValueError(f"weights: more than {MOST_BYTES} bytes as float32")
        with archive.open(member) as file:
            values = np.lib.format.read_array(file, allow_pickle=False)
        arrays[member.filename.removesuffix(".npy")] = np.asarray(values, np.float32)
    return arrays


def _check_directory(data: bytes) -> None:
    """Raise ValueError unless an archive ends as ours do, with a directory within bounds."""
    if len(data) < _END_BYTES:
        raise zipfile.BadZipFile("weights: not an npz")
    signature, size, _, comment = _END.unpack_from(data, len(data) - _END_BYTES)
    if signature != b"PK\5\6" or comment:
        raise zipfile.BadZipFile("weights: not an npz")
    # Before the end may stand another one, with numbers of 64 bits that would go before these.
    large = data[-_END_BYTES - _ZIP64_BYTES : -_END_BYTES].startswith(b"PK\6\7")
    if large or size > _MOST_DIRECTORY:
        raise ValueError(f"weights: a directory of more than {_MOST_DIRECTORY} bytes")


def _checked_shape(file: Any, member: zipfile.ZipInfo) -> tuple[int, ...]:
    """Return the shape that an array's head tells; ValueError unless its bytes are as many."""
    name = member.filename
    version = np.lib.format.read_magic(file)
    if version == (1, 0):
        shape, _, dtype = np.lib.format.read_array_header_1_0(file)
    elif version == (2, 0):
        shape, _, dtype = np.lib.format.read_array_header_2_0(file)
    else:
        raise ValueError(f"weights: {name!r} is of version {version}")
    if dtype not in _DTYPES:
        raise ValueError(f"weights: {name!r} holds {dtype}")
    told = math.prod(shape) * dtype.itemsize
    if any(size < 0 for size in shape) or told != member.file_size - file.tell():
        raise ValueError(f"weights: {name!r} is not as long as it says")
    return tuple(shape)
