"""What a check of the machine found, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """How bad it is; the numbers are exit statuses."""

    WELL = 0
    LACKING = 1  # it works, but slower, smaller, or less safely
    BROKEN = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """What was checked, how it is, and what to do if it is not well."""

    name: str
    level: Level
    told: str
    advice: str = ""


def worst(findings: list[Finding]) -> Level:
    """Return the level of the worst finding."""
    return max((one.level for one in findings), default=Level.WELL)
