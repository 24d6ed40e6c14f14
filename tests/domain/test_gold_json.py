from __future__ import annotations

import pytest

from spv2_spark.domain.gold import Gold, GoldReference, PersonName
from spv2_spark.domain.gold_json import gold_from_json, gold_to_json

ADA = PersonName("Ada", "Lovelace")
CITED = GoldReference("On engines", (ADA, PersonName("", "The Society", group=True)), year="1843")


def test_gold_comes_back_from_json() -> None:
    for gold in (
        Gold("A title", (ADA,), (CITED,), ("A title: and more",)),
        Gold("", (), ()),
        Gold(None, None, None),
    ):
        assert gold_from_json(gold_to_json(gold), "x") == gold


def test_gold_by_hand_may_leave_things_out() -> None:
    text = '{"authors": [{"surname": "Lovelace"}], "references": [{"title": "On engines"}]}'
    assert gold_from_json(text, "x") == Gold(
        None, (PersonName("", "Lovelace"),), (GoldReference("On engines"),)
    )


def test_the_old_name_of_the_publication_type_is_read_with_a_warning() -> None:
    with pytest.warns(DeprecationWarning, match="`kind` is now `publication_type`"):
        gold = gold_from_json('{"references": [{"title": "Notes", "kind": "book"}]}', "a.json")
    assert gold.references == (GoldReference(title="Notes", publication_type="book"),)
