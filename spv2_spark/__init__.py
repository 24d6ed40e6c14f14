"""spv2-spark: titles, authors and bibliographies out of scholarly PDFs, as a Spark dataset."""

__version__ = "0.1.0"
