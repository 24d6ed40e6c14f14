"""The training cycle: a corpus of PDFs with gold becomes a model, calibrated and evaluated."""
