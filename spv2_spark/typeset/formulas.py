"""Displayed formulas in Typst's own notation."""

from __future__ import annotations

from spv2_spark.typeset.sheet import Sheet

_FORMULAS = (
    "E = m c^2",
    "sum_(i=1)^n x_i^2 <= norm(A)_F^2",
    "integral_0^infinity e^(-lambda t) dif t = 1/lambda",
    "hat(beta) = (X^top X)^(-1) X^top y quad (1)",
    "nabla times bold(B) = mu_0 bold(J)",
    "cal(L)(theta) = -1/N sum_(i=1)^N log p_theta (y_i | x_i)",
    "P(A|B) = (P(B|A) P(A)) / P(B)",
    "f : RR^n -> RR, quad f(x) = max_(1 <= i <= n) |x_i|",
    "H^k (X, ZZ) = plus.o_(p+q=k) H^(p,q)(X)",
)


def equation(sheet: Sheet) -> str:
    """Return a displayed equation."""
    return f"$ {sheet.rng.choice(_FORMULAS)} $\n"
