"""Names that have marks within: they are one word, and of one field."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from spv2_spark.decode.document import DecodedDocument
from spv2_spark.decode.path import Path
from spv2_spark.decode.people.undivided import INNER_DOTS, is_dotted
from spv2_spark.decode.rules import rule
from spv2_spark.domain.label import begin, field_of, inside

_OTHERS = ("HIRA", "KATA", "HANGUL")


@rule
def names_with_dots(document: DecodedDocument, path: Path) -> Path:
    """A dot stands within foreign names in Chinese and in katakana: "グエン・ティ・ラン" is one.

    Where it parts names, as in Japanese and Korean lists, these are in other letters, or a
    surname begins each.
    """
    return _with_words(document, path, _dotted(document))


def _with_words(document: DecodedDocument, path: Path, words: Iterable[list[int]]) -> Path:
    """Return a path on which all pieces of a word have its likeliest field."""
    field = path.field.copy()
    for word in words:
        labels: list[int] = field[word].tolist()
        fields = {field_of(label) for label in labels if label}
        pairs = [(begin(one), inside(one)) for one in sorted(fields)]
        first, rest = max([(0, 0), *pairs], key=lambda pair: _chance(document, word, pair))
        field[word] = rest
        field[word[0]] = first if first in labels and labels[0] != rest else rest
    return path._replace(field=field)


def _dotted(document: DecodedDocument) -> Iterator[list[int]]:
    """Yield the tokens of what has dots within and no spaces, on pages without other scripts."""
    texts, spaced, word = document.texts, document.view.spaced, list[int]()
    for at in (at for at, text in enumerate(texts) if text in INNER_DOTS):
        behind = document.text_at(at + 1)
        if not is_dotted(document.text_at(at - 1), texts[at], behind):
            continue
        if spaced[at] or spaced[at + 1] or not _may_be_within(document, at):
            continue
        if word and word[-1] == at - 1:
            word += [at, at + 1]
            continue
        if word:
            yield word
        word = [at - 1, at, at + 1]
    if word:
        yield word


def _may_be_within(document: DecodedDocument, at: int) -> bool:
    """Whether a dot between Chinese letters is on a page in Chinese, not in Japanese or Korean."""
    if unicodedata.name(document.texts[at - 1][0], "").startswith("KATA"):
        return True
    texts = document.texts_on(document.view.page_numbers[at])
    return not any(unicodedata.name(text[0], "").startswith(_OTHERS) for text in texts)


def _chance(document: DecodedDocument, word: Sequence[int], labels: tuple[int, int]) -> float:
    """Return the log probability that each piece of a word has one of two labels."""
    logp = document.field_logp[np.ix_(word, sorted(set(labels)))].astype(np.float64)
    return float(np.logaddexp.reduce(logp, axis=1).sum())
