"""docs/api.md: what programs may import, from the docstrings of it.

Simple enough that a generator of our own, of eighty lines, makes it readable in the repository as
well as on the site; mkdocstrings would make it on the site alone.
"""

from __future__ import annotations

import dataclasses
import enum
import inspect
import json
import re
from collections.abc import Iterator
from typing import Any

from spv2_spark import config, errors, functions
from spv2_spark.domain import metadata
from spv2_spark.stages import result_rows

# Each module with what of it is promised to programs, in the order of the page.
PUBLIC: dict[Any, tuple[str, ...]] = {
    functions: tuple(functions.__all__),
    config: ("load_settings", "Settings"),
    result_rows: ("metadata_from",),
    metadata: tuple(
        name
        for name, one in vars(metadata).items()
        if dataclasses.is_dataclass(one) and one.__module__ == metadata.__name__
    ),
    errors: ("Failure", "Kind", "Spv2Error", "SettingsError", "ModelError"),
}


def markdown() -> str:
    """Return a section a module."""
    return "\n\n".join(part for module, names in PUBLIC.items() for part in _module(module, names))


def _module(module: Any, names: tuple[str, ...]) -> Iterator[str]:
    yield f"## {module.__name__}"
    yield text_of(module).split("\n\n")[0]
    for name in names:
        value = getattr(module, name)
        yield f"### {name}"
        apart = "\n\n" if inspect.isclass(value) else "\n"  # as ruff would format it
        declared = f"from {module.__name__} import {name}\n{apart}{_declared(name, value)}"
        yield f"```python\n{declared}\n```"
        yield text_of(value)


def text_of(value: Any) -> str:
    """Return a docstring without its examples, which are run where they stand."""
    paragraphs = (inspect.getdoc(value) or "").split("\n\n")
    return "\n\n".join(one for one in paragraphs if not one.startswith(">>>"))


def _declared(name: str, value: Any) -> str:
    """Return how a function is called, or what a class holds, as Python says it."""
    if isinstance(value, enum.EnumMeta):
        members: Any = value.__members__
        return f"class {name}:\n" + "\n".join(
            f"    {k} = {_text(members[k].value)}" for k in members
        )
    if dataclasses.is_dataclass(value):
        return f"class {name}:\n" + "\n".join(map(_field, dataclasses.fields(value)))
    if inspect.isclass(value):
        return f"class {name}({value.__bases__[0].__name__})"
    return f"{name}{_signature(value)}"


def _signature(function: Any) -> str:
    return re.sub(r"(: |-> )'([^']*)'", r"\1\2", str(inspect.signature(function)))


def _field(field: dataclasses.Field[Any]) -> str:
    kind = field.type if isinstance(field.type, str) else field.type.__name__
    kind = re.sub(r"Annotated\[(\w+), .*\]", r"\1", kind)
    default = ""
    if field.default_factory is not dataclasses.MISSING:
        default = " = ..."
    elif dataclasses.is_dataclass(field.default):
        default = f" = {type(field.default).__name__}()"
    elif field.default is not dataclasses.MISSING:
        default = f" = {_text(field.default)}"
    return f"    {field.name}: {kind}{default}"


def _text(value: Any) -> str:
    return json.dumps(value) if isinstance(value, str) else repr(value)
