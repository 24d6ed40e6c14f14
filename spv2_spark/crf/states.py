"""The labels that CRFsuite sees: one for each pair of a field label and an entry label.

One chain over pairs and not two chains, because making a token's attributes and handing them
to CRFsuite is most of its cost; only pairs that occur are states (16 of 39 in real papers).
"""

from __future__ import annotations

import re

from spv2_spark.domain.label import ENTRY_LABELS, FIELD_LABELS
from spv2_spark.errors import ModelError

State = tuple[int, int]  # field label 0..12, entry label 0..2

_NAME = re.compile(r"([0-9]+)\.([0-9]+)")


def state_name(state: State) -> str:
    """Return CRFsuite's name of a state: "FIELD.ENTRY"."""
    return f"{state[0]}.{state[1]}"


def state_of(name: str) -> State:
    """Return the state of a name; ModelError if it is none."""
    match = _NAME.fullmatch(name)
    field, entry = (int(match[1]), int(match[2])) if match else (FIELD_LABELS, ENTRY_LABELS)
    if field >= FIELD_LABELS or entry >= ENTRY_LABELS:
        raise ModelError(f"{name!r} is not a state of tokens")
    return field, entry
