"""The decoder's chapters in the order in which a paper goes through them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spv2_spark.decode.bibliography.author_rules import REFERENCE_AUTHORS
from spv2_spark.decode.bibliography.brackets import TITLE_OR_VENUE
from spv2_spark.decode.bibliography.cited_names import REFERENCE_NAMES
from spv2_spark.decode.bibliography.entry_rules import ENTRIES
from spv2_spark.decode.bibliography.references import REFERENCES
from spv2_spark.decode.bibliography.title_rules import REFERENCE_TITLE_TEXT
from spv2_spark.decode.bibliography.venue_rules import VENUE, VENUE_TEXT
from spv2_spark.decode.bibliography.work_rules import WORK
from spv2_spark.decode.bibliography.year_rules import YEAR
from spv2_spark.decode.front.author_rules import AUTHOR_SPANS
from spv2_spark.decode.front.authors import AUTHOR_NAMES
from spv2_spark.decode.front.name_list_rules import NAME_LIST
from spv2_spark.decode.front.name_span_rules import NAME_SPANS
from spv2_spark.decode.front.signed_names import SIGNATURES
from spv2_spark.decode.front.title_page_rules import TITLE_PAGE
from spv2_spark.decode.front.title_rules import CANDIDATES, TITLE_SPAN, TITLE_TEXT
from spv2_spark.decode.path_rules import PATH
from spv2_spark.decode.people.words import NAME_WORDS
from spv2_spark.decode.rules import Chapter, Rule
from spv2_spark.errors import SettingsError

CHAPTERS: tuple[Chapter[Any, Any], ...] = (
    PATH, ENTRIES,
    CANDIDATES, TITLE_SPAN, TITLE_TEXT,
    NAME_SPANS, TITLE_PAGE, AUTHOR_SPANS, NAME_LIST, SIGNATURES, NAME_WORDS, AUTHOR_NAMES,
    TITLE_OR_VENUE, VENUE, WORK, REFERENCE_TITLE_TEXT, REFERENCE_AUTHORS, REFERENCE_NAMES,
    VENUE_TEXT, YEAR,
    REFERENCES,
)  # fmt: skip
RULES: dict[str, Rule[Any, Any]] = {one.name: one for chapter in CHAPTERS for one in chapter.rules}


def known_rules(names: Iterable[str]) -> frozenset[str]:
    """Return the names of rules to leave out; raises SettingsError for one that is none's."""
    chosen = frozenset(names)
    if unknown := sorted(chosen - RULES.keys()):
        raise SettingsError(f"decode.without: no rule {', '.join(unknown)} (spv2 rules lists them)")
    return chosen
