"""The parts of one reference in a style: what stands for `$title`, `$venue`, `$pages`."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from spv2_spark.domain.article import Segment, SourceReference
from spv2_spark.domain.gold import PersonName
from spv2_spark.domain.label import Field
from spv2_spark.typeset.references.byline import byline, lead
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.references.dates import (
    access_text,
    date_segments,
    meeting_dates,
    year_segments,
)
from spv2_spark.typeset.references.labelling import field_of_container, field_of_title
from spv2_spark.typeset.references.line import PULLS, clean
from spv2_spark.typeset.references.names import authors_segments, masked, name_segments
from spv2_spark.typeset.references.pools import built_in
from spv2_spark.typeset.references.titles import cased
from spv2_spark.typeset.references.venue import venue_text

if TYPE_CHECKING:
    from spv2_spark.typeset.references.style import ReferenceStyle

Part = tuple[Segment, ...]
Maker = Callable[["ReferenceStyle", SourceReference, random.Random], Part]

_QUOTED = frozenset({
    "journal", "chapter", "conference", "preprint", "news", "web", "thesis", "talk",
    "working_paper", "patent", "data", "manuscript",
})  # fmt: skip
_NUMBER = re.compile(r"\d+$")
REPEATED = ("———", "———", "—", "––––––", "______", "- - -")


def parts_for(
    style: ReferenceStyle, reference: SourceReference, wanted: Iterable[str], rng: random.Random
) -> dict[str, Part]:
    """Return the wanted parts of a reference as printed in a style; absent ones are ()."""
    found: dict[str, Part] = {}
    for name in sorted(wanted):
        maker = MAKERS.get(name)
        if maker is not None:
            found[name] = maker(style, reference, rng)
    return found


def type_set(style: ReferenceStyle, name: str, text: str, field: Field | None) -> Part:
    """Return a part's text as one segment; a field of None masks it."""
    if not text:
        return ()
    mark = style.marks.get(name, "")
    return (
        Segment(
            text,
            field or Field.NONE,
            bool(field),
            field is None,
            "b" in mark,
            "i" in mark,
            "s" in mark,
        ),
    )


def _authors(style: ReferenceStyle, reference: SourceReference, rng: random.Random) -> Part:
    if not reference.authors and reference.editors and reference.publication_type == "book":
        names = authors_segments(reference.editors, style.names, style.listing)
        role = style.words["ed" if len(reference.editors) == 1 else "eds"]
        between = " (" if style.edited_by == "brackets" else ", "
        end = ")" if between == " (" else ""
        return masked((*names, Segment(f"{between}{role}{end}")))
    segments = authors_segments(reference.authors, style.names, style.listing, reference.et_al)
    if style.dash_repeats and segments and chance(rng, 0.2):
        return _repeated(style, reference, rng)
    return segments


def _repeated(style: ReferenceStyle, reference: SourceReference, rng: random.Random) -> Part:
    """Return a dash for the names of the entry above, and now and then a name that joins them."""
    dash = Segment(rng.choice(REPEATED), masked=True)
    if len(reference.authors) == 1 or chance(rng, 0.5):
        return (dash,)
    last = name_segments(reference.authors[-1], style.names, first=False)
    return (dash, Segment(style.listing.pair), *last)


def _editors(style: ReferenceStyle, reference: SourceReference, _: random.Random) -> Part:
    listing = style.listing
    if style.editors.order != "surname" and listing.pair.strip(
        " ,"
    ):  # "A. Holm and C. Roth": nothing to tell apart
        listing = replace(listing, pair=listing.pair.removeprefix(","))
    return masked(authors_segments(reference.editors, style.editors, listing))


def _editor_role(style: ReferenceStyle, reference: SourceReference, _: random.Random) -> Part:
    if not reference.editors:
        return ()
    return (Segment(style.words["ed" if len(reference.editors) == 1 else "eds"], masked=True),)


def _title(style: ReferenceStyle, reference: SourceReference, rng: random.Random) -> Part:
    text = clean(reference.title)
    if text.endswith(".") and not text.endswith("..."):
        text = text[:-1]
    field = field_of_title(reference, quoted=bool(style.quotes[0]))
    if reference.publication_type not in _QUOTED:
        return type_set(style, "book", text, field)
    segments = type_set(style, "title", cased(text, style.title_case), field)
    opening, closing = style.quotes
    note = _note(style, reference, rng)
    if not opening or not segments:
        return (*segments, *note)
    close = (PULLS if style.pulled and not note else "") + closing
    return (Segment(opening), *segments, Segment(close), *note)


_NOTES = (
    "[Review]", "[Article in German]", "[in French]", "(in Russian)", "[Abstract]", "(in Chinese)",
    "[Letter]", "[Editorial]", "(in Japanese with English abstract)", "[Article in Spanish]",
)  # fmt: skip


def _note(style: ReferenceStyle, reference: SourceReference, rng: random.Random) -> Part:
    """Return what some lists print after a title; gold may hold it or not, so it is masked."""
    likely = 0.06 if reference.language != "en" else 0.01
    if not style.noise or not chance(rng, likely):
        return ()
    return (Segment(f" {rng.choice(_NOTES)}", masked=True),)


def _year(style: ReferenceStyle, reference: SourceReference, _: random.Random) -> Part:
    return year_segments(style, reference)


def _venue(style: ReferenceStyle, reference: SourceReference, _: random.Random) -> Part:
    journal = reference.publication_type in ("journal", "news", "preprint")
    form = style.venue_form if journal else style.book_form
    if reference.publication_type not in ("journal", "conference"):
        form = "full"
    text = venue_text(clean(reference.container), form)
    name = "venue" if journal else "container"
    if reference.publication_type == "preprint" and text.lower() == "arxiv":
        return _arxiv(style, name)
    return type_set(style, name, text, field_of_container(reference))


def _arxiv(style: ReferenceStyle, name: str) -> Part:
    """Return "arXiv preprint" and the like: gold has the first word, rarely the second."""
    server, _, rest = style.words["preprint"].partition(" ")
    segments = type_set(style, name, server, Field.BIB_VENUE)
    return (*segments, *type_set(style, name, f" {rest}" if rest else "", None))


def _pages(style: ReferenceStyle, reference: SourceReference, _: random.Random) -> Part:
    first, last = clean(reference.first_page), clean(reference.last_page)
    if reference.publication_type == "preprint" and ":" in first:
        return type_set(style, "pages", first, None)  # a number that some gold has as venue
    if not first or style.page_first or not last or last == first:
        return type_set(style, "pages", first, Field.NONE)
    if style.page_cut:
        last = cut_page(first, last)
    return type_set(style, "pages", f"{first}{style.page_dash}{last}", Field.NONE)


def cut_page(first: str, last: str) -> str:
    """Return the last page without the digits that it shares: 1123, 1145 gives 45."""
    if len(first) != len(last) or len(first) < 3 or not (first.isdigit() and last.isdigit()):  # noqa: PLR2004
        return last
    same = 0
    while same < len(last) - 1 and first[same] == last[same]:
        same += 1
    return last[same:]


def _leaf_word(style: ReferenceStyle, reference: SourceReference, _: random.Random) -> Part:
    """Return the word before pages: that of several pages, or of one."""
    if not reference.first_page:
        return ()
    several = bool(reference.last_page) and reference.last_page != reference.first_page
    return (Segment(style.words["pp" if several and not style.page_first else "p"]),)


def _edition(style: ReferenceStyle, reference: SourceReference, _: random.Random) -> Part:
    text = clean(reference.edition)
    if not text:
        return ()
    if _NUMBER.match(text):
        number = int(text)
        english = style.language in ("en", "zh")
        text = ordinal(number) if style.ordinal_edition and english else f"{number}."
        word = style.words["edition"]
        text = f"{number}{word}" if word[0] in "ªè" else f"{text} {word}"
    return (Segment(text),)


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 11th."""
    ends = {1: "st", 2: "nd", 3: "rd"}
    teen = 10 <= number % 100 <= 20  # noqa: PLR2004
    return f"{number}{'th' if teen else ends.get(number % 10, 'th')}"


def _extent(style: ReferenceStyle, reference: SourceReference, rng: random.Random) -> Part:
    if reference.first_page:
        return ()
    word = style.words["p"].strip() or "p."
    front = rng.choice(("", "", "", "xii + ", "ix, ", "XVI, "))
    return (Segment(f"{front}{rng.randint(90, 780)} {word}"),)


def _translator(style: ReferenceStyle, reference: SourceReference, rng: random.Random) -> Part:
    """Return a translator for some books; a person who is no author, so masked."""
    if not style.noise or not chance(rng, 0.04) or reference.publication_type != "book":
        return ()
    name = PersonName(rng.choice(built_in().given), rng.choice(built_in().surnames))
    person = authors_segments((name,), style.editors, style.listing)
    return masked((Segment(f"{style.words.get('translated', 'trans.')} "), *person))


def _doi(style: ReferenceStyle, reference: SourceReference, _: random.Random) -> Part:
    doi = clean(reference.doi).removeprefix("https://doi.org/").removeprefix("doi:")
    return (Segment(style.doi_form.format(doi)),) if doi else ()


def _plain(attribute: str) -> Maker:
    def make(style: ReferenceStyle, reference: SourceReference, _: random.Random) -> Part:
        return type_set(style, attribute, clean(getattr(reference, attribute)), Field.NONE)

    return make


MAKERS: dict[str, Maker] = {
    "authors": _authors,
    "lead": lead,
    "byline": byline,
    "editors": _editors,
    "role": _editor_role,
    "title": _title,
    "venue": _venue,
    "year": _year,
    "date": date_segments,
    "meeting": lambda _, reference, rng: meeting_dates(reference, rng),
    "pages": _pages,
    "leaf": _leaf_word,
    "edition": _edition,
    "doi": _doi,
    "extent": _extent,
    "translator": _translator,
    "accessed": lambda style, reference, _: access_text(style, reference),
    **{
        name: _plain(name)
        for name in ("volume", "issue", "publisher", "place", "pmid", "url", "month", "series")
    },
}
