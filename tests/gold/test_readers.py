"""Every form of gold, in small: what is read, what is left unsaid, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from spv2_spark.domain.gold import Gold, GoldReference, PersonName
from spv2_spark.errors import GoldError
from spv2_spark.gold.read import parse_gold, read_gold

ROOT = Path(__file__).parents[2]
REAL = ROOT / ".." / "shared" / "data" / "real"


def jats(front: str = "", back: str = "", body: str = "<body><p>Text.</p></body>") -> Gold:
    meta = f"<front><article-meta>{front}</article-meta></front>"
    text = f"<article>{meta}{body}<back><ref-list>{back}</ref-list></back></article>"
    return parse_gold(text.encode(), "a.nxml")


def reference(citation: str) -> GoldReference:
    (found,) = jats(back=f"<ref><label>7.</label>{citation}</ref>").references or ()
    return found


def name(surname: str, given: str) -> str:
    return f"<name><surname>{surname}</surname><given-names>{given}</given-names></name>"


def test_title_loses_footnote_marks_and_keeps_inline_markup():
    gold = jats(
        "<title-group><article-title>Effect of <italic>E. coli</italic> on CO<sub>2</sub>"
        '<xref ref-type="fn"><sup>1</sup></xref><fn><p>Equal</p></fn> *</article-title>'
        "<subtitle>a trial</subtitle><alt-title>Short</alt-title>"
        "<trans-title-group><trans-title>Effet</trans-title></trans-title-group></title-group>"
    )
    assert gold.title == "Effect of E. coli on CO2"
    assert gold.alternative_titles == ("Effect of E. coli on CO2 a trial", "Effet")


def test_authors_of_several_groups_without_editors():
    gold = jats(
        f'<contrib-group><contrib contrib-type="author">{name("de Vries", "Jan J.")}</contrib>'
        '<contrib contrib-type="author"><collab>The ABC Group<contrib-group><contrib>'
        f"{name('Member', 'A')}</contrib></contrib-group></collab></contrib></contrib-group>"
        f'<contrib-group><contrib contrib-type="editor">{name("Ed", "I")}</contrib>'
        f'<contrib contrib-type="author">{name("Last", "Ann")}</contrib></contrib-group>'
    )
    assert gold.authors == (
        PersonName("Jan J.", "de Vries"),
        PersonName("", "The ABC Group", group=True),
        PersonName("Ann", "Last"),
    )


def test_structured_reference():
    found = reference(
        '<element-citation publication-type="journal"><person-group person-group-type="author">'
        f"{name('Smith', 'JA')}<collab>WHO</collab><etal/></person-group>"
        "<article-title>On <italic>x</italic></article-title><source>J Y</source>"
        "<year>2009a</year></element-citation>"
    )
    authors = (PersonName("JA", "Smith"), PersonName("", "WHO", group=True))
    assert found == GoldReference("On x", authors, "J Y", "2009a", "7.", "", "journal")


def test_et_al_is_no_given_name():
    found = reference(
        f"<element-citation>{name('Ndousse', 'Kamal et al')}"
        f"{name('Smith', 'Alba')}<article-title>On x</article-title></element-citation>"
    )
    assert found.authors == (PersonName("Kamal", "Ndousse"), PersonName("Alba", "Smith"))
    assert jats(
        '<contrib-group><contrib contrib-type="author">'
        f"{name('Ndousse', 'Kamal, et al.')}</contrib></contrib-group>"
    ).authors == (PersonName("Kamal", "Ndousse"),)


@pytest.mark.parametrize("space", ["&#160;", "&amp;nbsp;", "&amp;amp;nbsp;", "&amp;amp;amp;nbsp;"])
def test_text_that_is_escaped_more_than_once(space: str):
    gold = jats(f"<title-group><article-title>Hart{space}and Soul</article-title></title-group>")
    assert gold.title == "Hart and Soul"


def test_raw_is_kept_only_as_printed():
    glued = (
        f"<mixed-citation>{name('Smith', 'JA')}<article-title>On x</article-title></mixed-citation>"
    )
    assert reference(glued).raw == ""
    printed = (
        "<mixed-citation><string-name><surname>Smith</surname>, <given-names>J. A.</given-names>"
        "</string-name> (<year>2009</year>). <article-title>On x</article-title>. <source>J Y"
        '</source> <volume>7</volume>.<pub-id pub-id-type="pmid">123</pub-id></mixed-citation>'
    )
    found = reference(printed)
    assert found.raw == "Smith, J. A. (2009). On x. J Y 7."
    assert found.authors == (PersonName("J. A.", "Smith"),)


def test_whole_book_has_a_venue_and_no_title():
    found = reference(
        '<element-citation publication-type="book"><source>The Book</source></element-citation>'
    )
    assert (found.title, found.venue) == ("", "The Book")


@pytest.mark.parametrize("tag", ["chapter-title", "part-title", "data-title"])
def test_title_of_a_part(tag: str):
    found = reference(
        f"<mixed-citation><{tag}>Part</{tag}>: <source>Whole</source></mixed-citation>"
    )
    assert (found.title, found.venue) == ("Part", "Whole")


def test_conference_name_is_the_venue_where_there_is_no_source():
    found = reference("<nlm-citation><conf-name>Proc. X</conf-name></nlm-citation>")
    assert found.venue == "Proc. X"


def test_editors_are_apart():
    grouped = reference(
        f"<element-citation>{name('A', 'B')}<chapter-title>C</chapter-title>"
        f'<person-group person-group-type="editor">{name("E", "F")}</person-group>'
        "</element-citation>"
    )
    untyped = reference(
        f"<mixed-citation>{name('A', 'B')}. <chapter-title>C</chapter-title>. In "
        f"{name('E', 'F')}, eds</mixed-citation>"
    )
    both = (PersonName("B", "A"),), (PersonName("F", "E"),)
    assert (grouped.authors, grouped.editors) == both
    assert (untyped.authors, untyped.editors) == both


def test_unstructured_and_multiple_citations():
    gold = jats(
        back="<ref><label>1</label><mixed-citation>Law of 1999.</mixed-citation>"
        "<mixed-citation>Second.</mixed-citation></ref><ref><note><p>A note.</p></note></ref>"
    )
    assert gold.references == (
        GoldReference(label="1", raw="Law of 1999."),
        GoldReference(raw="Second."),
        GoldReference(raw="A note."),
    )


def test_without_body_references_are_unsaid():
    assert jats(body="").references is None
    assert jats().references == ()


def test_bmc():
    text = """<!DOCTYPE art SYSTEM 'a.dtd'><art><fm><bibl>
      <title><p>On <it>x</it></p></title><aug><au><snm>Cook</snm><mi>A</mi><fnm>Jo</fnm></au>
      <au type="on_behalf"><cnm>for the G group</cnm></au></aug></bibl></fm><bm><refgrp><bibl>
      <title><p>T</p></title><aug><au><snm>C</snm><fnm>P</fnm></au><etal/></aug>
      <source>BMJ</source><pubdate>2009</pubdate><volume>1</volume></bibl></refgrp></bm></art>"""
    entry = GoldReference("T", (PersonName("P", "C"),), "BMJ", "2009", publication_type="journal")
    authors = (PersonName("Jo A", "Cook"), PersonName("", "for the G group", group=True))
    assert parse_gold(text.encode(), "a.bmc.xml") == Gold("On x", authors, (entry,))


def test_crossref():
    person = "<surname>Irving</surname></person_name>"
    text = f"""<doi_batch xmlns="http://www.crossref.org/schema/4.4.0"><body><journal>
      <journal_metadata><full_title>J</full_title></journal_metadata><journal_article>
      <titles><title>Oceans</title></titles><contributors>
      <person_name contributor_role="author"><given_name>D</given_name>{person}
      <person_name contributor_role="editor"><given_name>E</given_name>{person}
      </contributors></journal_article></journal></body></doi_batch>"""
    gold = parse_gold(text.encode(), "a.crossref.xml")
    assert gold == Gold("Oceans", (PersonName("D", "Irving"),), None)


def test_rescience():
    text = 'title: "[Re] H$_2$--CO"\nauthors:\n - name: Marc-Andr{\\\'e} van Dam\n - name:\n'
    gold = parse_gold(text.encode(), "a.yaml")
    assert gold == Gold("[Re] H_2\u2013CO", (PersonName("Marc-Andr\u00e9", "van Dam"),), None)


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "a.nxml", "not XML"),
        (b"<html/>", "a.nxml", "no gold is known in <html>"),
        (b"<article/>", "a.nxml", "no front/article-meta"),
        (b"<art/>", "a.xml", "no fm/bibl"),
        (b"<doi_batch/>", "a.xml", "no paper"),
        (b"a: [", "a.yaml", "not YAML"),
        (b"a: 1", "a.yaml", "no title"),
        (b"[1", "a.gold.json", "not gold as JSON"),
        (b"[]", "a.gold.json", "not gold as JSON"),
        (b'{"authors": [{"name": "Ann Lee"}]}', "a.gold.json", "not gold as JSON"),
    ],
)
def test_refusals_say_why(data: bytes, name: str, why: str):
    with pytest.raises(GoldError, match=why):
        parse_gold(data, name)


def test_entities_are_never_expanded(tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    bomb = (
        f'<!DOCTYPE article [<!ENTITY s SYSTEM "{secret}"><!ENTITY b "&s;&s;">]><article><front>'
        "<article-meta><title-group><article-title>A &s; &b;</article-title></title-group>"
        "</article-meta></front></article>"
    )
    path = tmp_path / "a.nxml"
    path.write_text(bomb)
    assert read_gold(path).title == "A"


def test_depth_is_bounded():
    deep = b"<article>" + b"<p>" * 100_000
    with pytest.raises(GoldError):
        parse_gold(deep, "deep.nxml")


def test_missing_file():
    with pytest.raises(GoldError, match="No such file"):
        read_gold(Path("/nowhere/a.nxml"))


@pytest.mark.skipif(not REAL.is_dir(), reason="../shared/data/real is not here")
def test_every_gold_file_of_the_real_papers_is_read():
    files = [p for p in REAL.glob("*/*/*/*") if p.suffix in (".nxml", ".xml", ".yaml")]
    gold = [read_gold(path) for path in files]
    assert len(gold) > 200
    assert all(one.title for one in gold)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.gold.json", rb'{"title": "A \ud800 title"}'),
        ("x.gold.json", rb'{"authors": [{"given": "A", "surname": "\udfff"}]}'),
        ("x.yaml", rb'title: "A \ud800 title"'),
    ],
)
def test_text_that_no_table_can_hold_is_no_gold(name: str, data: bytes) -> None:
    with pytest.raises(GoldError, match="x"):
        parse_gold(data, name)
