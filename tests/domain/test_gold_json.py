from __future__ import annotations

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
