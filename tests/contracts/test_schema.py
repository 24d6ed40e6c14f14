"""Contracts list every mismatch, and have an Arrow form."""

from __future__ import annotations

import pytest
from pyspark.sql import types as T

from spv2_spark.contracts.schema import Table, arrow_schema, check, column, loose, many, mismatches
from spv2_spark.contracts.tables import Dequeue, Papers, Results, Tokens
from spv2_spark.errors import ContractError

TEXT, INT = T.StringType(), T.IntegerType()
INNER = T.StructType([column("x", INT, "a number"), column("y", TEXT, "a text")])
CONTRACT = T.StructType(
    [column("id", TEXT, "an id"), column("n", INT, "a number"), column("all", many(INNER), "some")]
)


def test_every_mismatch_is_listed() -> None:
    inner = T.StructType([T.StructField("x", TEXT), T.StructField("z", TEXT)])
    found = T.StructType([T.StructField("n", T.LongType()), T.StructField("all", many(inner))])
    assert mismatches(found, CONTRACT) == [
        "id: missing (string)",
        "n: expected int, found bigint",
        "all[].x: expected int, found string",
        "all[].y: missing (string)",
        "all[].z: not in the contract",
    ]
    with pytest.raises(ContractError, match=r"here: id: missing \(string\); n: expected int"):
        check(found, CONTRACT, "here")


def test_nullability_and_further_columns_are_no_mismatch() -> None:
    found = T.StructType([*loose(CONTRACT).fields, T.StructField("wave", TEXT)])
    assert mismatches(found, CONTRACT) == []


@pytest.mark.parametrize("table", [Papers, Tokens, Results, Dequeue])
def test_every_column_has_a_comment_and_an_arrow_type(table: type[Table]) -> None:
    assert all("comment" in field.metadata for field in table.contract.fields)
    assert arrow_schema(table.contract).names == table.contract.fieldNames()
