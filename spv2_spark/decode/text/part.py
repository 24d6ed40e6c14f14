"""A piece of a string that came from one token."""

from __future__ import annotations

from typing import NamedTuple


class Part(NamedTuple):
    """A piece of a string that came from one token."""

    text: str
    token: int  # its index
    glued: bool  # nothing stands between it and the part before
