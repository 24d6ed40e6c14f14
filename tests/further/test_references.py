"""What a reference says beside SPv2's fields."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spv2_spark.domain.metadata import ReferenceDetails
from spv2_spark.further.numbering import numbering_in
from tests.further.build import READER, decoded, read

JOURNAL = "@1. {a Smith J}, {a Doe A}. {t Soft ranks of things}. {v Nature}. {y 2001};12(3):101-9."
BOOK = (
    "@[2] {a Roe B}. {v The big book}. Berlin: Springer; {y 1999}. doi:10.1007/978-3-540- ",
    "+12345-6. PMID: 123456",
)
PAGE = "@3. {a Low C}. {t A page}. http://example.org/a/b.html. Accessed 12 May 2015."


def details(*lines: str) -> ReferenceDetails:
    (reference,) = read(["#{T Title of all}", *lines]).references
    return reference.details


def text(details: ReferenceDetails, name: str) -> str:
    value = getattr(details, name)
    return value.text if value else ""


def test_an_article() -> None:
    found = details(JOURNAL)
    said = [text(found, one) for one in ("label", "volume", "issue", "first_page", "last_page")]
    assert said == ["1.", "12", "3", "101", "109"]
    assert found.publication_type == "journal"
    assert found.book_title is None
    assert found.volume is not None
    assert found.volume.confidence == pytest.approx(0.99, abs=0.01)
    (region,) = found.volume.regions
    assert region.box.right - region.box.left == pytest.approx(10)  # two digits of 5 points


def test_a_book_and_an_identifier_over_the_end_of_a_line() -> None:
    found = details(*BOOK)
    assert text(found, "label") == "[2]"
    assert text(found, "doi") == "10.1007/978-3-540-12345-6"
    assert text(found, "pmid") == "123456"
    assert text(found, "book_title") == "The big book"
    assert (text(found, "place"), text(found, "publisher")) == ("Berlin", "Springer")
    assert found.publication_type == "book"
    assert found.doi is not None
    assert len(found.doi.regions) >= 1


def test_a_page_of_the_web() -> None:
    found = details(PAGE)
    assert text(found, "url") == "http://example.org/a/b.html"
    assert text(found, "accessed") == "2015-05-12"
    assert found.publication_type == "web"


def test_the_six_fields_stay_and_a_claimed_token_is_no_other_field() -> None:
    paper = decoded(
        ["#{T Title of all}", "@{a Smith J}. {t Soft ranks}. {v Phys Rev 45} {y 2001}."]
    )
    (found,) = READER([paper])
    (before,), (after,) = paper.metadata.references, found.references
    assert replace(after, details=ReferenceDetails()) == before
    assert after.details.volume is None  # the page model says that 45 is of the venue


def test_papers_that_are_read_together_are_read_as_alone() -> None:
    papers = [decoded(["#{T One}", JOURNAL]), decoded(["#{T Two}", *BOOK]), decoded(["#{T Three}"])]
    assert READER(papers) == [READER([one])[0] for one in papers]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("Nature. 2003 May 15;423(6937):337-42.", ("423", "6937", "337", "42")),
        ("J X, vol. 12, no. 3, pp. 45-67, 2001", ("12", "3", "45", "67")),
        ("Ann Oncol. 2003;14 Suppl 2:ii3-5.", ("14", "Suppl 2", "ii3", "5")),
        ("Ger. Int. 2014, 14 (Suppl. 1), 69-75.", ("14", "Suppl. 1", "69", "75")),
        ("J X, vol. 97, supplement 7, pp. S31-S41", ("97", "supplement 7", "S31", "S41")),
        ("PLoS One. 2012;7(4):e35872.", ("7", "4", "e35872", "")),
    ],
)
def test_forms_of_numbers(entry: str, said: tuple[str, str, str, str]) -> None:
    found = numbering_in(entry)
    assert found is not None
    assert found[:4] == said


def test_a_year_before_a_colon_is_no_volume() -> None:
    assert numbering_in("Nature 2018: 12 things.") is None
