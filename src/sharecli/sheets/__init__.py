"""Sheets of paper to cut, and pictures of many pictures."""
