"""What the seller set, and the care of the file."""
