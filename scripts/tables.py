"""docs/tables.md: every table of the contracts, column by column, from the contracts themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from pyspark.sql import types as T

from spv2_spark.contracts import strings, tables, training

MODULES = (tables, strings, training)
_HEAD = "| column | type | null | |\n| --- | --- | --- | --- |"


def markdown() -> str:
    """Return every table's sentence and its columns as Markdown."""
    return "\n\n".join(
        f"## {name}\n\n{sentence}\n\n{_HEAD}\n" + "\n".join(map(_row, contract.fields))
        for name, contract, sentence in contracts()
    )


def contracts() -> Iterator[tuple[str, T.StructType, str]]:
    """Yield name, columns and sentences of what a module of contracts defines, as it stands there.

    A table goes by its name in capitals, a StructType by its own.
    """
    for module in MODULES:
        for name, sentence in _defined(module):
            value = getattr(module, name)
            if isinstance(value, T.StructType):
                yield name, value, sentence
            elif contract := getattr(value, "contract", None):
                yield name.upper(), contract, sentence


def _defined(module: ModuleType) -> Iterator[tuple[str, str]]:
    """Yield a module's classes and variables, each with its docstring or the string after it."""
    body = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")).body
    for statement, following in zip(body, [*body[1:], ast.Pass()], strict=True):
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)]):
                yield name, _text_of(following)
            case ast.ClassDef(name=name):
                yield name, " ".join((ast.get_docstring(statement) or "").split())


def _text_of(statement: ast.stmt) -> str:
    match statement:
        case ast.Expr(value=ast.Constant(value=str() as text)):
            return " ".join(text.split())
    return ""


def _row(field: T.StructField) -> str:
    comment = field.metadata["comment"].replace("|", "\\|")
    null = "yes" if field.nullable else ""
    return f"| `{field.name}` | {_type_of(field.dataType)} | {null} | {comment} |"


def _type_of(kind: T.DataType) -> str:
    """Return a type in words; a struct as a link to its own section."""
    if isinstance(kind, T.ArrayType):
        return f"array of {_type_of(kind.elementType)}"
    if isinstance(kind, T.StructType):
        (name,) = (name for name, contract, _ in contracts() if contract == kind)
        return f"[{name}](#{name.lower()})"
    return kind.simpleString()
