"""What is laid over pages beside the paper: stamps, watermarks, lines of servers and editors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spv2_spark.typeset.data_files import PACKAGE, read_as
from spv2_spark.typeset.markup import plain, styled
from spv2_spark.typeset.masthead import doi_line, journal_name
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Notices:
    """Lines for the head and for the foot of a page, and words for its background."""

    top: tuple[str, ...]
    foot: tuple[str, ...]
    watermarks: tuple[str, ...]


@cache
def _notices() -> Notices:
    return read_as(Notices, PACKAGE / "pools" / "notices.toml")


def background(sheet: Sheet) -> str:
    """Return the value of the page's background: a stamp or watermark, and a notice."""
    stamp, notice = _stamp(sheet), _notice(sheet)
    first_only = sheet.design.page.stamp == "arxiv" or sheet.design.seed % 2
    if not stamp and not notice:
        return "none"
    if first_only:
        return f"context if here().page()==1 [{stamp}{notice}]"
    return f"[{stamp}{notice}]"


def _stamp(sheet: Sheet) -> str:
    kind = sheet.design.page.stamp
    if kind == "none":
        return ""
    if kind == "arxiv":
        return _arxiv(sheet)
    if kind == "watermark":
        return _watermark(sheet)
    text = "Preprint not peer reviewed" if kind == "preprint" else "DRAFT"
    mark = styled(plain(text), size=40, colour=0xE0E0E0)
    return f"#place(center+horizon,rotate(-45deg)[{mark}]);"


def _arxiv(sheet: Sheet) -> str:
    number = sheet.design.seed
    field = ("math.CO", "cs.LG", "hep-th", "astro-ph.SR", "cond-mat", "stat.ME")[number % 6]
    month = ("Jan", "Feb", "Mar", "May", "Jun", "Sep", "Nov")[number % 7]
    text = f"arXiv:{number % 90 + 1000}.{number % 9000 + 1000:05d}v{number % 3 + 1}"
    text += f"  [{field}]  {number % 28 + 1} {month} {sheet.article.year or 2017}"
    mark = styled(plain(text), size=18, colour=0x808080)
    return f"#place(left+horizon,dx:10pt,rotate(-90deg,reflow:true)[{mark}]);"


def _watermark(sheet: Sheet) -> str:
    """Return huge pale letters behind the page; the fewer, the larger."""
    text = sheet.rng.choice(_notices().watermarks)
    size = min(420.0, 1.3 * sheet.design.page.width_pt / max(len(text), 2))
    size *= sheet.rng.uniform(0.6, 1.0)
    colour = sheet.rng.choice((0xE0E0E0, 0xD0D0D0, 0xF0E0E0, 0xE0E0F0))
    mark = styled(plain(text), size=size, weight=sheet.rng.choice(("", "bold")), colour=colour)
    turn = sheet.rng.choice((0, 0, -45, -55))
    return (
        f"#place(center+horizon,dy:{sheet.rng.choice((0, 60, -80))}pt,rotate({turn}deg)[{mark}]);"
    )


def _notice(sheet: Sheet) -> str:
    kind, rng, page = sheet.design.page.notice, sheet.rng, sheet.design.page
    if kind == "none":
        return ""
    lines = _notices().top if kind == "top" else _notices().foot
    text = rng.choice(lines).format(
        year=sheet.article.year or 2019,
        number=rng.randrange(10, 99),
        journal=journal_name(sheet),
        doi=doi_line(sheet),
    )
    shown = styled(plain(text), size=rng.choice((6.5, 7, 8, 9, 10)), italic=chance(rng, 0.3))
    width = page.width_pt - page.left_pt - page.right_pt
    at, down = ("top", 16) if kind == "top" else ("bottom", -14)
    where = rng.choice(("center", "left", "right"))
    return (
        f"#place({at}+left,dx:{page.left_pt:.1f}pt,dy:{down}pt)[#block(width:{width:.1f}pt)"
        f"[#set par(first-line-indent:0pt,leading:0.4em);#align({where})[{shown}];];];"
    )
