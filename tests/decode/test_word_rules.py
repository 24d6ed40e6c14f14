"""Names that have marks within."""

from __future__ import annotations

from tests.decode.build import authors, bibs, read


def test_names_with_dots() -> None:
    page = ["#{T 石灰改性夯土}", "{A 贺知秋},{A 艾力江}·{A 吐尔逊}^1,{A 王磊}·{A 李明}"]
    names = ["贺知秋", "艾力江·吐尔逊", "王磊", "李明"]
    assert authors(read(page)) == names
    assert "艾力江" in authors(read(page, without="names_with_dots"))
    korean = ["#{T 石灰改性夯土}", "{A 김이박}·{A 이서윤}·{A 강지호}"]
    assert authors(read(korean)) == ["김이박", "이서윤", "강지호"]
    entries = ["@{a グエン}・{a ティ}・{a ラン}, {a 岡田進一・橋本るみ}: {t 雪国}, {y 2001}.",
               "@{a 佐藤}·{a 岡田}: {t 雪国}, {y 2001}."]  # fmt: skip
    found = [one[1] for one in bibs(read(["text"], entries))]
    assert found == [["グエン・ティ・ラン", "岡田進一", "橋本るみ"], ["佐藤", "岡田"]]
