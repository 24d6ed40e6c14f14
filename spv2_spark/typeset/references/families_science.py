"""Families of physics, chemistry, mathematics and the Earth."""

from __future__ import annotations

from dataclasses import replace

from spv2_spark.typeset.references import family as f
from spv2_spark.typeset.references.family import Family
from spv2_spark.typeset.references.frame import Frame

APS = Family(
    "aps",
    Frame(
        head="{$authors, }",
        titled=False,
        title_end=", ",
        venue_end=" ",
        locator="{$volume}{, $pages}{ ($year)}",
        holder="{%in {$venue}{, %editedby $editors}}",
        imprint="{({$publisher}{, $place}{, $year})}",
        chapter_leaf="{, $leaf$pages}",
        separator=" ",
        eprint="$venue}{ $pages",
        tail="",
    ),
    f.AHEAD,
    replace(f.OXFORD, most=10, keep=1, before_et_al=" ", et_al_italic=True),
    numbering=(("bracket", "[{}]"), ("superscript", "{}")),
    venue_form="dots",
    page_first=True,
    marks={"volume": "b", "book": "i", "container": "i"},
    words={"in": "in", "eds": "eds.", "ed": "ed.", "editedby": "edited by", "pp": "pp. "},
    weight=3,
)

APS_TITLED = replace(
    APS,
    name="aps-titled",
    frame=replace(APS.frame, titled=True),
    title_case="sentence",
    weight=2,
)

AIP = replace(
    APS,
    name="aip",
    frame=replace(APS.frame, titled=True),
    quotes=("“", "”"),
    pulled=True,
    numbering=(("superscript", "{}"),),
    weight=1,
)

ACS = Family(
    "acs",
    Frame(
        head="{$authors. }",
        venue_end=" ",
        locator="{$year}{, $volume}{ ($issue)}{, $pages}",
        holder="{%in $venue}{; $editors, $role}",
        imprint="{$publisher}{: $place}{, $year}",
        chapter_leaf="{; $leaf$pages}",
        separator="; ",
        tail="{. $doi}",
        online="{$url}{ (accessed $accessed)}",
    ),
    f.SPACED,
    f.SEMICOLONS,
    numbering=(("paren", "({})"), ("dot", "{}."), ("paren", "({})")),
    venue_form="dots",
    marks={"venue": "i", "container": "i", "book": "i", "year": "b", "volume": "i"},
    words={"in": "In", "eds": "Eds.", "ed": "Ed.", "pp": "pp "},
    weight=2,
)

ACS_BARE = replace(ACS, name="acs-untitled", frame=replace(ACS.frame, titled=False), weight=1)

RSC = Family(
    "rsc",
    Frame(
        head="{$authors, }",
        titled=False,
        title_end=", ",
        venue_end=", ",
        locator="{$year}{, $volume}{, $pages}",
        holder="{%in $venue}{, $role $editors}",
        imprint="{$publisher}{, $place}{, $year}",
        chapter_leaf="{, $leaf$pages}",
        separator=", ",
        tail="",
    ),
    f.AHEAD,
    f.AND,
    numbering=(("plain", "{}"), ("dot", "{}."), ("superscript", "{}")),
    venue_form="dots",
    marks={"venue": "i", "container": "i", "book": "i", "volume": "b"},
    words={"in": "in", "eds": "ed.", "ed": "ed.", "pp": "pp. "},
    weight=2,
)

ASTRONOMY = Family(
    "astronomy",
    Frame(
        head="{$authors }{$year, }",
        dated_head=True,
        titled=False,
        title_end=", ",
        venue_end=", ",
        locator="{$volume}{, $pages}",
        holder="{%in $venue}{, $role $editors}",
        meeting="{%in $venue}{, $role $editors}",
        imprint="{({$place: }{$publisher})}",
        chapter_leaf="{, $pages}",
        separator=", ",
        stop="",
        tail="",
        eprint="$venue}{ $pages",
    ),
    f.SPACED,
    replace(f.OXFORD_AMPERSAND, most=3, keep=3),
    venue_form="acronym",
    page_first=True,
    marks={},
    words={"in": "in", "eds": "ed.", "ed": "ed."},
    weight=2,
)

MNRAS = replace(
    ASTRONOMY,
    name="mnras",
    names=f.DOTTED,
    listing=replace(f.COMMAS, most=8, keep=1),
    weight=1,
)

AMS = Family(
    "ams",
    Frame(
        head="{$authors, }",
        title_end=", ",
        venue_end=" ",
        locator="{$volume}{ ($year)}{, %no$issue}{, $pages}",
        holder="{$venue}",
        meeting="{$venue}{ ($place)}",
        imprint="{$publisher}{, $place}{, $year}",
        chapter_leaf="{, $leaf$pages}",
        separator=", ",
        tail="{, $doi}",
        eprint="$venue}{ $pages",
    ),
    f.AHEAD,
    f.OXFORD,
    numbering=(("bracket", "[{}]"), ("bracket", "[{}]"), ("dot", "{}."), ("alpha", "[{}]")),
    venue_form="dots",
    marks={"title": "i", "book": "i", "volume": "b"},
    words={"no": "no. ", "pp": "pp. ", "eds": "eds.", "ed": "ed."},
    weight=2.5,
)

COPERNICUS = Family(
    "copernicus",
    Frame(
        head="{$authors: }",
        title_end=", ",
        venue_end=", ",
        locator="{$volume}{, $pages}{, $doi}{, $year}",
        holder="{%in: $venue}{, %editedby $editors}",
        imprint="{$publisher}{, $place}{, $year}",
        chapter_leaf="{, $pages}",
        separator=", ",
        tail="",
    ),
    f.SPACED,
    f.OXFORD_COMMA,
    venue_form="dots",
    marks={},
    words={"in": "in", "editedby": "edited by"},
    doi_form="https://doi.org/{}",
    weight=1.5,
)

AGU = Family(
    "agu",
    Frame(
        head="{$authors }{($year), }",
        dated_head=True,
        title_end=", ",
        venue_end=", ",
        locator="{$volume}{($issue)}{, $pages}",
        holder="{%in $venue}{, %editedby $editors}",
        imprint="{$publisher}{, $place}",
        separator=", ",
        tail="{, $doi}",
    ),
    f.FIRST,
    f.OXFORD_COMMA,
    editors=f.AHEAD,
    venue_form="dots",
    marks={"venue": "i", "container": "i", "book": "i", "volume": "i"},
    words={"in": "in", "editedby": "edited by"},
)

FAMILIES = (
    APS,
    APS_TITLED,
    AIP,
    ACS,
    ACS_BARE,
    RSC,
    ASTRONOMY,
    MNRAS,
    AMS,
    COPERNICUS,
    AGU,
)
