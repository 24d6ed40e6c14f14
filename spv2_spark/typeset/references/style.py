"""A reference style: what a journal does to every entry of its lists."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from spv2_spark.domain.article import Segment, SourceReference
from spv2_spark.domain.gold import GoldReference, PersonName
from spv2_spark.domain.label import Field
from spv2_spark.typeset.references.line import Line
from spv2_spark.typeset.references.names import ListStyle, NameStyle
from spv2_spark.typeset.references.noise import mistyped, with_noise
from spv2_spark.typeset.references.parts import parts_for
from spv2_spark.typeset.references.template import fill, parts_of
from spv2_spark.typeset.references.venue import VenueForm

_MOST_INITIALS = 3  # more capitals are a surname
# A name in Chinese, Japanese or Korean letters is not divided, though a space may stand in it.
_UNDIVIDED = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3][\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3 ]*"
)
_NAMES_BEFORE_TITLE = re.compile(r"\{(\$(?:authors|lead)) \}\{\$title")
_WORD = re.compile(r"[^\W\d_]+")
_SCOTTISH = re.compile(r"\bMc(\w)")

Numbering = Literal["none", "bracket", "dot", "paren", "superscript", "plain", "alpha"]
TitleCase = Literal["asis", "sentence", "title", "upper"]


@dataclass(frozen=True, slots=True)
class ReferenceStyle:
    """Everything that decides how one document's references are printed.

    `templates` are by publication type (see `template`); "journal" must be there and
    stands in for "other". `marks` sets parts in type: any of b, i, s (small capitals) by
    the part's name. `quotes` are put round titles of articles ("" for none); `pulled`
    prints a following comma or period inside them.
    """

    name: str
    language: str
    templates: Mapping[str, str]
    words: Mapping[str, str]
    names: NameStyle = field(default_factory=NameStyle)
    editors: NameStyle = field(default_factory=NameStyle)
    listing: ListStyle = field(default_factory=ListStyle)
    numbering: Numbering = "none"
    label_form: str = "{}"
    title_case: TitleCase = "asis"
    quotes: tuple[str, str] = ("", "")
    pulled: bool = False
    venue_form: VenueForm = "full"
    book_form: VenueForm = "full"
    marks: Mapping[str, str] = field(default_factory=dict)
    page_dash: str = "–"
    page_cut: bool = False  # 123-45
    page_first: bool = False  # first page only
    date_form: str = "{year}"
    access_form: str = "{day} {month} {year}"
    doi_form: str = "doi:{}"
    ordinal_edition: bool = True
    noise: float = 0.0
    dash_repeats: bool = False
    edited_by: str = "brackets"  # "Kim, J. (Ed.)", else "Kim, J., ed."

    def set_entry(self, reference: SourceReference, rng: random.Random) -> tuple[Segment, ...]:
        """Return the printed entry without its number, as labelled segments in print order.

        `rng` draws what differs from entry to entry. A reference of which the style prints
        nothing gives an empty tuple.
        """
        if self.noise and rng.random() < self.noise:
            reference = with_noise(reference, rng)
        template = self.template_for(reference)
        parts = parts_for(self, reference, parts_of(template), rng)
        line = Line()
        fill(template, parts, self.words, line)
        segments = line.segments()
        if self.noise and rng.random() < self.noise:
            segments = mistyped(segments, rng)
        return segments

    def template_for(self, reference: SourceReference) -> str:
        """Return the template of the publication type; entries without authors may differ."""
        templates, work = self.templates, reference.publication_type
        if work not in templates:
            work = _STANDS_IN.get(work, "")
        template = templates.get(work) or templates["journal"]
        if any(one.group for one in reference.authors[-1:]):
            # Initials end with a stop, bodies do not: "Росстат. Регионы России".
            template = _NAMES_BEFORE_TITLE.sub(r"{\1. }{$title", template)
        if not reference.authors and not reference.editors:
            return templates.get(f"{work}/anonymous") or template
        return template

    def label_of(self, index: int, reference: SourceReference) -> str:
        """Return the printed number or key of the `index`-th entry (from 1), "" for none."""
        if self.numbering == "none":
            return ""
        key = alpha_key(reference) if self.numbering == "alpha" else str(index)
        return self.label_form.format(key)

    def without_numbers(self) -> ReferenceStyle:
        """Return the same style with unnumbered entries."""
        return replace(self, numbering="none", label_form="{}")


_STANDS_IN = {
    "conference": "chapter",
    "news": "journal",
    "preprint": "journal",
    "software": "web",
    "report": "book",
    "thesis": "book",
    "law": "book",
    "other": "book",
    "data": "web",
}


def alpha_key(reference: SourceReference) -> str:
    """Return BibTeX alpha's key: three letters of one surname or one of each, and the year."""
    surnames = [name.surname for name in reference.authors if name.surname]
    year = reference.year[2:4]
    if not surnames:
        return (reference.title or reference.container or "X")[:3] + year
    if len(surnames) == 1:
        return surnames[0][:3] + year
    letters = "".join(surname[:1] for surname in surnames[:3])
    return letters + ("+" if len(surnames) > 4 else "") + year  # noqa: PLR2004


def gold_of(segments: tuple[Segment, ...]) -> GoldReference:
    """Return the fields of a printed entry, rebuilt from its labels."""
    spans: list[tuple[Field, str]] = []
    open_field: Field | None = None
    for segment in segments:
        if segment.field and (segment.begins or segment.field != open_field):
            spans.append((segment.field, segment.text))
        elif segment.field:
            spans[-1] = (segment.field, spans[-1][1] + segment.text)
        open_field = segment.field or None
    return GoldReference(
        title=_first(spans, Field.BIB_TITLE),
        authors=tuple(parse_name(text) for one, text in spans if one == Field.BIB_AUTHOR),
        venue=_first(spans, Field.BIB_VENUE),
        year=_first(spans, Field.BIB_YEAR),
        raw="".join(segment.text for segment in segments),
    )


def _first(spans: list[tuple[Field, str]], field: Field) -> str:
    return next((text for one, text in spans if one == field), "")


def parse_name(text: str) -> PersonName:
    """Split a printed name: at its comma, else before its last initials, else at the last word.

    A surname printed in capitals is told in small letters, as publishers tell it.
    """
    surname, comma, given = text.partition(", ")
    if _UNDIVIDED.fullmatch(text):
        return PersonName("", text)
    if comma:
        return PersonName(given, _in_small_letters(surname))
    words = text.split()
    if len(words) < 2:  # noqa: PLR2004
        return PersonName("", text)
    end = len(words)
    while end > 1 and _are_initials(words[end - 1]):
        end -= 1
    # of "LEE JH" and "JH LEE" the shorter word is the initials
    is_first = len(words[0]) == 1 or "." in words[0] or len(words[0]) < len(words[-1])
    if end < len(words) and not (_are_initials(words[0]) and is_first and end == 1):
        return PersonName(" ".join(words[end:]), _in_small_letters(" ".join(words[:end])))
    return PersonName(" ".join(words[:-1]), _in_small_letters(words[-1]))


def _are_initials(word: str) -> bool:
    letters = "".join(filter(str.isalpha, word))
    return letters.isupper() and len(letters) <= _MOST_INITIALS


def _in_small_letters(surname: str) -> str:
    """Return a surname of capitals with a capital at the start of each of its words."""
    if not surname.isupper() or len(surname) <= 2:  # noqa: PLR2004 - they may be initials
        return surname
    cased = _WORD.sub(lambda word: word[0].capitalize(), surname)
    return _SCOTTISH.sub(lambda found: "Mc" + found[1].upper(), cased)
