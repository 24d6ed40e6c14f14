"""Scripts: papers say their title and their authors in that of their language, and in Latin."""

from __future__ import annotations

import unicodedata
from collections import Counter

from spv2_spark.decode.document import DecodedDocument, Span
from spv2_spark.decode.front.title_lines import below_each_other
from spv2_spark.decode.people.undivided import is_undivided
from spv2_spark.decode.rules import rule
from spv2_spark.domain.label import Field, begin, inside
from spv2_spark.layout.vocabulary import vocabulary

LATIN = "LATIN"
_AUTHOR = (begin(Field.AUTHOR), inside(Field.AUTHOR))


def script_of(text: str) -> str:
    """Return the script of the first letter; Han, kana and Hangul are one. Empty without letters.

    >>> script_of("«Жар» 3"), script_of("東京"), script_of("12")
    ('CYRILLIC', 'undivided', '')
    """
    letter = next((char for char in text if char.isalpha()), "")
    if not letter or is_undivided(letter):
        return letter and "undivided"
    return unicodedata.name(letter, "").split(" ")[0]


@rule
def titles_in_two_scripts(document: DecodedDocument, span: Span) -> Span:
    """A title that stands in two scripts, one below the other in like print, is the first.

    Taggers know the English one. It is the second where lines in another script stand right above
    it, which say nothing of an institution or of what the work is.
    """
    lines = document.lines_of(span.indices)
    scripts = [_script_of_line(document, line) for line in lines]
    changes = next((at for at, one in enumerate(scripts) if one and one != scripts[0]), 0)
    if changes and scripts[0] != LATIN and set(scripts[changes:]) <= {LATIN, ""}:
        return Span(span.field, tuple(at for line in lines[:changes] for at in line))
    above = _lines_above(document, span) if set(scripts) <= {LATIN, ""} else []
    return Span(span.field, tuple(above)) if above else span


@rule
def lines_of_one_title(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """A line of Chinese is one token, and taggers begin a title anew with each: they are one.

    They stand below each other in one print.
    """
    joined: list[Span] = []
    for span in spans:
        if joined and _goes_on(document, joined[-1], span):
            joined[-1] = Span(span.field, (*joined[-1].indices, *span.indices))
        else:
            joined.append(span)
    return joined


def _goes_on(document: DecodedDocument, one: Span, two: Span) -> bool:
    limits, size = document.thresholds.title, document.view.sizes[one.last]
    is_next = two.first == one.last + 1 and document.ends_line(one.last)
    texts = [document.texts[at] for at in (one.last, two.first)]
    step = abs(document.view.sizes[two.first] - size)
    return (
        is_next
        and all(map(is_undivided, texts))
        and step <= limits.same_print * size
        and below_each_other(document, one.last, two.first) <= limits.script_gap * size
    )


@rule
def titles_above_other_scripts(document: DecodedDocument, spans: list[Span]) -> list[Span]:
    """The authors may stand between the own title and the English one, which taggers know better.

    Of two titles on a page the upper is the paper's, where nothing but names stands between the
    two, and it is in another script than the Latin one below, in no lesser print.
    """
    for at, one in enumerate(spans[1:], 1):
        if _is_own_of(document, one, spans[0]):
            return [one, *spans[:at], *spans[at + 1 :]]
    return spans


def _is_own_of(document: DecodedDocument, one: Span, known: Span) -> bool:
    """Whether a title stands above a known one in Latin letters, with names between."""
    pages, labels = document.view.page_numbers, document.labels
    if one.last >= known.first or pages[one.first] != pages[known.first]:
        return False
    scripts = {_script_of_line(document, line) for line in document.lines_of(known.indices)}
    own = _script_of_line(document, list(one.indices))
    least = (1 - document.thresholds.title.other_script) * document.median_size(known.indices)
    between = range(one.last + 1, known.first)
    are_names = all(labels[at] in _AUTHOR or not document.texts[at].isalpha() for at in between)
    is_own = scripts <= {LATIN, ""} and own not in ("", LATIN)
    return is_own and are_names and document.median_size(one.indices) >= least


def _script_of_line(document: DecodedDocument, line: list[int]) -> str:
    """Return the script of most letters on a line."""
    letters = [char for at in line for char in document.texts[at] if char.isalpha()]
    scripts = Counter(map(script_of, letters))
    return scripts.most_common(1)[0][0] if scripts else ""


def _lines_above(document: DecodedDocument, span: Span) -> list[int]:
    """Return the tokens of the lines in another script right above a title in Latin letters."""
    view, limits = document.view, document.thresholds.title
    known, size = vocabulary(), document.median_size(span.indices)
    taken: list[int] = []
    below = span.first
    for _ in range(limits.most_lines):
        line = view.line_of[below] - 1
        if line < 0 or view.line_of[below - 1] != line:
            break
        indices = [*view.lines.tokens(line)]
        texts = [document.texts[at] for at in indices]
        is_other = any(
            one.is_within([*texts, "".join(texts)])
            for one in (known.affiliation.sure, known.works.theses, known.works.series)
        )
        is_alike = document.median_size(indices) >= (1 - limits.other_script) * size
        is_free = not any(document.labels[at] for at in indices)
        larger = max(size, document.median_size(indices))
        is_near = below_each_other(document, indices[0], below) <= limits.script_gap * larger
        script = _script_of_line(document, indices)
        if script in ("", LATIN) or is_other or not (is_alike and is_free and is_near):
            break
        taken = [*indices, *taken]
        below = indices[0]
    return taken
