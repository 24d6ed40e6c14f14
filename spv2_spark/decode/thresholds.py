"""The numbers that the decoder's rules go by, a class a chapter, each with its reason.

Sizes are shares of a print size, probabilities means over tokens, lengths tokens, unless said.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PathThresholds:
    """Of the path of labels, and the bounds of entries."""

    possible_title: float = 0.2  # from which a line may be a title's where no other is likelier
    title_page: int = 150  # tokens of a page that is one, at most
    on_title_page: float = 0.04  # the same on a title page
    same_print: float = 0.02  # between lines of a title put together
    numbered: float = 0.6  # of the entries have a number in a numbered list
    list_page: int = 4  # entries of a page that make it one of the list
    before_list: float = 0.25  # of the entries; if more stand before, there is no one list
    list_gap: int = 300  # heads, feet, notes and tables between two pages of one list


@dataclass(frozen=True, slots=True)
class TitleThresholds:
    """Of the paper's title."""

    same_print: float = 0.01  # between a title and a line that it is to take in
    some: int = 3  # tokens of a title that is one for sure
    sure: float = 0.9  # from which a title, or a small line of it, is sure
    surely: float = 0.95  # from which a lesser line above the rest is the title's
    late_page: float = 0.3  # a title on a further page (a cover came first) needs this much more
    small: float = 0.8  # of the title's size, below which a line needs to be sure
    tiny: float = 0.6  # of that: a line which is none of the title, however sure
    lesser: float = 0.88  # of its size: smaller lines above or below it are no part of it
    distinct: float = 1.15  # of the text's size; below it a title is set as the text around it
    line_gap: float = 1.0  # of the size, between the boxes of two lines of a title
    most_lines: int = 2  # taken in on either side
    read_later: int = 12  # lines of columns that are read before a title's last line
    other_script: float = 0.06  # by which a title may be smaller than below in another script
    script_gap: float = 1.5  # of the size, between these two, or two lines of Chinese
    subtitle_gap: float = 2.0  # of its size, between a subtitle and the title
    subtitle_text: float = 1.08  # of the text's size, that a subtitle has at least
    subtitle_width: float = 0.6  # of the page's, that one in the text's own print has at most
    long_word: int = 9  # letters, as many as two of English words have
    large: float = 0.9  # of the title's size; superscripts and subscripts are smaller
    other: float = 0.9  # from which a line is surely something else, in whatever print
    abstract: int = 3  # lines of what may be one, at least
    headline: float = 1.5  # of an abstract's size, that a title above it has at least
    institution: int = 6  # words of an institution's name that is no title
    some_words: int = 3  # the last word or two of a title taggers often give away


@dataclass(frozen=True, slots=True)
class AuthorThresholds:
    """Of the paper's authors."""

    column_gap: float = 1.5  # of the size: white between columns; spaces are a quarter to a half
    clear_gap: float = 0.9  # of the size: a column's too where it is so much wider than spaces
    gap_of_spaces: float = 3.0  # how much wider
    word_gap: float = 0.8  # of the size: wider than any space in a name
    same_size: float = 0.06  # between words of one name, or names of one list
    list_gap: int = 6  # between two names of one list: a comma and some superscripts
    unsure: float = 0.8  # of "none", under which a word beside a name may be its own
    separators: int = 2  # commas or marks between names that make a list one of those
    longest: int = 6  # of a name on two lines
    a_list: int = 3  # names that make a list
    mark: int = 8  # superscripts of one line
    pair: int = 2  # marked names that make a list of marked names
    missed: int = 16  # between two names of a list, with one or two that were missed
    thought_of: float = 0.1  # mean probability of a missed name; what is none has a hundredth
    beside: float = 0.015  # mean probability of names alone on the line beside the title
    line_of_text: int = 30  # tokens of a line that is neither a name's nor an affiliation's
    page_gap: int = 60  # heads and feet between two pages of one list
    far: int = 80  # between two clusters of names; affiliations between authors are shorter
    large: float = 0.25  # of the largest cluster's weight, from which another counts as large
    sure: float = 0.9  # from which any cluster of names is kept
    fair: float = 0.6  # from which a large cluster is kept, or a list of names is one
    next_line: float = 0.4  # of the size: white between two lines of one address
    room: float = 0.9  # of the text's width: a line that is not as long does not go on below
    most_above: int = 20  # names above a title; a masthead has few
    undivided: int = 8  # letters of a name in one piece: 武者小路実篤 has six


@dataclass(frozen=True, slots=True)
class ReferenceThresholds:
    """Of the parts of a bibliography's entries."""

    bracket: int = 7  # behind a span, among which its open bracket may be closed
    few_venues: int = 2  # fewer may be the tagger's errors
    style: float = 0.15  # of a list's venues without a stop behind them: then stops abbreviate
    place: int = 4  # in the brackets of "Clin Nutr (Edinburgh, Scotland)"
    venue_end: int = 3  # words of a venue that may be left before its volume
    printed_label: int = 14  # of a printed label in brackets before the authors
    members: int = 7  # names of an entry that may be all that was found of a work
    near: int = 4  # between two authors of one list, or between a list and "(Eds.)"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """All of them."""

    path: PathThresholds = PathThresholds()
    title: TitleThresholds = TitleThresholds()
    authors: AuthorThresholds = AuthorThresholds()
    references: ReferenceThresholds = ReferenceThresholds()
