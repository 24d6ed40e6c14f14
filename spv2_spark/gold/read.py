"""Gold from a file, whatever its form."""

from __future__ import annotations

from pathlib import Path

from spv2_spark.domain.gold import Gold
from spv2_spark.domain.gold_json import gold_from_json, gold_to_json
from spv2_spark.errors import GoldError
from spv2_spark.gold.bmc import read_bmc
from spv2_spark.gold.crossref import read_crossref
from spv2_spark.gold.jats import read_jats
from spv2_spark.gold.markup import local, parse_xml
from spv2_spark.gold.rescience import read_rescience
from spv2_spark.gold.tei import read_tei

SUFFIXES = (  # best first
    ".gold.json", ".nxml", ".bmc.xml", ".crossref.xml", ".jats.xml", ".tei.xml", ".xml",
    ".yaml",
)  # fmt: skip

_READERS = {"article": read_jats, "art": read_bmc, "doi_batch": read_crossref, "TEI": read_tei}


def read_gold(path: Path) -> Gold:
    """Read a gold file: JSON and YAML by name, XML (JATS, BMC, Crossref, TEI) by its root element.

    Raises GoldError, which says why, for a file that is missing, too large, broken or of
    another form.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GoldError(f"{path}: {error.strerror or error}") from error
    return parse_gold(data, path.name)


def parse_gold(data: bytes, name: str) -> Gold:
    """Read gold from the bytes of a file called `name`; as read_gold."""
    gold = _parsed(data, name)
    try:
        gold_to_json(gold).encode()
    except UnicodeEncodeError as error:  # an escape such as "\\ud800" in JSON or YAML
        raise GoldError(f"{name}: not valid text: {error.reason}") from error
    return gold


def _parsed(data: bytes, name: str) -> Gold:
    if name.endswith(".json"):
        return gold_from_json(data.decode("utf-8", "replace"), name)
    if name.endswith((".yaml", ".yml")):
        return read_rescience(data, name)
    root = parse_xml(data, name, recover=True)
    reader = _READERS.get(local(root))
    if reader is None:
        raise GoldError(f"{name}: no gold is known in <{local(root)}>")
    return reader(root, name)
