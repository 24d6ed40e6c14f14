"""Labels of references that the words around them contradict."""

from __future__ import annotations

import numpy as np

from spv2_spark.decode.document import DecodedDocument
from spv2_spark.decode.path import Path
from spv2_spark.decode.rules import rule
from spv2_spark.domain.label import Field, begin, inside

_WORKS = (begin(Field.BIB_TITLE), begin(Field.BIB_VENUE))
_AUTHORS = (begin(Field.BIB_AUTHOR), inside(Field.BIB_AUTHOR))
_NEAR = 3  # tokens behind a year


@rule
def surnames_before_years(document: DecodedDocument, path: Path) -> Path:
    """The last surname before a year may be taken for a title: "Ann B. Doe 2011 Quarries".

    It is one word right behind an author, and another one of its field stands behind the year.
    """
    field, labels = path.field.copy(), path.field.tolist()
    for at in np.flatnonzero(np.isin(path.field[1:-1], _WORKS)).tolist():
        word, behind = at + 1, at + 2
        before = word - 2 if document.texts[at] == "." else at
        is_name = before >= 0 and labels[before] in _AUTHORS and document.texts[word].istitle()
        is_dated = labels[behind] == begin(Field.BIB_YEAR)
        if is_name and is_dated and labels[word] in labels[behind + 1 : behind + 1 + _NEAR]:
            field[before + 1 : word + 1] = inside(Field.BIB_AUTHOR)
    return path._replace(field=field)
