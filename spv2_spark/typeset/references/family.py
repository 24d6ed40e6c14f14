"""What a named family of styles fixes; the rest is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spv2_spark.typeset.references.frame import Frame
from spv2_spark.typeset.references.names import ListStyle, NameStyle
from spv2_spark.typeset.references.style import Numbering, TitleCase
from spv2_spark.typeset.references.venue import VenueForm

# Smith JA / Smith J-P
PLAIN = NameStyle(dot="", gap="", comma="", hyphen=False)
PLAIN_HYPHEN = NameStyle(dot="", gap="", comma="", hyphen=True)
# Smith, JA
PLAIN_COMMA = NameStyle(dot="", gap="", comma=",", hyphen=False)
# Smith, J. A. / Smith, J.A. / Smith J.A. / Smith J. A.
SPACED = NameStyle(dot=".", gap=" ", comma=",")
TIGHT = NameStyle(dot=".", gap="", comma=",")
DOTTED = NameStyle(dot=".", gap="", comma="")
# J. A. Smith / J.A. Smith / JA Smith
AHEAD = NameStyle(order="given", dot=".", gap=" ")
AHEAD_TIGHT = NameStyle(order="given", dot=".", gap="")
AHEAD_BARE = NameStyle(order="given", dot="", gap="")
# John A. Smith / Smith, John A. / Smith, John A., and Jane Doe
FULL = NameStyle(order="given", given="full")
FULL_INVERTED = NameStyle(order="surname", given="full")
FULL_FIRST = NameStyle(order="first-inverted", given="full")
# Smith, J. A., J. Doe
FIRST = NameStyle(order="first-inverted", dot=".", gap=" ")

COMMAS = ListStyle(between=", ", last=", ", pair=", ")
OXFORD = ListStyle(between=", ", last=", and ", pair=" and ")
OXFORD_COMMA = ListStyle(between=", ", last=", and ", pair=", and ")
AND = ListStyle(between=", ", last=" and ", pair=" and ")
AMPERSAND = ListStyle(between=", ", last=" & ", pair=" & ")
OXFORD_AMPERSAND = ListStyle(between=", ", last=", & ", pair=", & ")
SEMICOLONS = ListStyle(between="; ", last="; ", pair="; ")


@dataclass(frozen=True, slots=True)
class Family:
    """A named family: its frame, and what of a `ReferenceStyle` it fixes.

    `words` fixes words of the apparatus; `templates` those types that its frame does not
    give; `numbering` and `pages` list the choices from which a style draws.
    """

    name: str
    frame: Frame
    names: NameStyle = SPACED
    listing: ListStyle = OXFORD
    editors: NameStyle | None = None
    language: str = ""
    numbering: tuple[tuple[Numbering, str], ...] = (("none", "{}"),)
    words: Mapping[str, str] = field(default_factory=dict)
    templates: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=lambda: {"venue": "i", "book": "i"})
    title_case: TitleCase = "asis"
    quotes: tuple[str, str] = ("", "")
    pulled: bool = False
    venue_form: VenueForm = "full"
    book_form: VenueForm = "full"
    page_cut: bool = False
    page_first: bool = False
    page_dash: str = "–"
    date_form: str = "{year}"
    doi_form: str = "doi:{}"
    dash_repeats: bool = False
    weight: float = 1.0
