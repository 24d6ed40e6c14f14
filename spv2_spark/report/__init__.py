"""Results in the forms that leave the house: pages for people, tables of a terminal, JSON."""
