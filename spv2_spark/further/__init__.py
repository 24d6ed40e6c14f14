"""Fields beside SPv2's six: a paper's abstract, dates, affiliations; all parts of a reference."""

# To be raised whenever the same decoded papers give other further fields; tests/golden tells.
VERSION = "2"
