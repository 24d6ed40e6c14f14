"""Contracts: declared schemas, the check of a table against them, their Arrow form.

Parquet comes back with every column nullable, so a check compares names and types only;
what a contract calls non-null is enforced where a table is written.
"""

from __future__ import annotations

import pyarrow as pa
from pyspark.sql import types as T
from pyspark.sql.pandas.types import to_arrow_schema

from spv2_spark.errors import ContractError


def column(name: str, kind: T.DataType, comment: str, *, nullable: bool = False) -> T.StructField:
    """Return a column of a contract; Spark keeps `comment` as the column's comment."""
    return T.StructField(name, kind, nullable, {"comment": comment})


def without(contract: T.StructType, name: str) -> T.StructType:
    """Return a contract without a column, as readers want it that need none of it."""
    return T.StructType([one for one in contract.fields if one.name != name])


def many(kind: T.DataType) -> T.ArrayType:
    """Return the type of an array that holds no nulls."""
    return T.ArrayType(kind, containsNull=False)


def mismatches(found: T.DataType, wanted: T.DataType, path: str = "") -> list[str]:
    """List every column of the contract `wanted` that `found` lacks or holds in another type.

    Nested fields are named by their path ("authors[].name.text"). Further top-level columns
    in `found` are no mismatch: readers select the contract's.
    """
    if isinstance(found, T.ArrayType) and isinstance(wanted, T.ArrayType):
        return mismatches(found.elementType, wanted.elementType, f"{path}[]")
    if not isinstance(found, T.StructType) or not isinstance(wanted, T.StructType):
        other = f"{path}: expected {wanted.simpleString()}, found {found.simpleString()}"
        return [] if found == wanted else [other]
    there, before = {one.name: one.dataType for one in found.fields}, f"{path}." if path else ""
    wrong = []
    for field in wanted.fields:
        name = f"{before}{field.name}"
        if field.name in there:
            wrong += mismatches(there.pop(field.name), field.dataType, name)
        else:
            wrong.append(f"{name}: missing ({field.dataType.simpleString()})")
    # Inside a struct a further field changes the type.
    return wrong + [f"{before}{name}: not in the contract" for name in there if path]


def check(found: T.StructType, contract: T.StructType, table: str) -> None:
    """Raise ContractError with every mismatch of `table`, one after another."""
    wrong = mismatches(found, contract)
    if wrong:
        raise ContractError(f"{table}: {'; '.join(wrong)}")


def loose(contract: T.StructType) -> T.StructType:
    """Return the contract with every column nullable: what a stage's Python function yields.

    Spark trusts a declared non-null and drops the very checks that would find a null, so
    the strict form appears only when a table is written.
    """
    return T.StructType([T.StructField(f.name, _loose(f.dataType), True) for f in contract.fields])


def arrow_schema(contract: T.StructType) -> pa.Schema:
    """Return the Arrow schema that Spark takes for the contract, every field nullable."""
    return to_arrow_schema(loose(contract))


def _loose(kind: T.DataType) -> T.DataType:
    if isinstance(kind, T.StructType):
        return loose(kind)
    if isinstance(kind, T.ArrayType):
        return T.ArrayType(_loose(kind.elementType), containsNull=True)
    return kind
