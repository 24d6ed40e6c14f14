"""Text from outside made such that every table, database and terminal can hold it."""

from __future__ import annotations

import re

LONGEST_LINE = 500
# Controls of terminals and line ends of every kind; what remains is printed as it is.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def valid_text(text: str) -> str:
    """Return `text` as UTF-8 can hold it: NUL and lone surrogates as U+FFFD."""
    if text.isascii() and "\0" not in text:
        return text
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)


def one_line(text: str, longest: int = LONGEST_LINE) -> str:
    """Return valid `text` without controls and line ends, at most `longest` characters."""
    return " ".join(valid_text(_CONTROL.sub(" ", text[: 8 * longest])).split())[:longest]


# What moves a terminal's cursor, changes its colours or turns its text round, and what it cannot
# print at all (lone surrogates).
_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def printable(text: str) -> str:
    r"""Return `text` as one line that a terminal prints and does not obey.

    >>> printable("\x1b[31mred\n")
    '\\x1b[31mred\\n'
    """
    return _UNPRINTABLE.sub(lambda found: repr(found[0])[1:-1], text)
