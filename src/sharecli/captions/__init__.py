"""Captions: written from templates, label first, and checked against rules that are data."""
