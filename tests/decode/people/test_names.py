from __future__ import annotations

import numpy as np
import pytest

from spv2_spark.decode.people.person import Word, is_initials, name_from
from spv2_spark.decode.people.split import is_group, names_of
from spv2_spark.decode.people.words import NameList
from spv2_spark.decode.rules import Decoding
from spv2_spark.decode.text.hyphens import Dehyphenator
from spv2_spark.decode.text.parts import parts_of
from spv2_spark.layout.columns import columns_of
from tests.decode.build import authors, built, read


def names(line: str, *, front: bool = False, without: str = "") -> list[str]:
    document, _ = built([line])
    tokens = columns_of(document)
    parts = parts_of(tokens, range(len(tokens)), Dehyphenator(frozenset(), tokens))
    within = NameList(Decoding(without=frozenset({without} - {""})), front=front)
    return [one.text for one in names_of(parts, within)]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("John A. Smith", ["John A. Smith"]),
        ("J.A. Smith", ["J.A. Smith"]),
        ("J.-P. Serre", ["J.-P. Serre"]),
        ("Jean-Pierre Serre,", ["Jean-Pierre Serre"]),
        ("Smith JA", ["JA Smith"]),
        ("Smith, J. A.", ["J. A. Smith"]),
        ("Smith, John", ["John Smith"]),
        ("Smith (J. A.)", ["J. A. Smith"]),
        ("van der Berg, A", ["A van der Berg"]),
        ("Ludwig van Beethoven", ["Ludwig van Beethoven"]),
        ("SMITH J", ["J Smith"]),
        ("SMITH, John", ["John Smith"]),
        ("WANG Xiaoming", ["Xiaoming Wang"]),
        ("Rüveyda GÖKÇE ATIN", ["Rüveyda Gökçe Atin"]),
        ("JOHN SMITH", ["John Smith"]),
        ("John SMITH", ["John Smith"]),
        ("MARÍA MCDONALD", ["María McDonald"]),
        ("Li Wei", ["Li Wei"]),
        ("O’Brien KL", ["KL O’Brien"]),
        ("Smith J, Jr.", ["J Smith Jr."]),
        ("Smith JA and Doe B", ["JA Smith", "B Doe"]),
        ("Smith, J., Doe, A. B.", ["J. Smith", "A. B. Doe"]),
        ("Smith J; Doe A & Roe C", ["J Smith", "A Doe", "C Roe"]),
        ("John Smith, Jane Doe", ["John Smith", "Jane Doe"]),
        ("J. Smith, J. Doe, et al.", ["J. Smith", "J. Doe"]),
        ("Smith J et al", ["J Smith"]),
        ("HU, R., LI, H., AND COHEN-OR, D.", ["R. Hu", "H. Li", "D. Cohen-Or"]),
        ("EISHI BABA", ["Eishi Baba"]),
        ("LEON LE MINOR ET XAVIER DEGLISE", ["Leon Le Minor", "Xavier Deglise"]),
        ("La Rocca, G. C..", ["G. C. La Rocca"]),
        ("Campbell NCME", ["NCME Campbell"]),
        ("WHO", ["WHO"]),
        (
            "Centers for Disease Control and Prevention",
            ["Centers for Disease Control and Prevention"],
        ),
        ("The ABC Study Group", ["The ABC Study Group"]),
        ("Ó Briain, T., Haddad, Y.", ["T. Ó Briain", "Y. Haddad"]),
        ("Gómez Ó, Ó Briain C", ["Ó Gómez", "C Ó Briain"]),
        ("St. Clair, Dean R.", ["Dean R. St. Clair"]),
        ("St. Müller", ["St. Müller"]),
        ("Roe St", ["Roe St"]),
        ("Women in Kilns", ["Women in Kilns"]),
        ("JOHN A SMITH, BOB B ROE", ["John A Smith", "BOB B ROE"]),
        ("van ‘t Hoff, M. and ‘t Hart S", ["M. van ’t Hoff", "S ’t Hart"]),
    ],
)
def test_names_in_reading_form(printed: str, read: list[str]) -> None:
    assert names(printed) == read


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("DVOŘÁK-MALÁ, Ema – JÍLEK, Bohuš", ["Ema Dvořák-Malá", "Bohuš Jílek"]),
        ("Λεμπέσης, Χ. – Ράπτη, Ε.", ["Χ. Λεμπέσης", "Ε. Ράπτη"]),
        ("DENİZ, İdris - ALTUNÇ, Gül - KAYA, Eda", ["İdris Deniz", "Gül Altunç", "Eda Kaya"]),
        ("Ildikó Sárosdi-Kővágó - Botond Őze", ["Ildikó Sárosdi-Kővágó", "Botond Őze"]),
        ("Graf – Roe", ["Graf", "Roe"]),
        ("Poe - Roe, J.", ["J. Poe Roe"]),
        ("N’Guessan J, Ba-M’Bala K", ["J N’Guessan", "K Ba-M’Bala"]),
    ],
)
def test_dashes_between_names_and_within_them(printed: str, read: list[str]) -> None:
    assert names(printed) == read


def test_degrees() -> None:
    printed = "MD Kenji Kubota PhD, Med Raafet Khedher"
    assert names(printed, front=True) == ["Kenji Kubota", "Med Raafet Khedher"]
    left_out = names(printed, front=True, without="degrees")
    assert left_out == ["MD Kenji Kubota PhD", "Med Raafet Khedher"]
    assert names("Smith MD") == ["MD Smith"]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("أ.د. نورة محمد العتيبي", "نورة محمد العتيبي"),
        ("डॉ. अखिलेश त्रिपाठी", "अखिलेश त्रिपाठी"),
        ("ผศ.ดร. สมชาย ใจดี", "สมชาย ใจดี"),
        ('ד"ר נעמה שושן', "נעמה שושן"),
        ("PGS. TS. Trần Văn Bảy", "Trần Văn Bảy"),
        ("ThS. Vũ", "Vũ"),
        ("Др Милан Петровић", "Милан Петровић"),
        ("Conf. univ. dr. Ion Popescu", "Ion Popescu"),
        ("Проф. др Ана Роева", "Ана Роева"),
        ("KS. Rao", "KS. Rao"),
        ("TS Rao Poe", "TS Rao Poe"),
    ],
)
def test_titles_before_names(printed: str, name: str) -> None:
    assert names(printed, front=True) == [name]
    left_out = names(printed, front=True, without="titles_before_names")
    assert (left_out == [name]) == (printed == name)


def test_hebrew_has_a_hyphen_and_strokes_behind_initials() -> None:
    assert names("אורלי בן־שושן, מוחמד אבו־ריא") == ["אורלי בן־שושן", "מוחמד אבו־ריא"]
    assert names("כהן־אזולאי, ר׳, נסאר, ס׳") == ["ר׳ כהן־אזולאי", "ס׳ נסאר"]


def test_and_of_any_language() -> None:
    assert names("Trần Văn Bảy và Lê Đình Phùng") == ["Trần Văn Bảy", "Lê Đình Phùng"]
    assert names("भारत सिंह एवं नीलिमा खरे") == ["भारत सिंह", "नीलिमा खरे"]
    assert names("امید زرین و شیرین پور") == ["امید زرین", "شیرین پور"]
    assert names("Meritxell Casanovas i Puig") == ["Meritxell Casanovas i Puig"]
    assert names("Ann te Velde") == ["Ann te Velde"]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("John Smith, MD, PhD", ["John Smith"]),
        ("John Smith PhD", ["John Smith"]),
        ("Dr. John Smith", ["John Smith"]),
        ("John Smith1,2*", ["John Smith"]),
        ("John Smith† and Jane Doe‡", ["John Smith", "Jane Doe"]),
        ("Smith MA", ["MA Smith"]),
        ("John Mountford, DipAppSc, FAAO, Ann McKay", ["John Mountford", "Ann McKay"]),
        ("MD Kenji Kubota, MD", ["Kenji Kubota"]),
    ],
)
def test_front_page_names_lose_degrees_and_marks(printed: str, read: list[str]) -> None:
    assert names(printed, front=True) == read


def test_given_and_family_are_known_apart() -> None:
    document, _ = built(["de Souza, Ana B."])
    tokens = columns_of(document)
    parts = parts_of(tokens, range(len(tokens)), Dehyphenator(frozenset(), tokens))
    (name,) = names_of(parts, NameList(Decoding(), front=False))
    assert (name.text, name.given, name.family) == ("Ana B. de Souza", "Ana B.", "de Souza")
    assert name.tokens == tuple(np.flatnonzero([text != "," for text in tokens.texts]).tolist())


def test_initials() -> None:
    yes, no = ["J", "J.", "JA", "J.-P.", "J.A."], ["Smith", "Wei", "SMITH", "4", "Jo"]
    assert [is_initials(one) for one in yes + no] == [True] * 5 + [False] * 5
    assert not is_group([])


@pytest.mark.parametrize(
    ("printed", "given", "family"),
    [
        ("Костюков Юрий Олегович", "Юрий Олегович", "Костюков"),
        ("Смирнова Анна Петровна", "Анна Петровна", "Смирнова"),
        ("Юрий Олегович Костюков", "Юрий Олегович", "Костюков"),
        ("Роман Аркадьевич Абрамович", "Роман Аркадьевич", "Абрамович"),
    ],
)
def test_a_patronymic_at_the_end_has_the_surname_first(
    printed: str, given: str, family: str
) -> None:
    name = name_from([Word(word, (at,)) for at, word in enumerate(printed.split())], [])
    assert (name.given, name.family) == (given, family)


def test_a_numeral_behind_a_surname_with_initials_before_is_a_suffix() -> None:
    words = [Word(word, (at,)) for at, word in enumerate(["Alfred", "O.", "Hero", "III"])]
    name = name_from(words, [])
    assert (name.text, name.family) == ("Alfred O. Hero III", "Hero")


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("YAN F", "F Yan"),
        ("HU W.", "W. Hu"),
        ("XIA Z.-C.", "Z.-C. Xia"),
        ("DE SOUZA C", "C de Souza"),
        ("JA Smith", "JA Smith"),
        ("Z.-C. XIA", "Z.-C. XIA"),
    ],
)
def test_short_surnames_in_capitals_stand_before_initials(printed: str, text: str) -> None:
    words = [Word(word, (at,)) for at, word in enumerate(printed.split())]
    assert name_from(words, []).text == text


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("IVAN A. SAG", "Ivan A. Sag"),
        ("LEE J. A.", "J. A. Lee"),
        ("NGUYEN T. Hien", "T. Hien Nguyen"),
        ("IAN F. MacTAVISH", "Ian F. MacTavish"),
        ("THOMAS CALLISTER, JR.", "Thomas Callister Jr."),
        ("Azevedo Coutinho, João de", "João de Azevedo Coutinho"),
        ("モハマド レザ カリミ", "モハマド レザ カリミ"),
    ],
)
def test_names_as_they_are_printed(printed: str, name: str) -> None:
    assert authors(read(["#{T A Title of Some}", f"{{A {printed}}}"])) == [name]
