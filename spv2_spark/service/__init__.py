"""HTTP: PDFs in, results out; the papers of all clients are tagged in shared batches."""
