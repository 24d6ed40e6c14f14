"""Affiliations, addresses of mail, and the notes at the foot of the first page."""

from __future__ import annotations

from spv2_spark.typeset.author_names import equal_count, equal_sign, mark
from spv2_spark.typeset.authors import shown_authors
from spv2_spark.typeset.markup import aligned, block, plain, rule, styled, superscript
from spv2_spark.typeset.masthead import citation_line
from spv2_spark.typeset.sheet import Sheet

_SENTENCE_CHARS = 40
_HAS_AFFILIATIONS_ITSELF = frozenset(
    {"grid", "and", "inline", "stacked", "mail_right", "beside", "bracketed", "none"}
)
_EQUAL_NOTES = (
    "Equal contribution", "These authors contributed equally to this work.", "Equal contribution.",
    "Contributed equally", "Work done during an internship.", "Co-first authors.",
)  # fmt: skip


def affiliation_lines(sheet: Sheet) -> list[str]:
    """Return each affiliation of a printed author with its mark, as markup."""
    used = {index for one in shown_authors(sheet) for index in one.affiliations}
    several = len(sheet.article.affiliations) > 1
    lines = []
    for index, text in enumerate(sheet.article.affiliations):
        if index in used or not used:
            sign = mark(index, sheet.design.authors.marks) if several else ""
            lines.append(_marked(sheet, sign, text))
    return lines


def _marked(sheet: Sheet, sign: str, text: str) -> str:
    style = sheet.design.authors.mark_style
    if not sign:
        return plain(text)
    if style == "paren":
        return plain(f"({sign}) {text}")
    if style == "bracket":
        return plain(f"[{sign}] {text}")
    return superscript(plain(sign)) + plain(
        (" " if sheet.design.authors.marks == "numbers" else "") + text
    )


def mails_line(sheet: Sheet) -> str:
    """Return the addresses of mail that the design prints, as markup."""
    people = shown_authors(sheet)
    mails = [(one, one.email) for one in people if one.email]
    kind = sheet.design.affiliations.mails
    if not mails or kind == "none":
        return ""
    if kind == "brace" and len(mails) > 1:
        host = mails[0][1].partition("@")[2]
        names = ", ".join(mail.partition("@")[0] for _, mail in mails)
        return plain(f"{{{names}}}@{host}")
    if kind == "contact":
        author, mail = next(((o, m) for o, m in mails if o.corresponding), mails[0])
        lead = sheet.rng.choice(
            (
                "Correspondence: ",
                "*Correspondence to: ",
                "Corresponding author: ",
                "Email: ",
                "* E-mail: ",
                "Address correspondence to ",
            )
        )
        name = sheet.rng.choice(("", author.name.full + ", ", author.name.full + "; "))
        return plain(lead) + sheet.repeated(name) + plain(mail)
    shown = "; ".join(mail for _, mail in mails[:6])
    return plain(sheet.rng.choice(("", "E-mail: ", "Email addresses: ", "email: ")) + shown)


def affiliations_part(sheet: Sheet) -> str:
    """Return the affiliations below (or before) the names."""
    design = sheet.design.affiliations
    if design.place not in ("below", "before"):
        return ""
    if sheet.design.authors.arrangement in _HAS_AFFILIATIONS_ITSELF:
        return ""
    lines = affiliation_lines(sheet)
    if design.mails in ("below", "list", "brace") and (mails := mails_line(sheet)):
        lines.append(mails)
    if not lines:
        return ""
    run_in = plain(sheet.rng.choice(("; ", ", ", " ", ". ")))
    joints = {"run_in": run_in, "hanging": "#parbreak();"}
    joint = joints.get(design.layout, "#linebreak();")
    content = styled(joint.join(lines), size=sheet.pt(design.size), italic=design.italic)
    content = _paragraph(design.layout, content)
    return block(aligned(content, design.align), below=sheet.design.authors.below_pt)


def foot_of_first_page(sheet: Sheet) -> str:
    """Return notes below the first page's first column, or nothing."""
    design, front = sheet.design.affiliations, sheet.design.front
    lines = [_equal_note(sheet)]
    if (
        design.place == "footnote"
        and sheet.design.authors.arrangement not in _HAS_AFFILIATIONS_ITSELF
    ):
        lines += affiliation_lines(sheet)
    if design.mails == "footnote" or front.footer_block in ("contact", "both"):
        lines.append(mails_line(sheet))
    if front.licence == "footer" or front.footer_block in ("licence", "both"):
        lines.append(plain(licence_text(sheet)))
    if front.citation == "footer" and sheet.article.title:
        lines.append(citation_line(sheet))
    lines = [line for line in lines if line]
    if not lines:
        return ""
    text = styled("#linebreak();".join(lines), size=sheet.pt(0.78))
    scope = sheet.rng.choice(("column", "column", "parent"))
    bar = rule(0.4, length=sheet.rng.choice(("100%", "40%", "72pt")))
    return (
        f'#place(bottom+left,scope:"{scope}",float:true,clearance:8pt)'
        "[#block(width:100%)[#set par(first-line-indent:0pt,leading:0.35em);"
        f"{bar}#linebreak();{text}];];\n"
    )


def _equal_note(sheet: Sheet) -> str:
    if sheet.design.authors.note != "equal" or not equal_count(sheet):
        return ""
    return superscript(plain(equal_sign(sheet))) + plain(sheet.rng.choice(_EQUAL_NOTES))


def _paragraph(layout: str, content: str) -> str:
    hanging = "1.2em" if layout == "hanging" else "0pt"
    rules = f"justify:false,first-line-indent:0pt,hanging-indent:{hanging},spacing:0.5em"
    return f"#[#set par({rules});{content}];"


def affiliations_at_end(sheet: Sheet) -> str:
    """Return the affiliations as they stand behind everything else."""
    if sheet.design.affiliations.place != "end":
        return ""
    lines = affiliation_lines(sheet)
    if not lines:
        return ""
    lead = sheet.rng.choice(("Author details", "Affiliations", "Author affiliations", ""))
    head = styled(plain(lead), weight="bold") + "#linebreak();" if lead else ""
    mails = mails_line(sheet)
    content = head + "#linebreak();".join([*lines, mails] if mails else lines)
    size = sheet.pt(sheet.design.affiliations.size)
    return block(f"#set par(first-line-indent:0pt);{styled(content, size=size)}", above=10, below=8)


def licence_text(sheet: Sheet) -> str:
    """Return the licence's line."""
    article = sheet.article
    year = article.year or "2015"
    holder = sheet.rng.choice(("The Author(s)", "the authors", article.publisher or "The Authors"))
    tail = sheet.rng.choice((
        "This is an open access article distributed under the terms of the Creative Commons "
        "Attribution License, which permits unrestricted use, distribution, and reproduction in "
        "any medium, provided the original work is properly cited.",
        "Licensed under CC BY 4.0.",
        "This work is licensed under a Creative Commons Attribution 4.0 International License.",
        "All rights reserved.",
        "Permission to make digital or hard copies of part or all of this work for personal or "
        "classroom use is granted without fee.",
    ))  # fmt: skip
    return (
        f"© {year} {holder}. {article.licence if len(article.licence) > _SENTENCE_CHARS else tail}"[
            :420
        ]
    )
