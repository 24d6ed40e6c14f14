"""CSL styles: a small one of our own, and a sample of the shared ones."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from spv2_spark.domain.label import Field
from spv2_spark.typeset.references import csl_files, csl_style, draw_csl_style, gold_of
from spv2_spark.typeset.references.csl import CslError
from tests.typeset.references.examples import ARTICLE, BOOK, CHAPTER, printed
from tests.typeset.references.seeds import seeded

pytest.importorskip("citeproc")

SHARED = Path(__file__).parents[3].parent / "shared/data/csl-styles.tar.xz"

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>t</title><id>t</id><updated>2020-01-01T00:00:00Z</updated></info>
  <citation><layout><text variable="citation-number"/></layout></citation>
  <bibliography et-al-min="4" et-al-use-first="2">
    <layout suffix=".">
      <text variable="citation-number" prefix="[" suffix="] "/>
      <names variable="author" suffix=". ">
        <name initialize-with=". " name-as-sort-order="first" sort-separator=", " and="text"/>
      </names>
      <date variable="issued" prefix="(" suffix="). "><date-part name="year"/></date>
      <text variable="title" suffix=". "/>
      <text variable="container-title" font-style="italic" suffix=" "/>
      <text variable="volume" font-weight="bold"/>
      <text variable="page" prefix=", "/>
      {more}
    </layout>
  </bibliography>
</style>"""
DATA = STYLE.format(more="").encode()


def test_a_style_prints_with_exact_labels():
    style = csl_style("own", DATA)
    segments = style.set_entry(ARTICLE, seeded(0))
    assert printed(segments) == (
        "Smith, J. A., J.-P. Müller, and X. van der Berg. (2003). Effects of a diet on blood "
        "pressure: a randomised trial. Journal of Biological Chemistry 12, 1123–1145."
    )
    gold = gold_of(segments)
    assert [one.full for one in gold.authors] == ["J. A. Smith", "J.-P. Müller", "X. van der Berg"]
    assert (gold.title, gold.venue, gold.year) == (ARTICLE.title, ARTICLE.container, "2003")
    assert style.label_of(7, ARTICLE) == "[7]"
    assert style.numbering == "bracket"


def test_year_letters_are_masked_and_books_are_venues():
    style = csl_style("own", DATA)
    segments = style.set_entry(replace(BOOK, year="1962b"), seeded(0))
    masked = [one.text for one in segments if one.masked]
    assert masked == ["b"]
    assert gold_of(segments).venue == "The Order of Signs"


def test_styles_that_cannot_be_labelled_are_refused():
    twice = STYLE.format(more='<date variable="issued"><date-part name="year"/></date>')
    with pytest.raises(CslError, match="digits"):
        csl_style("glued", twice.encode())
    with pytest.raises(CslError, match="broken"):
        csl_style("broken", b"<style")


def test_a_style_travels():
    style = csl_style("own", DATA)
    again = pickle.loads(pickle.dumps(style))  # noqa: S301
    assert again.set_entry(CHAPTER, seeded(1)) == style.set_entry(CHAPTER, seeded(1))


def test_files_are_read_from_a_folder(tmp_path: Path):
    (tmp_path / "own.csl").write_bytes(DATA)
    files = csl_files(tmp_path)
    assert files == {"own": DATA}
    drawn = draw_csl_style(seeded(0), files)
    assert drawn is not None
    assert drawn.name == "own"
    assert draw_csl_style(seeded(0), {"broken": b"<style"}) is None


@pytest.mark.skipif(not SHARED.exists(), reason="the shared CSL styles are not here")
def test_shared_styles_label_what_they_print():
    files = csl_files(SHARED)
    rng = seeded(5)
    for _ in range(12):
        style = draw_csl_style(rng, files)
        assert style is not None
        style = replace(style, noise=0.0)
        for reference in (ARTICLE, CHAPTER):
            segments = style.set_entry(reference, seeded(0))
            gold = gold_of(segments)
            assert gold.year in ("", reference.year)
            printed_names = [one.text for one in segments if one.field == Field.BIB_AUTHOR]
            for name, person in zip(gold.authors, reference.authors, strict=False):
                assert person.surname.split()[-1].casefold() in name.full.casefold(), printed_names
            assert gold.title.casefold() in ("", reference.title.casefold())
