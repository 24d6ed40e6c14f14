"""What interrupts a body: figures, tables, equations, notes, and a table of contents."""

from __future__ import annotations

from spv2_spark.typeset.clutter import scattered
from spv2_spark.typeset.markup import block, filled, hexed, plain, rule, styled
from spv2_spark.typeset.references.chance import chance
from spv2_spark.typeset.sheet import Sheet

_ROW_NAMES = ("Age (years)", "Female", "Control", "Baseline", "Model 1", "Total", "Height", "GDP",
              "Ours", "n", "Temperature", "Urban", "Income", "p-value")  # fmt: skip
_COLUMN_NAMES = ("Mean", "SD", "n (%)", "p", "95% CI", "2010", "2015", "Acc.", "F1", "Group A")


def caption(sheet: Sheet, kind: str, number: int, text: str) -> str:
    """Return `Figure 1. ...` in the drawn manner."""
    lead = sheet.rng.choice(
        (
            f"{kind} {number}. ",
            f"{kind} {number}: ",
            f"{kind.upper()} {number} ",
            f"{kind} {number} – ",
        )
    )
    return styled(styled(plain(lead), weight="bold") + plain(text), size=sheet.pt(0.85))


def figure(sheet: Sheet, number: int, text: str) -> str:
    """Return a grey figure with labels of axes, and its caption."""
    width, height = sheet.column_pt() * sheet.rng.uniform(0.6, 1.0), sheet.rng.uniform(70, 190)
    labels = styled(plain("  ".join(str(10 * i) for i in range(7))), size=6)
    picture = f"{filled(width, height, 0xE0E0E0)}#linebreak();{labels}"
    if chance(sheet.rng, 0.25):  # drawn in text
        picture = scattered(sheet, width, height, sheet.rng.choice((10, 20, 40)))
    content = (
        f"#align(center)[{picture}];#v(3pt,weak:true);{caption(sheet, 'Figure', number, text)}"
    )
    return _placed(sheet, content)


def table(sheet: Sheet, number: int, text: str) -> str:
    """Return a small table of numbers with rules, and its caption."""
    columns = sheet.rng.randint(2, 4)
    head = ["", *sheet.rng.sample(_COLUMN_NAMES, columns)]
    cells = [f"[{plain(one)}]" for one in head]
    for name in sheet.rng.sample(_ROW_NAMES, sheet.rng.randint(3, 8)):
        numbers = [
            f"{sheet.rng.uniform(0, 100):.{sheet.rng.randint(0, 2)}f}" for _ in range(columns)
        ]
        cells += [f"[{plain(one)}]" for one in (name, *numbers)]
    shares = ",".join(["auto"] + ["1fr"] * columns)
    grid = f"#grid(columns:({shares}),row-gutter:4pt,column-gutter:5pt,{','.join(cells)});"
    grid = styled(grid, size=sheet.pt(0.8))
    lead = caption(sheet, "Table", number, text)
    return _placed(sheet, f"{lead}#v(2pt);{rule(0.6)}#v(-4pt);{grid}#v(-4pt);{rule(0.6)}")


def _placed(sheet: Sheet, content: str) -> str:
    content = f"#set par(first-line-indent:0pt);{content}"
    if chance(sheet.rng, 0.5):
        return f"#place(bottom,float:true,clearance:10pt)[#block(width:100%)[{content}];];\n"
    return block(content, above=10, below=10, extra="breakable:false")


def pull_quote(sheet: Sheet, text: str) -> str:
    """Return a sentence set out of the text."""
    accent = hexed(sheet.design.type.accent)
    return block(
        styled(plain(text), size=sheet.pt(1.3), italic=True),
        above=12,
        below=12,
        extra=f"inset:8pt,stroke:(left:2pt+{accent})",
    )


def contents(sheet: Sheet) -> str:
    """Return a table of contents: headings, dots and pages."""
    lines = []
    page = 1
    for section in sheet.article.body[:14]:
        if section.heading:
            page += sheet.rng.randint(0, 4)
            dots = '#box(width:1fr,repeat[#" .";]);'
            lines.append(f"{plain(section.heading[:60])}{dots}{plain(str(page))}")
    if not lines:
        return ""
    head = styled(plain("Contents"), weight="bold", size=sheet.pt(1.2))
    return block(f"{head}#parbreak();{'#linebreak();'.join(lines)}", above=10, below=14)
