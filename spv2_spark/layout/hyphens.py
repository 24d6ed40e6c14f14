"""The characters that end a line within a word."""

from __future__ import annotations

SOFT_HYPHEN = "\u00ad"
HYPHENS = frozenset(["-", "\u2010", "\u2011", SOFT_HYPHEN])
