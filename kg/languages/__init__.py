"""Languages: one folder of data each, and what reads it."""
