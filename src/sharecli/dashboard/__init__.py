"""Today, at a glance."""
