"""Where entries begin, for taggers that know none."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from spv2_spark.domain.label import ENTRY_LABELS, Entry, Field, field_of, is_begin
from spv2_spark.domain.page import Float32s

_SURE = 0.9  # probability of the label that is made
_FLAT = 1e-3  # spread of the entry labels below which a tagger says nothing


def entry_labels_of(field_logp: Float32s, entry_logp: Float32s) -> Float32s:
    """Return the tagger's entry labels (N, 3), or some made from the fields if it says nothing.

    SPv2's seven labels know no entries: a field seen again after another one, or an author
    list that begins anew, starts an entry.
    """
    if len(entry_logp) == 0 or float(np.ptp(entry_logp, axis=0).max()) > _FLAT:
        return entry_logp
    labels = field_logp.argmax(axis=1).tolist()
    chance = np.full((len(labels), ENTRY_LABELS), (1 - _SURE) / 2)
    chance[np.arange(len(labels)), _entries_of_fields(labels)] = _SURE
    logp: Float32s = np.log(chance).astype(np.float32)
    return logp


def _entries_of_fields(labels: Sequence[int]) -> list[int]:
    entries = [int(Entry.OUTSIDE)] * len(labels)
    seen: set[Field] = set()
    last, last_at = Field.NONE, -1
    for at, label in enumerate(labels):
        field = field_of(label)
        if field < Field.BIB_TITLE:
            continue
        again = field in seen and field != last
        anew = field == last == Field.BIB_TITLE and is_begin(label)
        if not seen or again or anew:
            entries[at] = Entry.BEGIN
            seen = set()
        else:
            entries[last_at + 1 : at + 1] = [Entry.INSIDE] * (at - last_at)
        seen.add(field)
        last, last_at = field, at
    return entries
