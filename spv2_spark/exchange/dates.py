"""Dates in ISO's form, of as much as is sure."""

from __future__ import annotations

import re
from datetime import date

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def date_parts(text: str) -> tuple[int, ...]:
    """Return the year, month and day of a date, as many as it has; () for what is no date.

    >>> date_parts("2011-05-19"), date_parts("2011-05"), date_parts("2011-02-30")
    ((2011, 5, 19), (2011, 5), ())
    """
    found = _ISO.fullmatch(text)
    if not found:
        return ()
    parts = tuple(int(one) for one in found.groups() if one)
    try:
        date(*(*parts, 1, 1)[:3])
    except ValueError:
        return ()
    return parts
