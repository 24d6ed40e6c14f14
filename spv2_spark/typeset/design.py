"""What is drawn for one paper: a Design says everything of how its pages look.

Lengths end in _pt; a `size` is a ratio to the body's size. The values that a string field may
take are those of `axes.toml` and `families/`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ContentDesign:
    """What is made over or taken away before the article is set."""

    field: str  # computing, physics, mathematics, humanities, social, economics, medicine
    authors: str  # kept, invented, local: invented with names of the article's language
    author_count: int  # of invented ones; 0: as many as the article has
    title: str  # kept, other, local, long, short
    journal: str  # kept, other
    without: str  # any of title, authors, abstract, references in one string


@dataclass(frozen=True, slots=True)
class PageDesign:
    """The paper, its margins and columns, and what stands in the margins."""

    width_pt: float
    height_pt: float
    left_pt: float
    right_pt: float
    top_pt: float
    bottom_pt: float
    columns: int
    gutter_pt: float
    line_numbers: str  # none, all, fifth, page: anew on each
    stamp: str  # none, arxiv, preprint, draft, watermark
    notice: str  # none, top, foot: a line of a server's or an editor's
    first_page: int  # the number printed on the first page
    column_rule: bool


@dataclass(frozen=True, slots=True)
class TypeDesign:
    """Families (the first of each is the face, the others stand behind it) and the text."""

    body: tuple[str, ...]
    head: tuple[str, ...]
    title: tuple[str, ...]
    furniture: tuple[str, ...]
    body_pt: float
    leading_em: float
    paragraphs: str  # indent, space
    justify: bool
    hyphenate: bool
    accent: int  # the journal's colour, low nibbles 0
    text_colour: int


@dataclass(frozen=True, slots=True)
class TitleDesign:
    """The title and its subtitle."""

    size: float
    weight: str
    italic: bool
    case: str  # as_is, title, upper, small_caps, lower
    align: str
    accent: bool
    mark: str  # none, *, †, 1, ∗: a footnote mark behind the title
    subtitle: str  # colon, line, none
    translated: str  # none, before, after
    prefix: str  # "", "[Re] ", ...: printed and labelled as a part of the title
    above_pt: float
    below_pt: float
    breaks: bool  # lines broken by hand where the sense does


@dataclass(frozen=True, slots=True)
class AuthorsDesign:
    """How the authors' names stand: arrangement, form and what is beside a name."""

    arrangement: str  # a key of authors._ARRANGEMENTS, end, none
    form: str
    separator: str
    last: str
    marks: str  # none, numbers, letters, symbols, capitals
    mark_style: str  # superscript, before_comma, paren, bracket, sups
    mark_join: str
    corresponding: str
    note: str  # none, equal: some are said to have contributed equally
    degrees: bool
    status: str  # none, before, after, paren, member: what people are, beside their names
    orcid: str  # none, icon, letters, text, url
    size: float
    weight: str
    italic: bool
    small_caps: str  # none, real, fake
    accent: bool
    align: str
    prefix: str
    like_title: bool  # in the title's own print
    cell: str  # what stands below a name: any of affiliation, firm, city, mail, orcid, web, post
    grid_columns: int
    grid_rows: bool  # the grid's text runs row by row instead of cell by cell
    group: str  # none, on_behalf, contributors
    below_pt: float
    native: bool  # names in Chinese script in brackets behind the names
    cap: int  # at most so many authors are kept


@dataclass(frozen=True, slots=True)
class AffiliationsDesign:
    """Affiliations and addresses of mail."""

    place: str  # below, footnote, sidebar, end, none, before
    layout: str  # lines, run_in, hanging
    size: float
    italic: bool
    mails: str  # none, below, footnote, list, brace
    typewriter_mails: bool
    mail_case: str  # as_is, real, fake: small capitals
    align: str
    parts: str  # full, short


@dataclass(frozen=True, slots=True)
class FrontDesign:
    """What stands before the body, in which order, and where."""

    family: str
    order: tuple[str, ...]
    spanning: bool  # over all columns
    cover: str  # none, report, working_paper, thesis, or a key of cover.ANNOUNCING
    masthead: str  # none, name, big, giant, initial, banner, logo, line, issue, elsevier, doi
    badge: str  # none, circle, button
    type_line: str  # none, plain, caps, bold, accent, bar, italic, large, same: as the title
    dates: str  # none, line, paren, stacked, month: one date below the names
    citation: str
    licence: str
    sidebar: str  # none, left, margin
    editors: str
    abstract: str  # block, box, fill, rules, indent, run_in, bold, none
    abstract_heading: str
    abstract_size: float
    abstract_columns: str  # spanning, column
    keywords: str
    highlights: bool
    second_abstract: bool
    contents: bool
    title_page: bool  # the body starts on a page of its own
    footer_block: str  # none, contact, licence, both


@dataclass(frozen=True, slots=True)
class FurnitureDesign:
    """Running heads and feet; each a template such as "authors|title|page"."""

    first_head: str
    head_odd: str
    head_even: str
    first_foot: str
    foot: str
    rule: bool
    size: float
    italic: bool


@dataclass(frozen=True, slots=True)
class BodyDesign:
    """The body: its length, headings and what interrupts the text."""

    pages: float
    numbering: str  # none, arabic, arabic_dot, roman
    heading: str  # bold, caps, small_caps, italic, centered, accent
    heading_size: float
    drop_cap: bool
    figures: int
    tables: int
    equations: bool
    citations: str  # as_is, author_year, bracket, superscript, notes
    notes: int  # footnotes


@dataclass(frozen=True, slots=True)
class ListDesign:
    """The reference list."""

    heading: str  # headed, none
    heading_style: str  # body, plain, centered, caps
    columns: int
    size: float
    hanging_em: float
    numbering: str  # none, bracket, dot, paren, superscript, plain, alpha
    gathered: str  # none, letters, bracketed, semicolons: some works under one number
    gap_em: float
    label_column: bool
    justify: bool
    spacing_em: float
    leading_em: float
    start: str  # flow, page
    at_most: int
    alphabetical: bool
    subheadings: bool
    before: tuple[str, ...]
    after: tuple[str, ...]  # appendix, bios, acknowledgements, note, table, ...
    notes: bool  # entries stand as footnotes below the body's pages
    # "", series, members, studies, endnotes, questionnaire, glossary, citation, long_appendix,
    # shared_page: what looks like references and is none
    lookalike: str


@dataclass(frozen=True, slots=True)
class Design:
    """Everything that was drawn for one paper."""

    content: ContentDesign
    page: PageDesign
    type: TypeDesign
    title: TitleDesign
    authors: AuthorsDesign
    affiliations: AffiliationsDesign
    front: FrontDesign
    furniture: FurnitureDesign
    body: BodyDesign
    references: ListDesign
    language: str
    seed: int
