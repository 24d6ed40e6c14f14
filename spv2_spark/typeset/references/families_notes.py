"""Families of the humanities and the law: bibliographies and notes."""

from __future__ import annotations

from dataclasses import replace

from spv2_spark.typeset.references import family as f
from spv2_spark.typeset.references.families_social import CHICAGO_DATE
from spv2_spark.typeset.references.family import Family
from spv2_spark.typeset.references.frame import Frame

_ITALIC = {"venue": "i", "container": "i", "book": "i"}

CHICAGO_BIBLIOGRAPHY = replace(
    CHICAGO_DATE,
    name="chicago-bibliography",
    frame=Frame(
        head="{$authors. }",
        anonymous="{$title. }",
        venue_end=" ",
        locator="{$volume}{, %no$issue}{ ($date)}{: $pages}",
        holder="{%in {$venue}{, %editedby $editors}}",
        chapter_leaf="{, $pages}",
        leaf_last=False,
        imprint="{$place: }{$publisher}{, $year}",
        edition="{. $edition}",
        online="{Accessed $accessed. }{$url}",
        tail="{. $doi}",
    ),
    words={"in": "In", "editedby": "edited by", "edition": "ed.", "no": "no. "},
    date_form="{month} {year}",
    weight=3,
)

CHICAGO_NOTES = replace(
    CHICAGO_BIBLIOGRAPHY,
    name="chicago-notes",
    frame=replace(
        CHICAGO_BIBLIOGRAPHY.frame,
        head="{$authors, }",
        title_end=", ",
        separator=", ",
        holder="{%in {$venue}{, %editedby $editors}}",
        imprint="{({$place: }{$publisher}{, $year})}",
        chapter_leaf="{, $pages}",
        leaf_last=True,
        tail="",
    ),
    names=f.FULL,
    listing=replace(f.OXFORD, most=3, keep=1, before_et_al=" "),
    words={"in": "in", "editedby": "ed.", "edition": "ed.", "no": "no. "},
    numbering=(("dot", "{}."), ("superscript", "{}"), ("plain", "{}")),
    dash_repeats=False,
    weight=2,
)

MLA = replace(
    CHICAGO_BIBLIOGRAPHY,
    name="mla",
    frame=Frame(
        head="{$authors. }",
        anonymous="{$title. }",
        venue_end=", ",
        locator="{%vol$volume}{, %no$issue}{, $date}{, $leaf$pages}",
        holder="{$venue}{, %editedby $editors}",
        meeting="{$venue}{, $place}",
        imprint="{$publisher}{, $year}",
        chapter_leaf="{, $leaf$pages}",
        separator=", ",
        edition="{. $edition}",
        online="{$url}{. Accessed $accessed}",
        tail="{ $doi}",
    ),
    listing=replace(f.OXFORD_COMMA, most=2, keep=1),
    words={"vol": "vol. ", "no": "no. ", "pp": "pp. ", "p": "p. ", "editedby": "edited by"},
    weight=2,
)

MHRA = Family(
    "mhra",
    Frame(
        head="{$authors, }",
        title_end=", ",
        venue_end=", ",
        locator="{$volume}{.$issue}{ ($year)}{, $leaf$pages}",
        holder="{%in $venue}{, %editedby $editors}",
        imprint="{({$place: }{$publisher}{, $year})}",
        chapter_leaf="{, $leaf$pages}",
        separator=" ",
        edition="{, $edition}",
        online="{<$url>}{ [accessed $accessed]}",
        year_end="{ ($year)}",
        tail="",
    ),
    f.FULL_FIRST,
    f.AND,
    editors=f.FULL,
    quotes=("‘", "’"),
    marks=_ITALIC,
    words={"in": "in", "editedby": "ed. by", "pp": "pp. ", "p": "p. ", "edition": "edn"},
    weight=2,
)

BLUEBOOK = Family(
    "bluebook",
    Frame(
        head="{$authors, }",
        title_end=", ",
        venue_end=" ",
        titled=True,
        locator="{$pages}{ ($year)}",
        holder="{%in $venue}{ $pages}{ ($editors $role)}",
        imprint="{($year)}",
        chapter_leaf="",
        separator=" ",
        edition="",
        online="{$url}{ (last visited $accessed)}",
        year_end="{ ($year)}",
        tail="",
    ),
    f.FULL,
    replace(f.AMPERSAND, most=2, keep=1, before_et_al=" "),
    numbering=(("dot", "{}."), ("superscript", "{}"), ("none", "{}")),
    venue_form="dots",
    marks={"title": "i", "venue": "s", "container": "s", "book": "s"},
    words={"in": "_in", "eds": "eds.", "ed": "ed."},
    page_first=True,
    templates={"journal": "{$authors, }{$title, }{$volume }{$venue}{ $pages}{ ($year)}."},
)

FAMILIES = (
    CHICAGO_BIBLIOGRAPHY,
    CHICAGO_NOTES,
    MLA,
    MHRA,
    BLUEBOOK,
)
