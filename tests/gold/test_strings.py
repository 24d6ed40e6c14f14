"""Labelled strings: author lists, GROBID's and AnyStyle's references."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spv2_spark.domain.article import Segment, SourceReference
from spv2_spark.domain.convention import title_field
from spv2_spark.domain.gold import PersonName
from spv2_spark.domain.label import Field
from spv2_spark.errors import GoldError
from spv2_spark.gold.author_lists import split_authors
from spv2_spark.gold.names import split_name
from spv2_spark.gold.strings import StringPair, iter_strings

DATA = Path(__file__).parents[2] / ".." / "shared" / "data"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bergk, V., Haefeli, W. E. & Gasse, C.", ["V. Bergk", "W. E. Haefeli", "C. Gasse"]),
        ("O. Ambacher, J. R. Shealy, and K. Chu,", ["O. Ambacher", "J. R. Shealy", "K. Chu"]),
        ("Tsiatsiani L, Van Breusegem F", ["L Tsiatsiani", "F Van Breusegem"]),
        ("Poole, David", ["David Poole"]),
        ("ROYO, Sebastián", ["Sebastián ROYO"]),
        ("Wettschereck, Dietrich, and Thomas G. Dietterich,", ["Dietrich Wettschereck"]),
        ("LEVINE, Steven Z.", ["Steven Z. LEVINE"]),
        ("XU, Z. Z. & JI, R. R.", ["Z. Z. XU", "R. R. JI"]),
        ("Anders Bondorf and Jens Palsberg.", ["Anders Bondorf", "Jens Palsberg"]),
        ("Miguel Castro, Manuel Costa, and Tim Harris.", ["Miguel Castro", "Manuel Costa"]),
        ("A. DEHNEL et G. LAVIELLE..", ["A. DEHNEL", "G. LAVIELLE"]),
        ("World Health Organization.", ["World Health Organization"]),
        ("Smith J, Jr, Doe B", ["J Smith Jr", "B Doe"]),
    ],
)
def test_author_lists(text: str, names: list[str]):
    found = [name.full for name in split_authors(text).names]
    assert found[: len(names)] == names


@pytest.mark.parametrize(
    "text", ["Smith, Jones, Brown", "Onslow, Sue (ed)", "———.", "", "J. K.", "UN, WHO Office"]
)
def test_unsure_lists_are_not_split(text: str):
    assert split_authors(text).names == ()


def test_et_al():
    found = split_authors("Ishida, K., et al.")
    assert found.et_al
    assert [piece.text for piece in found.pieces] == ["Ishida, K.", ", et al."]


@given(st.text(st.sampled_from("Abc D.,;& and-'"), max_size=40))
def test_pieces_join_to_the_text(text: str):
    assert "".join(piece.text for piece in split_authors(text).pieces) == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Smith, John A., Jr.", PersonName("John A.", "Smith", "Jr.")),
        ("Smith JA", PersonName("JA", "Smith")),
        ("J. A. van der Berg", PersonName("J. A.", "van der Berg")),
        ("Plato", PersonName("", "Plato")),
    ],
)
def test_names(text: str, name: PersonName):
    assert split_name(text) == name


def test_whole_books_are_venues_and_unsure_kinds_are_masked():
    assert title_field("book", "") is Field.BIB_VENUE
    assert title_field("chapter", "Handbook") is Field.BIB_TITLE
    assert title_field("journal", "J") is Field.BIB_TITLE
    assert title_field("web", "") is Field.BIB_TITLE
    assert title_field("thesis", "") is None


def _pairs(tmp_path: Path, member: str, text: str) -> list[StringPair]:
    path = tmp_path / "a.tar.xz"
    with tarfile.open(path, "w:xz") as tar:
        info = tarfile.TarInfo(member)
        info.size = len(text.encode())
        tar.addfile(info, io.BytesIO(text.encode()))
    return list(iter_strings(path))


def test_tei(tmp_path: Path):
    bibl = (
        "<bibl> <author>Agodi, C. et al.</author>, <title level='a'>On x.</title>\n "
        "<title level='j'>J. Phys.</title> <biblScope unit='volume'>7</biblScope> "
        "(<date>May 2010</date>)</bibl>"
    )
    text = f"<TEI><listBibl>{bibl}{bibl}</listBibl></TEI>"
    ((reference, segments),) = _pairs(tmp_path, "citation/corpus/a.xml", text)
    assert reference == SourceReference(
        "journal", "On x", (PersonName("C.", "Agodi"),), container="J. Phys.", year="2010",
        volume="7", et_al=True,
    )  # fmt: skip
    assert segments == (
        Segment("Agodi, C.", Field.BIB_AUTHOR, begins=True),
        Segment(" et al."),
        Segment(", "),
        Segment("On x", Field.BIB_TITLE, begins=True),
        Segment("."),
        Segment(" "),
        Segment("J. Phys", Field.BIB_VENUE, begins=True),
        Segment(".", masked=True),
        Segment(" "),
        Segment("7"),
        Segment(" ("),
        Segment("May "),
        Segment("2010", Field.BIB_YEAR, begins=True),
        Segment(")"),
    )


def test_anystyle(tmp_path: Path):
    text = (
        "<dataset><sequence><author>Moe, A.</author><title>&lt;italic&gt;Book&lt;/italic&gt;."
        "</title><editor>Ed. Z.</editor><publisher>P,</publisher><date>1990 (1850)</date>"
        "</sequence></dataset>"
    )
    ((reference, segments),) = _pairs(tmp_path, "res/parser/a.xml", text)
    assert (reference.publication_type, reference.title, reference.container) == (
        "book",
        "Book",
        "",
    )
    shown = [(one.text, one.field, one.masked) for one in segments if one.text.strip()]
    assert shown == [
        ("Moe, A.", Field.BIB_AUTHOR, False),
        ("Book", Field.BIB_VENUE, False),
        (".", Field.NONE, True),
        ("Ed. Z.", Field.NONE, True),
        ("P,", Field.NONE, False),
        ("1990 (1850)", Field.NONE, True),
    ]


def test_names_and_other_members_are_passed_over(tmp_path: Path):
    text = "<TEI><bibl><author>A. B</author></bibl></TEI>"
    assert _pairs(tmp_path, "name/citation/corpus/a.xml", text) == []
    assert _pairs(tmp_path, "citation/corpus/a.txt", text) == []


def test_what_is_no_archive_is_refused(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"x")
    with pytest.raises(GoldError, match="not a tar archive"):
        list(iter_strings(tmp_path / "a"))


@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not here")
@pytest.mark.parametrize("name", ["grobid-strings", "anystyle-references"])
def test_shared_strings(name: str):
    pairs = list(iter_strings(DATA / f"{name}.tar.xz"))
    assert len(pairs) > 8000
    split = sum(bool(reference.authors) for reference, _ in pairs)
    assert split > 0.8 * len(pairs)
    assert all(segment.text for _, segments in pairs for segment in segments)
