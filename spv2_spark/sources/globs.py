"""Patterns of names: `papers/20*/**/*.pdf` on this machine, `s3://bucket/20*/*.zip` in a store.

`*` and `?` stand for what a folder's name may have, `[...]` for one of some characters, `**` for
any folders; `[*]` is a star itself.
"""

from __future__ import annotations

import glob
import re
from collections.abc import Iterator
from pathlib import Path

_MAGIC = re.compile(r"[*?[]")


def is_pattern(text: str) -> bool:
    """Whether a path or URI has a character that stands for others."""
    return _MAGIC.search(text) is not None


def fixed_root(pattern: str) -> tuple[str, str]:
    """Return the folder that all names of a pattern lie in, and the rest of the pattern.

    >>> fixed_root("s3://bucket/in/20*/a.pdf"), fixed_root("*.pdf"), fixed_root("/*.pdf")
    (('s3://bucket/in', '20*/a.pdf'), ('', '*.pdf'), ('/', '*.pdf'))
    """
    magic = _MAGIC.search(pattern)
    cut = pattern.rfind("/", 0, magic.start() if magic else None) + 1
    root = pattern[:cut]
    return (root if root.strip("/") == "" else root.rstrip("/")), pattern[cut:]


def local_matches(pattern: str) -> Iterator[tuple[Path, str]]:
    """Yield the paths on this machine, in the order of names, and each below the fixed root."""
    root, _rest = fixed_root(pattern)
    # Path.glob takes no absolute pattern.
    for name in sorted(glob.iglob(pattern, recursive=True)):  # noqa: PTH207
        path = Path(name)
        yield path, path.relative_to(root or ".").as_posix()


def matcher(pattern: str) -> re.Pattern[str]:
    """Return an expression for names of a store: groups `name`, and `below` if it is a folder.

    >>> found = matcher("20*/**/[ab].pdf").fullmatch("2024/x/y/a.pdf")
    >>> found and found.group("name")
    '2024/x/y/a.pdf'
    >>> matcher("20*").fullmatch("2024/x.pdf").group("name", "below")
    ('2024', 'x.pdf')
    """
    parts = pattern.rstrip("/").split("/")
    written = ""
    for number, part in enumerate(parts):
        is_last = number == len(parts) - 1
        if part == "**":
            written += ".+" if is_last else "(?:[^/]+/)*"
        else:
            written += _part(part) + ("" if is_last else "/")
    return re.compile(f"(?P<name>{written})(?:/(?P<below>.+))?", re.DOTALL)


def _part(part: str) -> str:
    """Return the expression of one folder's name in a pattern."""
    pieces = re.split(r"(\*+|\?|\[!?\]?[^\]]*\])", part)
    return "".join(_piece(piece) for piece in pieces)


def _piece(piece: str) -> str:
    if piece.startswith("*"):
        return "[^/]*"
    if piece == "?":
        return "[^/]"
    if piece.startswith("[") and piece.endswith("]") and len(piece) > len("[]"):
        negated = piece.startswith("[!")
        inner = piece[2 if negated else 1 : -1].replace("\\", "\\\\").replace("[", "\\[")
        inner = inner.replace("]", "\\]").replace("^", "\\^")
        return f"(?!/)[{'^' if negated else ''}{inner}]"
    return re.escape(piece)
