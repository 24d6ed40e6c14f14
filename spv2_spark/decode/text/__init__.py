"""Tokens to strings."""
