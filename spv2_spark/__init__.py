"""spv2-spark: titles, authors and bibliographies out of scholarly PDFs, as a Spark dataset."""

__version__ = "0.5.0"
PROGRAM = "spv2-spark"
# What a file of ours bears near its beginning, so that it is known as ours.
MARK = f"written by {PROGRAM} {__version__}"
