"""Typst: Gold becomes a labelled PDF in one of many designs."""
