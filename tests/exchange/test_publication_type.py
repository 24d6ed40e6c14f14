from __future__ import annotations

from dataclasses import replace

import pytest

from spv2_spark.domain.metadata import ReferenceDetails
from spv2_spark.exchange.publication_type import publication_type
from tests.exchange.papers import reference


@pytest.mark.parametrize(
    ("title", "venue", "text", "found"),
    [
        ("A", "Nature", "A. Nature 2001;1.", "journal"),
        ("A", "Proc. Natl. Acad. Sci. USA", "", "journal"),
        ("A", "Proceedings of the IEEE", "", "journal"),
        ("A", "Proceedings of ACL", "", "conference"),
        ("A", "Int. Conf. on Cats", "", "conference"),
        ("A", "Handbook of Cats", "A. In: Roe C (Ed.) Handbook of Cats", "chapter"),
        ("", "Handbook of Cats", "Roe A. Handbook of Cats, 3rd edn. 1999.", "book"),
        ("", "Handbook of Cats.", "Roe A. Handbook of Cats. 1999.", "book"),
        ("", "Phys. Rev. Lett.", "Roe, Phys. Rev. Lett. 1999", "journal"),
        ("", "Solid State Ionics", "P. Roe, Solid State Ionics 1999, 180, 911;", "journal"),
        ("", "Nature", "Roe. Nature 1999;12:3.", "journal"),
        ("On cats", "", "Roe A. On cats. PhD thesis. 1999", "thesis"),
        ("On a thesis", "Nature", "Roe A. On a thesis. Nature", "journal"),
        ("A page", "", "A page. https://example.org", "other"),
        ("", "", "Roe, private communication", "other"),
    ],
)
def test_venue_and_entry_say_what_is_cited(title: str, venue: str, text: str, found: str) -> None:
    assert publication_type(reference(title, venue, "1999", text)).value == found


@pytest.mark.parametrize("said", ["report", "preprint", "web", "other", "thesis"])
def test_what_was_read_counts_before_what_venue_and_entry_say(said: str) -> None:
    article = reference("A", "Nature", "1999", "A. Nature 1999;1.")
    cited = replace(article, details=ReferenceDetails(publication_type=said))
    assert publication_type(cited).value == said
    unknown = replace(article, details=ReferenceDetails(publication_type="no such type"))
    assert publication_type(unknown).value == "journal"
