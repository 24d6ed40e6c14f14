"""The paper's authors: from the spans of names to Authors."""

from __future__ import annotations

import re

from spv2_spark.decode.document import DecodedDocument, Span
from spv2_spark.decode.front.author_rules import AUTHOR_SPANS, FrontMatter
from spv2_spark.decode.front.name_letters import and_letters, greek_accents, turkish_names
from spv2_spark.decode.front.name_list_rules import NAME_LIST
from spv2_spark.decode.front.name_order import surnames_in
from spv2_spark.decode.front.name_span_rules import NAME_SPANS
from spv2_spark.decode.front.scripts import script_of
from spv2_spark.decode.front.signed_names import SIGNATURES
from spv2_spark.decode.front.title_page_rules import TITLE_PAGE
from spv2_spark.decode.people.person import Name, is_initials
from spv2_spark.decode.people.split import names_of
from spv2_spark.decode.people.undivided import INNER_DOTS, are_katakana, is_undivided
from spv2_spark.decode.people.words import NameList, told_words
from spv2_spark.decode.rules import Chapter, rule
from spv2_spark.decode.text.edges import Part
from spv2_spark.decode.text.parts import parts_of
from spv2_spark.decode.values import confidence_of
from spv2_spark.domain import normal_forms as normal
from spv2_spark.domain.label import Field
from spv2_spark.domain.metadata import Value
from spv2_spark.layout.vocabulary import vocabulary

_MOST_LETTERS = 4  # words of a letter each: "J. R. R. T."
_PIECE = 2  # letters that spaced print may leave together
_BEHALF = 6  # tokens before a group, among which "on behalf of the" stands


def names_of_front(document: DecodedDocument, title: Value | None) -> list[Name]:
    """Return the authors' names; `title` tells on which page they are looked for first."""
    spans = [one for one in document.spans if one.field == Field.AUTHOR]
    front = FrontMatter(document, title)
    spans = TITLE_PAGE(front, NAME_SPANS(document, spans))
    spans = SIGNATURES(front, NAME_LIST(document, AUTHOR_SPANS(front, spans)))
    within = NameList(document.decoding, front=True, surnames=surnames_in(document, spans))
    names: list[Name] = []
    for span in spans:
        names.extend(names_of(name_parts(document, span), within))
    return AUTHOR_NAMES(document, names)


def name_parts(document: DecodedDocument, span: Span) -> list[Part]:
    """Return a name span's parts without superscripts."""
    superscripts = document.view.superscripts
    flat = [index for index in span.indices if not superscripts[index]]
    return parts_of(document.view, flat, document.dehyphenator, names=True)


@rule
def single_letters(_: DecodedDocument, names: list[Name]) -> list[Name]:
    """Marks of affiliations are letters, and a letter is nobody's name, nor are several apart.

    "A U F S Ä T Z E" is a heading.
    """

    def are_apart(name: Name) -> bool:
        words = name.text.split()
        return len(words) > _MOST_LETTERS and max(map(len, words)) <= _PIECE

    kept = [name for name in names if sum(map(str.isalpha, name.text)) > 1]
    return [name for name in kept if not are_apart(name)]


@rule
def affiliations_as_names(_: DecodedDocument, names: list[Name]) -> list[Name]:
    """Affiliations stand among the names of persons; "Bob School" may be a person."""

    def is_affiliation(name: Name) -> bool:
        words = name.text.split()
        is_long = not name.given or len(words) > 2  # noqa: PLR2004
        return is_long and vocabulary().affiliation.sure.is_within(words)

    people = [name for name in names if not is_affiliation(name)]
    return people or names


@rule
def clauses_as_names(document: DecodedDocument, names: list[Name]) -> list[Name]:
    """Clauses in Chinese and Japanese stand unbroken as names do, but are longer.

    So are the names of foreigners in katakana, and of groups.
    """
    words = vocabulary()
    groups = (words.affiliation.sure, words.affiliation.possible, words.group_author.sure)

    def is_clause(name: Name) -> bool:
        letters = sum(map(is_undivided, name.text))
        if letters <= document.thresholds.authors.undivided or are_katakana(name.text):
            return False
        return not any(one.is_within([name.text]) for one in groups)

    return [name for name in names if not is_clause(name)]


@rule
def represented_groups(document: DecodedDocument, names: list[Name]) -> list[Name]:
    """People sign "on behalf of" a group: it is named for them, and is no author beside them."""
    behalf = vocabulary().roles.behalf

    def is_represented(name: Name) -> bool:
        first = name.tokens[0]
        before = [document.texts[at] for at in range(max(first - _BEHALF, 0), first)]
        words = [document.texts[at] for at in name.tokens]
        return behalf.at_end(before) > 0 or behalf.at_start(words) > 0

    people = [name for name in names if not is_represented(name)]
    return people or names


@rule
def groups_beside_people(_: DecodedDocument, names: list[Name]) -> list[Name]:
    """People sign with the group that did the work: it is no person of theirs."""
    groups = vocabulary().group_author.sure
    people = [name for name in names if not groups.is_within(name.text.split())]
    return people if any(name.given for name in people) else names


@rule
def repeated_names(document: DecodedDocument, names: list[Name]) -> list[Name]:
    """Notes and citations name authors again, also in short: "J Smith" after "John Smith".

    On another line a name turned round is the same: "DOE Ann".
    """
    families = {normal.soft(one.family) for one in names if one.given}
    texts: set[str] = set()
    words: dict[frozenset[str], int] = {}  # where each name's are
    by_family: dict[str, list[Name]] = {}
    kept: list[Name] = []
    for name in names:
        text, family = normal.author(name.text), normal.soft(name.family)
        if not name.given and family in families:
            continue  # "Smith (2020)" in a citation box
        namesakes = by_family.setdefault(family, [])
        own = frozenset(map(normal.soft, name.text.split()))
        line = document.view.line_of[name.tokens[0]]
        is_turned = len(own) > 1 and words.get(own, line) != line  # "DOE Ann" below "Ann Doe"
        if text in texts or is_turned or any(_abbreviates(one, name) for one in namesakes):
            continue
        texts.add(text)
        words[own] = line
        namesakes.append(name)
        kept.append(name)
    return kept


@rule
def names_in_two_scripts(document: DecodedDocument, names: list[Name]) -> list[Name]:
    """Papers print their authors again in another script: the first list is the paper's.

    The second begins on another line, and has as many names, or of three and more most; the tagger
    is sure of the first.
    """
    first = [name for name in names if script_of(name.text) == script_of(names[0].text)]
    other = [name for name in names if script_of(name.text) != script_of(names[0].text)]
    least = len(first) // 2 + 1 if len(first) >= document.thresholds.authors.a_list else len(first)
    if not other or len(other) < least or first[-1].tokens > other[0].tokens:
        return names
    lines = document.view.line_of
    is_below = lines[first[-1].tokens[-1]] != lines[other[0].tokens[0]]
    tokens = [at for name in first for at in name.tokens]
    is_sure = document.mean_probability(tokens) >= document.thresholds.authors.fair
    return first if is_below and is_sure else names


@rule
def doubtful_words(document: DecodedDocument, names: list[Name]) -> list[Name]:
    """Taggers label words with doubt that do not look like names either.

    That is a word without a capital, or a single word among whole names. Names that no space
    divides are whole, and those with a dot within; a word with a mark of its own, as the others
    have, may be one.
    """
    alone, limits = not any(name.given for name in names), document.thresholds.authors

    def is_doubtful(name: Name) -> bool:
        lower = name.text == name.text.lower() != name.text.upper()
        is_word = not name.given and INNER_DOTS.isdisjoint(name.text) and not alone
        is_word &= " " not in name.text
        if not is_word and (not lower or is_undivided(name.text)):
            return False
        is_cased = not lower and not name.text.isupper()
        is_fair = is_undivided(name.text) or (is_cased and _has_mark(document, name))
        least = limits.fair if is_fair else limits.sure
        return confidence_of(document, name.tokens) < least

    return [name for name in names if not is_doubtful(name)]


AUTHOR_NAMES = Chapter(
    "authors: names",
    (
        turkish_names, greek_accents, and_letters, single_letters, affiliations_as_names,
        clauses_as_names, represented_groups, groups_beside_people, repeated_names,
        names_in_two_scripts, doubtful_words,
    ),
    told_words,
)  # fmt: skip


def _has_mark(document: DecodedDocument, name: Name) -> bool:
    behind = name.tokens[-1] + 1
    return behind < len(document.view) and bool(document.view.superscripts[behind])


def _abbreviates(one: Name, two: Name) -> bool:
    """Whether one of two names of a family has the other's given names as initials."""
    if not one.given or not two.given:
        return False
    short, long = sorted((_initials(one.given), _initials(two.given)), key=len)
    abbreviated = is_initials(one.given.split()[0]) != is_initials(two.given.split()[0])
    return abbreviated and long.startswith(short)


def _initials(given: str) -> str:
    if all(is_initials(word) for word in given.split()):
        return "".join(char for char in given if char.isalpha()).lower()
    return "".join(word[0] for word in re.split(r"[\s.\-‐]+", given) if word).lower()
