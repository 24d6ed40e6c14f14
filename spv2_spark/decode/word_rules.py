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
    in_chinese: dict[int, bool] = {}
    for at in (at for at, text in enumerate(texts) if text in INNER_DOTS):
        if not is_dotted(document.text_at(at - 1), texts[at], document.text_at(at + 1)):
            continue
        page = document.view.page_numbers[at]
        if page not in in_chinese:
            in_chinese[page] = _is_in_chinese(document, page)
        is_within = in_chinese[page] or unicodedata.name(texts[at - 1][0], "").startswith("KATA")
        if spaced[at] or spaced[at + 1] or not is_within:
            continue
        if word and word[-1] == at - 1:
            word += [at, at + 1]
            continue
        if word:
            yield word
        word = [at - 1, at, at + 1]
    if word:
        yield word


def _is_in_chinese(document: DecodedDocument, page: int) -> bool:
    """Whether no letters of Japanese or Korean alone are on a page with dots between Chinese."""
    texts = document.texts_on(page)
    return not any(unicodedata.name(text[0], "").startswith(_OTHERS) for text in texts)


def _chance(document: DecodedDocument, word: Sequence[int], labels: tuple[int, int]) -> float:
    """Return the log probability that each piece of a word has one of two labels."""
    logp = document.field_logp[np.ix_(word, sorted(set(labels)))].astype(np.float64)
    return float(np.logaddexp.reduce(logp, axis=1).sum())
