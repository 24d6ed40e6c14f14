"""Which fields a reference's title and container are labelled with; None: mask them."""

from __future__ import annotations

from spv2_spark.domain.article import SourceReference
from spv2_spark.domain.convention import title_field
from spv2_spark.domain.label import Field

# Reporters and gazettes are printed like venues, but hardly any gold says so.
_UNSURE = frozenset({"law"})


def field_of_title(reference: SourceReference, *, quoted: bool = False) -> Field | None:
    """Return the field of a reference's title by the domain's convention.

    A thesis whose title is `quoted` is printed as an article is, and its title is one.
    """
    if reference.publication_type in _UNSURE:
        return None
    if quoted and reference.publication_type == "thesis":
        return Field.BIB_TITLE
    return title_field(reference.publication_type, reference.container)


def field_of_container(reference: SourceReference) -> Field | None:
    """Return the field of what holds a reference."""
    return None if reference.publication_type in _UNSURE else Field.BIB_VENUE
