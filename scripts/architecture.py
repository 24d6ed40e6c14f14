"""docs/architecture.md: the rooms as the import contracts order them, and the way of a paper.

What a room is for is its own docstring; which rooms it uses is read from its imports, and which
libraries are its alone from the contracts that forbid them to all others.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[1]
PACKAGE = "spv2_spark"
# What a paper is, one after the other, and the module that makes it so.
WAY = {
    "bytes": "sources.fetching",
    "tokens": "pdf.read",
    "view": "layout.columns",
    "features": "features.featurise",
    "tags": "nn.tagger",
    "path": "decode.path",
    "spans": "decode.document",
    "rules": "decode.book",
    "metadata": "domain.metadata",
    "row": "stages.result_rows",
}


def markdown() -> str:
    """Return the generated part of the page."""
    return "\n\n".join(
        [
            "## The way of a paper",
            _mermaid("LR", _way()),
            _way_table(),
            "## The rooms",
            "A room may import what stands on a floor below its own, never above or beside it.",
            _mermaid("TB", _house(_floors("rooms in their order"))),
            _rooms_table(),
            "## The rooms of the pipeline",
            _mermaid("TB", _house(_floors("cycles that do not know each other"))),
        ]
    )


def _contracts() -> list[dict[str, Any]]:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    contracts: list[dict[str, Any]] = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    return contracts


def _floors(contract: str) -> list[list[str]]:
    """Return the rooms of each floor by the contract of that name, the highest floor first."""
    (layers,) = (one["layers"] for one in _contracts() if one["name"] == contract)
    return [[room.split(".")[-1] for room in layer.split(" | ")] for layer in layers]


def _sentence(room: str) -> str:
    """Return the first paragraph of the docstring of a room or a module of the project."""
    path = ROOT / PACKAGE / room.replace(".", "/")
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    told = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return " ".join(told.split("\n\n")[0].split())


def _mermaid(direction: str, lines: Iterator[str]) -> str:
    return "\n".join(["```mermaid", f"flowchart {direction}", *lines, "```"])


def _way() -> Iterator[str]:
    for noun, module in WAY.items():
        yield f'  {noun}["{noun}<br/><i>{module.split(".")[0]}</i>"]'
    yield "  " + " --> ".join(WAY)


def _way_table() -> str:
    rows = (
        f"| {noun} | [`{module}`](../{PACKAGE}/{module.replace('.', '/')}.py) | "
        f"{_sentence(module)} |"
        for noun, module in WAY.items()
    )
    return "\n".join(["| it is | by | |", "| --- | --- | --- |", *rows])


def _house(floors: list[list[str]]) -> Iterator[str]:
    """Yield a box a floor, with its rooms, and an arrow from each floor to the one below."""
    for number, rooms in enumerate(floors):
        yield f'  subgraph floor{number}[" "]'
        yield "    direction LR"
        yield from (f"    room_{room}[{room}]" for room in rooms)
        yield "  end"
    yield "  " + " --> ".join(f"floor{number}" for number in range(len(floors)))


def _rooms_table() -> str:
    rooms = [room for floor in _floors("rooms in their order") for room in floor]
    rows = (
        f"| {room} | {_sentence(room)} | {_libraries(room)} | {', '.join(_uses(room, rooms))} |"
        for room in rooms
    )
    head = ["| room | | its library | uses |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *rows])


def _libraries(room: str) -> str:
    """Return the libraries that the contracts forbid to most rooms, and not to this one."""
    package = f"{PACKAGE}.{room}"
    if not (ROOT / PACKAGE / room).is_dir():
        return ""
    return ", ".join(
        contract["forbidden_modules"][0]
        for contract in _contracts()
        if contract.get("allow_indirect_imports") and package not in contract["source_modules"]
    )


def _uses(room: str, rooms: list[str]) -> list[str]:
    """Return which rooms the modules of a room import, in the order of `rooms`."""
    path = ROOT / PACKAGE / room
    files = path.rglob("*.py") if path.is_dir() else [path.with_suffix(".py")]
    used = {name for file in files for name in _imported(file)}
    return [one for one in rooms if one in used and one != room]


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        yield from (name.split(".")[1] for name in names if name.startswith(f"{PACKAGE}."))
