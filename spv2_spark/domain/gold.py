"""Gold: what a publisher's own file says of a paper."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonName:
    """An author or an editor; a group author (`collab`) has only a surname and `group` set."""

    given: str
    surname: str
    suffix: str = ""
    group: bool = False

    @property
    def full(self) -> str:
        """The name as `given surname suffix`."""
        return " ".join(part for part in (self.given, self.surname, self.suffix) if part)


@dataclass(frozen=True, slots=True)
class GoldReference:
    """One entry of a bibliography; an empty field means that the gold has none.

    `raw` is the whole printed string where the source holds it in a usable form (JATS
    `mixed-citation` often glues names together: then it is empty). `publication_type` is the
    source's own ("journal", "book", "web", ...) or empty. `editors` are not authors: SPv2's gold
    leaves them out, labels must not call them "none" for sure.
    """

    title: str = ""
    authors: tuple[PersonName, ...] = ()
    venue: str = ""
    year: str = ""
    label: str = ""
    raw: str = ""
    publication_type: str = ""
    editors: tuple[PersonName, ...] = ()


@dataclass(frozen=True, slots=True)
class Gold:
    """A paper's truth. None means that the source does not say, () that there are none."""

    title: str | None
    authors: tuple[PersonName, ...] | None
    references: tuple[GoldReference, ...] | None
    alternative_titles: tuple[str, ...] = ()
