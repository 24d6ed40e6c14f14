"""The glossary has every label, and each of its terms once; the words that it took over are gone.

What a word became stands beside it. Many of the old words are ordinary English too ("raised" is
what an error is, "press" a publisher): the pattern then takes the word only where it was a name
of this project's, and a comment says so.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from spv2_spark.domain.label import Entry, Field

ROOT = Path(__file__).parents[2]
SEARCHED = ["spv2_spark", "jobs", "conf", "tests", "docs", "benchmarks", "scripts", "README.md",
            "CONTRIBUTING.md", "Makefile"]  # fmt: skip
# Word lists and invented papers hold whatever papers say, vocabularies of models too.
NOT_SEARCHED = [":!spv2_spark/models", ":!spv2_spark/layout/languages",
                ":!spv2_spark/typeset/**.toml", ":!tests/docs/test_glossary.py"]  # fmt: skip


class Old(NamedTuple):
    """A word that is no more: where it would stand, what it is called now, in which files."""

    pattern: str
    now: str
    where: str = ""  # how the names of the files begin; "" is everywhere


def name(word: str) -> str:
    """Return a pattern of a word of English or of an identifier, which is cut at underscores."""
    return rf"(?<![A-Za-z]){word}(?![a-z])"


OLD_WORDS = {
    "afoot": Old(name("[Aa]foot"), "TooManyFailuresError"),
    "doors": Old(r"\bdoors\b", "context"),
    # English; the module is gone.
    "kept": Old(r"\bkept\.py|import kept\b|\.kept import", "token_cache"),
    # English; the function is gone.
    "hold": Old(r"\bhold\(", "check_lease"),
    # Errors are raised, and so are versions: it is looked for where tokens are.
    "raised": Old(
        r"\b(is_)?(raised|lowered)\b(?! when)",
        "superscript, subscript",
        "spv2_spark/(pdf|layout|decode|features)/|tests/(layout|decode|features)/",
    ),
    "shouted": Old(name("shouted"), "is_all_caps"),
    # "low-mass" is a star.
    "mass": Old("(?<!-)" + name("mass"), "summed_probability"),
    "track": Old(name("[Tt]racks?"), "label sequence"),
    # Failures have a kind, and so have columns and tables; references have a publication type.
    "kind": Old(r"(reference|citation|work|cited)\.kind\b", "publication_type"),
    # English, and where a publisher is; authors have affiliations.
    "places": Old(r"\b(authors?|person)\.places?\b", "affiliations"),
    # The bare name was both of what it is now.
    "Reading": Old(r"(class|import|:|->) Reading\b", "DecodedDocument, PaperReading"),
    # Publishers are called so, and papers are "in press".
    "press": Old(r"(?<![A-Za-z-])PRESS\b|PRESS_|\b[Pp]ress_|\b_press\b|\b[Tt]he press\b|\bPress\(",
                 "generator, PaperGenerator"),
    "stock": Old(name("[Ss]tocks?"), "name pool"),
    "shelf": Old(name("([Ss]helf|[Ss]helves)"), "reference pool"),
    "recast": Old(r"(?<![A-Za-z])[Rr]ecast", "augment"),
    "slip": Old(name("[Ss]lips?"), "noise; error"),
    "ink": Old(name("[Ii]nk"), "text colour"),
    # JATS has `supplementary-material`, and papers "Materials and methods"; MkDocs has a theme.
    "material": Old("(?<![Ss]upplementary[- ])(?<!mkdocs-)(?<!  name: )" + name("[Mm]aterial"),
                    "resources"),
    # A model package has a `lexicon.txt`: the class was the one of joined hyphens.
    "Lexicon": Old(r"\bLexicon\b", "Dehyphenator"),
    # Articles and pages have a body; an organisation that is an author was called so, too.
    "body": Old(r"is_body\b|\.body_author|body author", "group author"),
    # Files have readers; in nn it was the model of single entries. On disk it has the name that
    # the first format of packages gave it.
    "reader": Old(
        r"(?<![/_])\b_?[Rr]eader(?!\.npz|\\\.npz|\")|ReaderFacts",
        "reference parser",
        "(spv2_spark|tests)/nn/",
    ),
    # Paths of the file system are places; boxes on a page are regions.
    "Place": Old(r"metadata import .*\bPlace\b|\bPLACE = T\.", "Region"),
    "mend": Old(name("[Mm]end(ed|s|ing)?"), "repair"),
}  # fmt: skip


def lines_of(searched: list[str]) -> list[tuple[str, str]]:
    """Return (file and number, text) of the lines of all text files that git knows."""
    found = subprocess.run(
        ["git", "grep", "-In", "--untracked", "", "--", *searched, *NOT_SEARCHED],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    parted = (line.split(":", 2) for line in found.splitlines())
    return [(f"{name}:{number}", text) for name, number, text in parted]


def found_in(old: Old, lines: list[tuple[str, str]]) -> list[str]:
    return [f"{at}: {text.strip()}" for at, text in lines
            if re.match(old.where, at) and re.search(old.pattern, text)]  # fmt: skip


@pytest.fixture(scope="module")
def lines() -> list[tuple[str, str]]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    return lines_of(SEARCHED)


@pytest.mark.parametrize("word", OLD_WORDS)
def test_no_old_word_is_left(word: str, lines: list[tuple[str, str]]) -> None:
    old = OLD_WORDS[word]
    assert found_in(old, lines) == [], f"it is called: {old.now}"


@pytest.mark.parametrize(
    ("word", "text"),
    {
        "afoot": "raise AfootError", "doors": "from pipeline import doors", "hold": "hold(lease)",
        "raised": "is_raised", "shouted": "is_shouted(text)", "mass": "mass_of(path)",
        "track": "both label tracks", "kind": "reference.kind", "press": "PRESS_VERSION",
        "stock": "a stock of names", "shelf": "Shelf()", "recast": "recast(article)",
        "slip": "slips", "ink": "ink_of(token)", "material": "Material()", "mend": "mended",
        "reader": "the reader's weights", "Lexicon": "Lexicon(words)", "places": "author.places",
    }.items(),
)  # fmt: skip
def test_an_old_word_would_be_found(word: str, text: str) -> None:
    old = OLD_WORDS[word]
    assert found_in(old._replace(where=""), [("", text)])


def rows() -> list[list[str]]:
    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
             for line in text.splitlines() if line.startswith("| ")]  # fmt: skip
    return [row for row in cells if row[0] not in ("term", "---")]


def test_every_label_is_in_the_glossary() -> None:
    defined = " ".join(row[2] for row in rows())
    labels = [f"{kind.__name__}.{label.name}" for kind in (Field, Entry) for label in kind]
    assert [one for one in [*labels, "MASK"] if f"`{one}`" not in defined] == []


def test_every_term_stands_once_and_has_its_line() -> None:
    terms = [term for row in rows() for term in row[0].split(", ")]
    assert [one for one in set(terms) if terms.count(one) > 1] == []
    assert [row[0] for row in rows() if len(row) != 5 or len(row[1]) < 15] == []
