"""Volume, issue and pages where an entry prints them in a form that leaves no doubt.

"12(3):45-67", "12 Suppl 2: S45-9", "vol. 12, no. 3, pp. 45-67": the models of strings read these
well, and now and then take a day for a volume or an issue for a page.

>>> numbering_in("J Bone Joint Surg. 2003 May 15;96-B(8):1005-15.").volume
'96-B'
>>> complete_last("1005", "15"), complete_last("S691", "9"), complete_last("12", "15")
('1015', 'S699', '15')
"""

from __future__ import annotations

import re
from typing import NamedTuple

_DASH = r"\s?[-\u2010-\u2015\u2212]+\s?"
_PAGE = r"(?:[A-Za-z]{0,3}\.?\d+(?:\.?[a-z]\d*)?)"
_SUPPLEMENT = r"(?:\s?(?:Suppl|Supplement|Pt|Part)\.?\s?\w{0,3})"
_COMPACT = re.compile(
    rf"(?P<volume>\b\d{{1,4}}[A-Za-z]?(?:-[A-Za-z])?(?:{_DASH}\d{{1,4}})?)(?P<more>{_SUPPLEMENT})?\s?"
    rf"(?:\((?P<issue>[^()]{{1,24}})\))?(?:\s?:\s?|(?<=\)),\s?)(?P<first>{_PAGE})(?:{_DASH}(?P<last>{_PAGE}))?"
    rf"(?![\w/])"
)
_SPELT = re.compile(
    rf"\bvol(?:ume|\.)?\s?(?P<volume>[A-Za-z]?\d+(?:{_DASH}\d+)?[A-Za-z]?)\b"
    rf"(?:\s?[,(;]\s?(?:no|nr|issue|iss|num)\.?\s?(?P<issue>\d+(?:{_DASH}\d+)?)\)?)?"
    rf"(?:\s?[,;]\s?(?P<more>suppl(?:ement|\.)?\s?\d*))?"
    rf"(?:\s?[,;:]\s?(?:(?:pp?|pages?)\.?|article(?:\s?id)?|art\.)\s?(?P<first>{_PAGE})"
    rf"(?:{_DASH}(?P<last>{_PAGE}))?)?",
    re.IGNORECASE,
)
_YEARS = range(1500, 2101)
_DIGITS = re.compile(r"\d+")


class Numbering(NamedTuple):
    """Parts of an entry as printed, and where each is: {name: (start, end)}; "" for none."""

    volume: str
    issue: str
    first: str
    last: str
    places: dict[str, tuple[int, int]]


def numbering_in(text: str) -> Numbering | None:
    """Return the numbers of an entry that is printed in one of the known forms; else None."""
    for pattern in (_SPELT, _COMPACT):
        for found in pattern.finditer(text):
            volume = found["volume"]
            # "2018:12" is a year and a page; "In 2: 3" nothing.
            is_year = volume.isdecimal() and int(volume) in _YEARS and pattern is _COMPACT
            if is_year and not found["issue"]:
                continue
            parts = {name: found[name] or "" for name in ("volume", "issue", "first", "last")}
            places = {name: found.span(name) for name, said in parts.items() if said}
            if found["more"] and not parts["issue"]:
                parts["issue"], places["issue"] = found["more"].strip(), found.span("more")
            return Numbering(**parts, places=places)
    return None


def complete_last(first: str, last: str) -> str:
    """Return a last page with what it has in common with the first: 1015 of "1005-15"."""
    before, behind = _DIGITS.search(first), _DIGITS.fullmatch(last)
    if not before or not behind or len(last) >= len(before[0]):
        return last
    number = before[0][: -len(last)] + last
    return first[: before.start()] + number if int(number) >= int(before[0]) else last
