"""Families of large publishers."""

from __future__ import annotations

from dataclasses import replace

from spv2_spark.typeset.references import family as f
from spv2_spark.typeset.references.family import Family
from spv2_spark.typeset.references.frame import Frame
from spv2_spark.typeset.references.style import Numbering

_BRACKET: tuple[tuple[Numbering, str], ...] = (("bracket", "[{}]"), ("bracket", "[{}]"))

_UNMARKED: dict[str, str] = {}

ELSEVIER = Family(
    "elsevier-numbered",
    Frame(
        head="{$authors, }",
        title_end=", ",
        venue_end=" ",
        locator="{$volume}{ ($issue)}{ ($year)}{ $pages}",
        holder="{%in: {$editors ($role), }{$venue}}",
        imprint="{$publisher}{, $place}{, $year}",
        chapter_leaf="{, $leaf$pages}",
        separator=", ",
        tail="{, $doi.}",
        stop="",
    ),
    f.AHEAD_TIGHT,
    replace(f.COMMAS, most=99),
    numbering=_BRACKET,
    venue_form="dots",
    marks=_UNMARKED,
    words={"in": "in", "eds": "Eds.", "ed": "Ed.", "pp": "pp. "},
    doi_form="https://doi.org/{}",
    weight=3,
)

ELSEVIER_HARVARD = Family(
    "elsevier-harvard",
    Frame(
        head="{$authors, }{$year. }",
        dated_head=True,
        venue_end=" ",
        locator="{$volume}{ ($issue)}{, $pages}",
        holder="{%in {$editors ($role), }{$venue}}",
        imprint="{$publisher}{, $place}",
        chapter_leaf="{, $leaf$pages}",
        tail="{. $doi}",
        title_end=". ",
    ),
    f.TIGHT,
    replace(f.COMMAS),
    venue_form="dots",
    marks=_UNMARKED,
    words={"in": "In:", "eds": "Eds.", "ed": "Ed.", "pp": "pp. "},
    doi_form="https://doi.org/{}",
    weight=2,
)

SPRINGER_BASIC = Family(
    "springer-basic",
    Frame(
        head="{$authors }{($year) }",
        dated_head=True,
        venue_end=" ",
        locator="{$volume}{($issue)}{:$pages}",
        holder="{%in {$editors ($role) }{$venue}}",
        imprint="{$publisher}{, $place}",
        chapter_leaf="{, $leaf$pages}",
        tail="{. $doi}",
        stop="",
    ),
    f.PLAIN,
    replace(f.COMMAS, most=3, keep=3, et_al="et al", before_et_al=" "),
    numbering=(("none", "{}"), ("dot", "{}.")),
    venue_form="plain",
    marks=_UNMARKED,
    words={"in": "In:", "eds": "eds", "ed": "ed", "pp": "pp ", "edition": "edn"},
    doi_form="https://doi.org/{}",
    weight=3,
)

CSE = Family(
    "cse",
    Frame(
        head="{$authors. }{$year. }",
        dated_head=True,
        venue_end=". ",
        locator="{$volume}{($issue)}{:$pages}",
        holder="{%in {$editors, $role. }{$venue}}",
        imprint="{$place: }{$publisher}",
        chapter_leaf="{. $leaf$pages}",
        online="{[accessed $accessed]. }{$url}",
    ),
    f.PLAIN,
    replace(f.COMMAS, most=10, keep=10),
    venue_form="plain",
    marks=_UNMARKED,
    words={"in": "In:", "eds": "editors", "ed": "editor", "pp": "p. ", "p": "p. "},
)

ECOLOGY = Family(
    "ecology",
    Frame(
        head="{$authors. }{$year. }",
        dated_head=True,
        venue_end=" ",
        locator="{$volume}{:$pages}",
        holder="{{$leaf$pages }{%in {$editors, $role. }{$venue}}}",
        imprint="{$publisher}{, $place}",
        chapter_leaf="",
    ),
    f.FIRST,
    f.OXFORD_COMMA,
    marks={"venue": "", "book": ""},
    words={"in": "_in", "eds": "editors", "ed": "editor", "pp": "Pages ", "p": "Page "},
)

FAMILIES = (
    ELSEVIER,
    ELSEVIER_HARVARD,
    SPRINGER_BASIC,
    CSE,
    ECOLOGY,
)
