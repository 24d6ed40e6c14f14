"""Families of medicine and the life sciences."""

from __future__ import annotations

from dataclasses import replace

from spv2_spark.typeset.references import family as f
from spv2_spark.typeset.references.family import Family
from spv2_spark.typeset.references.frame import Frame
from spv2_spark.typeset.references.style import Numbering

_NUMBERED: tuple[tuple[Numbering, str], ...] = (
    ("dot", "{}."),
    ("dot", "{}."),
    ("plain", "{}"),
    ("bracket", "[{}]"),
    ("superscript", "{}"),
    ("paren", "{})"),
)

_DOT: tuple[tuple[Numbering, str], ...] = (("dot", "{}."),)

_UNMARKED: dict[str, str] = {}

_NLM = Frame(
    locator="{$date}{;$volume}{($issue)}{:$pages}",
    holder="{%in: {$editors, $role. }{$venue}}",
    meeting="{%in: $venue}{, $place}",
    imprint="{$place: }{$publisher}{; $year}",
    edition="{. $edition}",
    chapter_leaf="{. $leaf$pages}",
    year_end="{; $year}",
    online="{[cited $accessed]. }{%available $url}",
    tail="{ $doi}",
    eprint="$venue}{ $pages",
)

VANCOUVER = Family(
    "vancouver",
    _NLM,
    f.PLAIN,
    replace(f.COMMAS, most=6, keep=6, et_al="et al"),
    numbering=_NUMBERED,
    venue_form="plain",
    page_dash="-",
    page_cut=True,
    date_form="{year} {mon} {day}",
    marks=_UNMARKED,
    words={
        "in": "In",
        "eds": "editors",
        "ed": "editor",
        "edition": "ed.",
        "pp": "p. ",
        "p": "p. ",
        "available": "Available from:",
        "thesis": "dissertation",
    },
    templates={
        "thesis": "{$authors. }{$title [%thesis]. }{$place: }{$publisher}{; $year}.",
        "preprint": "{$authors. }{$title [Preprint]. }{$venue. }{$year}{. $pages}.",
        "web": "{$authors. }{$title [Internet]. }{$place: }{$publisher}{; $year}"
        "{ [cited $accessed]}.{ %available $url}",
        "book": "{$authors. }{$title. }{$edition. }{$place: }{$publisher}{; $year}.",
    },
    weight=5,
)

AMA = Family(
    "ama",
    replace(_NLM, locator="{$year}{;$volume}{($issue)}{:$pages}", edition="{. $edition}"),
    f.PLAIN,
    replace(f.COMMAS, most=6, keep=3, et_al="et al"),
    numbering=_DOT,
    venue_form="plain",
    title_case="asis",
    page_dash="-",
    words={"in": "In", "eds": "eds", "ed": "ed", "edition": "ed", "pp": "", "p": ""},
    templates={
        "web": "{$authors. }{$title. }{$venue. }{Published $year. }{Accessed $accessed. }{$url}"
    },
    weight=3,
)

BMC = Family(
    "bmc",
    replace(_NLM, locator="{$year}{;$volume}{($issue)}{:$pages}", tail="{ $doi}"),
    f.PLAIN_HYPHEN,
    replace(f.COMMAS, most=6, keep=6, et_al="et al"),
    numbering=_DOT,
    venue_form="plain",
    marks={"venue": "", "book": ""},
    words={"in": "In", "eds": "editors", "ed": "editor", "edition": "ed"},
    doi_form="https://doi.org/{}.",
    weight=3,
)

PLOS = Family(
    "plos",
    replace(
        _NLM,
        locator="{$year}{;$volume}{($issue)}{: $pages}",
        tail="{. $doi}{ PMID: $pmid}",
        stop="",
    ),
    f.PLAIN,
    replace(f.COMMAS, most=6, keep=5, et_al="et al"),
    numbering=(("dot", "{}."), ("dot", "{}.")),
    venue_form="plain",
    marks=_UNMARKED,
    words={"in": "In", "eds": "editors", "ed": "editor", "pp": "pp. ", "p": "p. "},
    weight=2,
)

NATURE = Family(
    "nature",
    Frame(
        venue_end=" ",
        title_end=". ",
        locator="{$volume}{, $pages}{ ($year)}",
        holder="{%in {$venue}{ ($role $editors)}}",
        imprint="{({$publisher}{, $year})}",
        chapter_leaf="{ $pages}",
        leaf_last=False,
        edition="{ $edition}",
        separator=" ",
        year_end="{ ($year)}",
        online="{$url}",
        eprint="Preprint at $venue}{ $pages",
        tail="",
    ),
    f.SPACED,
    replace(f.AMPERSAND, most=5, keep=1, et_al_italic=True, before_et_al=" "),
    numbering=(("dot", "{}."), ("plain", "{}")),
    venue_form="dots",
    marks={"venue": "i", "container": "i", "book": "i", "volume": "b"},
    words={"in": "in", "eds": "eds", "ed": "ed.", "edition": "edn"},
    weight=3,
)

SCIENCE = Family(
    "science",
    replace(
        NATURE.frame,
        head="{$authors, }",
        locator="{$volume}{, $pages}{ ($year)}",
        imprint="{({$publisher}{, $place}{, $year})}",
    ),
    f.AHEAD,
    f.COMMAS,
    numbering=(("dot", "{}."), ("plain", "{}")),
    venue_form="dots",
    marks={"venue": "i", "container": "i", "book": "i", "volume": "b"},
    page_first=True,
    words={"in": "in", "eds": "Eds.", "ed": "Ed.", "etal": "et al."},
)

CELL = Family(
    "cell",
    Frame(
        head="{$authors }{($year). }",
        dated_head=True,
        venue_end=" ",
        locator="{$volume}{, $pages}",
        holder="{%in $venue}{, $editors, $role}",
        imprint="{({$place: }{$publisher})}",
        chapter_leaf="{, $leaf$pages}",
        tail="{. $doi}",
    ),
    f.TIGHT,
    replace(f.OXFORD_COMMA, most=10, keep=10),
    venue_form="dots",
    marks={"venue": "i", "book": "", "volume": "i"},
    words={"in": "In", "eds": "eds.", "ed": "ed.", "pp": "pp. "},
    doi_form="https://doi.org/{}",
    weight=2,
)

FRONTIERS = Family(
    "frontiers",
    replace(
        CELL.frame,
        holder="{%in $venue}{, $role $editors}",
        locator="{$volume}{, $pages}",
        tail="{. $doi}",
    ),
    f.SPACED,
    replace(f.OXFORD_COMMA, most=6, keep=6),
    venue_form="dots",
    marks={"venue": "i", "book": "i", "volume": ""},
    words={"in": "in", "eds": "eds.", "ed": "ed."},
    doi_form="doi: {}",
    weight=2,
)

MDPI = Family(
    "mdpi",
    Frame(
        head="{$authors. }",
        venue_end=" ",
        locator="{$year}{, $volume}{, $pages}",
        holder="{%in $venue}{; $editors, $role}",
        imprint="{$publisher}{: $place}{, $year}",
        chapter_leaf="{; $leaf$pages}",
        edition="{, $edition}",
        separator="; ",
        online="{%available $url}{ (accessed on $accessed)}",
        tail="{. [$doi]}{ [CrossRef]}{ [PubMed]}",
        year_end="{; $year}",
    ),
    f.TIGHT,
    replace(f.SEMICOLONS, most=10, keep=10),
    numbering=(("dot", "{}."), ("dot", "{}.")),
    venue_form="dots",
    marks={"venue": "i", "book": "i", "volume": "i", "year": "b"},
    words={
        "in": "In",
        "eds": "Eds.",
        "ed": "Ed.",
        "edition": "ed.",
        "available": "Available online:",
        "accessed": "accessed on",
    },
    doi_form="CrossRef",
    weight=3,
)

FAMILIES = (
    VANCOUVER,
    AMA,
    BMC,
    PLOS,
    NATURE,
    SCIENCE,
    CELL,
    FRONTIERS,
    MDPI,
)
