"""One view of a document: its tokens as columns, and what their arrangement says."""

# To be raised whenever the same tokens give another view than before; tests/golden tells.
VERSION = "1"
