"""Lines of a title that taggers take for names, or for nothing."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from spv2_spark.decode.document import DecodedDocument
from spv2_spark.decode.front.name_shapes import words_of
from spv2_spark.decode.front.title_lines import below_each_other
from spv2_spark.decode.path import Path
from spv2_spark.decode.rules import rule
from spv2_spark.domain.label import Field, Labels, begin, inside
from spv2_spark.domain.page import Mark
from spv2_spark.layout.vocabulary import vocabulary

_DATE = 3  # words: "Pell, May 2017"
_TITLE = [begin(Field.TITLE), inside(Field.TITLE)]
_AUTHOR = [begin(Field.AUTHOR), inside(Field.AUTHOR)]


@rule
def only_lines_left(document: DecodedDocument, path: Path) -> Path:
    """On a title page in one print the title is what says neither who, nor where, nor what.

    It is asked where the tagger knows the author and no title, and an institution is named. No
    other lines have as many words.
    """
    view, lines = document.view, document.view.lines
    page = view.page == view.page[:1]
    is_title_page = 0 < int(page.sum()) <= document.thresholds.path.title_page
    if not is_title_page or np.isin(path.field, _TITLE).any() or not (path.field > 0)[page].any():
        return path
    runs: list[list[int]] = [[]]
    is_placed = False
    for line in range(int(lines.of[np.flatnonzero(page)[-1]]) + 1):
        tokens = lines.tokens(line)
        is_placed |= vocabulary().affiliation.sure.is_within(words_of(document, tokens))
        gap = below_each_other(document, runs[-1][-1], tokens.start) if runs[-1] else 0.0
        if gap > document.thresholds.title.line_gap * view.sizes[tokens.start]:
            runs.append([])
        if path.field[tokens].any() or is_around_title(document, tokens):
            runs.append([])
        else:
            runs[-1] += tokens
    least = document.thresholds.title.some_words
    titles = [run for run in runs if len(words_of(document, run)) > least]
    if not is_placed or len(titles) != 1:
        return path
    field = path.field.copy()
    field[titles[0]] = inside(Field.TITLE)
    field[titles[0][0]] = begin(Field.TITLE)
    return path._replace(field=field)


def is_around_title(document: DecodedDocument, line: range) -> bool:
    """Whether a line says where or when a work was made, or what it is: "Facultad", "Pell 2017"."""
    words, known = words_of(document, line), vocabulary()
    is_date = sum(word.isalpha() for word in words) < len(words) <= _DATE
    is_other = known.affiliation.sure.is_within(words) or known.works.theses.is_within(words)
    return is_date or is_other


@rule
def title_lines_as_names(document: DecodedDocument, path: Path) -> Path:
    """A title's last line may look like a name: above authors in other print it is the title's.

    It stands right below a line of the title, in the title's print. Several names of which the
    tagger is sure are authors. Where none follows, doubtful words below a sure author are it, too.
    """
    view, lines = document.view, document.view.lines
    is_author = np.isin(path.field, _AUTHOR)
    if not np.isin(path.field, _TITLE).any() or not is_author.any():
        return path
    field = path.field.copy()
    for line in np.unique(lines.of[is_author]).tolist():
        start, stop = lines.tokens(line).start, lines.tokens(line).stop
        named = np.flatnonzero(is_author[start:stop]) + start
        if _is_below_title(document, field, start, named.tolist()):
            behind = np.flatnonzero(is_author[stop : stop + document.thresholds.authors.far])
            size = view.sizes[start]
            step = document.thresholds.authors.same_size * size
            others = [abs(view.sizes[stop + at] - size) > step for at in behind.tolist()]
            are_several = np.isin(path.field[named], _AUTHOR[:1]).sum() > 1
            is_above = bool(others) and all(others)
            is_above &= not are_several or _is_doubtful(document, path, named)
            if is_above or (not others and _is_behind_sure(document, path, named.tolist())):
                field[named] = inside(Field.TITLE)
    return path._replace(field=field)


def _is_behind_sure(document: DecodedDocument, path: Path, named: list[int]) -> bool:
    """Whether doubtful names stand below authors of whom the tagger is sure, in other print."""
    view, limits = document.view, document.thresholds.authors
    first = named[0]
    before = np.flatnonzero(np.isin(path.field[:first], _AUTHOR))
    title = np.flatnonzero(np.isin(path.field[:first], _TITLE))
    before = before[(before < title[0]) & (view.page[before] == view.page[first])]
    step = limits.same_size * view.sizes[first]
    is_other = len(before) > 1 and all(
        abs(view.sizes[at] - view.sizes[first]) > step for at in before.tolist()
    )
    texts = document.texts
    is_other |= all(texts[at].isupper() for at in named) and any(
        texts[at].istitle() and len(texts[at]) > 1 for at in before.tolist()
    )
    are_sure = is_other and not _is_doubtful(document, path, before)
    return are_sure and _is_doubtful(document, path, np.array(named))


def _is_doubtful(document: DecodedDocument, path: Path, tokens: npt.NDArray[np.int64]) -> bool:
    """Whether the tagger has doubts of the labels of tokens."""
    chosen = document.field_logp[tokens, path.field[tokens].astype(np.int64)]
    return float(np.exp(chosen).mean()) < document.thresholds.authors.sure


def _is_below_title(document: DecodedDocument, field: Labels, start: int, named: list[int]) -> bool:
    """Whether the line that begins at `start` stands below one of the title, in its print.

    All of the line but marks is labelled as names.
    """
    view, limits = document.view, document.thresholds.title
    before = start - 1
    while before > 0 and view.superscripts[before]:
        before -= 1
    if before < 0 or field[before] not in _TITLE or view.page[before] != view.page[start]:
        return False
    size = view.sizes[before]
    rest = [at for at in range(start, named[-1]) if at not in named]
    is_alike = all(abs(view.sizes[at] - size) <= limits.same_print * size for at in named)
    is_near = view.boxes[start][1] - view.boxes[before][3] <= limits.line_gap * size
    is_bold = (int(view.marks[start]) ^ int(view.marks[before])) & int(Mark.BOLD)
    return (
        is_alike
        and is_near
        and not is_bold
        and not any(document.texts[at].isalpha() for at in rest)
    )
