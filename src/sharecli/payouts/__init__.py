"""What platforms paid, the lines it covers, and whether it is what was expected."""
