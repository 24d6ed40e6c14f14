"""The labels of the best path, repaired before spans are made of them."""

from __future__ import annotations

import re
from itertools import groupby

import numpy as np

from spv2_spark.decode.bibliography.label_rules import surnames_before_years
from spv2_spark.decode.document import DecodedDocument, spans_among
from spv2_spark.decode.front.name_shapes import names_on, separates, words_of
from spv2_spark.decode.front.scripts import LATIN, script_of
from spv2_spark.decode.front.title_languages import titles_above_the_english_one
from spv2_spark.decode.path import Path
from spv2_spark.decode.people.undivided import is_undivided, words_in
from spv2_spark.decode.rules import Chapter, Piece, rule
from spv2_spark.decode.title_line_rules import (
    is_around_title,
    only_lines_left,
    title_lines_as_names,
)
from spv2_spark.decode.word_rules import names_with_dots
from spv2_spark.domain.label import Field, begin, field_of, inside
from spv2_spark.layout.runs import Bools
from spv2_spark.layout.vocabulary import vocabulary

_TITLE = [begin(Field.TITLE), inside(Field.TITLE)]
_AUTHOR = [begin(Field.AUTHOR), inside(Field.AUTHOR)]
_LONG_NAME = 4  # words, at most
_CHAPTER = 2  # words: "Chapter 1"
_CHAPTER_IN_EAST_ASIA = re.compile(r"[第제]?[一二三四五六七八九十\d]+[章장]")
_DASHES = frozenset("-‒–—―─")
_LONGEST_UNDIVIDED = 8  # letters of a name in Han, kana or Hangul; four but for foreign ones


@rule
def institutions_as_only_title(document: DecodedDocument, path: Path) -> Path:
    """Title pages in Chinese have the university in the largest print, and the title in lesser.

    Where all that is labelled as a title says institutions, what the work is or which chapter
    begins on a later page, or nothing is, what is labelled as a name and too long for one may be
    the title; without such a name it is still to be found.
    """
    lines, field = document.view.lines, path.field.copy()
    for line in np.unique(lines.of[np.isin(path.field, _TITLE)]).tolist():
        if not _is_none_of_title_page(document, lines.tokens(line)):
            return path
    long = [
        at
        for at in np.flatnonzero(np.isin(field, _AUTHOR)).tolist()
        if is_undivided(document.texts[at][0]) and len(document.texts[at]) > _LONGEST_UNDIVIDED
    ]
    if not long and not _may_have_another(document, path):
        return path
    field[np.isin(field, _TITLE)] = 0
    field[long] = 0
    return path._replace(field=field)


def _is_none_of_title_page(document: DecodedDocument, line: range) -> bool:
    """Whether a line is an institution's or a work's kind in Chinese, or a later page's chapter."""
    known, texts = vocabulary(), [document.texts[at] for at in line]
    said = "".join(texts)
    if document.view.page[line[0]] > document.view.page[0]:
        is_numbered = any(text.isdecimal() for text in texts[:_CHAPTER])
        return bool(_CHAPTER_IN_EAST_ASIA.match(said)) or (
            is_numbered and known.references.part.at_start(texts) > 0
        )
    is_said = said in known.affiliation.sure or known.works.theses.is_within([said])
    return is_undivided(said[0]) and is_said


def _may_have_another(document: DecodedDocument, path: Path) -> bool:
    """Whether another line of a title page may be its title."""
    limits = document.thresholds.path
    on_first = document.view.page == document.view.page[:1]
    if int(on_first.sum()) > limits.title_page:
        return False
    chance = np.exp(document.field_logp[:, _TITLE]).sum(axis=1)
    return bool((chance[on_first & (path.field == 0)] >= limits.on_title_page).any())


@rule
def running_heads_as_titles(document: DecodedDocument, path: Path) -> Path:
    """Manuscripts say what is printed over their pages: "Running head: BEES", before the title."""
    field = path.field.copy()
    for line in np.unique(document.view.lines.of[np.isin(path.field, _TITLE)]).tolist():
        tokens = document.view.lines.tokens(line)
        if _says_running_head(document, tokens):
            field[tokens.start : tokens.stop] = 0
    return path._replace(field=field)


@rule
def doubtful_title(document: DecodedDocument, path: Path) -> Path:
    """A paper has a title: where no token is likelier to be one than not, the likeliest lines are.

    They stand on the first page, in one print, and are titles with a probability that is not
    small. On a title page a smaller one is enough: of its lines the large ones are asked that
    say neither where nor what the work is. So it is above "by Ann Doe", and above sure names.
    """
    view, limits = document.view, document.thresholds.path
    if not len(view) or np.isin(path.field, _TITLE).any():
        return path
    chance = np.exp(document.field_logp[:, _TITLE]).sum(axis=1)
    chance[(view.page > view.page[0]) | (path.field > 0) | (path.entry > 0)] = 0
    lines = view.lines
    means = np.add.reduceat(chance, lines.starts) / lines.sizes
    runs: list[list[int]] = []  # first and last token (exclusive) of lines in one print
    is_title_page = int((view.page == view.page[0]).sum()) <= limits.title_page
    for at in np.flatnonzero(means >= limits.on_title_page).tolist():
        tokens = lines.tokens(at)
        start, stop = tokens.start, tokens.stop
        is_other = is_title_page and is_around_title(document, tokens)
        if is_other or _says_running_head(document, tokens):
            continue
        is_likely = is_title_page or means[at] >= limits.possible_title
        if not is_likely and not _is_above_names(document, at):
            continue
        is_next = bool(runs) and runs[-1][1] == start
        size = view.sizes[start]
        if is_next and abs(view.sizes[start - 1] - size) <= limits.same_print * size:
            runs[-1][1] = stop
        else:
            runs.append([start, stop])
    if not runs:
        return path
    power = int(is_title_page)
    weights = chance * np.array([words_in(text) for text in view.texts])
    first, stop = max(
        runs, key=lambda one: float(weights[one[0] : one[1]].sum()) * view.sizes[one[0]] ** power
    )
    field = path.field.copy()
    field[first:stop] = inside(Field.TITLE)
    field[first] = begin(Field.TITLE)
    return path._replace(field=field)


@rule
def names_as_title_lines(document: DecodedDocument, path: Path) -> Path:
    """The first of several names may be labelled as the title's end: it is in lesser print.

    Or it is in another script than an English title. Authors are labelled on its line or right
    below, or nowhere, and then it has nothing else. The line above or below is the title's.
    """
    view, lines = document.view, document.view.lines
    is_title, is_author = np.isin(path.field, _TITLE), np.isin(path.field, _AUTHOR)
    if not is_title.any():
        return path
    small = document.thresholds.title.small * float(view.size_pt[is_title].max())
    field = path.field.copy()
    titled = set(lines.of[is_title].tolist())
    for line in sorted(titled):
        own = lines.tokens(line)
        end = lines.tokens(min(line + 1, len(lines) - 1)).stop  # of the line below
        tokens = [at for at in own if is_title[at]]
        names = [] if separates(document.texts[tokens[0]]) else names_on(document, tokens)
        is_small = max(view.sizes[at] for at in tokens) < small
        if not names or not (is_small or _is_of_other_script(document, is_title, tokens)):
            continue
        is_named = is_author[own.start : own.stop].any()
        is_tail = is_small and not is_named and line - 1 in titled
        if is_tail and _goes_on_above(document, own, line - 1):
            continue  # the last line of a title in English, below the own one
        is_whole = bool(names_on(document, own))
        is_near = is_author[own.start : own.stop].any() or (
            is_whole and is_author[own.start : end].any()
        )
        is_lonely = is_whole and not is_author.any()
        # Of the lines above the last may be missed.
        above = {line - 1, line + 1, line - 2 if is_whole else line - 1}
        if not (is_near or is_lonely) or not above & titled:
            continue
        field[tokens] = 0
        for name in names:
            field[name] = inside(Field.AUTHOR)
            field[name[0]] = begin(Field.AUTHOR)
    return path._replace(field=field)


def _goes_on_above(document: DecodedDocument, own: range, above: int) -> bool:
    """Whether the line above is in a line's print and no name."""
    view, before = document.view, document.view.lines.tokens(above)
    step = abs(view.sizes[before[0]] - view.sizes[own[0]])
    is_alike = step <= document.thresholds.title.same_print * view.sizes[own[0]]
    is_long = len(words_of(document, before)) > _LONG_NAME
    return is_alike and (is_long or not names_on(document, before))


@rule
def subtitles_behind_dashes(document: DecodedDocument, path: Path) -> Path:
    """A subtitle may begin with a dash on its line, below the title in lesser print: "——".

    Taggers take it for a name.
    """
    lines = document.view.lines
    field = path.field.copy()
    for line in np.unique(lines.of[np.isin(path.field, _TITLE)]).tolist():
        if line + 1 < len(lines):
            below = lines.tokens(line + 1)
            if document.texts[below.start][0] in _DASHES and len(below) > 1:
                field[below.start : below.stop] = inside(Field.TITLE)
    return path._replace(field=field)


@rule
def running_heads(document: DecodedDocument, path: Path) -> Path:
    """A head over a page of the list names the paper, not a work cited.

    The text around a head that stands within an entry stays one.
    """
    labelled = path.field >= begin(Field.BIB_TITLE)
    if not labelled.any():
        return path
    heads = document.view.running_heads & labelled
    return path._replace(field=np.where(heads, 0, path.field)) if heads.any() else path


def _says_running_head(document: DecodedDocument, line: range) -> bool:
    texts = [document.texts[at] for at in line]
    count = vocabulary().works.running_heads.at_start(texts)
    return count > 0 and texts[count : count + 1] == [":"]


def _is_above_names(document: DecodedDocument, line: int) -> bool:
    """Whether "by" or sure labels, and nothing but names, follow a line in larger print."""
    view, lines = document.view, document.view.lines
    large = document.thresholds.title.distinct * view.median_size_pt
    if line + 1 >= len(lines) or view.sizes[lines.starts[line]] < large:
        return False
    below = lines.tokens(line + 1)
    count = vocabulary().names.by.at_start([document.texts[at] for at in below])
    names = names_on(document, below[count:])
    sure = document.thresholds.authors.fair
    are_labelled = all(
        document.labels[at] in _AUTHOR and document.probabilities[at] >= sure
        for name in names
        for at in name
    )
    return bool(names) and (count > 0 or are_labelled)


def _is_of_other_script(document: DecodedDocument, is_title: Bools, tokens: list[int]) -> bool:
    """Whether a line of the title is in another script than its beginning in Latin letters."""
    texts = document.texts
    first = script_of("".join(texts[at] for at in np.flatnonzero(is_title[: tokens[0]]).tolist()))
    return first == LATIN != script_of("".join(texts[at] for at in tokens))


def _told(document: DecodedDocument, path: Path) -> list[Piece]:
    """Return the runs of labels, field by field."""
    labels: list[int] = path.field.tolist()
    told: list[Piece] = []
    for field, members in groupby(range(len(labels)), key=lambda at: field_of(labels[at])):
        for span in spans_among(labels, list(members)):
            piece = document.told(span.indices)
            told.append(piece._replace(text=f"{field.name.lower()}: {piece.text}"))
    return told


PATH = Chapter(
    "labels",
    (
        names_with_dots, running_heads_as_titles, institutions_as_only_title,
        doubtful_title, only_lines_left,
        titles_above_the_english_one, title_lines_as_names, names_as_title_lines,
        subtitles_behind_dashes, running_heads, surnames_before_years,
    ),
    _told,
)  # fmt: skip
