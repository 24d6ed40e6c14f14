"""The lines below an author's name in a block: affiliation, address of mail, post, ORCID iD."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from spv2_spark.domain.article import ArticleAuthor
from spv2_spark.typeset.data_files import PACKAGE, read_as
from spv2_spark.typeset.markup import plain, small_caps, styled
from spv2_spark.typeset.positions import positions_of
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.sheet import Sheet

_TYPEWRITER = ("DejaVu Sans Mono",)
_MOST_LINES = 4


@cache
def _firms() -> tuple[str, ...]:
    return read_as(dict[str, tuple[str, ...]], PACKAGE / "pools" / "firms.toml")["firms"]


def firm(sheet: Sheet) -> str:
    """Draw an institution of one or two words."""
    return sheet.rng.choice(_firms())


def below_name(sheet: Sheet, author: ArticleAuthor) -> list[str]:
    """Return the lines that the design's `authors.cell` puts below a name."""
    lines: list[str] = []
    for part in sheet.design.authors.cell.split():
        lines += _PARTS[part](sheet, author)
    return lines


def affiliation_lines_of(sheet: Sheet, index: int, *, whole: bool = False) -> list[str]:
    """Return the affiliation with this index in at most four lines, `whole` in one."""
    if not 0 <= index < len(sheet.article.affiliations):
        return []
    parts = sheet.article.affiliations[index].split(", ")
    kept = parts if sheet.design.affiliations.parts == "full" else parts[:2]
    together = len(kept) if whole else sheet.rng.choice((1, 1, 2))
    shown = [", ".join(kept[i : i + together]) for i in range(0, len(kept), together)]
    return [_small(sheet, one) for one in shown[:_MOST_LINES]]


def mail_line(sheet: Sheet, mail: str) -> str:
    """Set an address of mail as the design does."""
    style = sheet.design.affiliations
    face = _TYPEWRITER if style.typewriter_mails else ()
    content = small_caps(style.mail_case, mail, plain)
    return styled(content, size=sheet.pt(style.size), fonts=face)


def shared_mails(sheet: Sheet, members: Sequence[ArticleAuthor]) -> list[str]:
    """Return the line of several people's addresses; none where the design prints none."""
    mails = [one.email for one in members if one.email]
    if not mails or sheet.design.affiliations.mails == "none":
        return []
    if len(mails) > 1 and sheet.design.affiliations.mails == "brace":
        users = sheet.rng.choice((",", ", ")).join(mail.partition("@")[0] for mail in mails)
        return [mail_line(sheet, f"{{{users}}}@{mails[0].partition('@')[2]}")]
    return [mail_line(sheet, sheet.rng.choice((", ", "; ")).join(mails[:4]))]


def _small(sheet: Sheet, text: str) -> str:
    style = sheet.design.affiliations
    return styled(plain(text), size=sheet.pt(style.size), italic=style.italic)


def _affiliation(sheet: Sheet, author: ArticleAuthor) -> list[str]:
    return affiliation_lines_of(sheet, author.affiliations[0]) if author.affiliations else []


def _city(sheet: Sheet, author: ArticleAuthor) -> list[str]:
    if not author.affiliations:
        return []
    parts = sheet.article.affiliations[author.affiliations[0]].split(", ")
    return [_small(sheet, ", ".join(parts[-2:] if chance(sheet.rng, 0.5) else parts[-1:]))]


def _mail(sheet: Sheet, author: ArticleAuthor) -> list[str]:
    if not author.email or sheet.design.affiliations.mails == "none":
        return []
    lead = ("", "", "", "Email: ", "E-mail: ", "email: ")[sheet.design.seed % 6]
    return [mail_line(sheet, lead + author.email)]


def _orcid(sheet: Sheet, author: ArticleAuthor) -> list[str]:
    number = author.orcid.rsplit("/", 1)[-1]
    forms = ("ORCID {}", "ORCID: {}", "https://orcid.org/{}", "{}", "iD {}")
    return [_small(sheet, forms[sheet.design.seed // 5 % 5].format(number))] if number else []


def _web(sheet: Sheet, author: ArticleAuthor) -> list[str]:
    host = author.email.partition("@")[2] or "example.org"
    user = author.email.partition("@")[0].split(".")[-1] or "home"
    return [mail_line(sheet, sheet.rng.choice((f"www.{host}", f"http://{host}/~{user}")))]


_PARTS: dict[str, Callable[[Sheet, ArticleAuthor], list[str]]] = {
    "affiliation": _affiliation,
    "firm": lambda sheet, _: [_small(sheet, firm(sheet))],
    "city": _city,
    "mail": _mail,
    "orcid": _orcid,
    "web": _web,
    "post": lambda sheet, _: [
        _small(sheet, sheet.rng.choice(positions_of(sheet.design.language).line))
    ],
}
