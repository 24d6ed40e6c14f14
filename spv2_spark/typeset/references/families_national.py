"""National standards, and habits of languages other than English."""

from __future__ import annotations

from dataclasses import replace

from spv2_spark.typeset.references import family as f
from spv2_spark.typeset.references.families_social import APA6
from spv2_spark.typeset.references.family import Family
from spv2_spark.typeset.references.frame import Frame

_ITALIC = {"venue": "i", "container": "i", "book": "i"}

DIN1505 = Family(
    "din1505",
    Frame(
        head="{$authors: }",
        venue_end=" ",
        locator="{$volume}{ ($year)}{, %no$issue}{, $leaf$pages}",
        holder="{%in {$editors ($role): }{$venue}}",
        imprint="{$place}{ : $publisher}{, $year}",
        chapter_leaf="{, $leaf$pages}",
        online="{URL $url}{ – Zugriffsdatum: $accessed}",
        tail="",
    ),
    replace(f.FULL_INVERTED, small_caps=True),
    replace(f.SEMICOLONS, between=" ; ", last=" ; ", pair=" ; "),
    language="de",
    marks=_ITALIC,
    words={"in": "In:", "pp": "S. ", "p": "S. ", "no": "Nr. ", "eds": "Hrsg.", "ed": "Hrsg."},
)

GERMAN = Family(
    "german",
    Frame(
        head="{$authors }{($year): }",
        dated_head=True,
        venue_end=", ",
        locator="{%vol$volume}{, %no$issue}{, $leaf$pages}",
        holder="{%in {$editors ($role): }{$venue}}",
        imprint="{$place: }{$publisher}",
        chapter_leaf="{, $leaf$pages}",
        tail="",
    ),
    f.FULL_INVERTED,
    replace(f.COMMAS, between="/", last="/", pair="/", most=3, keep=1, before_et_al=" "),
    language="de",
    weight=1.5,
)

ABNT = Family(
    "abnt",
    Frame(
        head="{$authors. }",
        venue_end=", ",
        locator="{v. $volume}{, n. $issue}{, $leaf$pages}{, $date}",
        holder="{%in {$editors ($role). }{$venue}}",
        meeting="{%in $venue}{, $place}",
        imprint="{$place: }{$publisher}{, $year}",
        chapter_leaf="{. $leaf$pages}",
        online="{%available <$url>}{. %accessed $accessed}",
        tail="",
    ),
    replace(f.SPACED, upper=True),
    replace(f.SEMICOLONS, most=3, keep=1, before_et_al=" ", et_al_italic=True),
    language="pt",
    marks={"venue": "b", "container": "b", "book": "b"},
    words={
        "in": "In:", "pp": "p. ", "p": "p. ", "available": "Disponível em:",
        "accessed": "Acesso em:", "eds": "Org.", "ed": "Org.", "etal": "et al.",
    },
    date_form="{mon}. {year}",
    weight=2,
)  # fmt: skip

GB7714 = Family(
    "gb-t-7714",
    Frame(
        head="{$authors. }",
        title_end="[J]. ",
        venue_end=", ",
        locator="{$year}{, $volume}{($issue)}{: $pages}",
        holder="{//$editors. }{$venue}",
        meeting="{//$venue}",
        imprint="{$place: }{$publisher}{, $year}",
        chapter_leaf="{: $pages}",
        online="{[$accessed]. }{$url}",
        tail="{. $doi}",
    ),
    replace(f.PLAIN, upper=True, gap=" "),
    replace(f.COMMAS, most=3, keep=3, et_al="et al"),
    language="zh",
    numbering=(("bracket", "[{}]"),),
    marks={},
    templates={
        "book": "{$authors. }{$title[M]. }{$edition. }{$place: }{$publisher}{, $year}.",
        "conference": "{$authors. }{$title[C]}{//$venue. }{$place: }{$publisher}"
        "{, $year}{: $pages}.",
        "chapter": "{$authors. }{$title[M]}{//$venue. }{$place: }{$publisher}{, $year}{: $pages}.",
        "thesis": "{$authors. }{$title[D]. }{$place: }{$publisher}{, $year}.",
        "web": "{$authors. }{$title[EB/OL]. }{($year)}{[$accessed]. }{$url}.",
        "report": "{$authors. }{$title[R]. }{$place: }{$publisher}{, $year}.",
        "preprint": "{$authors. }{$title[J/OL]. }{$venue}{, $year}{, $pages}.",
    },
    weight=2,
)

ISO690 = Family(
    "iso690",
    Frame(
        head="{$authors. }",
        venue_end=". ",
        locator="{$date}{, %vol$volume}{, %no$issue}{, $leaf$pages}",
        holder="{%in {$editors ($role). }{$venue}}",
        imprint="{$place: }{$publisher}{, $year}",
        chapter_leaf="{, $leaf$pages}",
        online="{[%accessed $accessed]. }{%available $url}",
        tail="{. $doi}",
    ),
    replace(f.FULL_INVERTED, upper=True),
    f.AND,
    marks=_ITALIC,
    doi_form="DOI {}",
    weight=1.5,
)

FRENCH = Family(
    "french",
    Frame(
        head="{$authors, }{$year, }",
        dated_head=True,
        title_end=", ",
        venue_end=", ",
        locator="{%vol$volume}{, %no$issue}{, $leaf$pages}",
        holder="{%in {$editors ($role), }{$venue}}",
        imprint="{$place}{, $publisher}",
        chapter_leaf="{, $leaf$pages}",
        separator=", ",
        tail="",
    ),
    replace(f.FULL_INVERTED, small_caps=True, comma=""),
    replace(f.AND, last=" et ", pair=" et ", et_al="et al."),
    language="fr",
    quotes=("« ", " »"),
    marks=_ITALIC,
    weight=1.5,
)

FRENCH_NOTES = replace(
    FRENCH,
    name="french-notes",
    frame=replace(
        FRENCH.frame,
        head="{$authors, }",
        dated_head=False,
        locator="{%vol$volume}{, %no$issue}{, $year}{, $leaf$pages}",
        imprint="{$place}{, $publisher}{, $year}",
        year_end="{, $year}",
    ),
    names=f.FULL,
    weight=1,
)

SPANISH = replace(
    APA6,
    name="spanish",
    language="es",
    words={"in": "En", "eds": "Eds.", "ed": "Ed.", "available": "Recuperado de", "pp": "pp. "},
    listing=replace(f.AND, last=" y ", pair=" y ", et_al="et al."),
    weight=1.5,
)

ITALIAN = Family(
    "italian",
    Frame(
        head="{$authors, }",
        title_end=", ",
        venue_end=", ",
        locator="{$volume}{, $issue}{ ($year)}{, $leaf$pages}",
        holder="{%in {$editors ($role), }{$venue}}",
        imprint="{$publisher}{, $place}{ $year}",
        chapter_leaf="{, $leaf$pages}",
        separator=", ",
        tail="",
    ),
    replace(f.AHEAD_TIGHT, small_caps=True),
    f.COMMAS,
    language="it",
    quotes=("«", "»"),
    marks=_ITALIC,
)

POLISH = Family(
    "polish",
    Frame(
        head="{$authors, }{$year. }",
        dated_head=True,
        venue_end=", ",
        locator="{%vol$volume}{, %no$issue}{, $leaf$pages}",
        holder="{%in {$editors ($role), }{$venue}}",
        imprint="{$publisher}{, $place}",
        chapter_leaf="{, $leaf$pages}",
        tail="",
    ),
    f.DOTTED,
    f.COMMAS,
    language="pl",
    marks=_ITALIC,
)

RUSSIAN = replace(
    POLISH,
    name="gost",
    frame=Frame(
        head="{$authors. }",
        venue_end=". ",
        title_end=" // ",
        locator="{$year. }{%vol$volume. }{%no$issue. }{$leaf$pages}",
        holder="{$venue}",
        meeting="{$venue}",
        imprint="{$place: }{$publisher}{, $year}",
        chapter_leaf="{. $leaf$pages}",
        tail="",
        anonymous="",
    ),
    numbering=(("dot", "{}."), ("plain", "{}")),
    marks={},
    words={"vol": "Vol. ", "no": "No. ", "pp": "P. ", "p": "P. "},
)

FAMILIES = (
    DIN1505,
    GERMAN,
    ABNT,
    GB7714,
    ISO690,
    FRENCH,
    FRENCH_NOTES,
    SPANISH,
    ITALIAN,
    POLISH,
    RUSSIAN,
)
