"""Labels of tokens: a field with begin and inside marks, and the bounds of reference entries.

SPv2 labelled without begin marks, so two adjacent authors could be told apart only by gaps
and fonts; here every span begins with a B label. Two label sequences run over the same tokens:
`field` (13 classes) and `entry` (3 classes: outside, begin, inside a bibliography entry,
its printed number included). A span or an entry that runs over a page's end goes on with
inside labels at the start of the next page.

    >>> begin(Field.AUTHOR), inside(Field.AUTHOR), field_of(3)
    (3, 4, <Field.AUTHOR: 2>)
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int8]

MASK = -1  # unsure: no loss in training, no count in evaluation

# What INSIDE costs behind OUTSIDE, in nats. A span or an entry may be taken up again where a
# block begins, for running heads and figures stand between its parts; elsewhere only against
# strong evidence.
RESUME_AT_BREAK = 0.5
RESUME = 4.0


class Field(IntEnum):
    """What a token is part of; SPv2's seven labels."""

    NONE = 0
    TITLE = 1
    AUTHOR = 2
    BIB_TITLE = 3
    BIB_AUTHOR = 4
    BIB_VENUE = 5
    BIB_YEAR = 6


class Entry(IntEnum):
    """Where a token stands in the bibliography's entries."""

    OUTSIDE = 0
    BEGIN = 1
    INSIDE = 2


FIELD_LABELS = 13
ENTRY_LABELS = 3


def begin(field: Field) -> int:
    """Return the label of a span's first token: 2f - 1, or 0 for NONE."""
    return 2 * field - 1 if field else 0


def inside(field: Field) -> int:
    """Return the label of a span's further tokens: 2f, or 0 for NONE."""
    return 2 * int(field)


def field_of(label: int) -> Field:
    """Return the field of a label in 0..12."""
    return Field((label + 1) // 2)


def is_begin(label: int) -> bool:
    """Whether the label opens a span."""
    return label % 2 == 1 and label > 0


@dataclass(frozen=True, slots=True, eq=False)
class PageLabels:
    """The labels of one page's n tokens; MASK (-1) where they are unsure."""

    number: int  # of the page
    field: Labels  # (n,): 0..12
    entry: Labels  # (n,): 0..2
