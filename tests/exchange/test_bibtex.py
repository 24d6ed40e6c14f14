from __future__ import annotations

import re

import pytest
from bibtexparser.entrypoint import parse_string as parse_library
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given, settings
from pybtex.database import BibliographyData, parse_string
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from spv2_spark import MARK
from spv2_spark.domain.metadata import Author, Metadata, Reference
from spv2_spark.exchange.forms import form_of
from spv2_spark.exchange.paper import ParsedPaper, line_of, people_of
from tests.exchange.papers import PAPER, PAPERS, WHEN, author, reference, value

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


def names(data: BibliographyData, key: str) -> list[str]:
    """Return an entry's authors, given name first, as LaTeX prints them."""
    people = data.entries[key].persons.get("author", [])
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


def test_hostile_strings_stay_in_their_fields() -> None:
    cited = reference(HOSTILE, HOSTILE, HOSTILE, HOSTILE, (author(HOSTILE, HOSTILE),))
    metadata = Metadata(value(HOSTILE), (author(HOSTILE, HOSTILE),), (cited,))
    paper = PAPER._replace(doc_name=HOSTILE, paper_id=HOSTILE, metadata=metadata)
    for part in ("papers", "references"):
        text = file_of(part, paper, PAPER)
        library = parse_library(text)
        assert library.failed_blocks == []
        assert len(library.entries) == len(read(text).entries)
        (title,) = (one.value for one in library.entries[0].fields if one.key == "title")
        assert printed(title) == HOSTILE
        assert "\\input" not in text


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
        assert names(data, key) == names_of(cited)


def assert_fields(cited: Reference, fields: dict[str, str]) -> None:
    told = [line_of(one.text) for one in (cited.title, cited.venue, cited.year) if one]
    for text in filter(None, told):
        assert text in fields.values()


def names_of(cited: Reference) -> list[str]:
    return [
        one.literal or " ".join(part for part in (one.given, one.family, one.suffix) if part)
        for one in people_of(cited.authors)
    ]
