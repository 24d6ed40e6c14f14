"""The reference list: entries of labelled segments, every token of an entry in its colours."""

from __future__ import annotations

from dataclasses import replace

from spv2_spark.domain.article import Segment
from spv2_spark.domain.label import Field
from spv2_spark.typeset.headings import heading
from spv2_spark.typeset.languages import words_of
from spv2_spark.typeset.lookalike_words import lookalike_words
from spv2_spark.typeset.markup import plain, space, styled, superscript
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.references.pools import built_in
from spv2_spark.typeset.sheet import Entry, Sheet
from spv2_spark.typeset.text_colour import SpanInfo

# Ids needed by the front, with some to spare.
_SPARE = 200

_MIN_FOR_PARTS = 6
_LIST_PARTS = ("Primary sources", "Secondary literature", "Archives", "Books")
_NOTE_LEADS = ("See ", "Cf. ", "See also ")

# Labels stand in a column of their own where hanging leaves room for one.
_COLUMN_EM = 1.5
_SHORT_LABEL = 5

# More footnotes would not find room below a short body.
MAX_NOTES = 22


def kept_entries(sheet: Sheet, max_spans: int) -> list[Entry]:
    """Return the entries that the design's length and the number of span ids leave room for."""
    kept: list[Entry] = []
    room = max_spans - _SPARE
    design = sheet.design.references
    entries = list(sheet.entries[: MAX_NOTES if design.notes else design.at_most])
    if design.alphabetical and not any(sheet.labels):
        entries.sort(key=lambda entry: "".join(one.text for one in entry).casefold())
    for entry in entries:
        room -= sum(1 for segment in entry if segment.field) + 2
        if room < 0:
            break
        kept.append(entry)
    return kept


def reference_notes(sheet: Sheet, entries: list[Entry]) -> list[str]:
    """Return the entries as the texts of footnotes, with their numbers, as the humanities do."""
    notes: list[str] = []
    words = words_of(sheet.article.language)
    leads = words.grammar.get("note_lead", _NOTE_LEADS)
    page = sheet.rng.choice([one for one in words.apparatus["p"] if one] or ["p. "])
    for index, entry in enumerate(entries):
        lead = sheet.rng.choice(("", *leads)) if chance(sheet.rng, 0.5) else ""
        tail = sheet.rng.choice(("", "", f" {page}{sheet.rng.randrange(1, 400)}.", " passim."))
        notes.append(set_entry(sheet, entry, index, len(notes), around=(lead, tail)))
        if chance(sheet.rng, 0.2):
            notes.append(_short_note(sheet, len(notes)))
    return notes


def _short_note(sheet: Sheet, number: int) -> str:
    """Return a note that points back to a work, which is no entry of its own."""
    rng, article = sheet.rng, sheet.article
    own = words_of(article.language).grammar.get("note_short")
    names = [one.name.surname for one in article.authors] if own else built_in().surnames
    page, name = rng.randrange(1, 400), rng.choice(names)
    text = rng.choice(own or lookalike_words().short_notes).format(
        page=page, name=name, note=rng.randrange(1, 30)
    )
    shown = superscript(plain(str(number + 1))) + plain(" ")
    return (shown if sheet.design.seed % 2 else plain(f"{number + 1}. ")) + plain(text)


def reference_list(sheet: Sheet, entries: list[Entry]) -> str:
    """Return the heading and the entries in the design's columns and size."""
    design = sheet.design.references
    if not entries:
        return ""
    head = ""
    if design.heading == "headed":
        text = sheet.rng.choice(words_of(sheet.article.language).references)
        style = "" if design.heading_style == "body" else design.heading_style
        number = sheet.rng.randrange(4, 9) if chance(sheet.rng, 0.3) else None
        head = heading(sheet, text, number, style)
    size = sheet.pt(design.size)
    lines = _gathered(sheet, entries) if design.gathered != "none" else []
    lines = lines or [set_entry(sheet, entry, at, at) for at, entry in enumerate(entries)]
    if design.subheadings and len(lines) > _MIN_FOR_PARTS:
        parts = words_of(sheet.article.language).grammar.get("list_part", _LIST_PARTS)
        places = (len(lines) * 2 // 3, 0)
        for where, text in zip(places, sheet.rng.sample(parts, 2), strict=True):
            lines.insert(where, styled(plain(text), weight="bold"))
    leading = max(0.3, sheet.design.type.leading_em + design.leading_em)
    hanging = 0.0 if design.numbering == "superscript" else design.hanging_em
    rules = (
        f"#set text(size:{size}pt);#set par(first-line-indent:0pt,leading:{leading:.2f}em,"
        f"spacing:{leading + design.spacing_em:.2f}em,hanging-indent:{hanging}em,"
        f"justify:{str(design.justify).lower()});"
    )
    content = rules + "#parbreak();".join(lines)
    breaks = "#pagebreak(weak:true);" if design.start == "page" else ""
    if sheet.design.page.columns == 1 and design.columns > 1:
        return f"{breaks}{head}#columns({design.columns})[{content}];\n"
    return f"{breaks}{head}#[{content}];\n"


def _gathered(sheet: Sheet, entries: list[Entry]) -> list[str]:
    """Return paragraphs of one to four works under one number, as chemists have them.

    Empty for lists without numbers, and for those with keys made of names and years.
    """
    design = sheet.design.references
    shown = [one.strip("[]().") for one in sheet.labels] or [label_text(design.numbering, 1)]
    if not all(shown) or (sheet.labels and not all(map(str.isdecimal, shown))):
        return []
    lines: list[str] = []
    start = 0
    while start < len(entries):
        several = sheet.rng.choice((2, 2, 3, 4)) if chance(sheet.rng, 0.45) else 1
        members = entries[start : start + several]
        works = []
        for place, entry in enumerate(members):
            is_last = place == len(members) - 1
            around = (_letter(design.gathered, place, len(members)), "" if is_last else ";")
            number = len(lines) if not place else None
            shown_entry = entry if is_last else _without_stop(entry)
            works.append(set_entry(sheet, shown_entry, start + place, number, around))
        lines.append(" ".join(works))
        start += len(members)
    return lines


def _letter(gathered: str, place: int, count: int) -> str:
    """Return the letter of a work with a space behind it, if it is one of several."""
    if count == 1 or gathered == "semicolons":
        return ""
    letter = chr(ord("a") + place)
    return f"({letter}) " if gathered == "bracketed" else f"{letter}) "


def _without_stop(entry: Entry) -> Entry:
    """Drop the dot at an entry's end: a semicolon follows."""
    last = entry[-1]
    if last.field or not last.text.endswith("."):
        return entry
    return (*entry[:-1], replace(last, text=last.text[:-1]))


def set_entry(
    sheet: Sheet,
    entry: Entry,
    index: int,
    number: int | None,
    around: tuple[str, str] = ("", ""),
) -> str:
    """Return one entry: its number, then its segments, each span in a colour of its own.

    `number` counts from 0, and is None for an entry without one; `around` is text of no field
    before and behind the segments.
    """
    rest = sheet.colours.new(SpanInfo(entry=index))
    masked = 0
    open_spans: dict[Field, int] = {}
    lead, tail = around
    printed = "" if number is None else _number(sheet, number, rest)
    pieces = [printed, sheet.coloured(lead, rest) if lead else ""]
    for segment in entry:
        if segment.masked:
            masked = masked or sheet.colours.new(SpanInfo(entry=index, masked=True))
            span = masked
        else:
            span = _span_of(sheet, segment, index, open_spans) if segment.field else rest
        if not segment.field:
            open_spans.clear()
        pieces.append(_set_segment(sheet, segment, span))
    pieces.append(sheet.coloured(tail, rest) if tail else "")
    return "".join(pieces)


def _span_of(sheet: Sheet, segment: Segment, index: int, open_spans: dict[Field, int]) -> int:
    if segment.begins or segment.field not in open_spans:
        open_spans.clear()
        info = SpanInfo(segment.field, index, text=segment.text)
        open_spans[segment.field] = sheet.colours.new(info)
    else:
        sheet.colours.extend(open_spans[segment.field], segment.text)
    return open_spans[segment.field]


def _set_segment(sheet: Sheet, segment: Segment, span: int) -> str:
    content = sheet.coloured(segment.text, span)
    if segment.small_caps:
        content = f"#smallcaps[{content}];"
    return styled(content, weight="bold" if segment.bold else "", italic=segment.italic)


def label_text(numbering: str, number: int) -> str:
    """Return an entry's printed number."""
    return {
        "bracket": f"[{number}]",
        "dot": f"{number}.",
        "paren": f"({number})",
        "half_paren": f"{number})",
        "superscript": str(number),
        "plain": str(number),
    }.get(numbering, "")


def _number(sheet: Sheet, index: int, span: int) -> str:
    design = sheet.design.references
    if design.notes:
        shown = sheet.coloured(str(index + 1), span)
        return superscript(shown) + plain(" ") if sheet.design.seed % 2 else shown + plain(". ")
    text = sheet.labels[index] if sheet.labels else label_text(design.numbering, index + 1)
    if not text:
        return ""
    shown = sheet.coloured(text, span)
    if design.numbering == "superscript":
        return superscript(shown) + plain(" ")
    if design.label_column and design.hanging_em >= _COLUMN_EM and len(text) <= _SHORT_LABEL:
        width = max(design.hanging_em, 0.5 * len(text) + 0.4)
        return f"#box(width:{width:.1f}em)[{shown}];"
    return shown + space(design.gap_em)
