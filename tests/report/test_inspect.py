from __future__ import annotations

import json
import re
import struct
import zlib
from typing import Any

import numpy as np
from lxml import html as lxml_html

from spv2_spark import MARK
from spv2_spark.decode.decoder import Decoder
from spv2_spark.report.inspect import inspect_html
from spv2_spark.scoring.oracle import tags_of_labels
from tests.decode.build import built
from tests.report.build import LINES


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\x00\xff")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


def data_of(page: str) -> Any:
    found = re.search(r'<script id="data" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_the_page_holds_images_labels_features_and_the_result() -> None:
    document, labels = built(LINES)
    explained = Decoder().explained(document, tags_of_labels(labels))
    features = [{"left": np.linspace(0, 1, len(page), dtype=np.float32)} for page in document.pages]
    page = inspect_html(document, {0: png()}, labels, explained, features, "a<b>.pdf")
    assert "a&lt;b&gt;.pdf" in page
    assert page.count("data:image/png;base64,") == 1
    data = data_of(page)
    assert data["views"] == ["predicted", "gold", "differences"]
    (first,) = data["pages"]
    assert first["texts"] == list(document.pages[0].texts)
    assert first["gold"]["field"] == labels[0].field.tolist() == first["predicted"]["field"]
    assert first["top"][0][0] == [1, 0.999]
    assert first["columns"]["left"][-1] == 1.0
    assert len(first["columns"]["font"]) == len(first["texts"])


def test_the_key_says_what_every_colour_and_frame_means() -> None:
    document, labels = built(LINES)
    explained = Decoder().explained(document, tags_of_labels(labels))
    text = inspect_html(document, {}, labels, explained, note="Gold found: <2> of 3.")
    tree: Any = lxml_html.fromstring(text)
    fields, differences = tree.xpath('//div[@class="key"]')
    assert [one.text_content() for one in fields] == [
        "title", "author", "bib title", "bib author", "bib venue", "bib year",
        "masked: gold is unsure", "a field begins", "a bibliography entry begins",
    ]  # fmt: skip
    assert "hidden" in differences.attrib
    assert [one.text_content() for one in differences][:2] == ["gold alone", "predicted alone"]
    assert len(data_of(text)["differences"]) + 1 == len(differences)
    assert tree.xpath('//p[@class="note"]')[0].text == "Gold found: <2> of 3."


def test_without_gold_nothing_is_masked() -> None:
    document, labels = built(LINES)
    explained = Decoder().explained(document, tags_of_labels(labels))
    assert "masked: gold" not in inspect_html(document, {}, None, explained)


def test_regions_of_values_are_in_the_result() -> None:
    document, labels = built(LINES)
    explained = Decoder().explained(document, tags_of_labels(labels))
    tree: Any = lxml_html.fromstring(inspect_html(document, {}, labels, explained))
    values = tree.xpath('//span[@class="value f1"]')
    assert [value.text.strip() for value in values] == ["Cats <b> & Dogs"]
    (region,) = json.loads(values[0].get("data-regions"))
    assert region["page"] == 0
    assert region["box"][0] == 50.0
    assert len(tree.xpath("//ol/li")) == 2


def test_what_rules_changed_is_beside_the_page_with_its_reason() -> None:
    document, labels = built(["{T Why me,}", "~{A Ana Low MD PhD}"])
    explained = Decoder().explained(document, tags_of_labels(labels))
    tree: Any = lxml_html.fromstring(inspect_html(document, {}, None, explained))
    rules = tree.xpath('//p[@class="rule"]')
    assert [one.text for one in rules] == ["title_edges", "degrees"]
    assert rules[0].get("title").startswith("Quotes around a title")
    assert [one.text for one in tree.xpath("//del")] == ["Why me,", "MD", "PhD"]
    (added,) = tree.xpath("//ins")
    assert added.text == "Why me"
    (region,) = json.loads(added.get("data-regions"))
    assert region == {"page": 0, "box": [50.0, 50.0, 78.0, 60.0]}


def test_a_document_alone_is_shown_as_text() -> None:
    document, _ = built(LINES)
    page = inspect_html(document, {})
    data = data_of(page)
    assert data["views"] == []
    assert "gold" not in data["pages"][0]
    assert page.count('class="plain-text"') == len(document.pages[0])
    assert "<b> & Dogs" not in page


def test_nothing_is_loaded_from_elsewhere() -> None:
    document, labels = built(LINES)
    tree: Any = lxml_html.fromstring(inspect_html(document, {0: png()}, labels))
    links = [*tree.xpath("//@src"), *tree.xpath("//link/@href")]
    assert [link[:15] for link in links] == ["data:image/png;"]


def test_the_page_says_who_wrote_it_whatever_its_name() -> None:
    document, _ = built(LINES)
    text = inspect_html(document, {}, name="x" * 5000)
    assert MARK in text[:4096]
    tree: Any = lxml_html.fromstring(text)
    assert tree.xpath('//meta[@name="generator"]/@content') == [MARK]
    assert [len(title) for title in tree.xpath("//title/text()")] == [5000]
    assert len(tree.xpath('//body/div[@id="pages"]')) == 1
