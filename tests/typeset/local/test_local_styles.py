"""Literal entries of the styles of other languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spv2_spark.domain.article import SourceReference
from spv2_spark.domain.gold import PersonName
from spv2_spark.typeset.local.draw import local_style
from spv2_spark.typeset.references import ReferenceStyle, gold_of
from spv2_spark.typeset.references.names import NameStyle
from tests.typeset.references.seeds import seeded

IVANOV, SOMOVA = PersonName("Пётр Ильич", "Иванов"), PersonName("Анна", "Сомова")
RUSSIAN = SourceReference(
    "journal", "О соли", (IVANOV, SOMOVA), (), "Вестник почв", "2011", "", "12", "3", "5", "9",
    language="ru",
)  # fmt: skip
CHINESE = SourceReference(
    "journal", "土壤水分研究", (PersonName("", "王小明"), PersonName("", "李华")), (), "土壤学报",
    "2011", "", "12", "3", "45", "50", language="zh",
)  # fmt: skip
JAPANESE = replace(
    CHINESE, authors=(PersonName("", "山田太郎"), PersonName("", "鈴木花子")), language="ja",
    title="窯の温度", container="窯業誌",
)  # fmt: skip
KOREAN = replace(
    CHINESE, authors=(PersonName("", "홍길동"), PersonName("", "문가람")), language="ko",
    title="가마의 온도", container="요업학회지",
)  # fmt: skip
GREEK = replace(
    CHINESE, authors=(PersonName("Ελένη", "Ραψομάνη"),), title="Τα καμίνια", container="Μνήμων",
    language="el",
)  # fmt: skip
HEBREW = replace(
    CHINESE, authors=(PersonName("דוד", "כהן"),), title="מים", container="ציון", language="he"
)
ARABIC = replace(
    CHINESE, authors=(PersonName("علي", "حداد"),), title="المياه", container="دراسات", language="ar"
)
ENGLISH = SourceReference(
    "journal", "Salt", (PersonName("Ann", "Ray"),), (), "Soil", "2001", "", "4", "1", "7", "8"
)

EXPECTED = (
    ("ru", "gost-ru", RUSSIAN,
     "Иванов П. И., Сомова А. О соли // Вестник почв. – 2011. – Т. 12. – № 3. – С. 5–9."),
    ("ru", "gost-ru", replace(RUSSIAN, authors=(PersonName("", "Росстат", group=True),)),
     "Росстат. О соли // Вестник почв. – 2011. – Т. 12. – № 3. – С. 5–9."),
    ("de", "apa-local", replace(ENGLISH, publication_type="news", month="5", language="de"),
     "Ray, A. (2001). Salt. Soil, 7–8."),
    ("ru", "gost-ru", ENGLISH, "Ray A. Salt // Soil. – 2001. – Vol. 4. – No. 1. – P. 7–8."),
    ("ru", "gost-ru-byline", RUSSIAN,
     "Иванов П. И. О соли / П. И. Иванов, А. Сомова // Вестник почв. – 2011. – Т. 12. – № 3. – "
     "С. 5–9."),
    ("ru", "gost-ru-plain", RUSSIAN,
     "Иванов П.И., Сомова А. О соли // Вестник почв. 2011. Т. 12. № 3. С. 5–9."),
    ("zh", "gb-t-7714-zh", CHINESE, "王小明, 李华. 土壤水分研究[J]. 土壤学报, 2011, 12(3): 45-50."),
    ("zh", "gb-t-7714-zh", ENGLISH, "RAY A. Salt[J]. Soil, 2001, 4(1): 7-8."),
    ("zh", "gb-t-7714-wide", CHINESE,
     "王小明，李华．土壤水分研究［J］．土壤学报，2011，12（3）：45-50．"),
    ("zh", "chinese-notes", CHINESE,
     "王小明、李华：《土壤水分研究》，《土壤学报》2011年第3期，第45—50页。"),
    ("ja", "sist02", JAPANESE,
     "山田太郎, 鈴木花子. 窯の温度. 窯業誌. 2011, vol. 12, no. 3, p. 45-50."),
    ("ja", "japanese-commas", JAPANESE,
     "山田太郎，鈴木花子：窯の温度，窯業誌，Vol.12，No.3，pp.45–50，2011．"),
    ("ja", "japanese-quotes", JAPANESE,
     "山田太郎・鈴木花子（2011）「窯の温度」『窯業誌』第12巻第3号，p. 45-50。"),
    ("ko", "korean-quotes", KOREAN,
     "홍길동, 문가람, “가마의 온도,” 요업학회지, 제12권, 제3호, pp. 45-50, 2011."),
    ("ko", "korean-brackets", KOREAN,
     "홍길동·문가람, 「가마의 온도」, 『요업학회지』 12(3), 2011, 45∼50쪽."),
    ("el", "greek-quotes", GREEK,
     "Ραψομάνη, Ε., «Τα καμίνια», Μνήμων, τ. 12, τχ. 3, 2011, σσ. 45-50."),
    ("he", "hebrew-notes", HEBREW, "דוד כהן, \"מים\", ציון, כרך 12 (2011), עמ' 45–50."),
    ("ar", "arabic-dated", ARABIC, "حداد، علي (2011). المياه. دراسات، 12(3)، ص 45-50."),
)  # fmt: skip


@pytest.mark.parametrize(("code", "name", "reference", "text"), EXPECTED)
def test_an_entry_as_it_is_printed(
    code: str, name: str, reference: SourceReference, text: str
) -> None:
    style = local_style(code, seeded(1), name)
    quiet = replace(style, own=_quiet(style.own), english=_quiet(style.english))
    assert gold_of(quiet.set_entry(reference, seeded(1))).raw == text


def _quiet(style: ReferenceStyle) -> ReferenceStyle:
    return replace(style, noise=0.0)


def test_names_on_both_sides_of_a_title_are_authors_once() -> None:
    style = local_style("ru", seeded(1), "gost-ru-byline")
    entry = replace(style.own, noise=0.0).set_entry(RUSSIAN, seeded(1))
    gold = gold_of(entry)
    assert gold.authors == (PersonName("П. И.", "Иванов"), PersonName("А.", "Сомова"))
    assert [one.text for one in entry if one.masked] == ["П. И. Иванов"]


def test_editors_are_neither_authors_nor_sure_to_be_none() -> None:
    chapter = replace(RUSSIAN, publication_type="chapter", editors=(SOMOVA,), volume="", issue="")
    style = local_style("ru", seeded(1), "gost-ru")
    entry = replace(style.own, noise=0.0).set_entry(chapter, seeded(1))
    assert [one.text for one in entry if one.masked] == ["Сомова А."]
    assert gold_of(entry).raw == (
        "Иванов П. И., Сомова А. О соли // Вестник почв / под ред. Сомова А., 2011. – С. 5–9."
    )


def test_many_authors_stand_behind_the_slash_alone() -> None:
    four = replace(RUSSIAN, authors=(IVANOV, SOMOVA, IVANOV, SOMOVA))
    style = local_style("ru", seeded(1), "gost-ru-byline")
    gold = gold_of(replace(style.own, noise=0.0, names=NameStyle()).set_entry(four, seeded(1)))
    assert gold.raw.startswith("О соли / П. И. Иванов, А. Сомова, П. И. Иванов и др. //")
    assert len(gold.authors) == 3
    assert (gold.title, gold.venue, gold.year) == ("О соли", "Вестник почв", "2011")
