"""Papers and what they cite in the forms that other programs read: TEI, BibTeX, CSL-JSON."""
