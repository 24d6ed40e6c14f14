"""Families of the social sciences."""

from __future__ import annotations

from dataclasses import replace

from spv2_spark.typeset.references import family as f
from spv2_spark.typeset.references.family import Family
from spv2_spark.typeset.references.frame import Frame

_ITALIC = {"venue": "i", "container": "i", "book": "i"}

APA6 = Family(
    "apa6",
    Frame(
        head="{$authors }{($date). }",
        dated_head=True,
        anonymous="{$title. }{($year). }",
        venue_end=", ",
        locator="{$volume}{($issue)}{, $pages}",
        holder="{%in {$editors ($role), }{$venue}}",
        imprint="{$place: }{$publisher}",
        chapter_leaf="{ ($leaf$pages)}",
        leaf_last=False,
        edition="{ ($edition)}",
        online="{%available $url}",
        tail="{ $doi}",
    ),
    f.SPACED,
    replace(f.OXFORD_AMPERSAND, most=7, keep=6, ellipsis=", … "),
    editors=f.AHEAD,
    marks={**_ITALIC, "volume": "i"},
    words={
        "in": "In", "eds": "Eds.", "ed": "Ed.", "edition": "ed.", "pp": "pp. ", "p": "p. ",
        "available": "Retrieved from",
    },
    templates={
        "thesis": "{$authors }{($year). }{$title (%thesis).}{ $publisher}{, $place}.{ $url}",
        "web": "{$authors }{($date). }{$title. }{Retrieved $accessed, from }{$url}",
    },
    doi_form="doi:{}",
    weight=4,
)  # fmt: skip

APA7 = replace(
    APA6,
    name="apa7",
    frame=replace(APA6.frame, imprint="{$publisher}", online="{$url}"),
    listing=replace(f.OXFORD_AMPERSAND, most=20, keep=19, ellipsis=", … "),
    templates={
        "thesis": "{$authors }{($year). }{$title }{[%thesis, $publisher]}.{ $url}",
        "web": "{$authors }{($date). }{$title. }{$venue. }{Retrieved $accessed, from }{$url}",
    },
    doi_form="https://doi.org/{}",
    weight=4,
)

HARVARD = Family(
    "harvard",
    Frame(
        head="{$authors }{($year) }",
        dated_head=True,
        anonymous="{$title }{($year) }",
        title_end=", ",
        venue_end=", ",
        locator="{%vol$volume}{, %no$issue}{, $leaf$pages}",
        holder="{%in {$editors ($role) }{$venue}}",
        imprint="{$publisher}{, $place}",
        edition="{, $edition}",
        chapter_leaf="{, $leaf$pages}",
        separator=", ",
        online="{%available $url}{ (%accessed: $accessed)}",
        tail="",
    ),
    f.TIGHT,
    replace(f.AND, most=3, keep=1, before_et_al=" ", et_al_italic=True),
    quotes=("‘", "’"),
    marks=_ITALIC,
    words={
        "in": "in", "eds": "eds", "ed": "ed.", "vol": "vol. ", "no": "no. ", "pp": "pp. ",
        "p": "p. ", "edition": "edn", "available": "Available at:", "accessed": "Accessed",
    },
    weight=3,
)  # fmt: skip

HARVARD_BRIEF = replace(
    HARVARD,
    name="harvard-brief",
    frame=replace(
        HARVARD.frame,
        head="{$authors, }{$year. }",
        title_end=". ",
        separator=". ",
        locator="{$volume}{($issue)}{, $leaf$pages}",
        imprint="{$place: }{$publisher}",
        online="{[online] %available $url}{ [%accessed $accessed]}",
    ),
    quotes=("", ""),
    listing=replace(f.AMPERSAND, most=99),
    weight=2,
)

SAGE_HARVARD = replace(
    HARVARD,
    name="sage-harvard",
    frame=replace(
        HARVARD.frame,
        title_end=". ",
        venue_end=" ",
        separator=". ",
        locator="{$volume}{($issue)}{: $pages}",
        holder="{%in {$editors ($role) }{$venue}}",
        imprint="{$place: }{$publisher}",
    ),
    names=f.PLAIN_HYPHEN,
    quotes=("", ""),
    words={"in": "In:", "eds": "eds", "ed": "ed.", "pp": "pp. ", "p": "p. "},
    weight=2,
)

CHICAGO_DATE = Family(
    "chicago-author-date",
    Frame(
        head="{$authors. }{$year. }",
        dated_head=True,
        anonymous="{$title. }{$year. }",
        venue_end=" ",
        locator="{$volume}{ ($issue)}{: $pages}",
        holder="{%in {$venue}{, %editedby $editors}}",
        imprint="{$place: }{$publisher}",
        chapter_leaf="{, $pages}",
        leaf_last=False,
        edition="{. $edition}",
        online="{Accessed $accessed. }{$url}",
        tail="{. $doi}",
    ),
    f.FULL_FIRST,
    replace(f.OXFORD_COMMA, most=10, keep=7),
    editors=f.FULL,
    quotes=("“", "”"),
    pulled=True,
    marks=_ITALIC,
    title_case="title",
    words={"in": "In", "editedby": "edited by", "edition": "ed."},
    page_cut=True,
    doi_form="https://doi.org/{}",
    dash_repeats=True,
    weight=3,
)

ASA = replace(
    CHICAGO_DATE,
    name="asa",
    frame=replace(
        CHICAGO_DATE.frame,
        locator="{$volume}{($issue)}{:$pages}",
        holder="{{$leaf$pages }{%in $venue}{, %editedby $editors}}",
        chapter_leaf="",
        tail="",
    ),
    words={"in": "in", "editedby": "edited by", "pp": "Pp. ", "p": "P. "},
    page_dash="–",
    weight=2,
)

ECONOMICS = replace(
    CHICAGO_DATE,
    name="economics",
    frame=replace(
        CHICAGO_DATE.frame,
        head="{$authors }{($year): }",
        venue_end=", ",
        title_end=", ",
        separator=", ",
        locator="{$volume}{($issue)}{, $pages}",
        imprint="{$place: }{$publisher}",
        tail="",
    ),
    names=replace(f.FULL_FIRST, small_caps=True),
    listing=f.AND,
    title_case="asis",
    page_cut=False,
    weight=2,
)

LINGUISTICS = replace(
    CHICAGO_DATE,
    name="linguistics",
    frame=replace(
        CHICAGO_DATE.frame,
        locator="{$volume}{($issue)}{. $pages}",
        holder="{%in {$editors ($role), }{$venue}}",
        chapter_leaf="{, $pages}",
        tail="",
    ),
    names=f.FULL_INVERTED,
    listing=f.AMPERSAND,
    quotes=("", ""),
    title_case="asis",
    words={"in": "In", "eds": "eds.", "ed": "ed."},
    weight=1.5,
)

FAMILIES = (
    APA6,
    APA7,
    HARVARD,
    HARVARD_BRIEF,
    SAGE_HARVARD,
    CHICAGO_DATE,
    ASA,
    ECONOMICS,
    LINGUISTICS,
)
