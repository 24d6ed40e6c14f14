"""A drawn design made fit for a language: its faces, forms of names, and what is not in English."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import replace

from spv2_spark.typeset.design import AuthorsDesign, Design, FurnitureDesign, TypeDesign
from spv2_spark.typeset.fonts import with_fallbacks
from spv2_spark.typeset.languages import PaperWords, paper_of, words_of
from spv2_spark.typeset.local.article import LocalPaper
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.theses import thesis_is_known

_LATIN_FORMS = ("full", "full", "initials", "surname_upper", "surname_first_upper", "upper")
# Latin letters and figures between Chinese ones come from a face of their own in many prints.
_LATIN_FACES = ("Tinos", "Liberation Serif", "TeX Gyre Termes", "FreeSerif")
_LOOKALIKES = ("members", "studies", "citation", "long_appendix", "shared_page", "series")
_THESIS = 0.08  # of papers whose language has words for a title page
_HONOURS = 0.2  # of fronts whose language has titles before names
_IN_NOTES, _IN_PARTS = 0.06, 0.06  # of lists: in footnotes, under headings of their own
_NEVER = ("authors", "title", "title authors", "abstract")


def localised(
    design: Design, paper: LocalPaper, families: Collection[str], rng: random.Random
) -> Design:
    """Return the design with what the paper's language prints."""
    words = paper_of(words_of(paper.code))
    content = design.content
    grammar = words_of(paper.article.language).grammar
    thesis = thesis_is_known(paper.code) and chance(rng, _THESIS) and not paper.begins_in_english
    in_notes = "note_short" in grammar and not words.right_to_left and chance(rng, _IN_NOTES)
    authors = _authors(design, paper, words, rng)
    looks = design.references.lookalike
    without = "" if content.without in _NEVER else content.without
    front = replace(
        design.front,
        cover="thesis" if thesis else "none",
        licence="none",
        citation="none",
        editors="none",
        highlights=False,
        contents=False,
        second_abstract=False,
        type_line=design.front.type_line if chance(rng, 0.3) else "none",
        footer_block="none",
        order=_order(design.front.order, paper, words, rng),
    )
    return replace(
        design,
        content=replace(content, authors="kept", title="kept", journal="kept", without=without),
        page=replace(design.page, notice="none"),
        type=_type(design.type, words, families, rng),
        title=replace(
            design.title,
            case=_case(design.title.case, words),
            prefix="",
            translated="none",
            align=_side(design.title.align, paper),
        ),
        authors=replace(authors, cap=1) if thesis else authors,
        affiliations=replace(
            design.affiliations,
            mails=rng.choice(("none", "none", "below", "footnote", "list")),
            align=_side(design.affiliations.align, paper),
        ),
        front=front,
        furniture=_furniture(design.furniture),
        references=replace(
            design.references,
            before=(),
            after=tuple(one for one in design.references.after if one in ("appendix", "authors")),
            subheadings="list_part" in grammar and not in_notes and chance(rng, _IN_PARTS),
            notes=in_notes,
            gathered="none",
            lookalike=looks if looks in _LOOKALIKES else "",
        ),
        language=paper.article.language,
    )


def _furniture(furniture: FurnitureDesign) -> FurnitureDesign:
    """Return running heads and feet without what has English words."""
    return replace(
        furniture,
        first_head=_wordless(furniture.first_head),
        head_odd=_wordless(furniture.head_odd),
        head_even=_wordless(furniture.head_even),
        first_foot=_wordless(furniture.first_foot),
        foot=_wordless(furniture.foot),
    )


def _wordless(template: str) -> str:
    return template.replace("pageof", "page").replace("copyright", "")


def _case(case: str, words: PaperWords) -> str:
    return case if words.cased and case in ("as_is", "upper", "small_caps") else "as_is"


def _order(
    order: tuple[str, ...], paper: LocalPaper, words: PaperWords, rng: random.Random
) -> tuple[str, ...]:
    if paper.begins_in_english or not words.orders or chance(rng, 0.4):
        return order
    return tuple(rng.choice(words.orders).split())


def _side(align: str, paper: LocalPaper) -> str:
    """Return "right" for "left" where lines begin there."""
    begins_right = paper_of(words_of(paper.code)).right_to_left and not paper.begins_in_english
    return "right" if begins_right and align == "left" else align


def _authors(
    design: Design, paper: LocalPaper, words: PaperWords, rng: random.Random
) -> AuthorsDesign:
    own = words_of(paper.article.language)
    authors = replace(
        design.authors,
        degrees="status" in own.grammar and chance(rng, 0.3),
        native=False,
        status="before" if "honour" in own.grammar and chance(rng, _HONOURS) else "none",
        note="none",
        group="none",
        small_caps="none" if words.serif else design.authors.small_caps,
        prefix="",
        align=_side(design.authors.align, paper),
    )
    if paper.begins_in_english:
        return replace(authors, form=rng.choice(_LATIN_FORMS))
    form = rng.choice(words.forms)
    # "Peña Lobo, Inés, Rivas, Luis": nobody prints that.
    has_comma = form.startswith("surname_first_comma")
    return replace(
        authors,
        form=form,
        separator="; " if has_comma else rng.choice(words.separators),
        last="same" if has_comma else rng.choice(words.last),
        corresponding=authors.corresponding if chance(rng, 0.5) else "none",
    )


def _type(
    kind: TypeDesign, words: PaperWords, families: Collection[str], rng: random.Random
) -> TypeDesign:
    """Return the type with faces that have the language's letters, where it needs any."""
    serif = [one for one in words.serif if one in families]
    sans = [one for one in words.sans if one in families] or serif
    if not serif:
        return kind
    faces = {"body": rng.choice(serif if chance(rng, 0.8) else sans)}
    for part in ("head", "title", "furniture"):
        faces[part] = faces["body"] if chance(rng, 0.5) else rng.choice([*serif, *sans])
    before = _latin_before(words, families, rng)
    stacks = {part: (*before, *with_fallbacks(face, families)) for part, face in faces.items()}
    return replace(
        kind,
        body=stacks["body"],
        head=stacks["head"],
        title=stacks["title"],
        furniture=stacks["furniture"],
    )


def _latin_before(
    words: PaperWords, families: Collection[str], rng: random.Random
) -> Sequence[str]:
    there = [one for one in _LATIN_FACES if one in families]
    return (rng.choice(there),) if there and not words.cased and chance(rng, 0.6) else ()
