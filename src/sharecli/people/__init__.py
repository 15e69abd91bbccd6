"""The people a seller knows, the groups they post in, and who brought whom."""
