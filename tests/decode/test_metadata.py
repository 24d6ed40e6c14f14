from __future__ import annotations

from tests.decode.build import authors, bibs, read, title


def test_a_small_paper() -> None:
    metadata = read(
        [
            "Journal of Things 12 (2020)",
            "~#{T A Study of Cats and their inter-}>",
            "#{>T action with “Dogs”.}",
            "~{A John A. Smith}^1^,^2, {A Ana Núñez}^1 and {A Li Wei}",
            "~References",
            "@[1] {a Doe J}, {a Roe AB}. {t On the well-}>",
            "+{>t known cats.} {v J. Biol. Chem.} {y 2010}a;12:3–4.",
            "@[2] {a Smith, J.} and {a van Dam, B.} ({y 1999}) “{t Is it so?}” In: {v Nature}.",
        ]
    )
    assert title(metadata) == "A Study of Cats and their interaction with “Dogs”."
    assert authors(metadata) == ["John A. Smith", "Ana Núñez", "Li Wei"]
    assert bibs(metadata) == [
        ("On the well-known cats", ["J Doe", "AB Roe"], "J. Biol. Chem.", "2010a"),
        ("Is it so?", ["J. Smith", "B. van Dam"], "Nature", "1999"),
    ]
    assert metadata.references[0].text == (
        "[1] Doe J, Roe AB. On the well-known cats. J. Biol. Chem. 2010a;12:3–4."
    )
