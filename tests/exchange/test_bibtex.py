from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from bibtexparser.entrypoint import parse_string as parse_library
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given, settings
from pybtex.database import BibliographyData, parse_string
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from spv2_spark import MARK
from spv2_spark.domain.metadata import Author, Metadata, Reference
from spv2_spark.exchange.forms import form_of
from spv2_spark.exchange.paper import ParsedPaper, line_of, people_of, text_of
from tests.exchange.further import FURTHER, paper_of
from tests.exchange.papers import PAPER, PAPERS, WHEN, author, value

HOSTILE = "} @article{x, title={\\input{/etc/passwd} %50 \\} {{ $x^2_1$ & # ~ \" `` '' --- < > |"
# Of LaTeX's own symbols those that pylatexenc has not.
SYMBOLS = {
    "textbraceleft": "{", "textbraceright": "}", "textless": "<", "textgreater": ">",
    "textbar": "|", "textasciicircum": "^",
}  # fmt: skip


def printed(latex: str) -> str:
    """Return what LaTeX prints."""
    return str(decoder().latex_to_text(latex))


def decoder() -> LatexNodes2Text:
    context = get_default_latex_context_db()
    macros = [MacroTextSpec(name, text) for name, text in SYMBOLS.items()]
    context.add_context_category("symbols", prepend=True, macros=macros)
    return LatexNodes2Text(context, strict_latex_spaces=True, keep_comments=True)


def file_of(part: str, *papers: ParsedPaper) -> str:
    return "\n".join(form_of("bibtex", part, WHEN).lines(papers))


def read(text: str) -> BibliographyData:
    return parse_string(text, "bibtex")


def names(data: BibliographyData, key: str, role: str = "author") -> list[str]:
    """Return an entry's people, given name first, as LaTeX prints them."""
    people = data.entries[key].persons.get(role, [])
    parts = (
        [
            *one.first_names,
            *one.middle_names,
            *one.prelast_names,
            *one.last_names,
            *one.lineage_names,
        ]
        for one in people
    )
    return [printed(" ".join(one)) for one in parts]


def test_a_paper_is_an_entry_of_its_own() -> None:
    assert file_of("papers", PAPER) == "\n".join([
        f"% {MARK}",
        "@misc{nunez-7c0b54d35cbb,",
        "  author = {Núñez, Ana M. and {World Health Organization}},",
        r"  title = {Cats {\textless}b{\textgreater} \& 5\% "
        r"{\textbraceleft}Dogs{\textbraceright}},",
        "}",
    ])  # fmt: skip


def test_references_have_types_and_fields() -> None:
    data = read(file_of("references", PAPER))
    entries = {key.rpartition("-")[2]: dict(one.fields) for key, one in data.entries.items()}
    types = [one.type for one in data.entries.values()]
    assert types == [
        "article", "inproceedings", "incollection", "book", "article", "phdthesis", "misc",
    ]  # fmt: skip
    assert entries == {
        "b0": {"title": r"First things: {R\&D} of {DNA}", "journal": "Nature", "year": "2001a"},
        "b1": {"title": "A talk", "booktitle": "Proc. of the 5th Conf. on Cats", "year": "1999"},
        "b2": {"title": "A chapter", "booktitle": "Things", "year": "1998"},
        "b3": {"title": "A Whole Book", "year": "1987"},
        "b4": {"journal": "Phys. Rev. Lett.", "year": "in press"},
        "b5": {"title": "On cats", "year": "2003"},
        "b6": {"note": r"Personal communication \& more"},
    }
    first = next(iter(data.entries))
    assert names(data, first) == ["Ada B. Roe", "J. van der Berg Jr."]


@pytest.mark.parametrize(
    ("person", "entry"),
    [
        (author("Ana", "Núñez y Roe"), "Núñez y Roe, Ana"),
        (author("Ana", "Land and Sea"), "{Land and Sea}, Ana"),
        (author("Ana", "Roe, MD"), "{Roe, MD}, Ana"),
        (author("A{", "R\\"), r"{A{\textbraceleft}}"),
        (author("", "Plato"), "{Plato}"),
        (author("", "others"), "{others}"),
        (Author(value("CATS and DOGS Group"), "", ""), "{CATS and DOGS Group}"),
    ],
)
def test_names_are_parted_as_they_were_read(person: Author, entry: str) -> None:
    metadata = Metadata(None, (person,), ())
    text = file_of("papers", PAPER._replace(metadata=metadata))
    if "{A{" in entry:
        assert r"author = {{R{\textbackslash}}, {A{\textbraceleft}}}" in text
    else:
        assert f"author = {{{entry}}}" in text


def test_a_paper_says_its_further_fields() -> None:
    (entry,) = read(file_of("papers", FURTHER)).entries.values()
    assert dict(entry.fields) == {
        "title": r"Cats \& dogs",
        "year": "2011",
        "month": "July",
        "affiliation": "Dept. of Cats, X University, Bern, Switzerland; Y Ltd.; Z Lab",
        "abstract": r"We study 5\% of {\textless}all{\textgreater} cats.",
        "keywords": r"{cats, wild}, R\&D",
        "issn": "0378-5955",
        "doi": "10.1000/own_1",
        "eprint": "2001.00001",
        "archivePrefix": "arXiv",
        "pmid": "77",
        "pmcid": "PMC88",
    }


def test_references_say_their_further_fields() -> None:
    data = read(file_of("references", FURTHER))
    types = [one.type for one in data.entries.values()]
    assert types == ["article", "incollection", "book", "techreport", "misc", "misc", "article"]
    entries = {key.rpartition("-")[2]: dict(one.fields) for key, one in data.entries.items()}
    assert entries == {
        "b0": {
            "title": "Cats", "journal": "Nature", "year": "2001", "volume": "12",
            "number": "3 Suppl", "pages": "45--67", "doi": "10.1000/a_b<1>%2",
            "eprint": "1412.6980", "archivePrefix": "arXiv", "pmid": "123", "pmcid": "PMC456",
        },
        "b1": {
            "title": "A chapter", "booktitle": "Things", "year": "1998", "volume": "7",
            "series": "Notes in {DNA}", "pages": "e12", "publisher": r"Wiley \& Sons",
            "address": "New York",
        },
        "b2": {
            "title": "A Whole Book", "year": "1987", "publisher": "Wiley", "doi": "10.1000/book",
        },
        "b3": {"title": "On cats", "institution": "NASA", "year": "1999"},
        "b4": {
            "title": "On dogs", "year": "2014", "eprint": "1412.6980", "archivePrefix": "arXiv",
        },
        "b5": {
            "title": "A page", "url": "http://www.x.org/~a_b?c=1&d=%7Be%7D",
            "urldate": "2011-05-19",
        },
        "b6": {"note": "Poe, ed."},
    }  # fmt: skip
    keys = list(data.entries)
    assert names(data, keys[1], "editor") == ["Cy D. Poe", "The {Group}"]
    assert names(data, keys[6], "editor") == ["Cy Poe"]


def test_hostile_strings_stay_in_their_fields() -> None:
    for part in ("papers", "references"):
        text = file_of(part, paper_of(HOSTILE), PAPER)
        library = parse_library(text)
        assert library.failed_blocks == []
        assert len(library.entries) == len(read(text).entries)
        assert "\\input" not in text
        for entry in library.entries[: -len(PAPER.metadata.references)] or library.entries[:1]:
            fields = {one.key: one.value for one in entry.fields}
            assert_hostile(fields)


def assert_hostile(fields: dict[str, str]) -> None:
    """Assert that LaTeX prints the fields of commands as they were, and links without braces."""
    for name in fields.keys() & {"title", "abstract", "volume", "number", "pages", "publisher",
                                 "address", "series", "urldate", "pmid"}:  # fmt: skip
        assert printed(fields[name]) == HOSTILE
    links = fields.keys() & {"doi", "eprint", "url"}
    assert links
    for name in links:
        assert not set("{}\\") & set(fields[name])
        assert unquote(fields[name]).removeprefix("http://x/") in (
            HOSTILE,
            HOSTILE.replace("%50", "P"),
        )


def test_keys_are_unique_and_the_same_in_every_run() -> None:
    papers = [PAPER._replace(paper_id=f"{number}.pdf") for number in range(50)]
    text = file_of("references", *papers)
    keys = re.findall(r"@\w+\{([^,]+),", text)
    assert len(set(keys)) == len(keys) == 50 * len(PAPER.metadata.references)
    assert text == file_of("references", *papers)


@settings(max_examples=60, deadline=None)
@given(PAPERS)
def test_whatever_was_read_is_read_back(paper: ParsedPaper) -> None:
    text = file_of("references", paper)
    data, library = (
        read(text),
        parse_library(text, append_middleware=[LatexDecodingMiddleware(decoder=decoder())]),
    )
    assert library.failed_blocks == []
    assert list(data.entries) == [one.key for one in library.entries]
    assert len(data.entries) == len(paper.metadata.references)
    for key, cited in zip(data.entries, paper.metadata.references, strict=True):
        fields = {one.key: one.value for one in library.entries_dict[key].fields}
        assert_fields(cited, fields)
        assert names(data, key) == names_of(cited.authors)
        assert names(data, key, "editor") == names_of(cited.details.editors)


def assert_fields(cited: Reference, fields: dict[str, str]) -> None:
    told = [line_of(one.text) for one in (cited.title, cited.venue, cited.year) if one]
    for text in filter(None, told):
        assert text in fields.values()
    details = cited.details
    for name, one in (("volume", details.volume), ("number", details.issue)):
        assert fields.get(name, "") == text_of(one)
    for one in filter(text_of, (details.publisher, details.place, details.series)):
        assert text_of(one) in fields.values()


def names_of(people: tuple[Author, ...]) -> list[str]:
    return [
        one.literal or " ".join(part for part in (one.given, one.family, one.suffix) if part)
        for one in people_of(people)
    ]
