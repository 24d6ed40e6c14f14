"""The weights in a file that CRFsuite wrote, as arrays: its own tagger asks for names, each anew.

The file is CRFsuite 0.12's (`crf1d_model.c`, `cqdb.c`): a header, the features, and two tables of
strings, of labels and of attributes, each with a list of where its strings begin.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spv2_spark.errors import ModelError

Float64s = npt.NDArray[np.float64]

_HEADER = struct.Struct("<4sI4s9I")  # magic, size, type, version, three counts, five offsets
_FEATURES = struct.Struct("<4sII")  # name, size, count
_FEATURE = np.dtype([("kind", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])
_TABLE = struct.Struct("<4s5I")  # name, size, flag, byte order, count and place of the strings
_STRING = struct.Struct("<II")  # its number, its bytes with a last 0
_STATE, _TRANSITION = 0, 1


@dataclass(frozen=True, slots=True, eq=False)
class CrfWeights:
    """What a linear chain CRF with L labels and A attributes learnt."""

    labels: tuple[str, ...]  # L
    attributes: dict[bytes, int]  # A names: their rows in `states`
    states: Float64s  # (A + 1, L); the last row is of an attribute that nobody knows, and is 0
    transitions: Float64s  # (L, L), from the first to the second

    @property
    def nothing(self) -> int:
        """The row of `states` that is 0."""
        return len(self.attributes)


def read_weights(data: bytes) -> CrfWeights:
    """Return the weights in a file of CRFsuite's; ModelError if it is none, or is cut short."""
    try:
        magic, size, kind, _, *_, features, labels, attributes, _, _ = _HEADER.unpack_from(data)
        if (magic, kind) != (b"lCRF", b"FOMC") or size > len(data):
            raise ModelError("no CRFsuite model")
        names = tuple(name.decode() for name in _strings(data, labels))
        if not names:
            raise ModelError("no CRFsuite model: it has no labels")
        known = {name: row for row, name in enumerate(_strings(data, attributes))}
        _, _, count = _FEATURES.unpack_from(data, features)
        found = np.frombuffer(data, _FEATURE, count, features + _FEATURES.size)
        states = np.zeros((len(known) + 1, len(names)))
        transitions = np.zeros((len(names), len(names)))
        for of_kind, table in ((_STATE, states), (_TRANSITION, transitions)):
            some = found[found["kind"] == of_kind]
            table[some["source"], some["target"]] = some["weight"]
    except (struct.error, ValueError, IndexError) as error:
        raise ModelError(f"no CRFsuite model: {error}") from error
    return CrfWeights(names, known, states, transitions)


def _strings(data: bytes, at: int) -> Iterator[bytes]:
    """Yield the strings of the table that begins there, by their numbers."""
    _, _, _, _, count, place = _TABLE.unpack_from(data, at)
    for start in np.frombuffer(data, "<u4", count, at + place).tolist():
        first = at + start + _STRING.size
        _, length = _STRING.unpack_from(data, at + start)
        yield data[first : first + length - 1]
