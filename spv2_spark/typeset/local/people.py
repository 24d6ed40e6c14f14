"""Invented people of a language, in its own letters and in Latin ones."""

from __future__ import annotations

import random
from dataclasses import dataclass

from spv2_spark.domain.gold import PersonName
from spv2_spark.typeset.languages import Language, paper_of
from spv2_spark.typeset.local.grammar import filled, latin, native


@dataclass(frozen=True, slots=True)
class Person:
    """A name as its language prints it, and as English fronts do.

    A name that is not divided has no given name: it is one word, or two with a space.
    """

    name: PersonName
    latin: PersonName


def person(
    language: Language, rng: random.Random, joint: str = "", most: int | None = None
) -> Person:
    """Draw a person; `joint` stands between the surname and the rest of an undivided name.

    It does so in names of at most `most` letters: 王　凡 is as wide as 欧阳明 then.
    """
    paper = paper_of(language)
    given, _, surname = filled(language.grammar, "person", rng).partition("|")
    spelled = PersonName(_named(latin(given, paper.latin)), _named(latin(surname, paper.latin)))
    given, surname = native(given), native(surname)
    if not paper.divided:
        is_long = most is not None and len(surname + given) > most
        return Person(PersonName("", f"{surname}{'' if is_long else joint}{given}"), spelled)
    return Person(PersonName(given, surname), spelled)


def _named(text: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in text.split(" "))
