"""Title pages of theses and project reports, and the page that follows them.

Supervisors, juries and degrees stand there beside the author, who is the only one labelled.
"""

from __future__ import annotations

from collections.abc import Callable

from spv2_spark.typeset.author_names import with_marks
from spv2_spark.typeset.authors import shown_authors
from spv2_spark.typeset.badges import seal
from spv2_spark.typeset.languages import words_of
from spv2_spark.typeset.markup import aligned, block, filled, plain, rule, small_caps, styled
from spv2_spark.typeset.positions import titles_before
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.sheet import Sheet
from spv2_spark.typeset.theses import ThesisWords, local_name, thesis_words
from spv2_spark.typeset.title import printed_title, title_part

_ORDERS = (
    "institution kind title author submitted supervisors date",
    "institution title author kind submitted supervisors date",
    "institution author title kind submitted supervisors date",
    "institution author title submitted kind supervisors date",
    "institution title kind submitted author supervisors date",
    "title author kind submitted institution date",
    "title kind submitted author date",
    "kind submitted author title jury supervisors date",
    "kind submitted institution author title jury",
    "institution kind title people date",
    "institution title people date",
    "institution kind author title supervisors date institution",
    "kind title submitted institution author supervisors",
    "title institution kind author supervisors date",
    "institution author title",
    "title kind author institution date jury",
)

_ROLES = ("Examiner", "Chair", "Rapporteur", "Université Paris-Saclay", "Member", "INRIA", "")


def title_page(sheet: Sheet) -> str:
    """Return the title page's parts in a drawn order, spread over the page."""
    rng = sheet.rng
    gap = rng.choice(("#v(1fr);", "#v(1fr);", "#v(1fr);", "#v(28pt);", "#v(14pt);"))
    parts = [_PARTS[name](sheet) for name in rng.choice(_ORDERS).split()]
    where = (
        "left" if sheet.design.title.align == "left" else rng.choice(("center", "center", "left"))
    )
    content = gap.join(f"{aligned(part, where)}\n" for part in parts if part)
    loose = "#set par(first-line-indent:0pt,justify:false);"
    return f"{_before(sheet)}{loose}{content}{_next_page(sheet) if chance(rng, 0.5) else ''}"


def _words(sheet: Sheet) -> ThesisWords:
    return thesis_words(sheet.design.language)


def _someone(sheet: Sheet) -> str:
    return local_name(sheet.design.language, sheet.rng).full


def _set(sheet: Sheet, text: str, sizes: tuple[float, ...] = (1.0, 1.0, 1.2)) -> str:
    """Set a line in print of its own: plain, bold, italic, capitals, letters apart."""
    rng = sheet.rng
    look = rng.choice(("plain", "plain", "plain", "bold", "italic", "caps", "small", "spaced"))
    text = text.upper() if look == "caps" else text
    content = small_caps("real", text, plain) if look == "small" else plain(text)
    return styled(
        content,
        size=sheet.pt(rng.choice(sizes)),
        weight="bold" if look == "bold" else "",
        italic=look == "italic",
        tracking=0.3 if look == "spaced" and len(text) < 24 else 0.0,  # noqa: PLR2004 - a word
    )


def _lines(lines: list[str]) -> str:
    return "#linebreak();".join(line for line in lines if line)


def _institution(sheet: Sheet) -> str:
    words, rng = _words(sheet), sheet.rng
    name = rng.choice(words.universities).format(city=rng.choice(words.cities))
    lines = [_set(sheet, name, (1.0, 1.2, 1.4, 1.7))]
    lines += [_set(sheet, one) for one in rng.sample(words.faculties, rng.choice((0, 1, 1, 2)))]
    if chance(rng, 0.25):
        lines.insert(rng.choice((0, len(lines))), _emblem(sheet, name))
    if chance(rng, 0.1):
        lines.append(rule(0.8, length=rng.choice(("100%", "60%"))))
    return _lines(lines)


def _emblem(sheet: Sheet, name: str) -> str:
    if chance(sheet.rng, 0.6):
        return filled(60, sheet.rng.choice((30, 60)), sheet.design.type.accent)
    return seal(sheet, name)


def _kind(sheet: Sheet) -> str:
    text = sheet.rng.choice(_words(sheet).kinds)
    title = sheet.design.title
    if chance(sheet.rng, 0.15):  # in the title's own print
        face = sheet.design.type.title
        return styled(plain(text), size=sheet.pt(title.size), weight=title.weight, fonts=face)
    return _set(sheet, text, (1.0, 1.2, 1.4, 1.8, 2.4))


def _title(sheet: Sheet) -> str:
    line = rule(sheet.rng.choice((0.5, 1, 2)))
    shown = title_part(sheet)
    return f"{line}{shown}{line}" if chance(sheet.rng, 0.15) else shown


def _author(sheet: Sheet) -> str:
    words, rng, design = _words(sheet), sheet.rng, sheet.design.authors
    people = shown_authors(sheet)
    if not people:
        return ""
    face = sheet.design.type.title if design.like_title else ()
    names = [with_marks(sheet, one, "", bare=True) for one in people]
    shown = [styled(name, size=sheet.pt(design.size), fonts=face) for name in names]
    lead = rng.choice(words.by if chance(rng, 0.6) else words.author_labels)
    look = rng.choice(("bare", "bare", "above", "above", "inline", "dash"))
    if look == "inline":
        shown[0] = plain(lead + " ") + shown[0]
    elif look == "dash":
        shown[-1] += plain(f" – {rng.choice(words.degrees)} {1990 + rng.randrange(35)}")
    elif look == "above":
        shown.insert(0, _set(sheet, lead, (0.9, 1.0)))
    if chance(rng, 0.2):
        number = rng.randrange(10000, 999999)
        said = (
            f"{number}",
            f"Matr. {number}",
            f"Group {number % 900}",
            f"Nr. {number}",
            "B.S., M.S.",
        )
        shown.append(_set(sheet, rng.choice(said), (0.9, 1.0)))
    return _lines(shown)


def _submitted(sheet: Sheet) -> str:
    words, rng = _words(sheet), sheet.rng
    text = rng.choice(words.submitted).format(degree=rng.choice(words.degrees))
    shown = _set(sheet, text, (0.9, 1.0, 1.0))
    width = rng.choice((50, 60, 80, 100))
    return f"#box(width:{width}%)[{shown}];"


def _supervisors(sheet: Sheet) -> str:
    words, rng = _words(sheet), sheet.rng
    before = titles_before(sheet.design.language)
    lines = []
    joint = plain(" ") if chance(rng, 0.6) else "#linebreak();"
    for label in rng.sample(words.supervisor_labels, min(rng.choice((1, 1, 2)), 3)):
        names = [
            (rng.choice(before) + " " if chance(rng, 0.6) else "") + _someone(sheet)
            for _ in range(rng.choice((1, 1, 1, 2)))
        ]
        lead = styled(plain(label), weight=rng.choice(("", "bold")), italic=chance(rng, 0.2))
        lines.append(lead + joint + "#linebreak();".join(plain(name) for name in names))
    return aligned(_lines(lines), rng.choice(("left", "right", sheet.design.title.align)))


def _people(sheet: Sheet) -> str:
    """Set the author at the left and the supervisors at the right, or below each other there."""
    left, right = _author(sheet), _supervisors(sheet)
    return f"#grid(columns:(1fr,1fr),[#align(left)[{left}]],[#align(right)[{right}]]);"


def _jury(sheet: Sheet) -> str:
    rng = sheet.rng
    kind = rng.choice(("none", "none", "real", "fake"))
    cells = []
    for _ in range(rng.randint(2, 7)):
        name = small_caps(kind, _someone(sheet), plain)
        cells += [f"[{name}]", f"[{plain(rng.choice(_ROLES))}]"]
    head = _set(sheet, rng.choice(_words(sheet).jury), (1.0, 1.2))
    rows = f"#grid(columns:(auto,auto),column-gutter:20pt,row-gutter:5pt,{','.join(cells)});"
    return f"{head}#v(6pt,weak:true);{aligned(rows, rng.choice(('left', 'center')))}"


def _date(sheet: Sheet) -> str:
    words, rng, year = _words(sheet), sheet.rng, 1975 + sheet.rng.randrange(50)
    month, city = rng.choice(words_of(sheet.design.language).months), rng.choice(words.cities)
    day = rng.randrange(1, 29)
    forms = (f"{year}", f"{month} {year}", f"{city}, {year}", f"{day} {month} {year}",
             f"{city}, {month} {year}", f"{year}-{year + 1}", f"{city} – {year}")  # fmt: skip
    return _set(sheet, rng.choice(forms), (0.9, 1.0, 1.0))


def _before(sheet: Sheet) -> str:
    """Return a page with next to nothing in front of the title page, or nothing."""
    people = shown_authors(sheet)
    if not people or not chance(sheet.rng, 0.06):
        return ""
    year = 1990 + sheet.rng.randrange(35)
    return aligned(plain(f"© {year} ") + sheet.repeated(people[0].name.full), "center") + _NEW_PAGE


def _next_page(sheet: Sheet) -> str:
    """Return the page behind: a declaration, the jury, or title and author once more."""
    rng, people = sheet.rng, shown_authors(sheet)
    own = people[0].name.full if people else _someone(sheet)
    before, _, after = rng.choice(_words(sheet).pages).partition("{name}")
    said = plain(before) + (sheet.repeated(own) + plain(after) if after else "")
    if chance(rng, 0.3):
        said = _jury(sheet)
    if chance(rng, 0.4):
        again = styled(sheet.repeated(printed_title(sheet)), weight="bold")
        said = f"{again}#linebreak();{sheet.repeated(own)}#v(20pt);{said}"
    return _NEW_PAGE + block(said, above=rng.choice((0, 60, 200)))


_NEW_PAGE = "#pagebreak();\n"
_PARTS: dict[str, Callable[[Sheet], str]] = {
    "institution": _institution,
    "kind": _kind,
    "title": _title,
    "author": _author,
    "submitted": _submitted,
    "supervisors": _supervisors,
    "people": _people,
    "jury": _jury,
    "date": _date,
}
