"""What came back, and what it came from."""
