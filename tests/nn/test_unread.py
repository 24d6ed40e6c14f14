"""Pages behind a first page that says all are not computed; others are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from spv2_spark.domain.label import Entry, Field, begin
from spv2_spark.domain.page import Document
from spv2_spark.nn.package import read_package
from spv2_spark.nn.tagger import NeuralTagger
from tests.nn.toy import toy_page

FRONT, SECOND, THIRD, LIST = 260, 100, 120, 140  # tokens: the scripted network knows pages by them


def document_of(*pages: tuple[int, int]) -> Document:
    """A document of pages, each a number and how many tokens it has."""
    rng = np.random.default_rng(1)
    made = [toy_page(rng, number, tokens) for number, tokens in pages]
    made = [
        replace(page, size_pt=np.full(len(page), 18.0 if not page.number else 10.0, np.float32))
        for page in made
    ]
    return Document("0" * 40, 9, ((600.0, 800.0),) * 9, tuple(made))


WHOLE = document_of((0, FRONT), (1, SECOND), (2, THIRD), (5, LIST))


class Scripted:
    """A network that finds a title and an author on the first page, entries on the list's."""

    def __init__(self, authors: bool = True) -> None:
        self.computed: list[int] = []
        self.authors = authors

    def __call__(self, batch):
        logp = np.full((*batch.ids.shape[:2], 16), -30, np.float32)
        logp[:, :, [0, 13]] = 0
        for row, length in enumerate(batch.lengths.tolist()):
            self.computed.append(length)
            if length == FRONT:
                found = (Field.TITLE, Field.AUTHOR) if self.authors else (Field.TITLE,)
                for at, field in enumerate(found):
                    logp[row, at, [0, begin(field)]] = -30, 0
            if length == LIST:
                logp[row, :length, 13 + Entry.OUTSIDE] = -30
                logp[row, :length, 13 + Entry.INSIDE] = 0
        return logp


def computed(document: Document, network: Scripted | None = None) -> list[int]:
    """The lengths of what the network was asked for, each document page once."""
    network = network or Scripted()
    (tags,) = NeuralTagger(read_package("packaged:default"), network).tag([document])
    assert [one.number for one in tags] == [page.number for page in document.pages]
    assert [len(one.field_logp) for one in tags] == [len(page) for page in document.pages]
    for one in tags:
        np.testing.assert_allclose(np.exp(one.field_logp).sum(axis=1), 1, atol=1e-5)
    return sorted(network.computed)


def test_the_pages_behind_a_whole_front_are_not_computed_where_the_list_stands_further_behind():
    assert computed(WHOLE) == [LIST, FRONT]


def with_list_on_the_third() -> Document:
    third = WHOLE.pages[2]
    texts = [*third.texts]
    line = third.line.copy()
    texts[8], line[9:] = "References", line[9:] + 1
    return replace(
        WHOLE,
        pages=(*WHOLE.pages[:2], replace(third, texts=tuple(texts), line=line), WHOLE.pages[3]),
    )


@pytest.mark.parametrize(
    ("document", "network"),
    [
        (WHOLE, Scripted(authors=False)),
        (document_of((0, FRONT), (1, SECOND), (2, THIRD)), None),  # and no list was seen
        (document_of((0, FRONT), (1, SECOND), (2, THIRD), (5, LIST - 1)), None),
        (document_of((0, FRONT - 20), (1, SECOND), (2, THIRD), (5, LIST)), None),  # a cover
        (document_of((1, SECOND), (2, THIRD), (5, LIST)), None),  # the first page was broken
    ],
)
def test_they_are_computed_where_the_first_page_or_the_list_leaves_a_doubt(document, network):
    assert computed(document, network) == sorted(len(page) for page in document.pages)


def test_a_page_below_the_lists_heading_and_one_in_as_large_a_print_are_computed():
    assert computed(with_list_on_the_third()) == [THIRD, LIST, FRONT]
    second = WHOLE.pages[1]
    large = replace(second, size_pt=np.full(len(second), 17.5, np.float32))
    pages = (WHOLE.pages[0], large, *WHOLE.pages[2:])
    assert computed(replace(WHOLE, pages=pages)) == [SECOND, LIST, FRONT]


def test_a_list_that_may_have_begun_before_its_first_page_is_looked_for():
    near = document_of((0, FRONT), (1, SECOND), (2, THIRD), (3, LIST))
    assert computed(near) == [SECOND, THIRD, LIST, FRONT]
    headed = near.pages[3]
    line = headed.line.copy()
    texts = [*headed.texts]
    texts[8], line[9:] = "References", line[9:] + 1
    pages = (*near.pages[:3], replace(headed, texts=tuple(texts), line=line))
    assert computed(replace(near, pages=pages)) == [LIST, FRONT]


def test_documents_of_a_call_wait_each_for_its_own_pages():
    network = Scripted()
    empty = Document("1" * 40, 0, (), ())
    tagger = NeuralTagger(read_package("packaged:default"), network)
    tags = tagger.tag([WHOLE, empty, with_list_on_the_third()])
    assert [len(one) for one in tags] == [4, 0, 4]
    assert sorted(network.computed) == [THIRD, LIST, LIST, FRONT, FRONT]
