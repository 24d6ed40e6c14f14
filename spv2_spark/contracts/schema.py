"""Contracts: declared schemas, the check of a table against them, their Arrow form.

Parquet comes back with every column nullable, so a check compares names and types only;
what a contract calls non-null is enforced where a table is written.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
from pyspark.sql import types as T

from spv2_spark.errors import ContractError

_ARROW: dict[type[T.DataType], pa.DataType] = {
    T.StringType: pa.string(),
    T.BooleanType: pa.bool_(),
    T.ByteType: pa.int8(),
    T.ShortType: pa.int16(),
    T.IntegerType: pa.int32(),
    T.LongType: pa.int64(),
    T.FloatType: pa.float32(),
    T.DoubleType: pa.float64(),
    T.BinaryType: pa.binary(),
}


def column(name: str, kind: T.DataType, comment: str, *, nullable: bool = False) -> T.StructField:
    """Return a column of a contract; Spark keeps `comment` as the column's comment."""
    return T.StructField(name, kind, nullable, {"comment": comment})


def many(kind: T.DataType) -> T.ArrayType:
    """Return the type of an array that holds no nulls."""
    return T.ArrayType(kind, containsNull=False)


def mismatches(found: T.StructType, contract: T.StructType) -> list[str]:
    """List every column of `contract` that `found` lacks or holds in another type.

    Nested fields are named by their path ("authors[].name.text"). Further top-level columns
    in `found` are no mismatch: readers select the contract's.
    """
    return list(_struct_mismatches(found, contract, ""))


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
    return pa.schema([pa.field(f.name, arrow_type(f.dataType)) for f in contract.fields])


def arrow_type(kind: T.DataType) -> pa.DataType:
    """Return the Arrow type of a Spark type used in the contracts."""
    if isinstance(kind, T.ArrayType):
        return pa.list_(pa.field("element", arrow_type(kind.elementType)))
    if isinstance(kind, T.StructType):
        return pa.struct([pa.field(f.name, arrow_type(f.dataType)) for f in kind.fields])
    return _ARROW[type(kind)]


def _struct_mismatches(found: T.StructType, wanted: T.StructType, path: str) -> Iterator[str]:
    there = {field.name: field.dataType for field in found.fields}
    for field in wanted.fields:
        name = path + field.name
        if field.name not in there:
            yield f"{name}: missing ({field.dataType.simpleString()})"
        else:
            yield from _type_mismatches(there[field.name], field.dataType, name)
    if path:  # inside a struct a further field changes the type
        names = set(wanted.fieldNames())
        yield from (f"{path}{name}: not in the contract" for name in there if name not in names)


def _type_mismatches(found: T.DataType, wanted: T.DataType, name: str) -> Iterator[str]:
    if isinstance(found, T.StructType) and isinstance(wanted, T.StructType):
        yield from _struct_mismatches(found, wanted, f"{name}.")
    elif isinstance(found, T.ArrayType) and isinstance(wanted, T.ArrayType):
        yield from _type_mismatches(found.elementType, wanted.elementType, f"{name}[]")
    elif found != wanted:
        yield f"{name}: expected {wanted.simpleString()}, found {found.simpleString()}"


def _loose(kind: T.DataType) -> T.DataType:
    if isinstance(kind, T.StructType):
        return loose(kind)
    if isinstance(kind, T.ArrayType):
        return T.ArrayType(_loose(kind.elementType), containsNull=True)
    return kind
