"""Words that tell the publication type of a cited work, in the languages that strings are in."""

from __future__ import annotations

import re

MEETING = re.compile(
    r"\b(?:proc\w*|conf\w*|symp\w*|workshop|congress\w*|meeting|actes|tagung\w*|colloqu\w*)\b",
    re.IGNORECASE,
)
THESIS = re.compile(r"thes[ei]s|dissertation|m[ée]moire|th[èe]se|diplom|tesi", re.IGNORECASE)
