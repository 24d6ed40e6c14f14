"""Words that print has in several pieces: they are one, and of one field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from spv2_spark.decode.document import DecodedDocument
from spv2_spark.decode.path import Path
from spv2_spark.decode.people.undivided import is_undivided
from spv2_spark.decode.rules import rule
from spv2_spark.domain.label import begin, field_of, inside


@rule
def words_in_pieces(document: DecodedDocument, path: Path) -> Path:
    """Where a font lacks letters others lend them: "Đứ" and "c" are two tokens of one word.

    All of its pieces have the field that is the likeliest of the whole word.
    """
    field = path.field.copy()
    for word in _words(document):
        labels: list[int] = field[word].tolist()
        fields = {field_of(label) for label in labels if label}
        if not fields or (0 not in labels and len(fields) == 1):
            continue
        pairs = [(begin(one), inside(one)) for one in sorted(fields)]
        first, rest = max([(0, 0), *pairs], key=lambda pair: _chance(document, word, pair))
        field[word] = rest
        field[word[0]] = first if first in labels else rest
    return path._replace(field=field)


def _words(document: DecodedDocument) -> Iterator[list[int]]:
    """Yield the pieces of each word within which fonts change, and nothing else does."""
    view, word = document.view, list[int]()
    changes = (np.flatnonzero(view.font[1:] != view.font[:-1]) + 1).tolist()
    for at in changes:
        if not _goes_on(document, at):
            continue
        if word and word[-1] == at - 1:
            word.append(at)
            continue
        if word:
            yield word
        word = [at - 1, at]
    if word:
        yield word


def _goes_on(document: DecodedDocument, at: int) -> bool:
    """Whether letters go on with those before them: on their line, in their size, unspaced."""
    view, pair = document.view, (at - 1, at)
    if view.spaced[at] or view.line_of[at] != view.line_of[at - 1]:
        return False
    letters = all(view.texts[one].isalpha() and not is_undivided(view.texts[one]) for one in pair)
    step = abs(view.sizes[at] - view.sizes[at - 1])
    is_alike = step <= document.thresholds.authors.same_size * view.sizes[at]
    return letters and is_alike and not any(view.superscripts[one] for one in pair)


def _chance(document: DecodedDocument, word: Sequence[int], labels: tuple[int, int]) -> float:
    """Return the log probability that each piece of a word has one of two labels."""
    logp = document.field_logp[np.ix_(word, sorted(set(labels)))].astype(np.float64)
    return float(np.logaddexp.reduce(logp, axis=1).sum())
