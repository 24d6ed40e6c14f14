"""The version of a decoder: a digest of the rules in force and their thresholds."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict

from spv2_spark import layout
from spv2_spark.decode.book import CHAPTERS
from spv2_spark.decode.decoder import Decoder

# To be raised whenever the same tags give other metadata than before with the same rules and
# thresholds; tests/golden tells.
REVISION = 1


def version_of(decoder: Decoder) -> str:
    """Return the revision and 6 hex digits, such as "1-3fa09c": other rules, another version.

    The calibration is not in it: it has a version of its own.
    """
    rules = [
        [chapter.name, [one.name for one in chapter.rules if one.name not in decoder.without]]
        for chapter in CHAPTERS
    ]
    text = json.dumps([REVISION, layout.VERSION, rules, asdict(decoder.thresholds)])
    return f"{REVISION}-{hashlib.sha256(text.encode()).hexdigest()[:6]}"
