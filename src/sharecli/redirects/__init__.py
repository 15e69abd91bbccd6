"""Redirects: short codes that lead to shops, served here or written for a server that is there already."""
