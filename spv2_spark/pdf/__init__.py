"""PyMuPDF: the bytes of a PDF become a Document or a Failure, in a child process."""
