"""Lines of a title that taggers take for names."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from spv2_spark.decode.document import DecodedDocument
from spv2_spark.decode.path import Path
from spv2_spark.decode.rules import rule
from spv2_spark.domain.label import Field, Labels, begin, inside
from spv2_spark.domain.page import Mark

_TITLE = [begin(Field.TITLE), inside(Field.TITLE)]
_AUTHOR = [begin(Field.AUTHOR), inside(Field.AUTHOR)]


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
