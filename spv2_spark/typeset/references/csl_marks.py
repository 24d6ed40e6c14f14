"""From citeproc's marked string to labelled segments."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spv2_spark.domain.article import Segment, SourceReference
from spv2_spark.domain.label import Field
from spv2_spark.typeset.references.csl_engine import (
    BOLD,
    CLOSE,
    EDITOR,
    END,
    FAMILY,
    GIVEN,
    ITALIC,
    MOST_AUTHORS,
    NUMBER,
    SMALL_CAPS,
    SUPERSCRIPT,
    TITLE,
    VENUE,
)
from spv2_spark.typeset.references.labelling import field_of_container, field_of_title
from spv2_spark.typeset.references.line import PULLS, Line

_TOKEN = re.compile(f"[{TITLE}-{chr(GIVEN + MOST_AUTHORS)}{END}]|[^\uf000-\uf8ff]+")
_MARKS = {ITALIC: "italic", BOLD: "bold", SMALL_CAPS: "small_caps", SUPERSCRIPT: ""}
_JOINT = re.compile(r"[,;]?[ \u00a0]*")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text under one mark ("" for none): `what` is title, venue, editor, family, given."""

    text: str
    what: str = ""
    author: int = -1
    marks: frozenset[str] = frozenset()


def runs_of(marked: str) -> list[Run]:
    """Return the runs of a marked string in print order."""
    runs: list[Run] = []
    what, author = "", -1
    open_marks: list[str] = []
    for token in _TOKEN.findall(marked):
        if token == END:
            what, author = "", -1
        elif token in _MARKS:
            open_marks.append(_MARKS[token])
        elif token == CLOSE:
            open_marks = open_marks[:-1]
        elif token == NUMBER:
            continue
        elif "\uf000" < token[0] <= "\uf8ff":
            what, author = _meaning(token)
        else:
            runs.append(Run(token, what, author, frozenset(filter(None, open_marks))))
    return runs


def _meaning(token: str) -> tuple[str, int]:
    named = {TITLE: "title", VENUE: "venue", EDITOR: "editor"}.get(token)
    if named:
        return named, -1
    code = ord(token)
    return ("given", code - GIVEN) if code >= GIVEN else ("family", code - FAMILY)


def segments_of(
    marked: str, reference: SourceReference, sentinel: str, pulled: bool
) -> tuple[Segment, ...]:
    """Return the labelled segments of a marked string.

    `sentinel` stands in it for the reference's year, whose first print is labelled and
    whose others are masked; `pulled` moves a period into the quotes before it.
    """
    line = Line()
    seen_year = False
    for run, begins in _joined_names(runs_of(marked)):
        if run.what:
            line.extend((_labelled(run, reference, begins),))
            continue
        text = re.sub(r"^([”\"])(?=[.,])", PULLS + r"\1", run.text) if pulled else run.text
        for nth, piece in enumerate(text.split(sentinel) if sentinel else [text]):
            if nth:
                line.extend(_year(reference.year, run.marks, seen_year))
                seen_year = True
            line.extend((_literal(piece, run.marks),))
    return tuple(_merged(line.segments()))


def _merged(segments: tuple[Segment, ...]) -> list[Segment]:
    """Return the segments with neighbours of one span and one type as one."""
    out: list[Segment] = []
    for one in segments:
        last = out[-1] if out else None
        if (
            last
            and one.field
            and not one.begins
            and replace(last, text="", begins=False) == (replace(one, text=""))
        ):
            out[-1] = replace(last, text=last.text + one.text)
        else:
            out.append(one)
    return out


def _joined_names(runs: list[Run]) -> list[tuple[Run, bool]]:
    """Return (run, begins): the literal between the parts of one name becomes a part of it."""
    out: list[tuple[Run, bool]] = []
    last: Run | None = None  # the last part of a name that is not closed
    for nth, run in enumerate(runs):
        after = runs[nth + 1] if nth + 1 < len(runs) else None
        if run.author >= 0:
            goes_on = last is not None and last.author == run.author
            goes_on = goes_on and not (run.what == "family" and "family" in _whats(out, run.author))
            out.append((run, not goes_on))
            last = run
        elif last and after and after.author == last.author and _JOINT.fullmatch(run.text):
            again = after.what == "family" and "family" in _whats(out, after.author)
            out.append((run if again else replace(run, what="joint", author=last.author), False))
        else:
            out.append((run, bool(run.what)))
            last = last if not run.what and not run.text.strip() else None
    return out


def _whats(out: list[tuple[Run, bool]], author: int) -> set[str]:
    return {run.what for run, _ in out if run.author == author}


def _labelled(run: Run, reference: SourceReference, begins: bool) -> Segment:
    text, field = run.text, Field.BIB_AUTHOR if run.author >= 0 else None
    if run.what == "title":
        field = field_of_title(reference)
        text = _first_upper(text, reference.title)
    elif run.what == "venue":
        field = field_of_container(reference)
    bold, italic, small = (mark in run.marks for mark in ("bold", "italic", "small_caps"))
    begun = begins and field is not None
    return Segment(text, field or Field.NONE, begun, field is None, bold, italic, small)


def _first_upper(text: str, title: str) -> str:
    """Undo citeproc's lower-casing of a sentence's first letter behind a mark."""
    if title[:1].isupper() and text[:1].islower():
        return text[:1].upper() + text[1:]
    return text


def _literal(text: str, marks: frozenset[str]) -> Segment:
    if not marks or not any(letter.isalnum() for letter in text):
        return Segment(text)
    return Segment(text, bold="bold" in marks, italic="italic" in marks)


def _year(year: str, marks: frozenset[str], seen: bool) -> tuple[Segment, ...]:
    bold, italic = "bold" in marks, "italic" in marks
    field = Field.NONE if seen else Field.BIB_YEAR
    digits = Segment(year[:4], field, not seen, seen, bold, italic)
    return (digits, Segment(year[4:], masked=True)) if year[4:] else (digits,)
