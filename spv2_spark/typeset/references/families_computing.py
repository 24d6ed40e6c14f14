"""Families of computing and engineering."""

from __future__ import annotations

from dataclasses import replace

from spv2_spark.typeset.references import family as f
from spv2_spark.typeset.references.family import Family
from spv2_spark.typeset.references.frame import Frame
from spv2_spark.typeset.references.style import Numbering

_BRACKET: tuple[tuple[Numbering, str], ...] = (("bracket", "[{}]"),)

_IEEE = Frame(
    head="{$authors, }",
    title_end=", ",
    venue_end=", ",
    locator="{%vol$volume}{, %no$issue}{, $leaf$pages}{, $date}",
    holder="{%in {$venue}{, $editors, $role}}",
    meeting="{%in $venue}{, $place}",
    imprint="{$place: }{$publisher}{, $year}",
    chapter_leaf="{, $leaf$pages}",
    separator=", ",
    edition="{, $edition}",
    online="{[Online]. %available $url}{. [Accessed: $accessed]}",
    tail="{, $doi}",
)

IEEE = Family(
    "ieee",
    _IEEE,
    f.AHEAD,
    replace(f.OXFORD, most=6, keep=1, before_et_al=" ", et_al_italic=True),
    numbering=_BRACKET,
    quotes=("“", "”"),
    pulled=True,
    venue_form="dots",
    book_form="dots",
    marks={"venue": "i", "container": "i", "book": "i"},
    words={
        "in": "in", "eds": "Eds.", "ed": "Ed.", "vol": "vol. ", "no": "no. ", "pp": "pp. ",
        "p": "p. ", "edition": "ed.", "available": "Available:",
    },
    date_form="{mon}. {year}",
    doi_form="doi: {}",
    weight=5,
)  # fmt: skip

ACM_OLD = Family(
    "acm-old",
    Frame(
        head="{$authors. }",
        title_end=". ",
        venue_end=" ",
        locator="{$volume}{, $issue}{ ($date)}{, $pages}",
        holder="{%in $venue}{, $editors, $role}",
        meeting="{%in $venue}{ ($place)}",
        imprint="{$publisher}{, $place}{, $year}",
        chapter_leaf="{, $leaf$pages}",
        separator=". ",
    ),
    replace(f.SPACED, small_caps=True),
    f.OXFORD_COMMA,
    numbering=_BRACKET,
    words={"in": "In", "eds": "Eds.", "ed": "Ed.", "pp": "pp. "},
    marks={"venue": "i", "container": "i", "book": "i", "volume": "i"},
    weight=1.5,
)

ACM = Family(
    "acm",
    Frame(
        head="{$authors. }{$year. }",
        dated_head=True,
        venue_end=" ",
        locator="{$volume}{, $issue}{ ($date)}{, $pages}",
        holder="{%in $venue}{, $editors ($role)}",
        meeting="{%in $venue}{ ($place)}",
        imprint="{$publisher}{, $place}",
        chapter_leaf="{, $pages}",
        tail="{. $doi}",
        online="{Retrieved $accessed from }{$url}",
    ),
    f.FULL,
    f.OXFORD,
    numbering=_BRACKET,
    words={"in": "In", "eds": "Eds.", "ed": "Ed."},
    marks={"venue": "i", "container": "i", "book": "i"},
    doi_form="https://doi.org/{}",
    weight=3,
)

LNCS = Family(
    "lncs",
    Frame(
        head="{$authors: }",
        venue_end=" ",
        locator="{$volume}{($issue)}{, $pages}{ ($year)}",
        holder="{%in {$editors ($role) }{$venue}}",
        meeting="{%in {$editors ($role) }{$venue}}",
        imprint="{$publisher}{, $place}{ ($year)}",
        chapter_leaf="{. $leaf$pages}",
        leaf_last=False,
        year_end="{ ($year)}",
        online="{$url}{, last accessed $accessed}",
        tail="{. $doi}",
        stop="",
    ),
    f.TIGHT,
    f.COMMAS,
    numbering=(("dot", "{}."), ("bracket", "[{}]")),
    marks={},
    words={"in": "In:", "eds": "eds.", "ed": "ed.", "pp": "pp. ", "edition": "edn."},
    doi_form="https://doi.org/{}",
    weight=3,
)

_BIBTEX = Frame(
    locator="{$volume}{($issue)}{:$pages}{, $date}",
    venue_end=", ",
    holder="{%in {$editors, $role, }{$venue}}",
    meeting="{%in $venue}",
    imprint="{$publisher}{, $place}{, $date}",
    chapter_leaf="{, $leaf$pages}",
    leaf_last=False,
    edition="{. $edition}",
    eprint="$venue}{ $pages",
    tail="",
)

PLAIN_BST = Family(
    "bibtex-plain",
    _BIBTEX,
    f.FULL,
    f.OXFORD,
    numbering=_BRACKET,
    marks={"venue": "i", "container": "i", "book": "i"},
    words={"in": "In", "eds": "editors", "ed": "editor", "pp": "pages ", "p": "page "},
    date_form="{month} {year}",
    weight=3,
)

ABBRV_BST = replace(PLAIN_BST, name="bibtex-abbrv", names=f.AHEAD, weight=2)

ALPHA_BST = replace(PLAIN_BST, name="bibtex-alpha", numbering=(("alpha", "[{}]"),), weight=1.5)

PLAINNAT = Family(
    "plainnat",
    replace(_BIBTEX, tail="{. $doi}{. URL $url}"),
    f.FULL,
    f.OXFORD,
    numbering=(("none", "{}"), ("none", "{}"), ("bracket", "[{}]")),
    marks={"venue": "i", "container": "i", "book": "i"},
    words={"in": "In", "eds": "editors", "ed": "editor", "pp": "pages ", "p": "page "},
    doi_form="doi: {}",
    weight=3,
)

ACL = Family(
    "acl",
    Frame(
        head="{$authors. }{$year. }",
        dated_head=True,
        venue_end=", ",
        locator="{$volume}{($issue)}{:$pages}",
        holder="{%in {$editors, $role, }{$venue}}",
        meeting="{%in $venue}",
        chapter_leaf="{, $leaf$pages}",
        leaf_last=False,
        imprint="{$place}{. $publisher}",
        tail="",
        eprint="$venue}{, $pages",
    ),
    f.FULL,
    f.OXFORD,
    marks={"venue": "i", "container": "i", "book": "i"},
    words={"in": "In", "eds": "editors", "ed": "editor", "pp": "pages ", "p": "page "},
    weight=2,
)

AAAI = Family(
    "aaai",
    Frame(
        head="{$authors. }{$year. }",
        dated_head=True,
        venue_end=" ",
        locator="{$volume}{($issue)}{: $pages}",
        meeting="{%in $venue}",
        chapter_leaf="{, $pages}",
        leaf_last=False,
        imprint="{$place: }{$publisher}",
        tail="",
        eprint="$venue}{ $pages",
    ),
    f.SPACED,
    replace(f.SEMICOLONS, last="; and ", pair="; and "),
    words={"in": "In", "eds": "eds.", "ed": "ed."},
    marks={"venue": "i", "container": "i", "book": "i"},
)

FAMILIES = (
    IEEE,
    ACM_OLD,
    ACM,
    LNCS,
    PLAIN_BST,
    ABBRV_BST,
    ALPHA_BST,
    PLAINNAT,
    ACL,
    AAAI,
)
