"""Words that tell the publication type of a cited work, in the languages that strings are in."""

from __future__ import annotations

import re

MEETING = re.compile(
    r"\b(?:proc\w*|conf\w*|symp\w*|workshop|congress\w*|meeting|actes|tagung\w*|colloqu\w*)\b",
    re.IGNORECASE,
)
THESIS = re.compile(r"thes[ei]s|dissertation|m[ée]moire|th[èe]se|diplom|tesi", re.IGNORECASE)

_THESIS_WORD = re.compile(r"\b(thesis|dissertation|thèse|habilitation|diplomarbeit)\b", re.I)
_MEETING_WORD = re.compile(r"\b(conference|conf|symposium|symp|workshop|congress|meeting)\b", re.I)
_PROCEEDINGS = re.compile(r"\bproc(eedings)?\b", re.I)
# Journals that are called proceedings: of academies, societies, the IEEE, clinics, surgeons.
_ACADEMY = re.compile(
    r"\b(acad|academy|natl|soc|society|royal|clin|clinic|transplant\w*)\b|IEEE$", re.I
)


def says_thesis(text: str) -> bool:
    """Whether an entry calls what it cites a thesis."""
    return _THESIS_WORD.search(text) is not None


def is_meeting(venue: str) -> bool:
    """Whether a venue is a meeting, or the proceedings of one, and no journal of that name.

    >>> is_meeting("Proc. 3rd Workshop on Parsing"), is_meeting("Proc Natl Acad Sci")
    (True, False)
    """
    if _PROCEEDINGS.search(venue):
        return not _ACADEMY.search(venue)
    return _MEETING_WORD.search(venue) is not None
