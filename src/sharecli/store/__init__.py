"""The seller's one SQLite file."""
