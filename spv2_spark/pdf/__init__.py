"""PyMuPDF: the bytes of a PDF become a Document or a Failure, in a child process."""

# To be raised whenever the same PDF gives other tokens than before.
VERSION = "10"
