"""Strings: what models of references, names, affiliations and dates see, say, and mean by it."""
