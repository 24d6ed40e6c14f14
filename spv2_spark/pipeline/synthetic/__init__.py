"""The synthetic corpus: articles typeset anew in drawn designs, with exact labels."""
