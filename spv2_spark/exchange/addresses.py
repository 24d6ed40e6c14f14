"""Addresses of the web as links have them, and whose an e-mail address is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import quote

from spv2_spark.exchange.paper import PersonParts

# What RFC 3986 lets stand in an address; brackets are for hosts in numbers alone.
_ALLOWED = "%/:?#@!$&'()*+,;=~-._"
_SCHEME = re.compile(r"(?:https?|ftp)://(?=.)", re.IGNORECASE)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SHORT = 3  # letters: "Li" is in too many other words


def web_address(text: str) -> str:
    """Return a printed address as a link, what no address holds in per cent; "" if it is none.

    >>> web_address("www.x.org/a{b}"), web_address("javascript:alert(1)")
    ('http://www.x.org/a%7Bb%7D', '')
    """
    whole = f"http://{text}" if text.lower().startswith("www.") else text
    if not _SCHEME.match(whole):
        return ""
    page, mark, place = quote(_STRAY_PERCENT.sub("%25", whole), safe=_ALLOWED).partition("#")
    return f"{page}{mark}{place.replace('#', '%23')}"


def emails_by_person(people: Sequence[PersonParts], emails: Sequence[str]) -> dict[int, list[str]]:
    """Return the e-mail addresses of each person, by the person's place; -1 has nobody's.

    An address is that of the only person whose family name stands before its @, of two such
    names the longer; a single person has all.

    >>> people = [PersonParts("A.", "Roe"), PersonParts("B.", "Li")]
    >>> emails_by_person(people, ["li@x.org", "c@x.org"])
    {1: ['li@x.org'], -1: ['c@x.org']}
    """
    whose: dict[int, list[str]] = {}
    for one in emails:
        whose.setdefault(0 if len(people) == 1 else _owner(people, one), []).append(one)
    return whose


def _owner(people: Sequence[PersonParts], email: str) -> int:
    local = _folded(email.partition("@")[0])
    words, letters = re.findall("[a-z]+", local), re.sub("[^a-z]", "", local)
    lengths: dict[int, int] = {}
    for place, person in enumerate(people):
        family = re.sub("[^a-z]", "", _folded(person.family))
        if family in words or (len(family) > _SHORT and family in letters):
            lengths[place] = len(family)
    best = [place for place, length in lengths.items() if length == max(lengths.values())]
    return best[0] if len(best) == 1 else -1


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
