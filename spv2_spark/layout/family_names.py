"""Family names of China, Korea and Japan: what begins with one may be a name in one piece.

The list is `family_names.txt`, a name a line in its own script; whoever misses one may add it. It
is longer than the languages' `undivided_surnames`, with which decoding parts Chinese and Korean
names from Japanese ones: this one only says where a name may stand.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_ALONE = 0.5  # a family name with nothing behind it, as where a space parts the given one
_MOST_GIVEN = 3  # letters: "長谷川" "真理子"


@cache
def _family_names() -> tuple[frozenset[str], int]:
    text = (files("spv2_spark.layout") / "family_names.txt").read_text(encoding="utf-8")
    names = frozenset(text.split())
    return names, max(map(len, names))


def is_like_undivided_name(text: str) -> float:
    """Return 1 for a known family name with one to three letters behind it, else 0.

    A family name alone is a half: a given name may stand behind a space.

    >>> [is_like_undivided_name(one) for one in ("欧阳建宁", "김민수", "佐藤", "高等学校の", "Li")]
    [1.0, 1.0, 0.5, 0.0, 0.0]
    """
    if text[:1].isascii():
        return 0.0
    names, longest = _family_names()
    for size in range(min(longest, len(text)), 0, -1):
        if text[:size] in names and len(text) <= size + _MOST_GIVEN:
            return 1.0 if len(text) > size else _ALONE
    return 0.0
