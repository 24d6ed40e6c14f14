"""Arrays out of a safetensors file, which nobody vouches for: looked at before it takes memory.

The form (github.com/huggingface/safetensors): 8 bytes, the length of the header; the header, JSON
of {name: {dtype, shape, data_offsets}}; the arrays, little-endian, one behind the other. It is
read here and not by its library, because that one has no bfloat16 for NumPy, bounds nothing before
it reads, and every worker would need one library more.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from spv2_spark.features.package_files import opened_regular

Float32s = npt.NDArray[np.float32]

MOST_BYTES = 2 << 30  # of a file: BERT large has 1.3 GB
_MOST_HEADER = 8 << 20
_LENGTH_BYTES = 8
# Of those that are read; others have a size, so that what stands where can be held against it.
_FLOATS = {"F32": "<f4", "F16": "<f2", "BF16": "<u2"}
_SIZES = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I64": 8, "I32": 4, "I16": 2, "I8": 1, "U8": 1,
          "BOOL": 1}  # fmt: skip
_MOST_DIMENSIONS = 8


class SafetensorsError(Exception):
    """A file is no safetensors, or not one that is read; the message says why, in a line."""


@dataclass(frozen=True, slots=True)
class _Stored:
    dtype: str
    shape: tuple[int, ...]
    first: int  # byte behind the header
    last: int


def read_floats(path: Path, wanted: Callable[[str], bool]) -> dict[str, Float32s]:
    """Return the arrays of wanted names as float32; the others are not read.

    Raises OSError for a file that is not there, UnreadableError for one that is no regular file or
    too large, and SafetensorsError for one whose header does not fit it, or whose wanted arrays are
    no floats.
    """
    with opened_regular(path, MOST_BYTES) as file:
        size = os.fstat(file.fileno()).st_size
        length, table = _header(file, size)
        start = _LENGTH_BYTES + length
        stored = {name: _stored(name, one) for name, one in table.items() if name != "__metadata__"}
        _check_places(stored.values(), size - start)
        return {name: _read(file, start, name, one) for name, one in stored.items() if wanted(name)}


def _header(file: BinaryIO, size: int) -> tuple[int, Mapping[str, Any]]:
    length = int.from_bytes(file.read(_LENGTH_BYTES), "little")
    if size < _LENGTH_BYTES or length > min(size - _LENGTH_BYTES, _MOST_HEADER):
        raise SafetensorsError("its header is longer than it, or than 8 MiB")
    try:
        table = json.loads(file.read(length))
    except (ValueError, RecursionError) as error:
        raise SafetensorsError("its header is no JSON") from error
    if not isinstance(table, dict):
        raise SafetensorsError("its header is no table")
    return length, table


def _stored(name: str, told: Any) -> _Stored:
    """Return what the header tells of an array; its numbers fit each other."""
    try:
        dtype, shape, (first, last) = told["dtype"], tuple(told["shape"]), told["data_offsets"]
        known = all(type(one) is int and one >= 0 for one in (*shape, first, last))
        size = _SIZES[dtype] if known and len(shape) <= _MOST_DIMENSIONS else -1
    except (TypeError, ValueError, KeyError) as error:
        raise SafetensorsError(f"its header tells no array of {name!r:.80}") from error
    if size < 0 or last - first != math.prod(shape) * size:
        raise SafetensorsError(f"{name!r:.80} is not as long as its header says")
    return _Stored(dtype, shape, first, last)


def _check_places(stored: Iterable[_Stored], size: int) -> None:
    """Raise SafetensorsError unless the arrays stand one behind the other, to the very end."""
    at = 0
    for one in sorted(stored, key=lambda one: (one.first, one.last)):
        if one.first != at:
            raise SafetensorsError("its arrays lie upon each other, or leave room between them")
        at = one.last
    if at != size:
        raise SafetensorsError(f"its arrays have {at} bytes, and it has {size}")


def _read(file: BinaryIO, start: int, name: str, one: _Stored) -> Float32s:
    if one.dtype not in _FLOATS:
        raise SafetensorsError(f"{name!r:.80} is of {one.dtype}, and no float")
    file.seek(start + one.first)
    data = file.read(one.last - one.first)
    if len(data) != one.last - one.first:
        raise SafetensorsError("it ends before its end")
    values = np.frombuffer(data, _FLOATS[one.dtype]).reshape(one.shape)
    if one.dtype == "BF16":  # the upper half of a float32
        values = (values.astype(np.uint32) << 16).view(np.float32)
    return values.astype(np.float32)
