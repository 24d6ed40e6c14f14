"""The abstract and the keywords."""

from __future__ import annotations

from spv2_spark.typeset.languages import words_of
from spv2_spark.typeset.local.second_front import second_front
from spv2_spark.typeset.markup import block, hexed, plain, rule, styled
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.sheet import Sheet
from spv2_spark.typeset.translated import second_abstract as translated_abstract
from spv2_spark.typeset.translated import second_language, second_title

# Longer abstracts would not leave room on a first page for what else stands there.
MAX_CHARS = 1900

MIN_POINTS = 3


def abstract_part(sheet: Sheet) -> str:
    """Return the abstract as the design frames it."""
    front = sheet.design.front
    sections = sheet.article.abstract
    if front.abstract == "none" or not sections:
        return ""
    heading = front.abstract_heading
    if heading and (own := words_of(sheet.article.language).abstract):
        heading = sheet.rng.choice(own)
    room = MAX_CHARS
    paragraphs = []
    for section in sections:
        text = " ".join(section.paragraphs)[: max(room, 0)]
        room -= len(text)
        if text:
            lead = f"{section.heading.rstrip(':.')}: " if section.heading else ""
            paragraphs.append(styled(plain(lead), weight="bold") + plain(text))
    joint = "#parbreak();" if chance(sheet.rng, 0.6) else plain(" ")
    content = joint.join(paragraphs)
    if front.abstract in ("bold", "italic"):
        content = styled(
            content,
            weight="bold" if front.abstract == "bold" else "",
            italic=front.abstract == "italic",
        )
    return _framed(sheet, heading, content)


def highlights(sheet: Sheet) -> str:
    """Return a list of short points, made of the keywords, as some journals print them."""
    words = sheet.article.keywords
    if not sheet.design.front.highlights or len(words) < MIN_POINTS:
        return ""
    lead = sheet.rng.choice(("Highlights", "H I G H L I G H T S", "Key points", "What is known"))
    points = [f"• New evidence is given on {one.lower()}." for one in words[:4]]
    content = styled(plain(lead), weight="bold") + "#linebreak();"
    content += "#linebreak();".join(plain(point) for point in points)
    return block(f"#set par(first-line-indent:0pt);{content}", above=6, below=10)


def second_abstract(sheet: Sheet) -> str:
    """Return an abstract in another language, with a title of its own or not."""
    if sheet.second is not None:
        return second_front(sheet, "front")
    if not sheet.design.front.second_abstract:
        return ""
    language = second_language(sheet.article.language, sheet.rng)
    heading, text, keywords = translated_abstract(language, sheet.rng)
    title = ""
    if chance(sheet.rng, 0.5):
        shown = sheet.repeated(second_title(language, sheet.rng))
        title = styled(shown, weight="bold", size=sheet.pt(1.1)) + "#parbreak();"
    content = title + styled(plain(heading), weight="bold") + "#linebreak();" + plain(text)
    content += "#parbreak();" + plain(keywords)
    return block(
        f"#set par(first-line-indent:0pt);{styled(content, size=sheet.pt(0.9))}", above=8, below=10
    )


def _framed(sheet: Sheet, heading: str, content: str) -> str:
    front, accent = sheet.design.front, sheet.design.type.accent
    head = ""
    if heading and (front.abstract == "run_in" or heading[-1] in ".:—"):
        shown = heading if heading[-1] in ".:—" else heading + sheet.rng.choice((". ", ": ", "—"))
        content = styled(plain(shown + ("" if shown[-1] == "—" else " ")), weight="bold") + content
    elif heading:
        where = "center" if sheet.design.title.align == "center" else "left"
        shown = styled(plain(heading), weight="bold", fonts=sheet.design.type.head)
        head = f"#block(width:100%,above:0pt,below:0.6em)[#align({where})[{shown}];];"
    text = styled(head + content, size=sheet.pt(front.abstract_size))
    text = f"#set par(first-line-indent:0pt);{text}"
    if front.abstract == "box":
        extra = f"stroke:0.6pt+{hexed(accent)},inset:8pt,radius:{sheet.rng.choice((0, 3, 6))}pt"
    elif front.abstract == "fill":
        extra = f"fill:{hexed(0xE0E0E0 | accent & 0xF0F0F0)},inset:8pt"
    elif front.abstract == "indent":
        extra = f"inset:(x:{sheet.rng.choice((14, 24, 36))}pt)"
    else:
        extra = ""
    if front.abstract == "rules":
        text = f"{rule(0.5)}#v(4pt,weak:true);{text}#v(4pt,weak:true);{rule(0.5)}"
    return block(text, above=8, below=8, extra=extra)


def keywords_part(sheet: Sheet) -> str:
    """Return the line of keywords."""
    kind = sheet.design.front.keywords
    words = sheet.article.keywords
    if kind == "none" or not words:
        return ""
    lead = sheet.rng.choice(words_of(sheet.article.language).keywords)
    lead = lead.upper() if kind == "caps" else lead
    joint = sheet.rng.choice((", ", "; ", " · ", " – ", ", "))
    text = joint.join(words[:10])
    if kind == "stacked":
        content = styled(plain(lead), weight="bold") + "#linebreak();" + plain(text)
    else:
        tail = sheet.rng.choice((": ", ". ", " ", "— "))
        shown = styled(
            plain(lead + tail), weight="bold" if kind == "bold" else "", italic=kind == "italic"
        )
        content = shown + plain(text)
    content = styled(content, size=sheet.pt(sheet.design.front.abstract_size))
    return block(f"#set par(first-line-indent:0pt);{content}", below=8)
