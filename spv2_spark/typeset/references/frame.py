"""A frame: the few decisions from which the templates of all publication types follow."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLACE = re.compile(r"\{[^{}]*\$place[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Frame:
    """The order and punctuation of a style.

    `head` prints authors, and the year where it follows them (`dated_head`); `anonymous`
    stands for it where there are no authors and the title comes first; `locator` is a
    journal's volume, issue, pages (and year); `imprint` a book's publisher, place (and
    year); `holder` the book or the proceedings of a chapter; `online` an address with its
    date of access; `year_end` the year of what has neither locator nor imprint.
    """

    head: str = "{$authors. }"
    dated_head: bool = False
    anonymous: str = ""
    titled: bool = True
    title_end: str = ". "
    venue_end: str = ". "
    locator: str = "{$date}{;$volume}{($issue)}{:$pages}"
    holder: str = "{%in {$editors, $role. }{$venue}}"
    meeting: str = "{%in $venue}{, $place}"
    imprint: str = "{$place: }{$publisher}{; $year}"
    chapter_leaf: str = "{, $leaf$pages}"
    leaf_last: bool = True
    edition: str = "{, $edition}"
    extent: str = ""
    separator: str = ". "
    year_end: str = "{, $year}"
    online: str = "{%available $url}{ (%accessed $accessed)}"
    stop: str = "."
    tail: str = "{ $doi}"
    eprint: str = "{$venue}{ $pages}"


def templates_of(frame: Frame) -> dict[str, str]:
    """Return the templates of every publication type."""
    templates = {work: frame.head + body for work, body in _bodies(frame).items()}
    # a case or an act has no author before its year
    cited = "{$authors, }" if frame.dated_head else frame.head
    templates["law"] = cited + _bodies(frame)["law"]
    if frame.anonymous:
        for work, body in _bodies(frame).items():
            rest = body.removeprefix(_title(frame))
            templates[f"{work}/anonymous"] = (
                frame.anonymous + rest if rest != body else templates[work]
            )
    return templates


def _title(frame: Frame) -> str:
    return "{$title" + frame.title_end + "}"


def _bodies(frame: Frame) -> dict[str, str]:
    of_place = "{$publisher}{, $place}"
    # what a meeting's place has said is not said again
    imprint = _PLACE.sub("", frame.imprint) if "$place" in frame.meeting else frame.imprint
    gap, stop, tail = frame.separator, frame.stop, frame.tail
    if tail.startswith("{,"):
        stop, tail = tail, stop
    title, year = _title(frame), "" if frame.dated_head else frame.year_end
    end = frame.venue_end
    venue = "{$venue" + end + "}"
    pages = "{$pages" + end + "}"
    bare = (
        "{$title"
        + frame.edition
        + "}{, %vol$volume}{ ($venue)}{. $translator}"
        + _gap(gap, frame.imprint)
    )
    # "//" leads to what holds a title
    loose = "{$title. }" if "//" in frame.title_end else title
    before = _gap(gap, imprint)
    if frame.leaf_last:
        inner = frame.holder + before + frame.imprint + frame.chapter_leaf
        meeting = frame.meeting + before + imprint + frame.chapter_leaf
    else:
        inner = frame.holder + frame.chapter_leaf + before + frame.imprint
        meeting = frame.meeting + frame.chapter_leaf + before + imprint
    online = "{. " + frame.online + "}" if frame.online else ""
    return {
        "journal": (title if frame.titled else "") + venue + frame.locator + stop + tail,
        "chapter": title + inner + stop + tail,
        "conference": title + meeting + stop + tail,
        "book": bare + frame.imprint + frame.extent + stop + tail,
        "thesis": loose + "{%thesis, $publisher}{, $place}" + year + stop + online,
        "report": loose + "{%report $issue" + gap + "}" + of_place + year + stop + online,
        "web": loose + "{$venue" + gap + "}{$publisher}" + year + stop + online,
        "software": loose + "{%version $edition" + gap + "}" + of_place + year + stop
        + online,
        "working_paper": title + "{$series" + gap + "}" + of_place + year + stop + online,
        "patent": title + "{$series}" + year + stop,
        "standard": "{$series. }" + loose + of_place + year + stop,
        "data": title + "[Data set]. {%version $edition" + gap + "}{$venue}" + year + stop + tail
        + online,
        "talk": title + "{$series}{, $place}" + year + stop,
        "manuscript": title + "{$series}{, $publisher}" + year + stop,
        "law": "{$title}{, $venue}{ $volume}{, $pages}" + (year or "{ ($year)}") + stop + online,
        "preprint": title + "{" + frame.eprint + "}" + year + stop + tail,
        "news": title + "{$venue}" + ("" if frame.dated_head else "{" + end + "$date}")
        + "{, $leaf$pages}" + stop + online,
        "other": title + venue + pages + of_place + year + stop + tail,
    }  # fmt: skip


def _gap(gap: str, imprint: str) -> str:
    """Return what stands before an imprint: no comma goes before a bracket."""
    return " " if imprint.startswith(("{(", "{{(")) else gap
