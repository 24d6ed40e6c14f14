"""Short digests of settings and other plain values, for versions and names of folders."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict


def settings_hash(*values: object) -> str:
    """Return 8 hex digits that change with any of the values (dataclasses or JSON)."""
    plain = json.dumps(values, sort_keys=True, default=_plain)
    return hashlib.sha1(plain.encode(), usedforsecurity=False).hexdigest()[:8]


def _plain(value: object) -> object:
    return asdict(value)  # type: ignore[call-overload]
