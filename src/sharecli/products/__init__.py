"""The products a seller shares."""
