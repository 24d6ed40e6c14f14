"""Names of persons: lists of them split, each in reading form."""
