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
